/** Saves shapes as cells of their tables; what is not saved yet is kept on this device. */

import { Keep, liveAs } from "../grid/keep";
import { newId } from "../grid/sheet";
import type { Answer, Batch, Sent } from "../grid/types";
import { Failed, Wire } from "../grid/wire";
import { cellsOf, isDirty, type Plan, placedBy, type Shape } from "./model";
import { t } from "./words";

export type Standing = "ok" | "saving" | "lost" | "ended" | "refused";

export class Saving {
  standing: Standing = "ok";
  reason = "";
  proposed = 0;
  keeps = true;
  onStanding: () => void = () => undefined;
  onSaved: () => Promise<void> = () => Promise.resolve();
  readonly #plan: Plan;
  readonly #rows: string;
  readonly #scope: string;
  readonly #tab = newId();
  readonly #keeps = new Map<string, Keep>();
  readonly #pending = new Map<string, Batch>();
  readonly #kept = new Set<string>();

  constructor(plan: Plan, rows: string, scope: string) {
    this.#plan = plan;
    this.#rows = rows;
    this.#scope = scope;
    liveAs(this.#tab);
    plan.hear((news, shape) => {
      if (news === "shape" && shape) void this.keep(shape);
    });
    addEventListener("online", () => void this.now());
    addEventListener("beforeunload", (event) => {
      if (!this.keeps && plan.dirty.length > 0) event.preventDefault();
    });
  }

  #wire(table: string): Wire {
    return new Wire(`${this.#rows}${table}/`);
  }

  async #keepOf(table: string): Promise<Keep> {
    const known = this.#keeps.get(table);
    if (known) return known;
    const made = new Keep(`map|${this.#scope}|${table}`, this.#tab);
    this.#keeps.set(table, made);
    this.keeps = (await made.open()) && this.keeps;
    return made;
  }

  /** Write the shape to this device, or take it away there once it is as the server has it. */
  async keep(shape: Shape): Promise<void> {
    const { table } = shape.layer;
    const id = `${table}|${shape.place}`;
    const isKept = isDirty(shape);
    if (!isKept && !this.#kept.has(id)) return;
    try {
      const keep = await this.#keepOf(table);
      if (isKept) this.#kept.add(id);
      else this.#kept.delete(id);
      const row = { place: shape.place, hash: shape.hash, cells: cellsOf(shape), gone: false };
      await keep.change(isKept ? [row] : [], isKept ? [] : [shape.place]);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.keeps = false;
    }
    this.onStanding();
  }

  /** Bring back what pages that are gone had left on this device. */
  async restore(): Promise<number> {
    let count = 0;
    for (const layer of this.#plan.data?.layers ?? []) {
      const keep = await this.#keepOf(layer.table);
      const { rows, batches } = await keep.adopt();
      for (const kept of rows) {
        const known = this.#plan.find(layer.table, kept.place);
        const points = placedBy(layer, kept.cells, known?.base ?? []);
        this.#kept.add(`${layer.table}|${kept.place}`);
        if (!points || (!known && !kept.place.startsWith("new-"))) {
          await keep.change([], [kept.place]);
          continue;
        }
        const shape = known ?? this.#plan.add(layer, points);
        Object.assign(shape, { place: kept.place, hash: kept.hash, points });
        if (!known) shape.cells = { ...kept.cells };
        count++;
        this.#plan.tell("shape", shape);
      }
      // It may have arrived: asked again with the same id it answers the same.
      for (const batch of batches) this.#pending.set(layer.table, batch);
    }
    if (this.#pending.size > 0) await this.now();
    return count;
  }

  async now(): Promise<void> {
    if (this.standing === "saving") return;
    const tables = new Set([...this.#pending.keys(), ...this.#plan.dirty.map(({ layer }) => layer.table)]);
    if (tables.size === 0) return;
    this.proposed = 0;
    this.#stand("saving");
    try {
      for (const table of tables) await this.#send(table);
      this.#stand("ok");
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      const { trouble } = error;
      if (trouble.kind === "prove") location.assign(`${trouble.address}?next=${encodeURIComponent(location.pathname + location.search)}`);
      this.#stand(trouble.kind === "prove" ? "ended" : trouble.kind, trouble.kind === "refused" ? trouble.sentences.join(" ") : "");
      if (trouble.kind === "refused") this.#pending.clear();
      return;
    }
    await this.onSaved();
    this.onStanding();
  }

  async #send(table: string): Promise<void> {
    const keep = await this.#keepOf(table);
    let batch = this.#pending.get(table);
    if (!batch) {
      const rows = this.#plan.dirty.filter((shape) => shape.layer.table === table && !shape.clash).map(sent);
      if (rows.length === 0) return;
      batch = { id: newId(), base: this.#plan.data?.revision ?? 0, reason: "", rows };
      this.#pending.set(table, batch);
      if (this.keeps) await keep.batch(batch);
    }
    const answer = await this.#wire(table).save(batch);
    this.#pending.delete(table);
    if (this.keeps) await keep.batch(null);
    await this.#take(table, batch, answer);
  }

  async #take(table: string, batch: Batch, answer: Answer): Promise<void> {
    for (const { place, hash, key } of answer.saved) {
      const shape = this.#plan.find(table, place);
      const wrote = batch.rows.find((row) => row.place === place);
      if (!shape || !wrote) continue;
      const base = placedBy(shape.layer, wrote.cells ?? {}, shape.base) ?? shape.points;
      Object.assign(shape, { hash, base, error: "" });
      await this.keep(shape);
      Object.assign(shape, { place: key, key, isNew: false, cells: {} });
    }
    for (const { place, errors } of answer.drafts) {
      const shape = this.#plan.find(table, place);
      if (shape) shape.error = Object.values(errors).join(" ");
    }
    for (const clash of answer.clashes) {
      const shape = this.#plan.find(table, clash.place);
      if (!shape) continue;
      const theirs = Object.fromEntries(clash.columns.map((column) => [column.name, column.theirs]));
      shape.clash = { hash: clash.hash, gone: clash.gone, theirs: clash.gone ? [] : (placedBy(shape.layer, theirs, shape.base) ?? shape.base) };
    }
    this.proposed += answer.proposed.length;
    for (const place of answer.proposed) {
      const shape = this.#plan.find(table, place);
      if (!shape) continue;
      shape.points = shape.base;
      this.#plan.tell("shape", shape);
    }
  }

  /** Mine, over what they wrote; it is sent at once. */
  async mine(shape: Shape): Promise<void> {
    if (!shape.clash) return;
    Object.assign(shape, { hash: shape.clash.hash, base: shape.clash.theirs, clash: null });
    await this.keep(shape);
    await this.now();
  }

  async theirs(shape: Shape): Promise<void> {
    if (!shape.clash) return;
    const { hash, theirs } = shape.clash;
    Object.assign(shape, { hash, points: theirs, base: theirs, clash: null, error: "" });
    this.#plan.tell("shape", shape);
    await this.onSaved();
  }

  #stand(standing: Standing, reason = ""): void {
    this.standing = standing;
    this.reason = reason;
    this.onStanding();
  }

  get told(): string {
    const count = this.#plan.dirty.length;
    if (this.standing === "lost") return t("The server does not answer. What you drew is kept on this device.");
    if (this.standing === "ended") return t("Your session has ended. What you drew is kept on this device: sign in and open this page.");
    if (this.standing === "refused") return t("The change was refused: {reason}", { reason: this.reason });
    if (this.standing === "saving") return t("Saving shapes: {count}", { count });
    if (!this.keeps && count > 0) return t("This device keeps nothing: leave the page open until all is saved.");
    if (count > 0) return t("Shapes not saved: {count}", { count });
    return this.proposed > 0 ? t("Shapes of others, sent as proposals: {count}", { count: this.proposed }) : t("Everything is saved.");
  }
}

function sent(shape: Shape): Sent {
  return { place: shape.place, hash: shape.hash, cells: cellsOf(shape) };
}
