// The officer's phone: what is said is kept first, sent at once where there is a connection.
import { smaller } from "./intake/photo";
import { found, PhoneOutbox } from "./outbox/phone";
import { newId, outbox } from "./outbox/store";

const home = found("field");
const scope = home.dataset["scope"] ?? "";
const queue = new PhoneOutbox(outbox("summitry-field"), scope, "entry_id");
/** Ends when everything that was said so far is kept: messages are kept in the order they came. */
let turn = Promise.resolve();

function cellsOf(data: FormData): [string, string][] {
  const skipped = new Set(["csrfmiddlewaretoken", "entry_id"]);
  const typed = [...data].filter(([name, value]) => typeof value === "string" && !skipped.has(name));
  return [["entered", new Date().toISOString()], ...(typed as [string, string][])];
}

async function kept(form: HTMLFormElement, cells: [string, string][], file: unknown): Promise<void> {
  const photo = file instanceof File && file.size > 0 ? await smaller(file) : null;
  if (await queue.keep({ id: newId(), cells, photo })) {
    void queue.send();
    return;
  }
  for (const [name, value] of cells) {
    const control = form.elements.namedItem(name) as HTMLInputElement | null;
    if (control?.value === "") control.value = value;
  }
}

function submitted(event: SubmitEvent): void {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const data = new FormData(form);
  const cells = cellsOf(data);
  // At once: the next report may be written while the photo is made smaller, and waits behind it.
  form.reset();
  const next = (): Promise<void> => kept(form, cells, data.get("photo"));
  turn = turn.then(next, next);
}

async function begin(): Promise<void> {
  for (const form of document.querySelectorAll<HTMLFormElement>(".field-form")) {
    form.dataset["outbox"] = "";
    form.addEventListener("submit", submitted);
  }
  const begun = queue.begin(home.dataset["who"] ?? "");
  const worker = home.dataset["worker"] ?? "";
  if (worker && "serviceWorker" in navigator) await navigator.serviceWorker.register(worker, { scope });
  await begun;
}

void begin();
