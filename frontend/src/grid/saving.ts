/** Sends what was changed: one request at a time, again with the same id until it is answered. */

import type { App } from "./app";
import { announce } from "./dom";
import type { Keep } from "./keep";
import { newId } from "./sheet";
import { breathe } from "./slices";
import type { Answer, Batch, Row } from "./types";
import { Failed, type Trouble, type Wire } from "./wire";
import { t } from "./words";

const WAIT_MS = 800;
const DRAFT_MS = 1500;
const ROWS_MAX = 250;
const KEPT_AT_ONCE = 40;
const BACK_OFF_MS = [1000, 2000, 5000, 10_000, 30_000];

export type Standing = "ok" | "saving" | "lost" | "ended" | "refused";

export class Saving {
  standing: Standing = "ok";
  /** False once this device refused to keep something. */
  keeps = false;
  onStanding: () => void = () => undefined;
  onSaved: (revision: number) => void = () => undefined;
  #app: App;
  #wire: Wire;
  #keep: Keep;
  #pending: Batch | null = null;
  #was = new Map<string, string[]>();
  #busy = false;
  #all = false;
  #timer = 0;
  #draftTimer = 0;
  #retry = 0;
  #tries = 0;
  #touched = new Set<Row>();
  #kept = new Map<Row, string>();
  #keeping: Promise<void> | null = null;
  #refused = new Set<Row>();
  /** Places that the server keeps a draft of. */
  #drafts = new Map<Row, string>();

  constructor(app: App, wire: Wire, keep: Keep) {
    this.#app = app;
    this.#wire = wire;
    this.#keep = keep;
    let stood: Row | undefined;
    app.sheet.hear((news) => {
      const { active, view } = app.sheet;
      if (news === "cells") this.#changed();
      else if (news === "select" && view[active.r] !== stood) this.#soon();
      stood = view[active.r];
    });
    addEventListener("online", () => this.again());
    addEventListener("beforeunload", (event) => {
      if (this.atRisk) event.preventDefault();
    });
  }

  /** Rows that the server has not taken, in any form. */
  get unsent(): number {
    return [...this.#app.sheet.dirty].filter((row) => !row.draft).length;
  }

  /** Something typed would be lost if the page closed now. */
  get atRisk(): boolean {
    return this.unsent > 0 && (!this.keeps || this.#touched.size > 0 || this.#keeping !== null);
  }

  get busy(): boolean {
    return this.#busy || this.#pending !== null;
  }

  /** Note rows whose typed cells are new, for the device and for the server. */
  #changed(): void {
    const { dirty, active, view } = this.#app.sheet;
    for (const row of dirty) if (!row.draft) this.#touched.add(row);
    for (const row of this.#kept.keys()) this.#touched.add(row);
    this.#refused.clear();
    void this.keepNow();
    this.#soon();
    const here = view[active.r];
    clearTimeout(this.#draftTimer);
    if (here && dirty.has(here)) this.#draftTimer = window.setTimeout(() => void this.#draft(here), DRAFT_MS);
    this.onStanding();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#run(), WAIT_MS);
  }

  /** Save all that is there, the row one stands in too. */
  now(): void {
    this.#all = true;
    this.#refused.clear();
    for (const row of this.#app.sheet.dirty) row.draft = false;
    this.again();
  }

  again(): void {
    clearTimeout(this.#retry);
    this.#retry = 0;
    if (this.standing === "ended") this.#stand("ok");
    void this.#run();
  }

  /** Write the touched rows to this device; one run at a time, in the order of typing. */
  async keepNow(): Promise<void> {
    if (this.#keeping) return this.#keeping;
    this.#keeping = this.#keepAll();
    await this.#keeping;
  }

  async #keepAll(): Promise<void> {
    // Wait for the rest of this task: a paste or a fill is one step, not a thousand.
    await breathe();
    try {
      while (this.#touched.size > 0) {
        const rows = [...this.#touched].slice(0, KEPT_AT_ONCE);
        for (const row of rows) this.#touched.delete(row);
        const { sheet } = this.#app;
        const drop: string[] = [];
        const put = rows.filter((row) => sheet.dirty.has(row) && !row.draft);
        for (const row of rows) {
          const old = this.#kept.get(row);
          if (old !== undefined && (!put.includes(row) || old !== row.place)) drop.push(old);
          if (put.includes(row)) this.#kept.set(row, row.place);
          else this.#kept.delete(row);
        }
        await this.#keep.change(put.map((row) => ({ place: row.place, hash: row.hash, cells: sheet.diff(row), gone: !row.alive })), drop);
        this.keeps = true;
      }
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.keeps = false;
    } finally {
      this.#keeping = null;
      this.onStanding();
    }
  }

  /** Bring back what pages that are gone had left on this device. */
  async restore(): Promise<number> {
    const { sheet } = this.#app;
    const { rows, batches } = await this.#keep.adopt();
    let count = 0;
    for (const kept of rows) {
      const known = sheet.byPlace.get(kept.place);
      if (kept.gone && !known) continue;
      const row = sheet.restore(kept.place, kept.cells, known?.errors ?? null);
      if (kept.gone) row.alive = false;
      if (row.hash !== "") row.hash = kept.hash || row.hash;
      row.draft = false;
      sheet.touch(row);
      this.#kept.set(row, kept.place);
      this.#touched.add(row);
      if (sheet.dirty.has(row)) count++;
    }
    this.#pending = batches[0] ?? null;
    for (const sent of this.#pending?.rows ?? []) {
      const row = sheet.byPlace.get(sent.place);
      if (row) this.#was.set(sent.place, [...row.cells]);
    }
    void this.keepNow();
    // A page that was just opened stands in its first row without anybody typing there.
    if (count > 0) this.#all = true;
    if (count > 0 || this.#pending) this.again();
    return count;
  }

  #next(): Batch | null {
    const { sheet } = this.#app;
    const here = this.#all ? undefined : sheet.view[sheet.active.r];
    const rows: Row[] = [];
    for (const row of sheet.dirty) {
      if (row === here || row === sheet.editing || row.draft) continue;
      if (sheet.clashes.has(row) || this.#refused.has(row)) continue;
      rows.push(row);
      if (rows.length === ROWS_MAX) break;
    }
    if (rows.length === 0) return null;
    for (const row of rows) this.#was.set(row.place, [...row.cells]);
    return { id: newId(), base: sheet.revision, reason: "", rows: rows.map((row) => sheet.sent(row)) };
  }

  async #run(): Promise<void> {
    if (this.#busy || this.#retry !== 0 || this.standing === "ended") return;
    this.#busy = true;
    try {
      for (;;) {
        this.#pending ??= this.#next();
        if (!this.#pending) break;
        this.#stand("saving");
        await this.#keep.batch(this.#pending);
        const answer = await this.#wire.save(this.#pending);
        const batch = this.#pending;
        this.#pending = null;
        this.#tries = 0;
        await this.#take(batch, answer);
        await this.#keep.batch(null);
      }
      this.#all = false;
      await this.#dropDrafts();
      if (this.standing !== "refused") this.#stand("ok");
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      await this.#trouble(error.trouble);
    } finally {
      this.#busy = false;
    }
  }

  /** The server holds this row as a draft. */
  drafted(row: Row): void {
    this.#drafts.set(row, row.place);
  }

  /** Drafts of rows that were deleted or set back are dropped, or they would come again. */
  async #dropDrafts(): Promise<void> {
    const { dirty } = this.#app.sheet;
    const idle = [...this.#drafts].filter(([row]) => !dirty.has(row));
    if (idle.length === 0) return;
    await this.#wire.dropDrafts(idle.map(([, place]) => place));
    for (const [row] of idle) this.#drafts.delete(row);
  }

  async #trouble(trouble: Trouble): Promise<void> {
    await this.keepNow();
    if (trouble.kind === "lost") {
      const wait = BACK_OFF_MS[Math.min(this.#tries++, BACK_OFF_MS.length - 1)] ?? 30_000;
      this.#retry = window.setTimeout(() => this.again(), wait);
      this.#stand("lost");
    } else if (trouble.kind === "ended") {
      this.#stand("ended");
    } else if (trouble.kind === "prove" && trouble.address !== "" && !this.atRisk) {
      location.assign(trouble.address);
    } else {
      for (const { place } of this.#pending?.rows ?? []) {
        const row = this.#app.sheet.byPlace.get(place);
        if (row) this.#refused.add(row);
      }
      this.#pending = null;
      await this.#keep.batch(null);
      this.#stand("refused");
      const reason = trouble.kind === "refused" ? trouble.sentences.join(" ") : trouble.kind;
      this.#app.tell(t("The change was refused: {reason}", { reason }));
    }
  }

  #stand(standing: Standing): void {
    this.standing = standing;
    this.onStanding();
  }

  /** Bring the sheet in line with what the server did. */
  async #take(batch: Batch, answer: Answer): Promise<void> {
    const { sheet } = this.#app;
    const rowOf = new Map(batch.rows.map(({ place }) => [place, sheet.byPlace.get(place)]));
    let at = 0;
    for (const one of answer.saved) {
      const row = rowOf.get(one.place);
      if (row) {
        this.#drafts.delete(row);
        sheet.saved(row, this.#was.get(one.place) ?? row.cells, one);
      }
      if ((++at & 31) === 0) await breathe();
    }
    for (const place of answer.deleted) {
      const row = rowOf.get(place);
      if (row) sheet.forget(row);
    }
    for (const { place, errors } of answer.drafts) this.#mark(rowOf.get(place), this.#was.get(place), errors);
    for (const clash of answer.clashes) {
      const row = rowOf.get(clash.place);
      if (row) sheet.clashes.set(row, clash);
    }
    for (const place of answer.proposed) this.#propose(rowOf.get(place));
    for (const row of rowOf.values()) if (row) this.#touched.add(row);
    this.#was.clear();
    void this.keepNow();
    this.#say(answer);
    sheet.tell("state");
    sheet.tell("rows");
    if (answer.clashes.length > 0) this.#app.openClashes();
    this.onSaved(answer.revision);
    this.#app.notice(answer.findings);
  }

  #say({ saved, deleted, proposed, drafts }: Answer): void {
    const parts: string[] = [];
    if (saved.length > 0) parts.push(t("Saved rows: {count}", { count: saved.length }));
    if (deleted.length > 0) parts.push(t("Deleted rows: {count}", { count: deleted.length }));
    if (proposed.length > 0) parts.push(t("Rows of others, sent as proposals: {count}", { count: proposed.length }));
    if (drafts.length > 0) parts.push(t("Rows that wait for you to mend them: {count}", { count: drafts.length }));
    if (parts.length > 0) announce(parts.join(" "));
  }

  /** A proposal is with its owner now: nothing is left to send, and the page shows what was proposed. */
  #propose(row: Row | undefined): void {
    if (!row) return;
    row.proposed = true;
    if (!row.alive) row.alive = true;
    row.base = row.cells;
    this.#app.sheet.touch(row);
  }

  #mark(row: Row | undefined, was: string[] | undefined, errors: Row["errors"]): void {
    if (!row) return;
    row.errors = errors;
    this.drafted(row);
    // Typed on since it was sent: the server's draft is not the whole of it.
    row.draft = was?.every((text, at) => text === row.cells[at]) ?? true;
  }

  /** Half-typed cells of the row one still stands in: kept by the server, errors shown early. */
  async #draft(row: Row): Promise<void> {
    const { sheet } = this.#app;
    if (this.#busy || this.standing !== "ok" || !sheet.dirty.has(row) || !row.alive || sheet.clashes.has(row)) return;
    this.#busy = true;
    const was = [...row.cells];
    try {
      const { errors } = await this.#wire.draft([sheet.sent(row)]);
      this.drafted(row);
      const found = errors[row.place];
      if (found && was.every((text, at) => text === row.cells[at])) {
        row.errors = Object.keys(found).length > 0 ? found : null;
        sheet.tell("state");
      }
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      if (error.trouble.kind !== "refused") await this.#trouble(error.trouble);
    } finally {
      this.#busy = false;
      this.#soon();
    }
  }
}
