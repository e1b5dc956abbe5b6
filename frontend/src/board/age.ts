/** How old what the board shows is: amber when late, red when nothing comes in any more. */

const TICK_MS = 1000;
export const OLD_SECONDS = 10;
export const LOST_SECONDS = 60;

export function stateOf(seconds: number): "fresh" | "old" | "lost" {
  if (seconds >= LOST_SECONDS) return "lost";
  return seconds >= OLD_SECONDS ? "old" : "fresh";
}

export class Age {
  readonly #told: HTMLElement;
  #since = performance.now();
  #sinceByClock = Date.now();

  constructor(told: HTMLElement) {
    this.#told = told;
    setInterval(() => this.#show(), TICK_MS);
    this.#show();
  }

  renew(): void {
    this.#since = performance.now();
    this.#sinceByClock = Date.now();
    this.#show();
  }

  #show(): void {
    // Neither is enough alone: one stands still while a device sleeps, the other can be set back.
    const passed = Math.max(performance.now() - this.#since, Date.now() - this.#sinceByClock);
    const seconds = Math.floor(passed / TICK_MS);
    const state = stateOf(seconds);
    this.#told.dataset["state"] = state;
    const number = new Intl.NumberFormat(document.documentElement.lang).format(seconds);
    this.#told.textContent = (this.#told.dataset[state] ?? "{age}").replace("{age}", number);
  }
}
