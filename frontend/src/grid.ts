/** The planners' table: loads it, puts its parts together, and keeps them in step. */

import type { App } from "./grid/app";
import { arrange } from "./grid/arrange";
import { openClashes } from "./grid/clashes";
import { listenToClipboard } from "./grid/clip";
import { announce, el } from "./grid/dom";
import { Editor } from "./grid/editor";
import { fromHash, isPlain, NOTHING, toHash, type Wanted } from "./grid/filter";
import { buildHead } from "./grid/head";
import { Keep, liveAs } from "./grid/keep";
import { listenToKeys } from "./grid/keys";
import { Live } from "./grid/live";
import { load } from "./grid/load";
import { Paint } from "./grid/paint";
import { errorList, notices, openForm, openKeys, standing } from "./grid/panels";
import { listenToPointer } from "./grid/pointer";
import { Saving } from "./grid/saving";
import { newId, Sheet } from "./grid/sheet";
import { buildToolbar } from "./grid/toolbar";
import { frame } from "./grid/slices";
import type { Findings, Page, Row } from "./grid/types";
import { Failed, Wire } from "./grid/wire";
import { learn, t } from "./grid/words";

class Grid implements App {
  readonly sheet = new Sheet();
  readonly paint: Paint;
  readonly editor: Editor;
  readonly saving: Saving;
  head: App["head"] = { show: () => undefined, focus: () => undefined };
  wanted: Wanted = NOTHING;
  readonly #wire: Wire;
  readonly #live: Live;
  readonly #keep: Keep;
  readonly #errors = errorList(this);
  readonly #notices = notices();
  readonly #standing: ReturnType<typeof standing>;
  readonly #tip = el("div", { id: "grid-error", class: "grid-tip", role: "tooltip", hidden: true, dir: "auto" });
  readonly #widthsName: string;
  #bar: ReturnType<typeof buildToolbar> | null = null;
  #described: HTMLElement | null = null;

  constructor(readonly root: HTMLElement) {
    const { api = "", table = "", account = "", event = "" } = root.dataset;
    const scope = [event || api, table, account].join("|");
    const tab = newId();
    liveAs(tab);
    this.#widthsName = `summitry-grid-widths:${table}`;
    this.#wire = new Wire(api);
    this.#keep = new Keep(scope, tab);
    root.replaceChildren();
    root.classList.add("summitry-grid");
    this.paint = new Paint(this.sheet, root.getAttribute("aria-label") ?? document.querySelector("h1")?.textContent?.trim() ?? t("Table"));
    this.editor = new Editor(this, api);
    this.saving = new Saving(this, this.#wire, this.#keep);
    this.#live = new Live(this, this.#wire, scope);
    this.#standing = standing(this);
    this.saving.onStanding = () => this.#standing.show();
    this.saving.onSaved = (revision) => this.#live.saved(revision);
    this.paint.onDrawn = () => this.#describe();
    this.sheet.hear(() => {
      this.paint.ask();
      this.#count();
    });
  }

  async begin(): Promise<void> {
    this.root.dataset["loading"] = "yes";
    try {
      const [, keeps] = await Promise.all([load(this.#wire, () => this, (page) => this.#first(page), () => this.#paged()), this.#keep.open()]);
      this.saving.keeps = keeps;
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      this.root.append(el("p", { class: "notice notice-refused", role: "alert" }, t("The rows cannot be loaded. Check the connection and try again.")));
      return;
    }
    delete this.root.dataset["loading"];
    const back = await this.saving.restore();
    if (back > 0) this.tell(t("Rows that you had not sent were found on this device and are here again: {count}", { count: back }));
    await arrange(this.sheet, this.wanted);
    this.sheet.tell("state");
    announce(t("Rows: {count}", { count: this.sheet.view.length }));
    // Somebody may have saved while the pages came in.
    await this.#live.ask();
    this.root.dataset["ready"] = "yes";
  }

  /** Each part in a task of its own: a slow laptop still scrolls meanwhile. */
  async #first(page: Page): Promise<void> {
    const { sheet, paint } = this;
    // A row's own id is made up by its author: offering the ids that are taken would mislead.
    for (const column of page.columns) if (column.key && column.target === page.table) column.target = null;
    sheet.begin(page);
    sheet.view = [];
    document.getElementById("grid-plain")?.remove();
    await frame();
    this.head = buildHead(this);
    await frame();
    this.#bar = buildToolbar(this, this.#standing.box, () => this.#toggleErrors());
    await frame();
    const middle = el("div", { class: "grid-middle" }, paint.grid, this.#errors.box);
    this.root.prepend(this.#standing.banner, this.#bar.box, this.#notices.box, this.#tip);
    await frame();
    this.#tip.before(middle);
    await frame();
    if (!sheet.mayEdit) paint.grid.setAttribute("aria-readonly", "true");
    listenToKeys(this);
    listenToPointer(this);
    listenToClipboard(this);
    this.wanted = fromHash(location.hash);
    addEventListener("popstate", () => void this.#apply(fromHash(location.hash)));
    paint.setWidths(this.#keptWidths() ?? sheet.columns.map(() => 120));
    this.head.show(this.wanted);
    this.#bar.show(this.wanted);
    this.#standing.show();
  }

  #paged(): void {
    if (this.sheet.view.length > 0 && this.root.dataset["measured"] !== "yes") {
      this.root.dataset["measured"] = "yes";
      if (!this.#keptWidths()) this.paint.setWidths(this.paint.measured());
    }
    this.sheet.tell("rows");
  }

  #keptWidths(): number[] | null {
    const kept = JSON.parse(localStorage.getItem(this.#widthsName) ?? "{}") as Record<string, number>;
    if (Object.keys(kept).length === 0) return null;
    return this.sheet.columns.map(({ name }) => kept[name] ?? 120);
  }

  setWidth(c: number, width: number): void {
    const widths = [...this.paint.widths];
    widths[c] = width;
    this.paint.setWidths(widths);
    localStorage.setItem(this.#widthsName, JSON.stringify(Object.fromEntries(this.sheet.columns.map(({ name }, at) => [name, widths[at]]))));
  }

  want(wanted: Wanted): void {
    const hash = toHash(wanted);
    if (hash !== toHash(this.wanted)) history.pushState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    void this.#apply(wanted);
  }

  async #apply(wanted: Wanted): Promise<void> {
    this.wanted = wanted;
    this.head.show(wanted);
    this.#bar?.show(wanted);
    if (!(await arrange(this.sheet, wanted))) return;
    this.paint.reveal();
    const facts = { shown: this.sheet.view.length, count: this.#alive() };
    announce(t("Rows shown: {shown} of {count}", facts));
  }

  #alive(): number {
    let count = 0;
    for (const row of this.sheet.rows) if (row.alive) count++;
    return count;
  }

  #counting = false;

  /** Counts are cheap but not free: once a frame is enough. */
  #count(): void {
    if (this.#counting || !this.#bar) return;
    this.#counting = true;
    requestAnimationFrame(() => {
      this.#counting = false;
      const bar = this.#bar;
      if (!bar) return;
      const count = this.#alive();
      bar.counts.textContent = isPlain(this.wanted) ? t("Rows: {count}", { count }) : t("Rows shown: {shown} of {count}", { shown: this.sheet.view.length, count });
      const errors = this.#errors.show();
      bar.errors.hidden = errors === 0;
      bar.errors.textContent = t("Errors: {count}", { count: errors });
      bar.clashes.hidden = this.sheet.clashes.size === 0;
      bar.clashes.textContent = t("Clashes: {count}", { count: this.sheet.clashes.size });
      this.#standing.show();
    });
  }

  #toggleErrors(): void {
    this.#errors.box.hidden = !this.#errors.box.hidden;
    this.#errors.show();
    this.#errors.box.querySelector("button")?.focus();
  }

  /** The error of the active cell, beside it and for those who listen. */
  #describe(): void {
    const { sheet, paint } = this;
    const { r, c } = sheet.active;
    const cell = paint.cellAt(r, c);
    const errors = sheet.view[r]?.errors;
    const sentence = errors?.[sheet.columns[c]?.name ?? ""] ?? (c === 0 ? errors?.[""] : undefined);
    if (this.#described !== cell) this.#described?.removeAttribute("aria-describedby");
    this.#described = cell;
    this.#tip.hidden = !cell || !sentence;
    if (!cell || !sentence) return;
    this.#tip.textContent = sentence;
    cell.setAttribute("aria-describedby", "grid-error");
    const at = cell.getBoundingClientRect();
    const origin = this.root.getBoundingClientRect();
    this.#tip.style.insetBlockStart = `${at.bottom - origin.top + 2}px`;
    const rtl = getComputedStyle(this.root).direction === "rtl";
    this.#tip.style.insetInlineStart = `${rtl ? origin.right - at.right : at.left - origin.left}px`;
  }

  goTo(row: Row, c: number): void {
    const r = this.sheet.view.indexOf(row);
    if (r < 0) {
      this.want(NOTHING);
      return;
    }
    this.sheet.select(r, c);
    this.paint.reveal();
    this.paint.grid.focus({ preventScroll: true });
  }

  notice(findings: Findings): void {
    if (findings.checked === null) {
      void this.#live.findings(this.sheet.revision, (found) => this.notice(found));
      return;
    }
    for (const { key } of findings.closed) {
      const row = this.sheet.byPlace.get(key);
      if (row) row.finding = "";
    }
    for (const { key, severity, table } of findings.opened) {
      const row = this.sheet.byPlace.get(key);
      if (row && table === this.root.dataset["table"]) row.finding = severity;
    }
    this.sheet.tell("state");
    if (findings.opened.length + findings.closed.length > 0) this.#notices.findings(findings);
  }

  tell(sentence: string): void {
    this.#notices.tell(sentence);
  }

  search(): void {
    this.#bar?.search.focus();
    this.#bar?.search.select();
  }

  openKeys(): void {
    openKeys();
  }

  openForm(): void {
    openForm(this, this.#wire.api);
  }

  openClashes(): void {
    openClashes(this);
  }
}

const root = document.getElementById("grid");
if (root) {
  learn();
  // Reading the script was one task; building the parts is the next.
  void frame().then(() => new Grid(root).begin());
}
