/** The table as the person has it: rows, what is shown of them, what is selected, what was changed. */

import { mergeRemote, mergeSaved, same } from "./merge";
import type { Answer, Cells, Clash, Column, Page, Row, Sent, WireRow } from "./types";
import { Undo } from "./undo";

/** One cell before and after; column -1 stands for the row itself being there ("1") or not (""). */
export interface Change { row: Row; c: number; before: string; after: string }

export const ITSELF = -1;

export interface Range { r0: number; r1: number; c0: number; c1: number }

export type News = "rows" | "cells" | "select" | "state";

export function newId(): string {
  // randomUUID is only there on secure pages; a command post on a bare LAN has none.
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Sheet {
  columns: Column[] = [];
  mayEdit = false;
  /** Whether a baseline is published that rows can differ from. */
  hasBaseline = false;
  revision = 0;
  /** All rows in their order, those that were deleted here too: undo brings them back in place. */
  rows: Row[] = [];
  view: Row[] = [];
  byPlace = new Map<string, Row>();
  dirty = new Set<Row>();
  clashes = new Map<Row, Clash>();
  undo = new Undo<Change>();
  active = { r: 0, c: 0 };
  anchor = { r: 0, c: 0 };
  /** Rows that are being written somewhere else on this page must not be merged into. */
  editing: Row | null = null;
  /** Whether a row goes with the filters; `arrange` sets it. */
  passes: (row: Row) => boolean = (row) => row.alive;
  #heard: ((news: News) => void)[] = [];
  #shown: Map<string, string>[] = [];
  #texts = new WeakMap<Row, string[]>();

  hear(listener: (news: News) => void): void {
    this.#heard.push(listener);
  }

  tell(news: News): void {
    for (const listener of this.#heard) listener(news);
  }

  begin(page: Page): void {
    this.columns = page.columns;
    this.mayEdit = page.may_edit;
    this.hasBaseline = page.baseline > 0;
    this.revision = page.revision;
    this.#shown = page.columns.map((column) => new Map(column.choices.map(({ value, label }) => [value, label])));
  }

  names(): string[] {
    return this.columns.map((column) => column.name);
  }

  at(name: string): number {
    return this.columns.findIndex((column) => column.name === name);
  }

  /** The text that people read: labels for values. */
  shown(row: Row, c: number): string {
    const text = row.cells[c] ?? "";
    const labels = this.#shown[c];
    if (!labels || labels.size === 0 || text === "") return text;
    if (!text.includes(";")) return labels.get(text) ?? text;
    return text.split(";").map((part) => labels.get(part.trim()) ?? part.trim()).join("; ");
  }

  /** How many rows can be stood on: one more than there are, to write a new row in. */
  get height(): number {
    return this.view.length + (this.mayEdit ? 1 : 0);
  }

  range(): Range {
    const { active, anchor } = this;
    return {
      r0: Math.min(active.r, anchor.r), r1: Math.max(active.r, anchor.r),
      c0: Math.min(active.c, anchor.c), c1: Math.max(active.c, anchor.c),
    };
  }

  /** Move; `extend` keeps the other corner of the selection. */
  select(r: number, c: number, extend = false): void {
    this.active = {
      r: Math.max(0, Math.min(r, this.height - 1)),
      c: Math.max(0, Math.min(c, this.columns.length - 1)),
    };
    if (!extend) this.anchor = { ...this.active };
    this.tell("select");
  }

  fresh(): Row {
    const cells = this.columns.map(() => "");
    return {
      place: `new-${newId()}`, key: "", hash: "", own: true, cells, base: cells, errors: null,
      finding: "", differs: "", alive: false, proposed: false, draft: false,
    };
  }

  /** Put a row in before `r` of what is shown; it is there once `apply` says so. */
  place(row: Row, r: number): void {
    const next = this.view[r];
    if (next) this.rows.splice(this.rows.indexOf(next), 0, row);
    else this.rows.push(row);
    this.view.splice(r, 0, row);
    this.byPlace.set(row.place, row);
  }

  /** The row at `r`, made when that is the empty one at the end. */
  rowAt(r: number, step: Change[]): Row {
    const row = this.view[r];
    if (row) return row;
    const made = this.fresh();
    this.place(made, this.view.length);
    const change = { row: made, c: ITSELF, before: "", after: "1" };
    this.apply(change, "1");
    step.push(change);
    return made;
  }

  /** Change one cell and note it in the step. */
  put(row: Row, c: number, text: string, step: Change[]): void {
    const before = row.cells[c] ?? "";
    if (before === text) return;
    const change = { row, c, before, after: text };
    this.apply(change, text);
    step.push(change);
  }

  /** Make a value hold, forwards or backwards. */
  apply({ row, c }: Change, value: string): void {
    if (c === ITSELF) {
      row.alive = value !== "";
    } else {
      if (row.cells === row.base) row.cells = [...row.base];
      row.cells[c] = value;
      const name = this.columns[c]?.name ?? "";
      if (row.errors && (name in row.errors || "" in row.errors)) {
        const { [name]: _mended, "": _whole, ...left } = row.errors;
        row.errors = Object.keys(left).length > 0 ? left : null;
      }
      row.draft = false;
    }
    this.#texts.delete(row);
    this.touch(row);
  }

  touch(row: Row): void {
    if (row.alive && row.cells !== row.base && same(row.cells, row.base)) row.cells = row.base;
    const open = row.alive ? row.cells !== row.base : row.hash !== "";
    if (open) this.dirty.add(row);
    else this.dirty.delete(row);
  }

  /** Close a step of undo. */
  done(step: Change[]): void {
    this.undo.push(step);
    if (step.some(({ c }) => c === ITSELF)) this.tell("rows");
    this.tell("cells");
  }

  /** The cells that differ from the server's. */
  diff(row: Row): Cells {
    const cells: Cells = {};
    this.columns.forEach(({ name }, at) => {
      if (row.cells[at] !== row.base[at]) cells[name] = row.cells[at] ?? "";
    });
    return cells;
  }

  sent(row: Row): Sent {
    if (!row.alive) return { place: row.place, hash: row.hash, delete: true };
    return { place: row.place, hash: row.hash, cells: this.diff(row) };
  }

  /** A row that the server sent: new, or in the place of the one that stands here. */
  receive(wire: WireRow): void {
    const row = this.byPlace.get(wire.key);
    if (!row) {
      const { cells } = wire;
      const made: Row = { ...wire, place: wire.key, base: cells, errors: null, alive: true, proposed: false, draft: false };
      this.byPlace.set(wire.key, made);
      this.rows.push(made);
      return;
    }
    row.own = wire.own;
    row.finding = wire.finding;
    row.differs = wire.differs;
    // What is being written was begun over the old row: the server must see that, and ask.
    if (row.hash === wire.hash || !row.alive || row === this.editing) return;
    const merged = mergeRemote(row.base, row.cells, wire.cells);
    if (merged.clashing.length === 0) row.hash = wire.hash;
    row.cells = merged.cells;
    row.base = merged.base;
    this.#texts.delete(row);
    this.touch(row);
  }

  /** Others deleted a row: it goes, unless something is being written in it here. */
  gone(key: string): void {
    const row = this.byPlace.get(key);
    if (!row || row === this.editing || this.dirty.has(row)) return;
    this.forget(row);
  }

  /** The server no longer has the row; undo may bring it back as a new one. */
  forget(row: Row): void {
    this.byPlace.delete(row.place);
    row.alive = false;
    row.place = `new-${newId()}`;
    row.hash = "";
    row.base = this.columns.map(() => "");
    row.cells = [...row.cells];
    row.errors = null;
    this.byPlace.set(row.place, row);
    this.touch(row);
    this.clashes.delete(row);
  }

  /** The server took what `was` held when it was sent. */
  saved(row: Row, was: string[], answer: Answer["saved"][number]): void {
    this.byPlace.delete(row.place);
    // A look at the changes may have brought the new row in before its own answer came.
    const twin = this.byPlace.get(answer.key);
    if (twin && twin !== row) {
      this.rows = this.rows.filter((one) => one !== twin);
      this.view = this.view.filter((one) => one !== twin);
    }
    row.place = row.key = answer.key;
    this.byPlace.set(row.place, row);
    row.hash = answer.hash;
    row.differs = answer.differs;
    row.cells = mergeSaved(was, row.cells, answer.cells);
    row.base = answer.cells;
    row.errors = null;
    row.draft = row.proposed = false;
    this.#texts.delete(row);
    this.touch(row);
  }

  /** What was typed before and is kept: a draft of the server's, or of this device. */
  restore(place: string, cells: Cells, errors: Cells | null): Row {
    let row = this.byPlace.get(place);
    if (!row) {
      row = this.fresh();
      row.place = place;
      row.alive = true;
      this.byPlace.set(place, row);
      this.rows.push(row);
    }
    if (row.cells === row.base) row.cells = [...row.base];
    for (const [name, text] of Object.entries(cells)) {
      const at = this.at(name);
      if (at >= 0) row.cells[at] = text;
    }
    row.errors = errors && Object.keys(errors).length > 0 ? errors : null;
    this.#texts.delete(row);
    this.touch(row);
    return row;
  }

  /** Texts as shown are made once per row and kept until the row changes. */
  texts(row: Row): string[] {
    let texts = this.#texts.get(row);
    if (!texts) {
      texts = this.columns.map((_column, c) => this.shown(row, c));
      this.#texts.set(row, texts);
    }
    return texts;
  }

  errorsOf(): { row: Row; c: number; sentence: string }[] {
    const found: { row: Row; c: number; sentence: string }[] = [];
    for (const row of this.dirty) {
      if (!row.errors || !row.alive) continue;
      for (const [name, sentence] of Object.entries(row.errors)) {
        found.push({ row, c: Math.max(0, this.at(name)), sentence });
      }
    }
    return found;
  }
}
