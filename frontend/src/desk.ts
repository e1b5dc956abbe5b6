// The desk's line: kept in the browser before it is sent, sent until it is acknowledged.
import { wordsOf } from "./outbox/asides";
import { empty } from "./outbox/sending";
import { newId, outbox, type Waiting } from "./outbox/store";

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
// What the address has set, or a person has chosen, is not guessed over.
const preset = (form.dataset["preset"] ?? "").split(" ").filter(Boolean);
const touched = new Set<string>(preset);
let replaced: number | null = null;
let drawn = "";
let timer = 0;
let asked = 0;

interface Guess {
  kind: string;
  priority: string;
  severity: string;
  place: string;
  person_id: string;
  minutes: number | null;
  because: string;
}

// Only the fields that the kind takes are shown; without this script all of them are.
function showFields(): void {
  const takes = new Set((kind.selectedOptions[0]?.dataset["takes"] ?? "").split(" "));
  for (const each of form.querySelectorAll<HTMLElement>("[data-field]")) each.hidden = !takes.has(each.dataset["field"] ?? "");
}

function set(name: string, value: string): void {
  const control = form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement | null;
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
  set("severity", found.severity);
  set("place", found.place);
  set("person_id", found.person_id);
  set("minutes", found.minutes === null ? "" : String(found.minutes));
  because.hidden = found.because === "";
  const kindTold = kind.selectedOptions[0]?.textContent ?? "";
  because.textContent = (form.dataset["because"] ?? "").replace("#", found.because).replace("*", kindTold);
  showFields();
}

async function show(extra = ""): Promise<void> {
  const own = (await held.kept()).filter((each) => each.who === who);
  told.textContent = extra || (own.length > 0 ? (form.dataset["held"] ?? "") : "");
  box.hidden = own.length === 0 && extra === "";
  const isAllSent = own.length === 0 && extra === form.dataset["disk"];
  box.classList.toggle("notice-ok", isAllSent);
  box.classList.toggle("notice-warn", !isAllSent);
  // Drawn anew only where it has changed: a button that is being reached for stays where it is.
  const now = own.map((each) => `${each.place} ${each.refused}`).join("\n");
  if (now === drawn) return;
  drawn = now;
  lines.replaceChildren(
    ...own.map((each) => {
      const item = document.createElement("li");
      item.dir = "auto";
      const state = each.refused === "" ? form.dataset["waiting"] : (form.dataset["refused"] ?? "").replace("#", each.refused);
      item.textContent = `${wordsOf(each)} · ${state}`;
      if (each.refused !== "") item.append(" ", again(each));
      return item;
    }),
  );
}

// A refused line goes back into the form; it stays in the list until the mended one is kept.
function again(waiting: Waiting): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = form.dataset["takeBack"] ?? "";
  button.addEventListener("click", () => {
    put(waiting.cells);
    replaced = waiting.place;
    line.focus();
  });
  return button;
}

async function sendWaiting(): Promise<void> {
  const { sent, end } = await empty(held, who, location.pathname, "entry_id");
  if (sent > 0) document.body.dispatchEvent(new CustomEvent("entered"));
  const words = end === "signed-out" ? form.dataset["signedOut"] : sent > 0 ? form.dataset["disk"] : "";
  await show(words ?? "");
}

function clear(): void {
  form.reset();
  replaced = null;
  touched.clear();
  for (const name of preset) touched.add(name);
  asked += 1;
  window.clearTimeout(timer);
  because.hidden = true;
  line.value = "";
  showFields();
  line.focus();
}

function put(cells: [string, string][]): void {
  for (const [name, value] of cells) {
    const control = form.elements.namedItem(name) as HTMLInputElement | null;
    if (control !== null) control.value = value;
    touched.add(name);
  }
  showFields();
}

async function submitted(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const cells: [string, string][] = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "entry_id") cells.push([name, value]);
  }
  const mended = replaced;
  // At once: the next line may be typed while the disk is waited for.
  clear();
  try {
    await held.keep({ id: newId(), who, cells: [["entered", new Date().toISOString()], ...cells], photo: null, refused: "" });
  } catch {
    put(cells);
    told.textContent = form.dataset["lost"] ?? "";
    box.hidden = false;
    form.submit();
    return;
  }
  if (mended !== null) await held.drop(mended);
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

form.dataset["outbox"] = "";
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
