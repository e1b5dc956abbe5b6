/** Editing in the cell: opens over it, and closes into it. */

import type { App } from "./app";
import { el, rightToLeft } from "./dom";
import { Field } from "./field";
import type { Change } from "./sheet";

export type Way = "edit" | "type" | "choose";

export class Editor {
  #app: App;
  #api: string;
  #field: Field | null = null;
  #over = el("div", { class: "grid-editor", hidden: true });
  #way: Way = "edit";

  constructor(app: App, api: string) {
    this.#app = app;
    this.#api = api;
    app.root.append(this.#over);
    app.paint.grid.addEventListener("scroll", () => this.#put(), { passive: true });
    this.#over.addEventListener("keydown", (event) => this.#key(event));
    this.#over.addEventListener("focusout", (event) => {
      if (this.#field && !this.#over.contains(event.relatedTarget as Node | null)) this.commit();
    });
    this.#over.addEventListener("picked", () => {
      if (this.#field && !this.#field.many) this.#field.input.focus();
    });
  }

  get open(): boolean {
    return this.#field !== null;
  }

  /** Edit the active cell: as it is, or anew with what is typed, or by its choices. */
  start(way: Way): void {
    const { sheet, paint } = this.#app;
    const column = sheet.columns[sheet.active.c];
    if (!sheet.mayEdit || !column || this.#field) return;
    paint.reveal();
    const row = sheet.view[sheet.active.r];
    sheet.editing = row ?? null;
    const field = new Field(column, this.#api, row?.cells[sheet.active.c] ?? "");
    this.#field = field;
    this.#way = way;
    if (way === "type") field.clear();
    this.#over.replaceChildren(field.box);
    this.#over.hidden = false;
    this.#put();
    field.input.focus();
    // A choice is replaced by what is typed next, a text is gone on with.
    if (way !== "type" && field.combo) field.input.select();
    else if (way !== "type") field.input.setSelectionRange(field.input.value.length, field.input.value.length);
    if (way === "choose" || (way === "edit" && field.combo)) field.openChoices();
    // A form is the one place where the error of the cell must be heard while it is mended.
    const error = row?.errors?.[column.name];
    if (error) field.input.setAttribute("aria-describedby", "grid-error");
  }

  #put(): void {
    if (!this.#field) return;
    const { sheet, paint, root } = this.#app;
    const cell = paint.cellAt(sheet.active.r, sheet.active.c);
    if (!cell) return;
    const at = cell.getBoundingClientRect();
    const origin = root.getBoundingClientRect();
    const { style } = this.#over;
    style.insetBlockStart = `${at.top - origin.top}px`;
    style.insetInlineStart = `${rightToLeft() ? origin.right - at.right : at.left - origin.left}px`;
    style.minInlineSize = `${Math.max(at.width, 120)}px`;
    style.minBlockSize = `${at.height}px`;
    this.#over.classList.toggle("upwards", at.bottom + 240 > innerHeight && at.top > 260);
  }

  /** Take the text into the cell, or into every selected cell. */
  commit(everywhere = false): void {
    const field = this.#field;
    if (!field) return;
    const { sheet } = this.#app;
    const { value } = field;
    this.#close();
    const step: Change[] = [];
    const range = everywhere ? sheet.range() : null;
    if (range) {
      for (let r = range.r0; r <= range.r1; r++) {
        const row = sheet.rowAt(r, step);
        for (let c = range.c0; c <= range.c1; c++) sheet.put(row, c, value, step);
      }
    } else {
      const row = sheet.view[sheet.active.r];
      if (row || value !== "") sheet.put(row ?? sheet.rowAt(sheet.active.r, step), sheet.active.c, value, step);
    }
    sheet.done(step);
  }

  cancel(): void {
    this.#close();
    this.#app.paint.grid.focus();
  }

  #close(): void {
    this.#field?.combo?.close();
    this.#field = null;
    this.#over.hidden = true;
    this.#over.replaceChildren();
    this.#app.sheet.editing = null;
  }

  #key(event: KeyboardEvent): void {
    const field = this.#field;
    // While an input method composes, its keys choose characters.
    if (!field || event.isComposing) return;
    event.stopPropagation();
    if (event.altKey && event.key === "ArrowDown") {
      field.openChoices();
      event.preventDefault();
      return;
    }
    if (event.target === field.input && field.key(event)) {
      event.preventDefault();
      return;
    }
    const { key } = event;
    if (key === "Escape") this.cancel();
    else if (key === "Enter" && event.altKey && field.input instanceof HTMLTextAreaElement) field.input.setRangeText("\n", field.input.selectionStart ?? 0, field.input.selectionEnd ?? 0, "end");
    else if (key === "Enter" && (event.ctrlKey || event.metaKey)) this.#leave(0, 0, true);
    else if (key === "Enter") this.#leave(event.shiftKey ? -1 : 1, 0);
    else if (key === "Tab") this.#leave(0, event.shiftKey ? -1 : 1);
    else if (key === "s" && (event.ctrlKey || event.metaKey)) {
      this.#leave(0, 0);
      this.#app.saving.now();
    } else if (this.#way === "type" && !field.combo && key.startsWith("Arrow")) this.#arrow(key);
    else return;
    event.preventDefault();
  }

  /** Typing straight into a cell ends with an arrow, as in a spreadsheet. */
  #arrow(key: string): void {
    const way = rightToLeft() ? -1 : 1;
    if (key === "ArrowUp" || key === "ArrowDown") this.#leave(key === "ArrowUp" ? -1 : 1, 0);
    else this.#leave(0, key === "ArrowLeft" ? -way : way);
  }

  #leave(rows: number, columns: number, everywhere = false): void {
    const { sheet, paint } = this.#app;
    this.commit(everywhere);
    paint.grid.focus();
    if (rows !== 0 || columns !== 0) {
      sheet.select(sheet.active.r + rows, sheet.active.c + columns);
      paint.reveal();
    }
  }
}
