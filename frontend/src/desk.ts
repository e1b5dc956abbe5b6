// The desk's line: kept in the browser before it is sent, sent until it is acknowledged.
import { outbox, type Waiting } from "./outbox/store";
import { post } from "./outbox/sending";

const GUESS_AFTER_MS = 150;
const RETRY_MS = 5_000;

const form = document.getElementById("desk-line") as HTMLFormElement;
const line = document.getElementById("desk-text") as HTMLInputElement;
const kind = document.getElementById("desk-kind") as HTMLSelectElement;
const because = document.getElementById("desk-because") as HTMLElement;
const box = document.getElementById("desk-outbox") as HTMLElement;
const told = document.getElementById("desk-outbox-told") as HTMLElement;
const lines = document.getElementById("desk-outbox-lines") as HTMLElement;
const who = form.dataset["who"] ?? "";
const held = outbox("summitry-desk");
const touched = new Set<string>();
let timer = 0;
let asked = 0;

interface Guess {
  kind: string;
  priority: string;
  place: string;
  person_id: string;
  minutes: number | null;
  because: string;
}

function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (each) => each.toString(16).padStart(2, "0")).join("");
}

// Only the fields that the kind takes are shown; without this script all of them are.
function showFields(): void {
  const takes = new Set((kind.selectedOptions[0]?.dataset["takes"] ?? "").split(" "));
  for (const each of form.querySelectorAll<HTMLElement>("[data-field]")) each.hidden = !takes.has(each.dataset["field"] ?? "");
}

function set(name: string, value: string): void {
  const control = form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement | null;
  // What a person has chosen is not guessed over.
  if (control === null || touched.has(name)) return;
  if (control instanceof HTMLSelectElement && ![...control.options].some((each) => each.value === value)) return;
  control.value = value;
}

async function guess(): Promise<void> {
  const number = ++asked;
  const answer = await fetch(`${form.dataset["guess"]}?text=${encodeURIComponent(line.value)}`).catch(() => null);
  // An older answer, or none: the line is sent as it stands.
  if (answer === null || !answer.ok || number !== asked) return;
  const found = (await answer.json()) as Guess;
  set("kind", found.kind);
  set("priority", found.priority);
  set("place", found.place);
  set("person_id", found.person_id);
  set("minutes", found.minutes === null ? "" : String(found.minutes));
  because.hidden = found.because === "";
  because.textContent = (form.dataset["because"] ?? "").replace("#", found.because);
  showFields();
}

async function show(extra = ""): Promise<void> {
  const own = (await held.kept()).filter((each) => each.who === who);
  told.textContent = extra;
  lines.replaceChildren(
    ...own.map((each) => {
      const item = document.createElement("li");
      item.dir = "auto";
      const words = each.cells.find(([name]) => name === "text")?.[1] ?? "";
      const state = each.refused === "" ? form.dataset["waiting"] : (form.dataset["refused"] ?? "").replace("#", each.refused);
      item.textContent = `${words} · ${state}`;
      if (each.refused !== "") item.append(" ", again(each));
      return item;
    }),
  );
  box.hidden = own.length === 0 && extra === "";
}

// A refused line goes back into the form, to be mended and sent as a new one.
function again(waiting: Waiting): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = form.dataset["takeBack"] ?? "";
  button.addEventListener("click", () => {
    for (const [name, value] of waiting.cells) {
      const control = form.elements.namedItem(name) as HTMLInputElement | null;
      if (control !== null) control.value = value;
      touched.add(name);
    }
    showFields();
    line.focus();
    void held.drop(waiting.place).then(() => show());
  });
  return button;
}

async function sendWaiting(): Promise<void> {
  await navigator.locks.request("summitry-desk", async () => {
    let extra = "";
    for (const each of await held.kept()) {
      if (each.who !== who || each.refused !== "") continue;
      const [outcome, sentence] = await post(location.pathname, "entry_id", each);
      if (outcome === "sent") {
        await held.drop(each.place);
        extra = form.dataset["disk"] ?? "";
        document.body.dispatchEvent(new CustomEvent("entered"));
      } else if (outcome === "refused") await held.refuse(each, sentence);
      else {
        extra = outcome === "signed-out" ? (form.dataset["signedOut"] ?? "") : "";
        break;
      }
    }
    await show(extra);
  });
}

function clear(): void {
  form.reset();
  touched.clear();
  asked += 1;
  window.clearTimeout(timer);
  because.hidden = true;
  line.value = "";
  showFields();
  line.focus();
}

async function submitted(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const cells: [string, string][] = [["entered", new Date().toISOString()]];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "entry_id") cells.push([name, value]);
  }
  try {
    await held.keep({ id: newId(), who, cells, photo: null, refused: "" });
  } catch {
    await show(form.dataset["lost"] ?? "").catch(() => undefined);
    form.submit();
    return;
  }
  clear();
  await show();
  await sendWaiting();
}

function pressed(event: KeyboardEvent): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const digit = event.altKey ? /^Digit([1-9])$/.exec(event.code)?.[1] : undefined;
  if (event.key === "Escape") clear();
  else if (step !== 0 || digit !== undefined) {
    event.preventDefault();
    const place = digit === undefined ? kind.selectedIndex + step : Number(digit) - 1;
    kind.selectedIndex = Math.max(0, Math.min(kind.options.length - 1, place));
    touched.add("kind");
    showFields();
  }
}

form.addEventListener("submit", (event) => void submitted(event));
form.addEventListener("change", (event) => {
  touched.add((event.target as HTMLInputElement).name);
  showFields();
});
line.addEventListener("keydown", pressed);
line.addEventListener("input", () => {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void guess(), GUESS_AFTER_MS);
});
window.addEventListener("online", () => void sendWaiting());
window.setInterval(() => void sendWaiting(), RETRY_MS);
showFields();
void sendWaiting();
