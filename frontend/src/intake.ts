// The page for reports: sends at once where there is a connection, keeps on the phone where not.
import { smaller } from "./intake/photo";
import { found, PhoneOutbox } from "./outbox/phone";
import { newId, outbox } from "./outbox/store";

const POSITION_DECIMALS = 3; // about 100 m

const form = found<HTMLFormElement>("report");
const home = found("intake");
const scope = home.dataset["scope"] ?? "";
const queue = new PhoneOutbox(outbox("summitry-intake"), scope, "client_id");

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

async function submitted(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const data = new FormData(form);
  const file = data.get("photo");
  const photo = file instanceof File && file.size > 0 ? await smaller(file) : null;
  if (data.get("names_a_person") === "yes") {
    // The name goes straight to the server or stays on the screen.
    if (navigator.onLine && queue.who !== "") form.submit();
    else await queue.show(found("queue").dataset["name"]);
    return;
  }
  if (await queue.keep({ id: newId(), cells: cellsOf(data), photo })) {
    form.reset();
    control<HTMLInputElement>("position").value = "";
    found("position-told").hidden = true;
    await queue.send();
  }
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
  if ("geolocation" in navigator) {
    const button = found("take-position");
    button.hidden = false;
    button.addEventListener("click", takePosition);
  }
  const begun = queue.begin(home.dataset["who"] ?? "");
  const worker = home.dataset["worker"] ?? "";
  if (worker && "serviceWorker" in navigator) await navigator.serviceWorker.register(worker, { scope });
  await begun;
}

void begin();
