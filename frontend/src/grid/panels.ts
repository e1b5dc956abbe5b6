/** What stands around the grid: state, notices, the list of errors, the keys, the row as a form. */

import type { App } from "./app";
import { button, dialog, el } from "./dom";
import { Field } from "./field";
import type { Change } from "./sheet";
import type { Finding, Findings } from "./types";
import { type Sentence, t, word } from "./words";

const ERRORS_SHOWN_MAX = 200;

const KEYS: readonly [string, Sentence][] = [
  ["↑ ↓ ← →", "Move by a cell"], ["Tab, Shift+Tab", "To the next cell, the cell before"],
  ["Home, End", "To the start or end of the row"], ["Ctrl+Home, Ctrl+End", "To the first or last cell of the table"],
  ["PageUp, PageDown", "A page up or down"], ["Shift+↑ ↓ ← →", "Extend the selection by a cell"], ["Ctrl+A", "Select everything"],
  ["Enter, F2", "Edit the cell"], ["Escape", "Leave the cell as it was"], ["Alt+Enter", "A new line in a text"],
  ["Delete", "Empty the cells"], ["Alt+↓", "Open the choices"], ["Ctrl+Z, Ctrl+Y", "Undo and redo"],
  ["Ctrl+C, Ctrl+X, Ctrl+V", "Copy, cut, paste"], ["Ctrl+D, Ctrl+R", "Fill down, fill in reading direction"],
  ["Ctrl+Enter", "Write into every selected cell"], ["Ctrl+F", "Search the table"], ["Ctrl+S", "Save"],
  ["Ctrl+−", "Delete the selected rows"], ["Ctrl++", "Insert a row"], ["↑", "To the column heads"],
  ["Enter, Shift+Enter", "Sort, add to the sorting, in the heads"], ["Shift+← →", "Wider or narrower column, in the heads"],
  ["Escape, Tab", "Leave the grid, then Tab"], ["?", "Show this list"],
];

export function openKeys(): void {
  const lines = KEYS.map(([keys, says]) => el("tr", {}, el("td", {}, el("kbd", { dir: "ltr" }, keys)), el("td", {}, t(says))));
  dialog(t("Keys"), t("Close"), el("table", { class: "grid-keys" }, el("tbody", {}, ...lines)));
}

/** One row with its columns under each other: for narrow screens, and for long texts. */
export function openForm(app: App, api: string): void {
  const { sheet } = app;
  const { r } = sheet.active;
  const row = sheet.view[r];
  const fields = sheet.columns.map((column, c) => {
    const field = new Field(column, api, row?.cells[c] ?? "");
    if (!sheet.mayEdit) field.input.readOnly = true;
    field.input.addEventListener("keydown", (event) => {
      if (field.key(event as KeyboardEvent)) event.preventDefault();
    });
    field.input.addEventListener("focusout", () => field.combo?.close());
    const error = row?.errors?.[column.name];
    const says = el("div", { class: "wrong", id: `grid-form-${c}` }, error ?? "");
    if (error) field.input.setAttribute("aria-describedby", says.id);
    return { field, was: field.value, shown: el("div", { class: "stack" }, el("span", {}, column.label + (column.required ? " *" : "")), field.box, says) };
  });
  const form = el("form", { class: "grid-form", method: "dialog" }, ...fields.map(({ shown }) => shown));
  if (sheet.mayEdit) form.append(el("button", { type: "submit", class: "button primary" }, t("Save")));
  form.addEventListener("submit", () => {
    const step: Change[] = [];
    const into = row ?? sheet.rowAt(r, step);
    fields.forEach(({ field, was }, c) => {
      if (field.value !== was) sheet.put(into, c, field.value, step);
    });
    sheet.done(step);
    app.saving.now();
  });
  dialog(row?.key || t("New row"), t("Close"), form);
}

/** The side list of errors; each goes to its cell. */
export function errorList(app: App): { box: HTMLElement; show(): number } {
  const list = el("ul");
  const head = el("h2");
  const box = el("aside", { class: "grid-errors card", hidden: true }, head, list);
  return {
    box,
    show() {
      const errors = app.sheet.errorsOf();
      const title = t("Errors: {count}", { count: errors.length });
      head.textContent = title;
      box.setAttribute("aria-label", title);
      if (errors.length === 0) box.hidden = true;
      if (!box.hidden) {
        list.replaceChildren(
          ...errors.slice(0, ERRORS_SHOWN_MAX).map(({ row, c, sentence }) => {
            const r = app.sheet.view.indexOf(row);
            const where = row.key || t("Row {row}", { row: r + 1 });
            return el("li", {}, button(`${where} · ${app.sheet.columns[c]?.label ?? ""}`, () => app.goTo(row, c), { title: t("Go to the cell") }), el("div", { dir: "auto" }, sentence));
          }),
        );
      }
      return errors.length;
    },
  };
}

/** Sentences that stay until they are read. */
export function notices(): { box: HTMLElement; tell(sentence: string): void; findings(found: Findings): void } {
  const box = el("div", { class: "grid-notices stack" });
  const add = (look: string, ...children: Node[]): void => {
    const one = el("div", { class: `notice ${look}`, role: "status" }, ...children);
    one.append(button(t("Dismiss"), () => one.remove()));
    box.append(one);
    while (box.children.length > 4) box.firstElementChild?.remove();
  };
  return {
    box,
    tell: (sentence) => add("notice-warn", el("p", {}, sentence)),
    findings({ opened, closed }) {
      const item = (finding: Finding, says: Sentence): HTMLElement =>
        el("li", {}, el("span", { class: `badge badge-${finding.severity}` }, word(finding.severity)), " ", t(says), " ",
          el("a", { href: finding.url, dir: "auto" }, `${finding.code} · ${finding.sentence}`));
      const summary = el("summary", {}, t("Findings opened: {opened}, closed: {closed}", { opened: opened.length, closed: closed.length }));
      const lines = [...opened.map((one) => item(one, "Finding opened")), ...closed.map((one) => item(one, "Finding closed"))];
      add(opened.length > 0 ? "notice-warn" : "notice-ok", el("details", {}, summary, el("ul", {}, ...lines.slice(0, ERRORS_SHOWN_MAX))));
    },
  };
}

/** How the saving stands: quiet while all is well, a banner when it is not. */
export function standing(app: App): { box: HTMLElement; banner: HTMLElement; show(): void } {
  const box = el("span", { class: "grid-standing muted" });
  const says = el("p");
  const again = button(t("Try again now"), () => app.saving.again());
  // Without the fragment of filters: with it, the browser would stay on the page instead of asking for it.
  const sign = el("a", { class: "button", href: location.pathname + location.search }, t("Sign in"));
  const banner = el("div", { class: "notice notice-warn grid-banner", role: "alert", hidden: true }, says, again, sign);
  return {
    box,
    banner,
    show() {
      const { saving, sheet } = app;
      const count = saving.unsent;
      const waiting = sheet.dirty.size - count;
      if (saving.standing === "saving") box.textContent = t("Saving rows: {count}", { count });
      else if (count > 0) box.textContent = t("Rows not sent: {count}", { count });
      else if (waiting > 0) box.textContent = t("Rows that wait for you to mend them: {count}", { count: waiting });
      else box.textContent = sheet.mayEdit ? t("All changes are saved.") : t("You may read this table but not change it.");
      const { standing: how } = saving;
      const unkept = count > 0 && !saving.keeps && saving.atRisk && (how === "lost" || how === "ended");
      banner.hidden = how !== "lost" && how !== "ended";
      again.hidden = how !== "lost";
      sign.hidden = how !== "ended";
      const sentence = unkept ? t("This device cannot keep rows that are not sent. Leave this page open until they are saved.")
        : how === "ended" ? t("Your session has ended. Rows kept on this device: {count}. Sign in to send them.", { count })
        : t("The server does not answer. Rows kept here until it does: {count}.", { count });
      if (!banner.hidden && says.textContent !== sentence) says.textContent = sentence;
    },
  };
}
