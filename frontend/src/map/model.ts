/** The shapes as the person has them, over what the server last said. */

import { Undo } from "../grid/undo";
import { newId } from "../grid/sheet";
import type { Cells } from "../grid/types";
import { fromText, numberText, type Point, same, toText } from "./geometry";

export interface Field {
  name: string;
  label: string;
  kind: string;
  target: string | null;
  choices: { value: string; label: string }[];
}

export interface WireShape {
  key: string;
  name: string;
  hash: string;
  own: boolean;
  look: string;
  points: Point[];
  finding: string;
  address: string;
}

export interface Layer {
  table: string;
  label: string;
  form: "area" | "line" | "mark";
  columns: string[];
  /** Whether a row of it may be without a place. */
  optional: boolean;
  fields: Field[];
  shapes: WireShape[];
}

export interface Group { table: string; label: string; place: Point; anchor: string; count: number; finding: string }

export interface Fan { post: string; exposure: string; from_deg: number; to_deg: number; points: Point[] }

export interface Floor { number: number; address: string; width: number; height: number; opacity: number; matrix: number[] }

export interface Line { position: string; name: string; state: string; told: string; points: Point[] }

export interface Arc { post?: string; from_deg: number; to_deg: number; points: Point[] }

export interface Around { key: string; place: Point; lines: Line[]; watched: Arc[]; blind: Arc[] }

export interface Data {
  revision: number;
  site: string;
  may_edit: boolean;
  frame: [number, number, number, number];
  layers: Layer[];
  groups: Group[];
  fans: Fan[];
  floors: Floor[];
  around: Around | null;
}

export interface Clash { hash: string; theirs: Point[]; gone: boolean }

/** One shape is one object for as long as the page lives. */
export interface Shape extends Omit<WireShape, "points"> {
  place: string;
  layer: Layer;
  points: Point[];
  /** As the server last said. */
  base: Point[];
  /** What was typed about a new row. */
  cells: Cells;
  isNew: boolean;
  error: string;
  clash: Clash | null;
}

interface Step { shape: Shape; before: Point[]; after: Point[] }

export type News = "data" | "shape" | "select";

export class Plan {
  data: Data | null = null;
  shapes: Shape[] = [];
  selected: Shape | null = null;
  readonly undo = new Undo<Step>();
  #hears: ((news: News, shape: Shape | null) => void)[] = [];

  hear(hearing: (news: News, shape: Shape | null) => void): void {
    this.#hears.push(hearing);
  }

  tell(news: News, shape: Shape | null = null): void {
    for (const hearing of this.#hears) hearing(news, shape);
  }

  get dirty(): Shape[] {
    return this.shapes.filter(isDirty);
  }

  layer(table: string): Layer | undefined {
    return this.data?.layers.find((each) => each.table === table);
  }

  find(table: string, place: string): Shape | undefined {
    return this.shapes.find((each) => each.layer.table === table && each.place === place);
  }

  /** Take what the server says; what was drawn and not saved stays as it is, over the hash it was drawn over. */
  take(data: Data): void {
    const had = new Map(this.shapes.map((shape) => [idOf(shape), shape]));
    this.data = data;
    const shapes = data.layers.flatMap((layer) => layer.shapes.map((wire) => this.#fresh(shapeOf(layer, wire), had)));
    const there = new Set(shapes.map(idOf));
    for (const old of had.values()) {
      const layer = this.layer(old.layer.table);
      if (!layer || there.has(idOf(old)) || !isDirty(old)) continue;
      old.layer = layer;
      // Finished elsewhere, as a form: the row is there now.
      const key = old.cells[layer.fields[0]?.name ?? ""] ?? "";
      if (!old.isNew || !there.has(`${layer.table}|${key}`)) shapes.push(old);
    }
    this.shapes = shapes;
    const was = this.selected;
    this.selected = was ? (this.find(was.layer.table, was.place) ?? null) : null;
    this.tell("data");
    this.tell("select", this.selected);
  }

  /** The object that stood for the row goes on to stand for it; what was drawn stays drawn. */
  #fresh(shape: Shape, had: Map<string, Shape>): Shape {
    const old = had.get(idOf(shape));
    if (!old) return shape;
    const { points, base, hash, error, clash } = old;
    return Object.assign(old, shape, isDirty(old) ? { points, base, hash, error, clash } : {});
  }

  select(shape: Shape | null): void {
    this.selected = shape;
    this.tell("select", shape);
  }

  /** Change the corners; with `from`, a drag that began there is one step. */
  change(shape: Shape, points: Point[], from: Point[] = shape.points): void {
    shape.points = points;
    shape.error = "";
    if (!same(from, points)) this.undo.push([{ shape, before: from, after: points }]);
    this.tell("shape", shape);
  }

  /** While it is dragged: nothing to undo yet. */
  drag(shape: Shape, points: Point[]): void {
    shape.points = points;
    this.tell("shape", shape);
  }

  add(layer: Layer, points: Point[]): Shape {
    const shape = shapeOf(layer, { key: "", name: "", hash: "", own: true, look: freshLook(layer), points: [], finding: "", address: "" });
    shape.place = `new-${newId()}`;
    shape.isNew = true;
    const site = layer.fields.find(({ target, name }) => target === "sites" && name === "site_id");
    if (site && this.data && this.data.site !== "all") shape.cells[site.name] = this.data.site;
    this.shapes.push(shape);
    this.selected = shape;
    this.change(shape, points);
    this.tell("select", shape);
    return shape;
  }

  back(): boolean {
    return this.#replay(this.undo.back(), "before");
  }

  forth(): boolean {
    return this.#replay(this.undo.forth(), "after");
  }

  #replay(steps: Step[] | null, side: "before" | "after"): boolean {
    for (const step of steps ?? []) {
      const shape = this.find(step.shape.layer.table, step.shape.place) ?? step.shape;
      if (!this.shapes.includes(shape)) this.shapes.push(shape);
      shape.points = step[side];
      this.tell("shape", shape);
    }
    return steps !== null;
  }
}

function shapeOf(layer: Layer, wire: WireShape): Shape {
  return { ...wire, place: wire.key, layer, base: wire.points, cells: {}, isNew: false, error: "", clash: null };
}

function freshLook(layer: Layer): string {
  return { zones: "outer", obstacles: "building", segments: "road", rendezvous: "rvp" }[layer.table] ?? layer.table;
}

function idOf(shape: Shape): string {
  return `${shape.layer.table}|${shape.place}`;
}

export function isDirty(shape: Shape): boolean {
  return !same(shape.points, shape.base);
}

/** The cells that differ, as texts of the table. */
export function cellsOf(shape: Shape): Cells {
  const { layer, points } = shape;
  if (layer.form !== "mark") return { ...shape.cells, [layer.columns[0] ?? ""]: toText(points) };
  const at = points[0];
  const was = shape.base[0];
  const cells: Cells = { ...shape.cells };
  layer.columns.forEach((name, side) => {
    if (!at || !was || at[side] !== was[side]) cells[name] = at ? numberText(at[side] ?? 0) : "";
  });
  return cells;
}

/** Where the cells put the shape, over where it lay; null where they hold no places. */
export function placedBy(layer: Layer, cells: Cells, over: readonly Point[]): Point[] | null {
  if (layer.form !== "mark") return fromText(cells[layer.columns[0] ?? ""] ?? toText(over));
  const texts = layer.columns.map((name, side) => cells[name] ?? (over[0] ? numberText(over[0][side] ?? 0) : ""));
  return texts.every((text) => text === "") ? [] : fromText(texts.join(" "));
}
