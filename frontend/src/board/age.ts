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

  constructor(told: HTMLElement) {
    this.#told = told;
    setInterval(() => this.#show(), TICK_MS);
    this.#show();
  }

  renew(): void {
    this.#since = performance.now();
    this.#show();
  }

  #show(): void {
    const seconds = Math.floor((performance.now() - this.#since) / TICK_MS);
    const state = stateOf(seconds);
    this.#told.dataset["state"] = state;
    const number = new Intl.NumberFormat(document.documentElement.lang).format(seconds);
    this.#told.textContent = (this.#told.dataset[state] ?? "{age}").replace("{age}", number);
  }
}
