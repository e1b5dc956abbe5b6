/** Everything the keys do, as buttons that can be seen and touched. */

import * as acts from "./acts";
import type { App } from "./app";
import { copyByButton, pasteByButton } from "./clip";
import { button, el } from "./dom";
import { NOTHING, onlyDiffering, toggledDiffering, type Wanted } from "./filter";
import { type Sentence, t } from "./words";

export interface Toolbar {
  box: HTMLElement;
  search: HTMLInputElement;
  counts: HTMLElement;
  errors: HTMLButtonElement;
  clashes: HTMLButtonElement;
  show(wanted: Wanted): void;
}

type Act = [Sentence, string, () => void];

/** What is done to a selection leaves the focus where the selection is. */
function acting(app: App, [label, keys, act]: Act): HTMLButtonElement {
  return button(t(label), () => {
    act();
    if (!app.editor.open && !document.querySelector("dialog[open]")) app.paint.grid.focus({ preventScroll: true });
  }, { title: keys ? `${t(label)} (${keys})` : t(label), "aria-keyshortcuts": keys.replace("Ctrl", "Control") });
}

function edits(app: App): HTMLElement[] {
  const all: Act[] = [
    ["Save", "Ctrl+S", () => app.saving.now()],
    ["Undo", "Ctrl+Z", () => acts.undo(app)],
    ["Redo", "Ctrl+Y", () => acts.redo(app)],
    ["Add a row", "", () => acts.addRow(app)],
    ["Delete rows", "Ctrl+-", () => acts.removeRows(app)],
    ["Paste", "Ctrl+V", () => void pasteByButton(app)],
    ["Clear cells", "Delete", () => acts.clear(app)],
    ["Fill down", "Ctrl+D", () => acts.fill(app, false)],
    ["Fill right", "Ctrl+R", () => acts.fill(app, true)],
  ];
  return all.map((act) => acting(app, act));
}

export function buildToolbar(app: App, standing: HTMLElement, toggleErrors: () => void): Toolbar {
  const search = el("input", { type: "search", class: "grid-search", placeholder: t("Search"), "aria-label": t("Search"), dir: "auto" });
  let timer = 0;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => app.want({ ...app.wanted, search: search.value }), 250);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || event.key === "Enter" || event.key === "ArrowDown") app.paint.grid.focus();
  });
  const extend = button(t("Extend the selection"), () => {
    const on = app.root.dataset["extending"] !== "yes";
    app.root.dataset["extending"] = on ? "yes" : "no";
    extend.setAttribute("aria-pressed", String(on));
  }, { "aria-pressed": "false", "data-touch": "" });
  const filters = button(t("Filters"), () => {
    const on = app.root.classList.toggle("filtering");
    filters.setAttribute("aria-pressed", String(on));
    app.paint.ask();
  }, { "aria-pressed": "false" });
  const none = button(t("Remove all filters"), () => app.want(NOTHING), { hidden: true });
  const differing = button(t("Only what differs from the baseline"), () => app.want(toggledDiffering(app.wanted)),
    { hidden: !app.sheet.hasBaseline, "aria-pressed": "false" });
  const errors = button("", toggleErrors, { hidden: true, "data-errors": "" });
  const clashes = button("", () => app.openClashes(), { hidden: true, "data-clashes": "" });
  const counts = el("span", { class: "grid-counts muted" });
  const box = el("div", { class: "grid-toolbar toolbar", role: "toolbar", "aria-label": t("Table") },
    ...(app.sheet.mayEdit ? edits(app) : []),
    acting(app, ["Copy", "Ctrl+C", () => void copyByButton(app)]), extend,
    acting(app, ["Row as a form", "", () => app.openForm()]), filters, differing, none,
    acting(app, ["Keys", "?", () => app.openKeys()]), search, errors, clashes, counts, standing);
  return {
    box, search, counts, errors, clashes,
    show(wanted) {
      if (document.activeElement !== search) search.value = wanted.search;
      const filtered = Object.keys(wanted.filters).length > 0;
      differing.setAttribute("aria-pressed", String(onlyDiffering(wanted)));
      none.hidden = !filtered && wanted.search === "" && wanted.sorts.length === 0;
      if (filtered) app.root.classList.add("filtering");
      filters.setAttribute("aria-pressed", String(app.root.classList.contains("filtering")));
    },
  };
}
