/** Rows that others changed meet rows that are being edited here. */

export interface Merged {
  cells: string[];
  base: string[];
  /** Columns that both changed, differently: the server will ask, so the old base stays. */
  clashing: number[];
}

/** Merge by column: what I did not touch becomes theirs, what I typed stays mine. */
export function mergeRemote(base: string[], mine: string[], theirs: string[]): Merged {
  if (mine === base) return { cells: theirs, base: theirs, clashing: [] };
  const clashing: number[] = [];
  const cells = theirs.map((their, at) => {
    const touched = mine[at] !== base[at];
    if (touched && their !== base[at] && their !== mine[at]) clashing.push(at);
    return touched ? (mine[at] ?? "") : their;
  });
  if (clashing.length > 0) return { cells: mine, base, clashing };
  return { cells: same(cells, theirs) ? theirs : cells, base: theirs, clashing };
}

/** After a save: what was typed while the request was under way stays, the rest is the server's. */
export function mergeSaved(sent: string[], mine: string[], saved: string[]): string[] {
  const cells = saved.map((text, at) => (mine[at] !== sent[at] ? (mine[at] ?? "") : text));
  return same(cells, saved) ? saved : cells;
}

export function same(left: readonly string[], right: readonly string[]): boolean {
  return left === right || (left.length === right.length && left.every((text, at) => text === right[at]));
}
