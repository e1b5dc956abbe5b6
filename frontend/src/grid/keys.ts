/** The keyboard of a spreadsheet. Left and right follow the eye, so they change sides in Arabic. */

import * as acts from "./acts";
import type { App } from "./app";
import { announce, rightToLeft } from "./dom";
import { t } from "./words";

export function listenToKeys(app: App): void {
  app.paint.grid.addEventListener("keydown", (event) => {
    if (event.target !== app.paint.grid || app.editor.open) return;
    const used = event.ctrlKey || event.metaKey ? command(app, event) : event.altKey ? alt(app, event) : plain(app, event);
    if (used) event.preventDefault();
  });
  // Search works from the toolbar and the filters too; saving from wherever one stands on the page.
  app.root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !(event.ctrlKey || event.metaKey)) return;
    if (event.key.toLowerCase() !== "f") return;
    app.search();
    event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    app.saving.now();
    event.preventDefault();
  });
}

function move(app: App, rows: number, columns: number, extend: boolean): true {
  const { sheet, paint } = app;
  sheet.select(sheet.active.r + rows, sheet.active.c + columns, extend);
  paint.reveal();
  if (extend) {
    const { r0, r1, c0, c1 } = sheet.range();
    announce(t("Selected rows: {rows}, columns: {columns}", { rows: r1 - r0 + 1, columns: c1 - c0 + 1 }));
  }
  return true;
}

function to(app: App, r: number, c: number, extend: boolean): true {
  return move(app, r - app.sheet.active.r, c - app.sheet.active.c, extend);
}

/** Escape lets the next Tab leave the grid: nobody is caught in it. */
let leaving = false;

function tab(app: App, back: boolean): boolean {
  const { sheet } = app;
  const { r, c } = sheet.active;
  const last = sheet.columns.length - 1;
  if (leaving || (back ? r === 0 && c === 0 : r === sheet.height - 1 && c === last)) return false;
  if (back) return c > 0 ? move(app, 0, -1, false) : to(app, r - 1, last, false);
  return c < last ? move(app, 0, 1, false) : to(app, r + 1, 0, false);
}

function plain(app: App, event: KeyboardEvent): boolean {
  const { sheet, paint } = app;
  const { key, shiftKey } = event;
  const left = rightToLeft() ? 1 : -1;
  if (key === "Tab") return tab(app, shiftKey);
  leaving = key === "Escape";
  const moves: Record<string, () => unknown> = {
    ArrowUp: () => (sheet.active.r === 0 && !shiftKey ? app.head.focus(sheet.active.c) : move(app, -1, 0, shiftKey)),
    ArrowDown: () => move(app, 1, 0, shiftKey),
    ArrowLeft: () => move(app, 0, left, shiftKey),
    ArrowRight: () => move(app, 0, -left, shiftKey),
    Home: () => to(app, sheet.active.r, 0, shiftKey),
    End: () => to(app, sheet.active.r, sheet.columns.length - 1, shiftKey),
    PageUp: () => move(app, -paint.pageRows, 0, shiftKey),
    PageDown: () => move(app, paint.pageRows, 0, shiftKey),
    Enter: () => app.editor.start("edit"),
    F2: () => app.editor.start("edit"),
    Delete: () => acts.clear(app),
    Backspace: () => acts.clear(app),
    Escape: () => sheet.select(sheet.active.r, sheet.active.c),
  };
  const act = moves[key];
  if (act) {
    act();
    return true;
  }
  if (key === "?") {
    app.openKeys();
    return true;
  }
  // The key itself is left to the editor, which has the focus by then: input methods need that.
  if (key.length === 1 || key === "Process" || event.isComposing) app.editor.start("type");
  return false;
}

function alt(app: App, event: KeyboardEvent): boolean {
  if (event.key !== "ArrowDown") return false;
  app.editor.start("choose");
  return true;
}

function command(app: App, event: KeyboardEvent): boolean {
  const { sheet } = app;
  const { shiftKey } = event;
  const key = event.key.toLowerCase();
  const last = sheet.columns.length - 1;
  const left = rightToLeft() ? last : 0;
  const acting: Record<string, () => unknown> = {
    home: () => to(app, 0, 0, shiftKey),
    end: () => to(app, Math.max(0, sheet.view.length - 1), last, shiftKey),
    arrowup: () => to(app, 0, sheet.active.c, shiftKey),
    arrowdown: () => to(app, Math.max(0, sheet.view.length - 1), sheet.active.c, shiftKey),
    arrowleft: () => to(app, sheet.active.r, left, shiftKey),
    arrowright: () => to(app, sheet.active.r, last - left, shiftKey),
    a: () => selectAll(app),
    d: () => acts.fill(app, false),
    r: () => acts.fill(app, true),
    z: () => (shiftKey ? acts.redo(app) : acts.undo(app)),
    y: () => acts.redo(app),
    enter: () => app.editor.start("edit"),
    "-": () => acts.removeRows(app),
    "+": () => acts.insertRows(app),
    "=": () => acts.insertRows(app),
  };
  const act = acting[key];
  act?.();
  return act !== undefined;
}

function selectAll(app: App): void {
  const { sheet } = app;
  sheet.anchor = { r: 0, c: 0 };
  sheet.select(Math.max(0, sheet.view.length - 1), sheet.columns.length - 1, true);
}
