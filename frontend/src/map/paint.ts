/** Draws the shapes into the SVG that the page brought. */

import { type Frame, middle, numberText, type Point, scaleFor, sides } from "./geometry";
import { type Arc, isDirty, type Plan, type Shape } from "./model";
import type { Viewport } from "./viewport";

const SPACE = "http://www.w3.org/2000/svg";
const GROUP_GAP = 26;
const LETTER = 6.6;
/** As they lie upon one another. */
const LAYERS = ["zones", "obstacles", "segments", "sectors", "sights", "exits", "openings", "posts", "gates", "sites", "rendezvous", "positions", "exposures"];
/** Tables of many marks: their names come where one looks closely. */
const CROWDED = new Set(["exits", "openings", "posts"]);
const CROWDED_PIXEL_M = 0.25;

export function svg(tag: string, attributes: Record<string, string | number> = {}, ...children: (Node | string)[]): SVGElement {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

const screen = ([east, north]: Point): string => `${numberText(east)},${numberText(-north)}`;
const corners = (points: readonly Point[]): string => points.map(screen).join(" ");

export class Paint {
  readonly root: SVGSVGElement;
  readonly view: Viewport;
  readonly #plan: Plan;
  readonly #layers = new Map<string, SVGElement>();
  readonly #drawn = new Map<Shape, SVGElement[]>();
  readonly #draft: SVGElement;
  readonly #scale: SVGElement;
  readonly #scaleWords: string;
  readonly #hidden = new Set<string>();
  #asked = false;
  pen: Point[] = [];
  penLayer: "area" | "line" | "mark" = "area";

  constructor(root: SVGSVGElement, plan: Plan, view: Viewport) {
    this.root = root;
    this.view = view;
    this.#plan = plan;
    this.#draft = root.querySelector("#plan-draft") as SVGElement;
    this.#scale = root.querySelector("#plan-scale") as SVGElement;
    // The page wrote "{number} m" in its language: the number is the one part that changes.
    this.#scaleWords = this.#scale.querySelector("text")?.textContent?.replace(/[\d٠-٩.,٬\s\u00a0\u202f]*[\d٠-٩]/u, "{metres}") ?? "{metres}";
  }

  get frame(): Frame {
    const [west = 0, south = 0, east = 1, north = 1] = this.#plan.data?.frame ?? [];
    return { west, south, east, north };
  }

  hide(layer: string, isHidden: boolean): void {
    if (isHidden) this.#hidden.add(layer);
    else this.#hidden.delete(layer);
    this.root.classList.toggle("hide-findings", this.#hidden.has("findings"));
    this.root.querySelector("#plan-floors")?.classList.toggle("hidden", this.#hidden.has("floors"));
    for (const [name, group] of this.#layers) group.classList.toggle("hidden", this.#hidden.has(name));
  }

  isHidden(layer: string): boolean {
    return this.#hidden.has(layer);
  }

  /** Everything anew: after the server was asked. */
  all(): void {
    const { data, shapes } = this.#plan;
    if (!data) return;
    for (const old of this.root.querySelectorAll("[data-layer]")) old.remove();
    this.#drawn.clear();
    for (const name of LAYERS) {
      const group = svg("g", { "data-layer": name });
      group.classList.toggle("hidden", this.#hidden.has(name));
      this.root.insertBefore(group, this.#scale);
      this.#layers.set(name, group);
    }
    this.#fans();
    this.#sights();
    this.#groups();
    for (const shape of shapes) this.#put(shape);
    this.ask();
  }

  shape(shape: Shape): void {
    for (const node of this.#drawn.get(shape) ?? []) node.remove();
    this.#put(shape);
    this.ask();
  }

  #put(shape: Shape): void {
    const group = this.#layers.get(shape.layer.table);
    const { points, layer, look, key, name, finding } = shape;
    const first = points[0];
    if (!group || !first) {
      this.#drawn.delete(shape);
      return;
    }
    const nodes: SVGElement[] = [];
    const told = svg("title", {}, `${key} · ${name}`);
    if (layer.form !== "mark") {
      const outline = svg(layer.form === "area" ? "polygon" : "polyline", { class: `${layer.table} look-${look}`, points: corners(points) }, told);
      outline.classList.toggle("is-changed", isDirty(shape));
      nodes.push(outline);
    }
    const mark = svg("g", { class: `mark ${layer.form === "mark" ? layer.table : "caption"}` });
    if (layer.form === "mark") mark.append(told, svg("use", { href: `#sign-${look}` }));
    if (finding) mark.append(svg("use", { class: `finding finding-${finding}`, href: `#mark-${finding}`, x: 9, y: -9 }));
    if (name && layer.table !== "segments") mark.append(svg("text", layer.form === "mark" ? { x: 10, y: 4 } : { y: 4 }, name));
    stand(mark, middle(points));
    nodes.push(mark);
    for (const node of nodes) {
      node.dataset["shape"] = `${layer.table}|${shape.place}`;
      group.append(node);
    }
    this.#drawn.set(shape, nodes);
  }

  #groups(): void {
    const taken = new Map<string, number>();
    for (const group of this.#plan.data?.groups ?? []) {
      const at = screen(group.place);
      const aside = ((taken.get(at) ?? 0) + 1) * GROUP_GAP;
      taken.set(at, aside / GROUP_GAP);
      const mark = svg("g", { class: `mark ${group.table}` }, svg("title", {}, `${group.label} · ${group.anchor} · ${group.count}`), svg("use", { href: `#sign-${group.table}`, x: aside, y: 16 }));
      if (group.count > 1) mark.append(svg("text", { class: "count", x: aside, y: 34, "text-anchor": "middle" }, String(group.count)));
      if (group.finding) mark.append(svg("use", { class: `finding finding-${group.finding}`, href: `#mark-${group.finding}`, x: aside + 6, y: 8 }));
      stand(mark, group.place);
      this.#layers.get(group.table)?.append(mark);
    }
  }

  /** The sectors of posts; those of one exposed place where its sight lines are shown. */
  #fans(): void {
    const { fans = [], around } = this.#plan.data ?? {};
    for (const fan of fans) {
      if (around && fan.exposure !== around.key) continue;
      const drawn = svg("polygon", { class: "fan", points: corners(fan.points), "data-post": fan.post }, svg("title", {}, `${fan.post} ${fan.from_deg.toFixed(1)}°–${fan.to_deg.toFixed(1)}°`));
      this.#layers.get("sectors")?.append(drawn);
    }
  }

  #sights(): void {
    const around = this.#plan.data?.around;
    const group = this.#layers.get("sights");
    if (!around || !group) return;
    for (const line of around.lines) {
      group.append(svg("polyline", { class: `sight sight-${line.state}`, points: corners(line.points) }, svg("title", {}, `${line.position} · ${line.name} · ${line.told}`)));
    }
    const ring = svg("g", { class: "mark" });
    const arcs = (given: Arc[], look: string): void => {
      for (const arc of given) ring.append(svg("polygon", { class: look, points: arc.points.map(([x, y]) => `${x},${y}`).join(" ") }, svg("title", {}, `${arc.post ?? ""} ${arc.from_deg.toFixed(1)}°–${arc.to_deg.toFixed(1)}°`)));
    };
    arcs(around.watched, "watched");
    arcs(around.blind, "blind");
    stand(ring, around.place);
    group.append(ring);
  }

  /** Fit what is shown to the part of the plane; once a frame is enough. */
  ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      this.#show();
    });
  }

  #show(): void {
    this.root.setAttribute("viewBox", this.view.box);
    this.#handles();
    for (const mark of this.root.querySelectorAll<SVGElement>(".mark[data-at]")) {
      mark.setAttribute("transform", `translate(${mark.dataset["at"] ?? "0"}) scale(${this.view.metres})`);
    }
    this.#names();
    this.#bar();
    const { selected } = this.#plan;
    const post = selected?.layer.table === "posts" ? selected.key : null;
    for (const fan of this.root.querySelectorAll<SVGElement>(".fan")) fan.classList.toggle("is-chosen", fan.dataset["post"] === post);
  }

  #bar(): void {
    const { view } = this;
    const metres = scaleFor(view.width * view.metres * 0.25);
    const [east, north] = view.place(12, view.height - 14);
    this.#scale.setAttribute("transform", `translate(${east} ${-north}) scale(${view.metres})`);
    this.#scale.querySelector("path")?.setAttribute("d", `M0-6V0H${(metres / view.metres).toFixed(1)}V-6`);
    const words = this.#scale.querySelector("text");
    if (words) words.textContent = this.#scaleWords.replace("{metres}", new Intl.NumberFormat(document.documentElement.lang || "en").format(metres));
  }

  /** Names only where there is room: what is painted last matters most. */
  #names(): void {
    const boxes: [number, number, number, number][] = [];
    const marks = [...this.root.querySelectorAll<SVGElement>("[data-layer]:not(.hidden) .mark[data-at]")].reverse();
    for (const mark of marks) {
      const text = mark.querySelector<SVGElement>("text:not(.count)");
      if (!text) continue;
      if (this.view.metres > CROWDED_PIXEL_M && CROWDED.has(mark.parentElement?.dataset["layer"] ?? "")) {
        text.classList.add("hidden");
        continue;
      }
      const [x = 0, y = 0] = (mark.dataset["at"] ?? "").split(" ").map((each) => Number(each) / this.view.metres);
      const box: [number, number, number, number] = [x, y - 9, x + 14 + LETTER * (text.textContent?.length ?? 0), y + 7];
      const isTaken = boxes.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]);
      text.classList.toggle("hidden", isTaken);
      if (!isTaken) boxes.push(box);
    }
  }

  #handles(): void {
    const { selected, data } = this.#plan;
    const radius = 7 * this.view.metres;
    this.#draft.replaceChildren();
    this.root.append(this.#draft);
    if (this.pen.length > 0) {
      this.#draft.append(svg(this.penLayer === "area" && this.pen.length > 2 ? "polygon" : "polyline", { class: "draft", points: corners(this.pen) }));
      for (const point of this.pen) this.#draft.append(svg("circle", { class: "handle", cx: point[0], cy: -point[1], r: radius }));
    }
    if (!selected || !data?.may_edit) return;
    if (selected.clash && selected.clash.theirs.length > 0) this.#draft.append(svg("polygon", { class: "draft", points: corners(selected.clash.theirs) }));
    const { points, layer } = selected;
    if (layer.form !== "mark") {
      for (const side of sides(points, layer.form === "area")) {
        this.#draft.append(svg("circle", { class: "handle-between", cx: side.place[0], cy: -side.place[1], r: radius * 0.8, "data-after": side.after }));
      }
    }
    points.forEach((point, at) => this.#draft.append(svg("circle", { class: "handle", cx: point[0], cy: -point[1], r: radius * (layer.form === "mark" ? 1.6 : 1), "fill-opacity": layer.form === "mark" ? 0.2 : 1, "data-corner": at })));
  }
}

function stand(mark: SVGElement, place: Point): void {
  mark.dataset["at"] = `${numberText(place[0])} ${numberText(-place[1])}`;
}
