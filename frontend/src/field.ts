// The officer's phone: what is said is kept first, sent at once where there is a connection.
import { smaller } from "./intake/photo";
import { showAsides } from "./outbox/asides";
import { empty } from "./outbox/sending";
import { newId, outbox } from "./outbox/store";

function found<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no ${id}`);
  return element as T;
}

const home = found("field");
const box = found("queue");
const scope = home.dataset["scope"] ?? "";
const held = outbox("summitry-field");
let who = home.dataset["who"] ?? "";

async function show(extra = ""): Promise<void> {
  const waiting = await held.kept();
  const own = waiting.filter((each) => each.who === who || who === "");
  const count = own.filter((each) => each.refused === "").length;
  const sentences: string[] = [];
  if (count === 1) sentences.push(box.dataset["one"] ?? "");
  if (count > 1) sentences.push((box.dataset["many"] ?? "").replace("#", count.toLocaleString(document.documentElement.lang)));
  if (own.length < waiting.length) sentences.push(box.dataset["other"] ?? "");
  if (extra) sentences.push(extra);
  found("queue-told").textContent = sentences.join(" ");
  box.hidden = sentences.length === 0 && own.length === 0;
  const wordings = { again: box.dataset["again"] ?? "", drop: box.dataset["drop"] ?? "", sure: box.dataset["sure"] ?? "" };
  showAsides(found("queue-refused"), held, own.filter((each) => each.refused !== ""), wordings, () => void sendWaiting());
}

async function sendWaiting(): Promise<void> {
  const { sent, end } = await empty(held, who, scope, "entry_id");
  const isAway = (await held.kept()).every((each) => each.who !== who);
  const words = end === "signed-out" ? box.dataset["signedOut"] : sent > 0 && isAway ? box.dataset["sent"] : "";
  await show(words ?? "");
}

async function submitted(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const data = new FormData(form);
  const file = data.get("photo");
  const photo = file instanceof File && file.size > 0 ? await smaller(file) : null;
  const cells: [string, string][] = [["entered", new Date().toISOString()]];
  for (const [name, value] of data) {
    if (typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "entry_id") cells.push([name, value]);
  }
  try {
    await held.keep({ id: newId(), who, cells, photo, refused: "" });
  } catch {
    await show(box.dataset["lost"] ?? "");
    return;
  }
  form.reset();
  await show(box.dataset["kept"] ?? "");
  box.scrollIntoView();
  await sendWaiting();
}

async function begin(): Promise<void> {
  for (const form of document.querySelectorAll<HTMLFormElement>(".field-form")) {
    form.dataset["outbox"] = "";
    form.addEventListener("submit", (event) => void submitted(event));
  }
  found("queue-send").addEventListener("click", () => void sendWaiting());
  window.addEventListener("online", () => void sendWaiting());
  if (who === "") who = await held.lastAccount(scope);
  else await held.noteAccount(scope, who);
  await navigator.storage?.persist?.();
  const worker = home.dataset["worker"] ?? "";
  if (worker && "serviceWorker" in navigator) await navigator.serviceWorker.register(worker, { scope });
  await show();
  await sendWaiting();
}

void begin();
