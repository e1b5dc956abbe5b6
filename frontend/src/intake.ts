// The page for reports: sends at once where there is a connection, keeps on the phone where not.
import { smaller } from "./intake/photo";
import { empty } from "./outbox/sending";
import { newId, outbox } from "./outbox/store";

const POSITION_DECIMALS = 3; // about 100 m

function found<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no ${id}`);
  return element as T;
}

const form = found<HTMLFormElement>("report");
const home = found("intake");
const box = found("queue");
const told = found("queue-told");
const scope = home.dataset["scope"] ?? "";
const held = outbox("summitry-intake");
let who = home.dataset["who"] ?? "";

function control<T extends HTMLElement>(name: string): T {
  return form.elements.namedItem(name) as unknown as T;
}

// What a report tells besides its photo; a name never waits on a phone.
function cellsOf(data: FormData): [string, string][] {
  const skipped = new Set(["csrfmiddlewaretoken", "photo", "client_id"]);
  const cells: [string, string][] = [];
  for (const [name, value] of data) {
    if (typeof value === "string" && !skipped.has(name)) cells.push([name, value]);
  }
  if (data.get("when") === "now") {
    const rest = cells.filter(([name]) => name !== "happened" && name !== "when");
    return [...rest, ["queued", "yes"], ["when", "earlier"], ["happened", new Date().toISOString()]];
  }
  return cells;
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
  told.textContent = sentences.join(" ");
  box.hidden = sentences.length === 0 && own.length === 0;
  const refused = found("queue-refused");
  refused.replaceChildren(
    ...own
      .filter((each) => each.refused !== "")
      .map((each) => {
        const item = document.createElement("li");
        item.textContent = each.refused;
        return item;
      }),
  );
}

async function sendWaiting(): Promise<void> {
  const { sent, end } = await empty(held, who, scope, "client_id");
  const isAway = (await held.kept()).every((each) => each.who !== who);
  const words = end === "signed-out" ? box.dataset["signedOut"] : sent > 0 && isAway ? box.dataset["sent"] : "";
  await show(words ?? "");
}

async function submitted(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const data = new FormData(form);
  const file = data.get("photo");
  const photo = file instanceof File && file.size > 0 ? await smaller(file) : null;
  if (data.get("names_a_person") === "yes") {
    // The name goes straight to the server or stays on the screen.
    if (navigator.onLine && who !== "") form.submit();
    else await show(box.dataset["name"] ?? "");
    return;
  }
  const report = { id: newId(), who, cells: cellsOf(data), photo, refused: "" };
  try {
    await held.keep(report);
  } catch {
    await show(box.dataset["lost"] ?? "");
    return;
  }
  form.reset();
  control<HTMLInputElement>("position").value = "";
  found("position-told").hidden = true;
  await show(box.dataset["kept"] ?? "");
  box.scrollIntoView();
  await sendWaiting();
}

function takePosition(): void {
  const line = found("position-told");
  const words = line.textContent ?? "";
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const round = (value: number) => value.toFixed(POSITION_DECIMALS);
      control<HTMLInputElement>("position").value = `${round(coords.latitude)},${round(coords.longitude)}`;
      line.textContent = words;
      line.hidden = false;
    },
    () => {
      line.textContent = line.dataset["failed"] ?? "";
      line.hidden = false;
    },
    { enableHighAccuracy: false, timeout: 20_000, maximumAge: 60_000 },
  );
}

async function begin(): Promise<void> {
  form.dataset["outbox"] = "";
  form.addEventListener("submit", (event) => void submitted(event));
  found("queue-send").addEventListener("click", () => void sendWaiting());
  window.addEventListener("online", () => void sendWaiting());
  if ("geolocation" in navigator) {
    const button = found("take-position");
    button.hidden = false;
    button.addEventListener("click", takePosition);
  }
  if (who === "") who = await held.lastAccount(scope);
  else await held.noteAccount(scope, who);
  await navigator.storage?.persist?.();
  const worker = home.dataset["worker"] ?? "";
  if (worker && "serviceWorker" in navigator) await navigator.serviceWorker.register(worker, { scope });
  await show();
  await sendWaiting();
}

void begin();
