/** Copy, cut and paste, in the text that Excel speaks. */

import { clear, redraw } from "./acts";
import type { App } from "./app";
import { announce, button, el } from "./dom";
import { type Change, ITSELF } from "./sheet";
import { Slices } from "./slices";
import { format, parsing } from "./tsv";
import { t } from "./words";

export function selectionText(app: App): string {
  const { r0, r1, c0, c1 } = app.sheet.range();
  return format(app.sheet.view.slice(r0, r1 + 1).map((row) => row.cells.slice(c0, c1 + 1)));
}

function count(app: App): number {
  const { r0, r1, c0, c1 } = app.sheet.range();
  return (Math.min(r1 + 1, app.sheet.view.length) - r0) * (c1 - c0 + 1);
}

export function listenToClipboard(app: App): void {
  const { grid } = app.paint;
  const ours = (): boolean => document.activeElement === grid;
  document.addEventListener("copy", (event) => {
    if (!ours()) return;
    event.clipboardData?.setData("text/plain", selectionText(app));
    event.preventDefault();
    announce(t("Copied cells: {count}", { count: count(app) }));
  });
  document.addEventListener("cut", (event) => {
    if (!ours()) return;
    event.clipboardData?.setData("text/plain", selectionText(app));
    event.preventDefault();
    clear(app);
  });
  document.addEventListener("paste", (event) => {
    if (!ours()) return;
    event.preventDefault();
    void paste(app, event.clipboardData?.getData("text/plain") ?? "");
  });
}

export async function copyByButton(app: App): Promise<void> {
  try {
    await navigator.clipboard.writeText(selectionText(app));
    announce(t("Copied cells: {count}", { count: count(app) }));
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    app.tell(t("The browser does not give the clipboard to a button. Press Ctrl+V."));
  }
}

export async function pasteByButton(app: App): Promise<void> {
  try {
    await paste(app, await navigator.clipboard.readText());
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    app.tell(t("The browser does not give the clipboard to a button. Press Ctrl+V."));
  }
}

/** Where the paste goes: one cell repeats over the selection, a block that divides it too. */
function target(app: App, block: string[][]): { r: number; c: number; rows: number; columns: number; wide: number } {
  const { r0, r1, c0, c1 } = app.sheet.range();
  const high = block.length;
  const wide = block.reduce((most, row) => Math.max(most, row.length), 0);
  const rows = (r1 - r0 + 1) % high === 0 ? r1 - r0 + 1 : high;
  const columns = (c1 - c0 + 1) % wide === 0 ? c1 - c0 + 1 : wide;
  return { r: r0, c: c0, rows: Math.max(high, rows), columns: Math.max(wide, columns), wide };
}

export async function paste(app: App, text: string): Promise<void> {
  const { sheet } = app;
  if (!sheet.mayEdit || text === "" || app.root.dataset["pasting"]) return;
  const block: string[][] = [];
  const slices = new Slices();
  for (const row of parsing(text)) {
    block.push(row);
    if (slices.over) await slices.next();
  }
  const to = target(app, block);
  const stopped = { now: false };
  const progress = shownProgress(app, to.rows, stopped);
  app.root.dataset["pasting"] = "yes";
  const step: Change[] = [];
  try {
    await write(app, block, to, { step, stopped, progress, slices });
  } finally {
    delete app.root.dataset["pasting"];
    progress.end();
  }
  sheet.done(step);
  if (stopped.now) {
    await takeBack(app);
    return;
  }
  sheet.anchor = { r: to.r, c: to.c };
  sheet.select(to.r + to.rows - 1, to.c + to.columns - 1, true);
  const left = to.c + to.wide - sheet.columns.length;
  if (left > 0) app.tell(t("More cells were pasted than there are columns. Cells left out: {count}", { count: left * block.length }));
  else announce(t("Pasted rows: {count}", { count: to.rows }));
}

interface Run { step: Change[]; stopped: { now: boolean }; progress: { at(done: number): void }; slices: Slices }

async function write(app: App, block: string[][], to: ReturnType<typeof target>, run: Run): Promise<void> {
  const { sheet } = app;
  for (let down = 0; down < to.rows; down++) {
    const row = sheet.rowAt(to.r + down, run.step);
    const from = block[down % block.length] ?? [];
    for (let over = 0; over < to.columns; over++) {
      const text = from[to.columns === to.wide ? over : over % to.wide];
      if (text !== undefined && to.c + over < sheet.columns.length) sheet.put(row, to.c + over, text, run.step);
    }
    if (run.slices.over) {
      run.progress.at(down + 1);
      sheet.tell("rows");
      await run.slices.next();
      if (run.stopped.now) return;
    }
  }
}

async function takeBack(app: App): Promise<void> {
  const step = app.sheet.undo.back();
  app.sheet.undo.drop();
  const slices = new Slices();
  const rows = new Set<Change["row"]>();
  for (const change of step ?? []) {
    app.sheet.apply(change, change.before);
    if (change.c === ITSELF) rows.add(change.row);
    if (slices.over) await slices.next();
  }
  redraw(app, [...rows].map((row) => ({ row, c: ITSELF, before: "", after: "1" })), () => "");
  announce(t("The paste was cancelled and taken back."));
}

/** Only a paste that takes a while shows how far it is. */
function shownProgress(app: App, rows: number, stopped: { now: boolean }): { at(done: number): void; end(): void } {
  const bar = el("progress", { max: String(rows), value: "0" });
  const says = el("span");
  const box = el("div", { class: "grid-progress notice", role: "group" }, says, bar, button(t("Cancel"), () => { stopped.now = true; }));
  return {
    at(done) {
      if (!box.isConnected && rows > 200) app.root.prepend(box);
      bar.value = done;
      says.textContent = t("Pasting rows: {done} of {count}", { done, count: rows });
    },
    end: () => box.remove(),
  };
}
