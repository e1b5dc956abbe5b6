/** Hands on the drawing: pan, zoom, pinch, choose, drag corners, draw; and the same by keys. */

import { apart, moved, type Point, round, type Side, sidesOf, snapped, stepFrom, withCorner, withoutCorner } from "./geometry";
import type { Layer, Plan, Shape } from "./model";
import type { Paint } from "./paint";

const STILL = 5;
const PAN_STEP = 60;
const REACH = 10;

const NUDGE_M = 1;

export interface Wishes { corners: boolean; sides: boolean; grid: boolean }

const NUDGES: Record<string, Point> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

type Drag =
  | { kind: "pan"; x: number; y: number; far: boolean; target: Element }
  | { kind: "corner"; shape: Shape; at: number; from: Point[] };

export class Pointer {
  readonly wishes: Wishes = { corners: true, sides: true, grid: false };
  onPlace: (place: Point) => void = () => undefined;
  onMode: () => void = () => undefined;
  onSave: () => void = () => undefined;
  layer: Layer | null = null;
  /** The row that is being given a place. */
  placing: Shape | null = null;
  readonly #plan: Plan;
  readonly #paint: Paint;
  #drag: Drag | null = null;
  #corner: number | null = null;
  readonly #touches = new Map<number, [number, number]>();

  constructor(plan: Plan, paint: Paint) {
    this.#plan = plan;
    this.#paint = paint;
    const { root } = paint;
    root.addEventListener("pointerdown", (event) => this.#down(event));
    root.addEventListener("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel"] as const) root.addEventListener(name, (event) => this.#up(event));
    root.addEventListener("dblclick", () => this.finish());
    root.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    root.addEventListener("keydown", (event) => this.#key(event));
  }

  /** How many metres the grid's lines stand apart. */
  get step(): number {
    return stepFrom(this.#paint.view.metres * 8);
  }

  draw(layer: Layer | null): void {
    this.layer = layer;
    this.placing = null;
    this.#paint.pen = [];
    if (layer) this.#paint.penLayer = layer.form;
    if (layer) this.#plan.select(null);
    this.#paint.ask();
    this.onMode();
  }

  /** Let the next click, or Enter in the middle of the drawing, say where the row lies. */
  place(shape: Shape): void {
    this.draw(null);
    this.placing = shape;
    this.#paint.root.focus();
    this.onMode();
  }

  #put(place: Point): void {
    const shape = this.placing;
    this.placing = null;
    this.onMode();
    if (shape) this.#plan.change(shape, [place]);
    this.#plan.select(shape);
  }

  /** End the shape that is being drawn; false where it has too few corners. */
  finish(): boolean {
    const { layer } = this;
    const [east, north] = this.#paint.view.middle;
    if (this.placing) this.#put([round(east), round(north)]);
    if (!layer) return true;
    const pen = this.#paint.pen.filter((point, at, all) => at === 0 || apart(point, all[at - 1] ?? point) > 0);
    const least = { area: 3, line: 2, mark: 1 }[layer.form];
    if (pen.length < least) return false;
    this.draw(null);
    this.#plan.add(layer, pen);
    return true;
  }

  #at(event: MouseEvent): [number, number] {
    const box = this.#paint.root.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  #snapped(event: MouseEvent, but: Shape | null = null, at = -1): Point {
    const { view } = this.#paint;
    const place = view.place(...this.#at(event));
    const others: Point[] = [];
    const lines: Side[] = [];
    for (const shape of this.#plan.shapes) {
      const { layer, points } = shape;
      if (shape === but || this.#paint.isHidden(layer.table)) continue;
      if (this.wishes.corners) others.push(...points);
      if (this.wishes.sides && layer.form !== "mark") lines.push(...sidesOf(points, layer.form === "area"));
    }
    if (but && this.wishes.corners) others.push(...withoutCorner(but.points, at));
    return snapped(place, { corners: others, sides: lines }, REACH * view.metres, this.wishes.grid ? this.step : 0);
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.#touches.set(event.pointerId, this.#at(event));
    const target = event.target as SVGElement;
    const { selected } = this.#plan;
    this.#paint.root.setPointerCapture(event.pointerId);
    const [x, y] = this.#at(event);
    this.#drag = { kind: "pan", x, y, far: false, target };
    if (this.layer || this.placing || !selected || this.#touches.size > 1) return;
    const { corner, after } = target.dataset;
    if (corner !== undefined) {
      this.#corner = Number(corner);
      this.#drag = { kind: "corner", shape: selected, at: this.#corner, from: selected.points };
    } else if (after !== undefined) {
      const from = selected.points;
      this.#corner = Number(after) + 1;
      this.#plan.drag(selected, withCorner(from, Number(after), this.#snapped(event, selected)));
      this.#drag = { kind: "corner", shape: selected, at: this.#corner, from };
    }
  }

  #move(event: PointerEvent): void {
    const [x, y] = this.#at(event);
    const { view } = this.#paint;
    this.onPlace(view.place(x, y));
    const before = this.#touches.get(event.pointerId);
    if (!before) return;
    if (this.#touches.size === 2) {
      const other = [...this.#touches].find(([id]) => id !== event.pointerId)?.[1] ?? before;
      const was = Math.hypot(before[0] - other[0], before[1] - other[1]);
      view.zoom(Math.hypot(x - other[0], y - other[1]) / Math.max(was, 1), other[0], other[1]);
      this.#touches.set(event.pointerId, [x, y]);
      if (this.#drag?.kind === "pan") this.#drag.far = true;
      this.#paint.ask();
      return;
    }
    this.#touches.set(event.pointerId, [x, y]);
    const drag = this.#drag;
    if (drag?.kind === "corner") this.#plan.drag(drag.shape, moved(drag.shape.points, drag.at, this.#snapped(event, drag.shape, drag.at)));
    if (drag?.kind !== "pan") return;
    drag.far ||= Math.hypot(x - drag.x, y - drag.y) > STILL;
    if (!drag.far) return;
    view.pan(x - before[0], y - before[1]);
    this.#paint.ask();
  }

  #up(event: PointerEvent): void {
    this.#touches.delete(event.pointerId);
    const drag = this.#drag;
    if (this.#touches.size > 0) return;
    this.#drag = null;
    if (drag?.kind === "corner") this.#plan.change(drag.shape, drag.shape.points, drag.from);
    if (drag?.kind !== "pan" || drag.far || event.type === "pointercancel") return;
    if (this.layer) {
      this.#paint.pen = [...this.#paint.pen, this.#snapped(event)];
      if (this.layer.form === "mark") this.finish();
      this.#paint.ask();
      return;
    }
    if (this.placing) {
      this.#put(this.#snapped(event, this.placing));
      return;
    }
    const named = drag.target.closest<SVGElement>("[data-shape]")?.dataset["shape"];
    const [table = "", ...place] = (named ?? "").split("|");
    this.#plan.select(named ? (this.#plan.find(table, place.join("|")) ?? null) : null);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    this.#paint.view.zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, ...this.#at(event));
    this.#paint.ask();
  }

  #key(event: KeyboardEvent): void {
    const { view } = this.#paint;
    const acts: Record<string, () => unknown> = {
      ArrowLeft: () => view.pan(PAN_STEP, 0),
      ArrowRight: () => view.pan(-PAN_STEP, 0),
      ArrowUp: () => view.pan(0, PAN_STEP),
      ArrowDown: () => view.pan(0, -PAN_STEP),
      "+": () => view.zoom(1.4),
      "=": () => view.zoom(1.4),
      "-": () => view.zoom(1 / 1.4),
      "0": () => view.fit(this.#paint.frame),
      Enter: () => this.finish(),
      Escape: () => (this.layer || this.placing ? this.draw(null) : this.#plan.select(null)),
      Delete: () => this.#takeCorner(),
    };
    const commands: Record<string, () => unknown> = {
      z: () => (event.shiftKey ? this.#plan.forth() : this.#plan.back()),
      y: () => this.#plan.forth(),
      s: () => this.onSave(),
    };
    const nudge = event.shiftKey ? NUDGES[event.key] : undefined;
    if (nudge && this.#nudge(nudge)) {
      event.preventDefault();
      this.#paint.ask();
      return;
    }
    const act = event.ctrlKey || event.metaKey ? commands[event.key.toLowerCase()] : acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
    this.#paint.ask();
  }

  /** Move the chosen mark or corner by a metre, or by a step of the grid; false where none is chosen. */
  #nudge([east, north]: Point): boolean {
    const { selected, data } = this.#plan;
    if (!selected || !data?.may_edit) return false;
    const at = selected.layer.form === "mark" ? 0 : this.#corner;
    const was = at === null ? undefined : selected.points[at];
    if (at === null || !was) return false;
    const metres = this.wishes.grid ? this.step : NUDGE_M;
    this.#plan.change(selected, moved(selected.points, at, [round(was[0] + east * metres), round(was[1] + north * metres)]));
    return true;
  }

  #takeCorner(): void {
    const { selected } = this.#plan;
    const least = selected?.layer.form === "area" ? 3 : 2;
    if (!selected || this.#corner === null || selected.points.length <= least) return;
    this.#plan.change(selected, withoutCorner(selected.points, this.#corner));
    this.#corner = null;
  }
}
