// Passkeys: asks the site for a challenge, the device for an answer, and sends the form with it.
// A form says data-passkey="use" or "make", data-challenge, and has a hidden input "credential".

type Purpose = "use" | "make";

function bytesOf(text: string): ArrayBuffer {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = new Uint8Array(plain.length);
  for (let at = 0; at < plain.length; at += 1) bytes[at] = plain.charCodeAt(at);
  return bytes.buffer;
}

function textOf(buffer: ArrayBuffer): string {
  let plain = "";
  for (const byte of new Uint8Array(buffer)) plain += String.fromCharCode(byte);
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

interface Described {
  id: string;
  type: PublicKeyCredentialType;
  transports?: AuthenticatorTransport[];
}

function described(each: Described): PublicKeyCredentialDescriptor {
  return { ...each, id: bytesOf(each.id) };
}

async function optionsFor(form: HTMLFormElement, purpose: Purpose): Promise<any> {
  const body = new FormData();
  body.set("for", purpose);
  const typed = form.elements.namedItem("name");
  if (typed instanceof HTMLInputElement) body.set("name", typed.value);
  const token = form.elements.namedItem("csrfmiddlewaretoken") as HTMLInputElement;
  const answer = await fetch(form.dataset["challenge"] ?? "", {
    method: "POST",
    body,
    credentials: "same-origin",
    headers: { "X-CSRFToken": token.value, Accept: "application/json" },
  });
  if (!answer.ok) throw new Error(`challenge ${answer.status}`);
  return answer.json();
}

async function used(form: HTMLFormElement): Promise<object> {
  const told = await optionsFor(form, "use");
  const publicKey: PublicKeyCredentialRequestOptions = {
    ...told,
    challenge: bytesOf(told.challenge),
    allowCredentials: (told.allowCredentials ?? []).map(described),
  };
  const found = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = found.response as AuthenticatorAssertionResponse;
  return {
    ...named(found),
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      authenticatorData: textOf(response.authenticatorData),
      signature: textOf(response.signature),
      userHandle: response.userHandle === null ? null : textOf(response.userHandle),
    },
  };
}

async function made(form: HTMLFormElement): Promise<object> {
  const told = await optionsFor(form, "make");
  const publicKey: PublicKeyCredentialCreationOptions = {
    ...told,
    challenge: bytesOf(told.challenge),
    user: { ...told.user, id: bytesOf(told.user.id) },
    excludeCredentials: (told.excludeCredentials ?? []).map(described),
  };
  const found = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = found.response as AuthenticatorAttestationResponse;
  return {
    ...named(found),
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      attestationObject: textOf(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

function named(found: PublicKeyCredential): object {
  return {
    id: found.id,
    rawId: textOf(found.rawId),
    type: found.type,
    clientExtensionResults: found.getClientExtensionResults(),
    authenticatorAttachment: found.authenticatorAttachment,
  };
}

function show(form: HTMLFormElement, name: string, isShown: boolean): void {
  form.querySelector<HTMLElement>(`[${name}]`)?.toggleAttribute("hidden", !isShown);
}

function prepare(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>("button");
  // Browsers offer passkeys on HTTPS and on localhost alone.
  if (!window.isSecureContext || !("PublicKeyCredential" in window)) {
    show(form, "data-passkey-none", true);
    if (button) button.disabled = true;
    return;
  }
  form.addEventListener("submit", async (event) => {
    const credential = form.elements.namedItem("credential") as HTMLInputElement;
    if (credential.value !== "") return;
    event.preventDefault();
    if (button) button.disabled = true;
    show(form, "data-passkey-failed", false);
    try {
      const answer = form.dataset["passkey"] === "make" ? await made(form) : await used(form);
      credential.value = JSON.stringify(answer);
      form.submit();
    } catch {
      // The person said no, or the device has no passkey for this site: both are told alike.
      show(form, "data-passkey-failed", true);
    } finally {
      if (button) button.disabled = false;
    }
  });
  // Coming back with the browser's own button must not send the old answer a second time.
  window.addEventListener("pageshow", () => {
    (form.elements.namedItem("credential") as HTMLInputElement).value = "";
  });
}

document.querySelectorAll<HTMLFormElement>("form[data-passkey]").forEach(prepare);
