// What makes every page kinder where scripts run; all of it works without, only less so.

const SECOND_MS = 1000;
const TICK_MS = 5 * SECOND_MS;
/** A form that answers with a file stays on the page: its buttons come back after this time. */
const HELD_MS_MAX = 8 * SECOND_MS;
/** A form that brings a file to be opened says that it is being opened, for as long as that takes. */
const WORKING_MS_MAX = 30 * SECOND_MS;
const KEPT_LENGTH_MAX = 200_000;
/** What the workers' stores are called; each goes on with the page that it keeps. */
const CARDS = "summitry-intake ";

const root = document.documentElement;

// --- theme -------------------------------------------------------------------------------------

function switchTheme(form: HTMLFormElement, button: HTMLButtonElement): void {
  const body = new FormData(form);
  body.set("theme", button.value);
  root.dataset["theme"] = button.value;
  for (const each of form.querySelectorAll("button[name=theme]")) {
    each.toggleAttribute("aria-current", false);
  }
  button.setAttribute("aria-current", "true");
  form.closest("details")?.removeAttribute("open");
  // Where it cannot be kept, the theme holds for this page alone: nothing else depends on it.
  void fetch(form.action, { method: "POST", body, redirect: "manual", keepalive: true });
}

// --- confirming --------------------------------------------------------------------------------

const confirmed = new WeakSet<HTMLElement>();

function ask(question: string, then: () => void): void {
  const dialog = document.querySelector<HTMLDialogElement>("dialog#confirm");
  const told = document.querySelector("#confirm-question");
  if (dialog === null || told === null) {
    then();
    return;
  }
  told.textContent = question;
  dialog.returnValue = "no";
  dialog.addEventListener(
    "close",
    () => {
      if (dialog.returnValue === "yes") {
        then();
      }
    },
    { once: true },
  );
  dialog.showModal();
}

// --- sending once ------------------------------------------------------------------------------

function buttonsOf(form: HTMLFormElement): HTMLButtonElement[] {
  return [...form.elements].filter(
    (each): each is HTMLButtonElement =>
      each instanceof HTMLButtonElement && each.type === "submit",
  );
}

function hold(form: HTMLFormElement): void {
  form.dataset["sent"] = "yes";
  // After the browser has read which button was pressed: a disabled one sends no value.
  setTimeout(() => {
    for (const each of buttonsOf(form)) {
      if (!each.disabled) {
        each.disabled = true;
        each.dataset["held"] = "yes";
      }
    }
  }, 0);
  const working = form.querySelector<HTMLElement>("[data-working]");
  working?.removeAttribute("hidden");
  setTimeout(() => release(form), working === null ? HELD_MS_MAX : WORKING_MS_MAX);
}

function release(form: HTMLFormElement): void {
  delete form.dataset["sent"];
  form.querySelector("[data-working]")?.setAttribute("hidden", "");
  for (const each of buttonsOf(form)) {
    if (each.dataset["held"] !== undefined) {
      each.disabled = false;
      delete each.dataset["held"];
    }
  }
}

// --- keeping unsent text -----------------------------------------------------------------------

const account = document.body.dataset["account"] ?? "";
const KEPT = `keep:${account}:`;
const SENT = `sent:${account}:`;

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isKept(each: Element): each is Control {
  if (each instanceof HTMLInputElement) {
    return !["hidden", "password", "file", "submit", "checkbox", "radio"].includes(each.type);
  }
  return each instanceof HTMLTextAreaElement || each instanceof HTMLSelectElement;
}

function keyOf(form: HTMLFormElement): string {
  return `${location.pathname}#${form.dataset["keep"] ?? ""}`;
}

function keep(form: HTMLFormElement): void {
  const texts = [...form.elements].filter(isKept).map((each) => [each.name, each.value]);
  const written = JSON.stringify(texts);
  if (written.length <= KEPT_LENGTH_MAX) {
    sessionStorage.setItem(KEPT + keyOf(form), written);
  }
}

function readKept(form: HTMLFormElement): [string, string][] {
  const written = sessionStorage.getItem(KEPT + keyOf(form));
  const read: unknown = written === null ? [] : JSON.parse(written);
  return Array.isArray(read) ? (read as [string, string][]) : [];
}

function restore(form: HTMLFormElement): void {
  const controls = [...form.elements].filter(isKept);
  let restored = 0;
  readKept(form).forEach(([name, value], place) => {
    const control = controls[place];
    if (control !== undefined && control.name === name && control.value !== value) {
      control.value = value;
      restored += 1;
    }
  });
  const note = document.querySelector<HTMLTemplateElement>("template#kept");
  if (restored > 0 && note !== null) {
    form.prepend(note.content.cloneNode(true));
  }
}

function forget(key: string): void {
  sessionStorage.removeItem(KEPT + key);
  sessionStorage.removeItem(SENT + key);
}

function forgetAll(): void {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith("keep:") || name.startsWith("sent:")) {
      sessionStorage.removeItem(name);
    }
  }
}

/** Forget the text of forms that arrived: a page came, and it neither refuses nor asks who one is. */
/** Drop the pages kept for a phone without a connection: the next who signs in may be another. */
async function dropCards(): Promise<void> {
  // There is no such store where the site is not reached over a safe connection.
  if ("caches" in window) {
    const names = await caches.keys();
    await Promise.all(names.filter((each) => each.startsWith(CARDS)).map((each) => caches.delete(each)));
  }
}

function settle(): void {
  const asking = (document.body.dataset["asking"] ?? "").split(" ").filter(Boolean);
  if (account === "" && asking.includes(location.pathname)) {
    void dropCards();
  }
  if (account === "" || asking.includes(location.pathname)) {
    return;
  }
  const isRefused = document.querySelector("main [role=alert].notice-refused") !== null;
  for (const name of Object.keys(sessionStorage).filter((each) => each.startsWith(SENT))) {
    if (isRefused) {
      sessionStorage.removeItem(name);
    } else {
      forget(name.slice(SENT.length));
    }
  }
}

// --- ages --------------------------------------------------------------------------------------

/** How far this device's clock is ahead of the site's: an age must not lie where it is wrong. */
const ahead = performance.timeOrigin - Date.parse(root.dataset["now"] ?? "");
const relative = new Intl.RelativeTimeFormat(root.lang, { style: "short" });

function ageOf(seconds: number): string {
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ];
  const [unit, size] = steps.find(([, each]) => seconds >= each) ?? ["second", 1];
  return relative.format(-Math.floor(seconds / size), unit);
}

function tellAges(): void {
  if (document.hidden) {
    return;
  }
  const now = Date.now() - (Number.isFinite(ahead) ? ahead : 0);
  for (const each of document.querySelectorAll<HTMLTimeElement>("time[data-age]")) {
    const seconds = Math.max(0, Math.floor((now - Date.parse(each.dateTime)) / SECOND_MS));
    const sentence = each.dataset["age"] || "{age}";
    if (Number.isFinite(seconds)) {
      each.textContent = sentence.replace("{age}", ageOf(seconds));
      const old = Number(each.dataset["oldAfter"] ?? "Infinity");
      each.closest(".banner-age")?.classList.toggle("is-old", seconds > old);
    }
  }
}

// --- listening ---------------------------------------------------------------------------------

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method === "dialog") {
    return;
  }
  const button = event.submitter;
  const stop = (): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  if (form.dataset["sent"] !== undefined) {
    stop();
  } else if (form.dataset["themeSwitch"] !== undefined && button instanceof HTMLButtonElement) {
    stop();
    switchTheme(form, button);
  } else if (button?.dataset["confirm"] !== undefined && !confirmed.has(button)) {
    stop();
    ask(button.dataset["confirm"], () => {
      confirmed.add(button);
      form.requestSubmit(button);
      confirmed.delete(button);
    });
  } else if (form.method === "post" && form.dataset["outbox"] === undefined) {
    // A form with an outbox may send the next line at once: each has an id of its own.
    send(form);
  }
}

function send(form: HTMLFormElement): void {
  if (form.dataset["forget"] !== undefined) {
    forgetAll();
  }
  if (form.dataset["keep"] !== undefined) {
    keep(form);
    sessionStorage.setItem(SENT + keyOf(form), "yes");
  }
  hold(form);
}

function onAnswer(event: Event): void {
  const detail = (event as CustomEvent<{ elt: Element; successful: boolean }>).detail;
  const form = detail.elt.closest("form");
  if (form !== null) {
    release(form);
    if (form.dataset["keep"] !== undefined && detail.successful) {
      forget(keyOf(form));
    }
  }
}

function closeMenus(except: Node | null): void {
  for (const each of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (except === null || !each.contains(except)) {
      each.open = false;
    }
  }
}

function onEscape(event: KeyboardEvent): void {
  const menu = document.activeElement?.closest<HTMLDetailsElement>("details.menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
}

document.addEventListener("submit", onSubmit, { capture: true });
document.addEventListener("input", (event) => {
  const form = event.target instanceof Element ? event.target.closest("form") : null;
  if (form?.dataset["keep"] !== undefined) {
    keep(form);
  }
});
document.addEventListener("reset", (event) => {
  if (event.target instanceof HTMLFormElement) {
    forget(keyOf(event.target));
  }
});
document.addEventListener("htmx:afterRequest", onAnswer);
document.addEventListener("click", (event) => closeMenus(event.target as Node));
document.addEventListener("keydown", onEscape);
document.addEventListener("visibilitychange", tellAges);
window.addEventListener("pageshow", () => {
  for (const form of document.forms) {
    release(form);
  }
});

settle();
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-keep]")) {
  restore(form);
}
tellAges();
setInterval(tellAges, TICK_MS);

export {};
