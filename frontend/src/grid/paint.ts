/** Draws the rows that can be seen, and no others, into lines that are used again and again. */

import { el, ruleSheet } from "./dom";
import type { Sheet } from "./sheet";
import type { Row } from "./types";
import { t, word } from "./words";

const OVERSCAN = 4;
/** One frame draws for this long and leaves the rest to the next. */
const FRAME_MS = 6;
/** Layout follows drawing in the same task, so what may change in one frame is bounded too. */
const FRAME_CELLS_MAX = 60;
export const HEAD_WIDTH = 56;

interface Line {
  root: HTMLElement;
  head: HTMLElement;
  cells: HTMLElement[];
  texts: string[];
  looks: string[];
  index: number;
  named: string;
}

export class Paint {
  readonly grid: HTMLElement;
  readonly head: HTMLElement;
  readonly body: HTMLElement;
  widths: number[] = [];
  line = 30;
  /** Where the fill handle is being drawn to. */
  stretch: { r0: number; r1: number; c0: number; c1: number } | null = null;
  onDrawn: () => void = () => undefined;
  #sheet: Sheet;
  #lines = new Map<number, Line>();
  #free: Line[] = [];
  #asked = false;
  #rules = ruleSheet();
  #made = 0;
  #written = 0;
  #range = { r0: 0, r1: 0, c0: 0, c1: 0 };

  constructor(sheet: Sheet, label: string) {
    this.#sheet = sheet;
    this.head = el("div", { role: "rowgroup", class: "grid-head" });
    this.body = el("div", { role: "rowgroup", class: "grid-body" });
    this.grid = el(
      "div",
      { role: "grid", tabindex: "0", class: "grid-scroll", "aria-label": label, "aria-multiselectable": "true" },
      this.head, this.body,
    );
    this.grid.addEventListener("scroll", () => this.ask(), { passive: true });
    new ResizeObserver(() => this.ask()).observe(this.grid);
    if (matchMedia("(pointer: coarse)").matches) this.line = 44;
  }

  /** Draw at the next frame, once, however often it is asked for. */
  ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      this.#draw();
    });
  }

  setWidths(widths: number[]): void {
    this.widths = widths;
    const total = widths.reduce((sum, width) => sum + width, HEAD_WIDTH);
    const columns = widths.map((width, c) => `.grid-scroll .c${c}{inline-size:${width}px}`).join("");
    this.#rules.replaceSync(
      `.grid-scroll{--height:${this.line}px;--row-head:${HEAD_WIDTH}px}` +
        `.grid-head,.grid-body{inline-size:${total}px}${columns}`,
    );
    this.ask();
  }

  /** Where a column begins, counted from the start of the line. */
  offset(c: number): number {
    let sum = HEAD_WIDTH;
    for (let at = 0; at < c; at++) sum += this.widths[at] ?? 0;
    return sum;
  }

  get pageRows(): number {
    return Math.max(1, Math.floor((this.grid.clientHeight - this.head.offsetHeight) / this.line) - 1);
  }

  /** Scroll as little as shows the active cell. */
  reveal(): void {
    const { grid } = this;
    const { r, c } = this.#sheet.active;
    const room = grid.clientHeight - this.head.offsetHeight;
    const top = r * this.line;
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + this.line > grid.scrollTop + room) grid.scrollTop = top + this.line - room;
    const key = this.#sheet.columns.findIndex((column) => column.key);
    if (c === key) return;
    const sticky = HEAD_WIDTH + (c > key ? (this.widths[key] ?? 0) : 0);
    const from = this.offset(c);
    const to = from + (this.widths[c] ?? 0);
    const way = grid.scrollLeft < 0 || getComputedStyle(grid).direction === "rtl" ? -1 : 1;
    const now = Math.abs(grid.scrollLeft);
    if (from < now + sticky) grid.scrollLeft = way * (from - sticky);
    else if (to > now + grid.clientWidth) grid.scrollLeft = way * (to - grid.clientWidth);
  }

  cellAt(r: number, c: number): HTMLElement | null {
    return this.#lines.get(r)?.cells[c] ?? null;
  }

  /** The row and column under a point, or the row alone (column -1) over a row's head. */
  hit(target: EventTarget | null): { r: number; c: number } | null {
    if (!(target instanceof Element)) return null;
    const cell = target.closest<HTMLElement>("[role=gridcell],[role=rowheader]");
    const root = cell?.parentElement;
    if (!cell || !root) return null;
    for (const line of this.#lines.values()) {
      if (line.root === root) return { r: line.index, c: line.cells.indexOf(cell) };
    }
    return null;
  }

  #draw(): void {
    const started = performance.now();
    const { grid, line } = this;
    const sheet = this.#sheet;
    const height = sheet.height * line;
    if (this.body.style.blockSize !== `${height}px`) this.body.style.blockSize = `${height}px`;
    grid.setAttribute("aria-rowcount", String(sheet.height + 2));
    const first = Math.max(0, Math.floor(grid.scrollTop / line) - OVERSCAN);
    const last = Math.min(sheet.height, Math.ceil((grid.scrollTop + grid.clientHeight) / line) + OVERSCAN);
    for (const [index, gone] of this.#lines) {
      if (index < first || index >= last) {
        this.#lines.delete(index);
        gone.index = -1;
        this.#free.push(gone);
      }
    }
    this.#range = sheet.range();
    this.#written = 0;
    for (let index = first; index < last; index++) {
      if (performance.now() - started > FRAME_MS || this.#written > FRAME_CELLS_MAX) {
        this.ask();
        break;
      }
      this.#show(index);
    }
    // Lines left over after the table shrank must not stand over the empty space.
    for (const idle of this.#free) if (!idle.root.hidden && idle.index < 0) idle.root.hidden = true;
    this.#point();
    this.onDrawn();
  }

  #show(index: number): void {
    let line = this.#lines.get(index);
    if (!line) {
      line = this.#free.pop() ?? this.#make();
      this.#lines.set(index, line);
      line.index = index;
      line.root.hidden = false;
      line.root.style.transform = `translateY(${index * this.line}px)`;
      line.root.setAttribute("aria-rowindex", String(index + 3));
    }
    const row = this.#sheet.view[index];
    this.#name(line, row);
    for (let c = 0; c < line.cells.length; c++) this.#cell(line, row, c);
  }

  #make(): Line {
    const slot = this.#made++;
    const root = el("div", { role: "row", class: "grid-line" });
    const head = el("div", { role: "rowheader", class: "row-head", "aria-colindex": "1" });
    const cells = this.#sheet.columns.map((column, c) => {
      const cell = document.createElement("div");
      cell.setAttribute("role", "gridcell");
      cell.setAttribute("aria-colindex", String(c + 2));
      cell.id = `cell-${slot}-${c}`;
      cell.className = `cell c${c}${column.key ? " key" : ""}`;
      return cell;
    });
    root.append(head, ...cells);
    this.body.append(root);
    return { root, head, cells, texts: cells.map(() => ""), looks: cells.map(() => ""), index: -1, named: "" };
  }

  #name(line: Line, row: Row | undefined): void {
    const sheet = this.#sheet;
    const marks: string[] = [];
    let look = "row-head";
    const mark = (name: string, sentence: string): void => {
      look += ` ${name}`;
      marks.push(sentence);
    };
    if (row?.finding) mark(`finding f-${row.finding}`, t("Finding: {severity}", { severity: word(row.finding) }));
    if (row?.differs) mark("differs", t("Differs from the baseline"));
    if (row?.proposed) mark("proposed", t("Proposed"));
    if (row && sheet.clashes.has(row)) mark("clash", t("Changed by you and by somebody else"));
    else if (row && sheet.dirty.has(row)) mark("dirty", t("Not saved yet"));
    if (row && !row.own) look += " others";
    const number = row ? String(line.index + 1) : "+";
    const named = `${look}|${number}|${marks.join(". ")}`;
    if (line.named === named) return;
    line.named = named;
    line.head.className = look;
    line.head.textContent = number;
    line.head.title = marks.join(". ");
    const label = row ? t("Row {row}", { row: line.index + 1 }) : t("New row");
    line.head.setAttribute("aria-label", [label, ...marks].join(". "));
  }

  #cell(line: Line, row: Row | undefined, c: number): void {
    const cell = line.cells[c];
    if (!cell) return;
    const text = row ? this.#sheet.shown(row, c) : "";
    if (line.texts[c] !== text) {
      line.texts[c] = text;
      this.#written++;
      const node = cell.firstChild;
      if (node instanceof Text) node.data = text;
      else cell.textContent = text;
    }
    const look = this.#look(line.index, row, c);
    if (line.looks[c] !== look) {
      line.looks[c] = look;
      this.#written++;
      cell.className = `cell c${c}${this.#sheet.columns[c]?.key ? " key" : ""}${look}`;
      cell.setAttribute("aria-selected", String(look.includes(" sel")));
      if (look.includes(" wrong")) cell.setAttribute("aria-invalid", "true");
      else cell.removeAttribute("aria-invalid");
    }
  }

  #look(r: number, row: Row | undefined, c: number): string {
    const sheet = this.#sheet;
    const { r0, r1, c0, c1 } = this.#range;
    let look = "";
    if (r >= r0 && r <= r1 && c >= c0 && c <= c1) {
      look = " sel";
      if (r === r1 && c === c1) look += " corner";
    }
    if (r === sheet.active.r && c === sheet.active.c) look += " on";
    const reach = this.stretch;
    if (reach && r >= reach.r0 && r <= reach.r1 && c >= reach.c0 && c <= reach.c1) look += " reach";
    if (row && row.cells[c] !== row.base[c]) look += " changed";
    const name = sheet.columns[c]?.name ?? "";
    if (row?.errors && (name in row.errors || (c === 0 && "" in row.errors))) look += " wrong";
    const kind = sheet.columns[c]?.kind;
    if (kind === "integer" || kind === "number") look += " number";
    return look;
  }

  #point(): void {
    const { r, c } = this.#sheet.active;
    const cell = this.cellAt(r, c);
    if (cell) this.grid.setAttribute("aria-activedescendant", cell.id);
    else this.grid.removeAttribute("aria-activedescendant");
  }

  /** Wide enough for most of what stands in it: full-width letters count twice. */
  measured(): number[] {
    const { columns, view } = this.#sheet;
    const size = (text: string): number => {
      let sum = 0;
      for (const letter of text.slice(0, 60)) sum += letter > "\u2e7f" ? 14 : 7.6;
      return sum;
    };
    const sample = view.slice(0, 40);
    return columns.map((column, c) => {
      const sizes = sample.map((row) => size(this.#sheet.shown(row, c))).sort((a, b) => a - b);
      const most = sizes[Math.floor(sizes.length * 0.95)] ?? 0;
      return Math.round(Math.min(column.key ? 180 : 300, Math.max(72, size(column.label) + 34, most + 22)));
    });
  }
}
