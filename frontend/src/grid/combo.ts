/** The list of choices under an editor: searched by what is typed, walked by arrows. */

import { el } from "./dom";
import { folded } from "./filter";
import type { Column } from "./types";
import { t } from "./words";

export interface Item { value: string; label: string }

const SHOWN_MAX = 100;
const WAIT_MS = 150;

export class Combo {
  readonly list: HTMLElement;
  items: Item[] = [];
  at = -1;
  #column: Column;
  #api: string;
  #pick: (item: Item) => void;
  #input: HTMLElement;
  #timer = 0;
  #asked: AbortController | null = null;

  constructor(column: Column, api: string, input: HTMLElement, pick: (item: Item) => void) {
    this.#column = column;
    this.#api = api;
    this.#input = input;
    this.#pick = pick;
    this.list = el("div", { role: "listbox", id: "grid-choices", class: "grid-choices", "aria-label": t("Choices"), hidden: true });
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-controls", "grid-choices");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    // The list must not take the focus from the editor, or the editor would close first.
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      const item = this.items[Number(option?.dataset["at"] ?? -1)];
      if (item) this.#pick(item);
    });
  }

  get open(): boolean {
    return !this.list.hidden;
  }

  get current(): Item | null {
    return this.open ? (this.items[this.at] ?? null) : null;
  }

  /** Show what goes with the typed text; nothing typed shows all. */
  search(text: string, taken: readonly string[]): void {
    if (this.#column.target !== null) {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => void this.#fetch(text, taken), WAIT_MS);
      return;
    }
    const wanted = folded(text.trim());
    const all = this.#column.kind === "yes-no"
      ? [{ value: "yes", label: t("Yes") }, { value: "no", label: t("No") }]
      : this.#column.choices;
    const found = all.filter(
      ({ value, label }) => !taken.includes(value) && (folded(label).includes(wanted) || folded(value).includes(wanted)),
    );
    this.#show(found, wanted !== "");
  }

  async #fetch(text: string, taken: readonly string[]): Promise<void> {
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    const address = `${this.#api}targets/${encodeURIComponent(this.#column.name)}/?q=${encodeURIComponent(text)}`;
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (!answer.ok || !this.#input.isConnected) return;
      const { items } = (await answer.json()) as { items: { id: string; name: string }[] };
      const shown = items.filter(({ id }) => !taken.includes(id));
      this.#show(shown.map(({ id, name }) => ({ value: id, label: name ? `${id} · ${name}` : id })), text !== "");
    } catch (error) {
      // Without a connection an id can still be typed by hand; the server checks it anyway.
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error;
      this.close();
    }
  }

  #show(items: Item[], first: boolean): void {
    this.items = items.slice(0, SHOWN_MAX);
    this.at = first && this.items.length > 0 ? 0 : -1;
    this.list.replaceChildren(
      ...this.items.map((item, at) =>
        el("div", { role: "option", id: `grid-choice-${at}`, "data-at": String(at), dir: "auto" }, item.label),
      ),
    );
    if (this.items.length === 0) this.list.append(el("div", { class: "muted" }, t("Nothing matches")));
    this.list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#mark();
  }

  move(by: number): void {
    const count = this.items.length;
    if (count === 0) return;
    this.at = this.at < 0 ? (by > 0 ? 0 : count - 1) : (this.at + by + count) % count;
    this.#mark();
  }

  #mark(): void {
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === this.at)));
    const option = this.list.children[this.at];
    if (option && this.items[this.at]) {
      this.#input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.#input.removeAttribute("aria-activedescendant");
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }
}
