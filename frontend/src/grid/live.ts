/** What others change arrives while one works, and does not disturb what one writes. */

import type { App } from "./app";
import { announce } from "./dom";
import type { Findings, Page } from "./types";
import { Failed, type Wire } from "./wire";
import { t } from "./words";

const EVERY_MS = 20_000;
const FINDINGS_TRIES_MAX = 10;
const FINDINGS_EVERY_MS = 1000;

export class Live {
  #app: App;
  #wire: Wire;
  #asking = false;
  #others: BroadcastChannel | null;

  constructor(app: App, wire: Wire, scope: string) {
    this.#app = app;
    this.#wire = wire;
    this.#others = typeof BroadcastChannel === "function" ? new BroadcastChannel(`summitry-grid:${scope}`) : null;
    if (this.#others) this.#others.onmessage = () => void this.ask();
    addEventListener("focus", () => void this.ask());
    setInterval(() => document.hidden || void this.ask(), EVERY_MS);
    const address = document.body.dataset["live"];
    if (address) new EventSource(address).onmessage = () => void this.ask();
  }

  /** Our own save: the other pages of this person look, and so do we when others saved in between. */
  saved(revision: number): void {
    const { sheet } = this.#app;
    this.#others?.postMessage(revision);
    if (revision === sheet.revision + 1) sheet.revision = revision;
    else if (revision > sheet.revision) void this.ask();
  }

  async ask(): Promise<void> {
    if (this.#asking || this.#app.root.dataset["pasting"] || this.#app.root.dataset["loading"]) return;
    this.#asking = true;
    try {
      this.#merge(await this.#wire.changes(this.#app.sheet.revision));
    } catch (error) {
      // Reading may fail quietly: the next turn asks again, and saving says what is wrong.
      if (!(error instanceof Failed)) throw error;
    } finally {
      this.#asking = false;
    }
  }

  #merge(page: Page): void {
    const { sheet, editor } = this.#app;
    sheet.revision = Math.max(sheet.revision, page.revision);
    const here = sheet.view[sheet.active.r];
    const before = sheet.rows.length;
    const changed = page.rows.filter((wire) => {
      const row = sheet.byPlace.get(wire.key);
      const other = row?.hash !== wire.hash;
      sheet.receive(wire);
      return other;
    });
    for (const key of page.gone ?? []) sheet.gone(key);
    const added = sheet.rows.slice(before).filter((row) => sheet.passes(row));
    sheet.view = [...sheet.view.filter((row) => row.alive), ...added];
    const r = here ? sheet.view.indexOf(here) : -1;
    if (r >= 0 && r !== sheet.active.r) {
      const by = r - sheet.active.r;
      sheet.active.r = r;
      sheet.anchor.r = Math.max(0, sheet.anchor.r + by);
    }
    const count = changed.length + (page.gone?.length ?? 0);
    if (count === 0) return;
    if (!editor.open) announce(t("Somebody else changed rows: {count}", { count }));
    sheet.tell("rows");
  }

  /** The check may still be running when the save is answered: ask for its result a few times. */
  async findings(since: number, show: (findings: Findings) => void): Promise<void> {
    for (let tries = 0; tries < FINDINGS_TRIES_MAX; tries++) {
      await new Promise((go) => setTimeout(go, FINDINGS_EVERY_MS));
      try {
        const findings = await this.#wire.findings(since);
        if (findings.checked !== null) {
          show(findings);
          return;
        }
      } catch (error) {
        if (!(error instanceof Failed)) throw error;
        return;
      }
    }
  }
}
