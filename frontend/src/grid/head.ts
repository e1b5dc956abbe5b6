/** The heads of the columns: sorting, widths, and the row of filters. */

import { el, rightToLeft } from "./dom";
import type { App } from "./app";
import { HOWS, type How, toggled, type Wanted } from "./filter";
import type { Column } from "./types";
import { type Sentence, t } from "./words";

const NAMES: Record<How, Sentence> = { has: "contains", is: "equals", empty: "is empty", filled: "is not empty" };
const SIGNS: Record<How, string> = { has: "⊃", is: "=", empty: "∅", filled: "∗" };
const WIDTH_MIN = 48;
const WIDTH_MAX = 640;

/** Build both head rows; `show` brings them in line with what is wanted. */
export function buildHead(app: App): { show(wanted: Wanted): void; focus(c: number): void } {
  const { paint, sheet } = app;
  const heads = sheet.columns.map((column, c) => headCell(app, column, c));
  const filters = sheet.columns.map((column, c) => filterCell(app, column, c));
  paint.head.replaceChildren(
    el("div", { role: "row", class: "grid-line", "aria-rowindex": "1" }, corner(), ...heads),
    el("div", { role: "row", class: "grid-line grid-filters", "aria-rowindex": "2" }, corner(), ...filters),
  );
  paint.grid.setAttribute("aria-colcount", String(sheet.columns.length + 1));
  return {
    show(wanted) {
      sheet.columns.forEach((column, c) => {
        const head = heads[c];
        const nth = wanted.sorts.findIndex((sort) => sort.column === column.name);
        const sort = wanted.sorts[nth];
        head?.setAttribute("aria-sort", sort ? (sort.down ? "descending" : "ascending") : "none");
        const sign = head?.querySelector(".sort");
        if (sign) sign.textContent = sort ? `${sort.down ? "▼" : "▲"}${wanted.sorts.length > 1 ? nth + 1 : ""}` : "";
        showFilter(filters[c], wanted, column);
      });
    },
    focus: (c) => heads[c]?.querySelector("button")?.focus(),
  };
}

function corner(): HTMLElement {
  return el("div", { class: "row-head", role: "columnheader", "aria-colindex": "1" }, el("span", { class: "visually-hidden" }, t("Row")));
}

function showFilter(cell: HTMLElement | undefined, wanted: Wanted, column: Column): void {
  const [how, input] = [cell?.querySelector("select"), cell?.querySelector("input")];
  if (!how || !input) return;
  const filter = wanted.filters[column.name];
  how.value = filter?.how ?? "has";
  if (document.activeElement !== input) input.value = filter?.text ?? "";
  input.disabled = how.value === "empty" || how.value === "filled";
}

function headCell(app: App, column: Column, c: number): HTMLElement {
  const sort = (adding: boolean): void => {
    app.want({ ...app.wanted, sorts: toggled(app.wanted.sorts, column.name, adding) });
  };
  const name = el(
    "button",
    {
      type: "button", class: "head-name", tabindex: "-1", title: column.help || column.label,
      onclick: (event: MouseEvent) => sort(event.shiftKey),
      onkeydown: (event: KeyboardEvent) => headKeys(app, c, event, sort),
    },
    el("span", { class: "head-label" }, column.label), column.required ? "\u00a0*" : "", el("span", { class: "sort", "aria-hidden": "true" }),
  );
  const grip = el("span", { class: "grip", role: "presentation", onpointerdown: (event: PointerEvent) => drag(app, c, event) });
  grip.title = t("Width of {column}", { column: column.label });
  grip.addEventListener("dblclick", () => app.setWidth(c, paintedWidth(app, c)));
  return el(
    "div",
    { role: "columnheader", class: `cell c${c}${column.key ? " key" : ""}`, "aria-colindex": String(c + 2) },
    name, grip,
  );
}

function paintedWidth(app: App, c: number): number {
  return app.paint.measured()[c] ?? 120;
}

function headKeys(app: App, c: number, event: KeyboardEvent, sort: (adding: boolean) => void): void {
  const { sheet, paint } = app;
  const way = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
  const step = rightToLeft() ? -way : way;
  if (step !== 0) {
    event.preventDefault();
    if (event.altKey || event.shiftKey) {
      app.setWidth(c, clamp((paint.widths[c] ?? 0) + step * 16));
      return;
    }
    sheet.select(sheet.active.r, c + step);
    paint.reveal();
    app.head.focus(sheet.active.c);
  } else if (event.key === "Enter") {
    event.preventDefault();
    sort(event.shiftKey);
  } else if (event.key === "ArrowDown") {
    event.preventDefault();
    const filter = paint.head.querySelector<HTMLInputElement>(`.grid-filters .c${c} input`);
    if (filter && filter.offsetParent !== null) filter.focus();
    else paint.grid.focus();
  } else if (event.key === "Escape") {
    paint.grid.focus();
  }
}

function clamp(width: number): number {
  return Math.round(Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, width)));
}

function drag(app: App, c: number, event: PointerEvent): void {
  event.preventDefault();
  event.stopPropagation();
  const grip = event.currentTarget as HTMLElement;
  const from = event.clientX;
  const was = app.paint.widths[c] ?? 0;
  const way = rightToLeft() ? -1 : 1;
  grip.setPointerCapture(event.pointerId);
  const move = (next: PointerEvent): void => app.setWidth(c, clamp(was + way * (next.clientX - from)));
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", () => grip.removeEventListener("pointermove", move), { once: true });
}

function filterCell(app: App, column: Column, c: number): HTMLElement {
  const label = t("Filter {column}", { column: column.label });
  const how = el("select", { "aria-label": label, tabindex: "-1" });
  for (const one of HOWS) how.append(el("option", { value: one }, `${SIGNS[one]} ${t(NAMES[one])}`));
  const input = el("input", { type: "text", "aria-label": label, tabindex: "-1", dir: "auto", autocomplete: "off" });
  let timer = 0;
  const send = (): void => {
    const { [column.name]: _old, ...rest } = app.wanted.filters;
    const wordless = how.value === "empty" || how.value === "filled";
    const filters = wordless || input.value !== "" ? { ...rest, [column.name]: { how: how.value as How, text: input.value } } : rest;
    app.want({ ...app.wanted, filters });
  };
  how.addEventListener("change", send);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(send, 250);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowUp") app.head.focus(c);
    else if (event.key === "ArrowDown" || event.key === "Escape") app.paint.grid.focus();
    else if (event.key === "Enter") {
      clearTimeout(timer);
      send();
    } else if (event.key === "ArrowLeft" && event.altKey) how.focus();
    else return;
    event.preventDefault();
  });
  return el("div", { role: "gridcell", class: `cell c${c}${column.key ? " key" : ""}`, "aria-colindex": String(c + 2) }, how, input);
}
