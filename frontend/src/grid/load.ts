/** Fetches the table in pages, small at first, and takes each in without a pause that can be felt. */

import type { App } from "./app";
import { eachInSlices } from "./slices";
import type { Page, WireDraft } from "./types";
import type { Wire } from "./wire";

const FIRST = 200;
const NEXT = 1000;

/** Load all; `first` runs when the first page stands, `each` after every page. */
export async function load(wire: Wire, app: () => App, first: (page: Page) => Promise<void>, each: () => void): Promise<void> {
  const page = await wire.page(null, FIRST);
  await first(page);
  const { sheet } = app();
  const drafts: WireDraft[] = [];
  for (let now: Page | null = page; now; ) {
    await eachInSlices(now.rows, (row) => {
      if (!sheet.byPlace.has(row.key)) {
        sheet.receive(row);
        const made = sheet.byPlace.get(row.key);
        if (made) sheet.view.push(made);
      }
    });
    // Every page tells all the drafts again: the first word on a place is enough.
    for (const draft of now.drafts) if (!drafts.some(({ place }) => place === draft.place)) drafts.push(draft);
    // Edits between two pages would otherwise be missed: ask for changes since the oldest page.
    sheet.revision = Math.min(sheet.revision, now.revision);
    each();
    now = now.next === null ? null : await wire.page(now.next, NEXT);
  }
  for (const { place, base, cells, errors } of drafts) {
    const row = sheet.restore(place, cells, errors);
    if (base !== "") row.hash = base;
    row.draft = true;
    app().saving.drafted(row);
    if (!sheet.view.includes(row)) sheet.view.push(row);
  }
}
