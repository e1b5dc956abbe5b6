// The officer's phone: what is said is kept first, sent at once where there is a connection.
import { smaller } from "./intake/photo";
import { outbox, type Waiting } from "./outbox/store";
import { post, type Outcome } from "./outbox/sending";

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

function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (each) => each.toString(16).padStart(2, "0")).join("");
}

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
  const refused = own.filter((each) => each.refused !== "").map((each) => {
    const item = document.createElement("li");
    item.textContent = each.refused;
    return item;
  });
  found("queue-refused").replaceChildren(...refused);
}

// One page at a time empties the queue, in the order in which it was filled.
async function sendWaiting(): Promise<void> {
  await navigator.locks.request("summitry-field", async () => {
    let outcome: Outcome = "sent";
    let sent = 0;
    for (const each of await held.kept()) {
      if (each.who !== who || each.refused !== "") continue;
      const [now, sentence] = await post(scope, "entry_id", each);
      outcome = now;
      if (now === "sent") {
        await held.drop(each.place);
        sent += 1;
      } else if (now === "refused") await held.refuse(each, sentence);
      else break;
    }
    const words = outcome === "signed-out" ? box.dataset["signedOut"] : sent > 0 && outcome === "sent" ? box.dataset["sent"] : "";
    await show(words ?? "");
  });
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
  const waiting: Omit<Waiting, "place"> = { id: newId(), who, cells, photo, refused: "" };
  try {
    await held.keep(waiting);
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
    form.addEventListener("submit", (event) => void submitted(event));
  }
  found("queue-send").addEventListener("click", () => void sendWaiting());
  window.addEventListener("online", () => void sendWaiting());
  if (who === "") who = await held.lastAccount();
  else await held.noteAccount(who);
  await navigator.storage?.persist?.();
  const worker = home.dataset["worker"] ?? "";
  if (worker && "serviceWorker" in navigator) await navigator.serviceWorker.register(worker, { scope });
  await show();
  await sendWaiting();
}

void begin();
