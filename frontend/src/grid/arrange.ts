/** Brings the rows into the wanted order, in slices, and drops an arrangement that a newer one overtakes. */

import { comparing, isPlain, onlyDiffering, testOf, type Wanted } from "./filter";
import type { Sheet } from "./sheet";
import { breathe, eachInSlices, sortInSlices } from "./slices";
import type { Row } from "./types";

let newest = 0;

export async function arrange(sheet: Sheet, wanted: Wanted): Promise<boolean> {
  const mine = ++newest;
  const stopped = (): boolean => mine !== newest;
  const test = testOf(wanted, sheet.names());
  const differing = onlyDiffering(wanted);
  // What is not saved yet is on its way to differ, and must not vanish under whoever types it.
  const differs = (row: Row): boolean => !differing || row.differs !== "" || sheet.dirty.has(row);
  sheet.passes = (row) => row.alive && differs(row) && test((at) => sheet.texts(row)[at] ?? "");
  const kept: Row[] = [];
  const plain = isPlain(wanted);
  await eachInSlices(sheet.rows, (row) => {
    if (plain ? row.alive : sheet.passes(row)) kept.push(row);
  }, stopped);
  if (stopped()) return false;
  await breathe();
  const order = ordering(sheet, wanted);
  // The first comparison loads the rules of the language: a task of its own.
  order?.(kept[0] ?? sheet.fresh(), kept[1] ?? sheet.fresh());
  await breathe();
  const sorted = order ? await sortInSlices(kept, order, stopped) : kept;
  if (!sorted || stopped()) return false;
  const here = sheet.view[sheet.active.r];
  sheet.view = sorted;
  const r = here ? sorted.indexOf(here) : -1;
  const { c } = sheet.active;
  sheet.active = { r: Math.max(0, r), c };
  sheet.anchor = { r: Math.max(0, r), c };
  sheet.tell("rows");
  sheet.tell("select");
  return true;
}

function ordering(sheet: Sheet, wanted: Wanted): ((left: Row, right: Row) => number) | null {
  const keys = wanted.sorts.map(({ column, down }) => ({ c: sheet.at(column), down })).filter(({ c }) => c >= 0);
  if (keys.length === 0) return null;
  const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
  return (left, right) => {
    for (const { c, down } of keys) {
      const order = comparing(collator, sheet.shown(left, c), sheet.shown(right, c), down);
      if (order !== 0) return order;
    }
    return 0;
  };
}
