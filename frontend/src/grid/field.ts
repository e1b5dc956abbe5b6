/** One control for one column: plain text, choices, sets as chips, days and moments. */

import { Combo, type Item } from "./combo";
import { el } from "./dom";
import type { Column } from "./types";
import { t } from "./words";

const SETS = new Set(["ids", "texts", "choices"]);
const LISTED = new Set(["id", "ids", "choice", "choices", "yes-no"]);

export class Field {
  readonly box: HTMLElement;
  readonly input: HTMLInputElement | HTMLTextAreaElement;
  readonly combo: Combo | null;
  readonly many: boolean;
  #column: Column;
  #chips: string[] = [];
  #tray = el("span", { class: "chips" });

  constructor(column: Column, api: string, value: string) {
    this.#column = column;
    this.many = SETS.has(column.kind);
    const label = { "aria-label": t("Edit {column}", { column: column.label }), dir: "auto", autocomplete: "off", spellcheck: "false" };
    this.input = column.kind === "text"
      ? el("textarea", { ...label, rows: "1" })
      : el("input", { ...label, type: "text", inputmode: column.kind === "integer" ? "numeric" : "text" });
    // An id that is the row's own key has no list to choose from.
    const listed = LISTED.has(column.kind) && (column.kind.startsWith("id") ? column.target !== null : true);
    this.combo = listed ? new Combo(column, api, this.input, (item) => this.pick(item)) : null;
    this.box = el("div", { class: `grid-field${this.many ? " many" : ""}` });
    if (this.many) this.box.append(this.#tray);
    this.box.append(this.input, ...this.#helper());
    if (this.combo) this.box.append(this.combo.list);
    if (this.many) {
      this.#chips = value.split(";").map((part) => part.trim()).filter((part) => part !== "");
      this.#showChips();
    } else {
      this.input.value = this.#labelOf(value);
    }
    this.input.addEventListener("input", () => this.#typed());
  }

  /** The text that the cell will hold. */
  get value(): string {
    const typed = this.input.value;
    if (!this.many) return this.#valueOf(typed.trim() === typed ? typed : typed.replace(/^[ \t]+|[ \t]+$/g, ""));
    const rest = typed.split(";").map((part) => this.#valueOf(part.trim())).filter((part) => part !== "");
    return [...new Set([...this.#chips, ...rest])].join(";");
  }

  clear(): void {
    this.#chips = [];
    this.#showChips();
    this.input.value = "";
  }

  openChoices(): void {
    this.combo?.search("", this.#chips);
  }

  pick(item: Item): void {
    if (this.many) {
      this.#chips.push(item.value);
      this.#showChips();
      this.input.value = "";
      this.combo?.search("", this.#chips);
    } else {
      this.input.value = this.#column.target === null ? item.label : item.value;
      this.combo?.close();
    }
    this.input.dispatchEvent(new Event("picked", { bubbles: true }));
  }

  /** Keys that belong to the control itself; true when the key was used. */
  key(event: KeyboardEvent): boolean {
    const { combo } = this;
    if (combo && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      if (combo.open) combo.move(event.key === "ArrowDown" ? 1 : -1);
      else this.openChoices();
      return true;
    }
    if ((event.key === "Enter" || event.key === "Tab") && !event.ctrlKey && combo?.current) {
      this.pick(combo.current);
      if (event.key === "Enter" && this.many) return true;
    }
    if (event.key === "Backspace" && this.many && this.input.value === "" && this.#chips.length > 0) {
      this.#chips.pop();
      this.#showChips();
      return true;
    }
    if (event.key === "Escape" && combo?.open && this.many) {
      combo.close();
      return true;
    }
    return false;
  }

  #typed(): void {
    if (this.many && /[;]$/.test(this.input.value)) {
      this.#chips.push(...this.input.value.split(";").map((part) => this.#valueOf(part.trim())).filter((part) => part !== ""));
      this.#showChips();
      this.input.value = "";
    }
    this.combo?.search(this.input.value, this.#chips);
  }

  #showChips(): void {
    this.#tray.replaceChildren(
      ...this.#chips.map((value) => {
        const label = this.#labelOf(value);
        const off = el("button", { type: "button", tabindex: "-1", "aria-label": t("Remove {value}", { value: label }) }, "×");
        off.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          this.#chips = this.#chips.filter((one) => one !== value);
          this.#showChips();
        });
        return el("span", { class: "chip", dir: "auto" }, label, off);
      }),
    );
  }

  #labelOf(value: string): string {
    if (this.#column.kind === "yes-no") return value === "yes" ? t("Yes") : value === "no" ? t("No") : value;
    return this.#column.choices.find((choice) => choice.value === value)?.label ?? value;
  }

  #valueOf(text: string): string {
    if (this.#column.kind === "yes-no") return text === t("Yes") ? "yes" : text === t("No") ? "no" : text;
    return this.#column.choices.find((choice) => choice.label === text)?.value ?? text;
  }

  /** A picker of the browser beside the text: the text is what counts. */
  #helper(): Node[] {
    const { kind } = this.#column;
    if (kind !== "moment" && kind !== "day") return [];
    const moment = kind === "moment";
    const picker = el("input", { type: moment ? "datetime-local" : "date", "aria-label": t(moment ? "Date and time" : "Day"), tabindex: "-1" });
    picker.addEventListener("change", () => {
      if (picker.value === "") return;
      this.input.value = moment ? `${picker.value.slice(0, 16)}:00Z` : picker.value;
      this.input.focus();
    });
    const example = moment ? "2026-09-01T08:00:00Z" : "2026-09-01";
    const sentence = moment ? t("Written as {example}, in universal time", { example }) : example;
    return [picker, el("small", { class: "hint" }, sentence)];
  }
}
