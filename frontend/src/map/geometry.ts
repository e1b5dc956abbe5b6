/** Metres east and north: as texts of cells, and what a pen needs to know of them. */

export type Point = readonly [east: number, north: number];

export type Side = readonly [one: Point, other: Point];

export interface Frame { west: number; south: number; east: number; north: number }

const SCALE_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000];

/** What the tables write for a number; the centimetre is as fine as a pen draws. */
export function numberText(value: number): string {
  return String(value === 0 ? 0 : value);
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** An outline exactly as the tables write it: "0 0; 10 0; 10 10". */
export function toText(points: readonly Point[]): string {
  return points.map(([east, north]) => `${numberText(east)} ${numberText(north)}`).join("; ");
}

/** Null where the text is no list of places. */
export function fromText(text: string): Point[] | null {
  if (!text.trim()) return [];
  const points: Point[] = [];
  for (const part of text.split(";")) {
    const [east, north, ...more] = part.trim().split(/\s+/).map(Number);
    if (east === undefined || north === undefined || more.length > 0) return null;
    if (!Number.isFinite(east) || !Number.isFinite(north)) return null;
    points.push([east, north]);
  }
  return points;
}

export function same(one: readonly Point[], other: readonly Point[]): boolean {
  return one.length === other.length && one.every((point, at) => point[0] === other[at]?.[0] && point[1] === other[at]?.[1]);
}

export function apart(one: Point, other: Point): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}

export function middle(points: readonly Point[]): Point {
  const [east, north] = points.reduce<[number, number]>(([x, y], point) => [x + point[0], y + point[1]], [0, 0]);
  return [east / Math.max(points.length, 1), north / Math.max(points.length, 1)];
}

/** The place on the side from one corner to the other that is nearest. */
export function nearestOn([one, other]: Side, place: Point): Point {
  const east = other[0] - one[0];
  const north = other[1] - one[1];
  const square = east ** 2 + north ** 2;
  const along = square === 0 ? 0 : ((place[0] - one[0]) * east + (place[1] - one[1]) * north) / square;
  const share = Math.min(Math.max(along, 0), 1);
  return [one[0] + east * share, one[1] + north * share];
}

/** The nearest corner within reach, else the nearest place on a side, else the nearest crossing of the grid, else the place itself. */
export function snapped(place: Point, to: { corners: Iterable<Point>; sides: Iterable<Side> }, reach: number, grid: number): Point {
  let nearest: Point | null = null;
  let shortest = reach;
  for (const corner of to.corners) {
    const metres = apart(place, corner);
    if (metres <= shortest) [nearest, shortest] = [corner, metres];
  }
  if (nearest) return nearest;
  for (const side of to.sides) {
    const near = nearestOn(side, place);
    const metres = apart(place, near);
    if (metres <= shortest) [nearest, shortest] = [near, metres];
  }
  if (nearest) return [round(nearest[0]), round(nearest[1])];
  if (grid > 0) return [round(Math.round(place[0] / grid) * grid), round(Math.round(place[1] / grid) * grid)];
  return [round(place[0]), round(place[1])];
}

/** The next rounder number of metres: a grid that is drawn with at least so many metres between. */
export function stepFrom(metres: number): number {
  return SCALE_STEPS.find((step) => step >= metres) ?? 50_000;
}

/** The longest round scale bar that is not longer than so many metres. */
export function scaleFor(metres: number): number {
  return [...SCALE_STEPS].reverse().find((step) => step <= metres) ?? 1;
}

export function withCorner(points: readonly Point[], after: number, place: Point): Point[] {
  return [...points.slice(0, after + 1), place, ...points.slice(after + 1)];
}

export function withoutCorner(points: readonly Point[], at: number): Point[] {
  return points.filter((_, place) => place !== at);
}

export function moved(points: readonly Point[], at: number, place: Point): Point[] {
  return points.map((point, each) => (each === at ? place : point));
}

/** The sides of an outline, or of a line. */
export function sidesOf(points: readonly Point[], closed: boolean): Side[] {
  const ends = closed ? points : points.slice(0, -1);
  return ends.map((point, at): Side => [point, points[(at + 1) % points.length] ?? point]);
}

/** The middles of the sides, each with the corner that it comes after. */
export function sides(points: readonly Point[], closed: boolean): { after: number; place: Point }[] {
  const last = closed ? points.length : points.length - 1;
  const found: { after: number; place: Point }[] = [];
  for (let at = 0; at < last; at++) {
    const one = points[at];
    const other = points[(at + 1) % points.length];
    if (one && other && points.length > 1) found.push({ after: at, place: middle([one, other]) });
  }
  return found;
}
