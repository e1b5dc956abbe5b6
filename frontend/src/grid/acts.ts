/** What a person does to the selection: keys, toolbar and pointer all end here. */

import type { App } from "./app";
import { announce } from "./dom";
import { series } from "./series";
import { type Change, ITSELF, type Range } from "./sheet";
import { t } from "./words";

export function clear(app: App): void {
  const { sheet } = app;
  if (!sheet.mayEdit) return;
  const { r0, r1, c0, c1 } = sheet.range();
  const step: Change[] = [];
  for (const row of sheet.view.slice(r0, r1 + 1)) {
    for (let c = c0; c <= c1; c++) sheet.put(row, c, "", step);
  }
  sheet.done(step);
}

/** The first row (or column, in reading direction) of the selection into the rest of it. */
export function fill(app: App, across: boolean): void {
  const { sheet } = app;
  if (!sheet.mayEdit) return;
  const { r0, r1, c0, c1 } = sheet.range();
  // With one row or column chosen, a spreadsheet takes the neighbour before it.
  const one = across ? c0 === c1 : r0 === r1;
  const seedR = !across && one ? r0 - 1 : r0;
  const seedC = across && one ? c0 - 1 : c0;
  if (seedR < 0 || seedC < 0) return;
  const step: Change[] = [];
  for (let r = r0; r <= r1; r++) {
    for (let c = c0; c <= c1; c++) {
      const from = sheet.view[across ? r : seedR];
      const text = from?.cells[across ? seedC : c] ?? "";
      if (from) sheet.put(sheet.rowAt(r, step), c, text, step);
    }
  }
  sheet.done(step);
}

/** Draw the selection out over `reach`, going on with what it begins. */
export function stretch(app: App, from: Range, reach: Range): void {
  const { sheet } = app;
  const step: Change[] = [];
  const column = (r0: number, r1: number, c: number): string[] => sheet.view.slice(r0, r1 + 1).map((row) => row.cells[c] ?? "");
  for (let c = from.c0; c <= from.c1; c++) {
    const seed = column(from.r0, from.r1, c);
    if (seed.length === 0) continue;
    const down = series(seed, reach.r1 - from.r1);
    down.forEach((text, at) => sheet.put(sheet.rowAt(from.r1 + 1 + at, step), c, text, step));
    const up = series(seed, from.r0 - reach.r0, true);
    up.forEach((text, at) => sheet.put(sheet.rowAt(reach.r0 + at, step), c, text, step));
  }
  for (const row of sheet.view.slice(from.r0, from.r1 + 1)) {
    const seed = row.cells.slice(from.c0, from.c1 + 1);
    series(seed, reach.c1 - from.c1).forEach((text, at) => sheet.put(row, from.c1 + 1 + at, text, step));
    series(seed, from.c0 - reach.c0, true).forEach((text, at) => sheet.put(row, reach.c0 + at, text, step));
  }
  sheet.done(step);
  sheet.anchor = { r: reach.r0, c: reach.c0 };
  sheet.select(reach.r1, reach.c1, true);
}

export function removeRows(app: App): void {
  const { sheet } = app;
  if (!sheet.mayEdit) return;
  const { r0, r1 } = sheet.range();
  const going = sheet.view.slice(r0, r1 + 1);
  const step = going.map((row): Change => ({ row, c: ITSELF, before: "1", after: "" }));
  for (const change of step) sheet.apply(change, "");
  sheet.view.splice(r0, going.length);
  sheet.done(step);
  sheet.select(r0, sheet.active.c);
  announce(t("Deleted rows: {count}", { count: going.length }));
}

/** As many new rows as are selected, before the selection. */
export function insertRows(app: App): void {
  const { sheet } = app;
  if (!sheet.mayEdit) return;
  const { r0, r1 } = sheet.range();
  const step: Change[] = [];
  for (let r = r0; r <= r1; r++) {
    const row = sheet.fresh();
    sheet.place(row, r0);
    const change = { row, c: ITSELF, before: "", after: "1" };
    sheet.apply(change, "1");
    step.push(change);
  }
  sheet.done(step);
  sheet.select(r0, sheet.active.c);
}

/** A row at the end, with the cursor in it. */
export function addRow(app: App): void {
  const { sheet, paint } = app;
  if (!sheet.mayEdit) return;
  sheet.select(sheet.view.length, 0);
  paint.reveal();
  paint.grid.focus();
  app.editor.start("edit");
}

export function undo(app: App): void {
  const step = app.sheet.undo.back();
  announce(step ? t("Undone") : t("Nothing to undo"));
  if (step) redraw(app, step, (change) => change.before);
}

export function redo(app: App): void {
  const step = app.sheet.undo.forth();
  announce(step ? t("Redone") : t("Nothing to redo"));
  if (step) redraw(app, step, (change) => change.after);
}

/** Make a step hold again; rows that come back stand where they stood. */
export function redraw(app: App, step: Change[], value: (change: Change) => string): void {
  const { sheet, paint } = app;
  for (const change of step) sheet.apply(change, value(change));
  if (step.some(({ c }) => c === ITSELF)) replaceView(app, step);
  const first = step[0];
  const r = first ? sheet.view.indexOf(first.row) : -1;
  if (first && r >= 0) sheet.select(r, first.c === ITSELF ? sheet.active.c : first.c);
  else sheet.select(sheet.active.r, sheet.active.c);
  paint.reveal();
  sheet.tell("rows");
  sheet.tell("cells");
}

/** Rows that are dead go, rows that live again come back behind the neighbour they had. */
function replaceView(app: App, step: Change[]): void {
  const { sheet } = app;
  const shown = new Set(sheet.view);
  for (const { row, c } of step) {
    if (c !== ITSELF) continue;
    if (row.alive) shown.add(row);
    else shown.delete(row);
  }
  if (app.wanted.sorts.length === 0) {
    sheet.view = sheet.rows.filter((row) => shown.has(row) && row.alive);
  } else {
    sheet.view = [...shown];
  }
}
