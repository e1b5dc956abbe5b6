/** Two people changed the same cells: both sides are shown, and the person who came later chooses. */

import type { App } from "./app";
import { dialog, el } from "./dom";
import type { Clash, ClashColumn, Row } from "./types";
import { t } from "./words";

interface Choice { column: ClashColumn; mine: HTMLInputElement; theirs: HTMLInputElement }

export function openClashes(app: App): void {
  const { sheet } = app;
  if (sheet.clashes.size === 0 || document.querySelector(".grid-clashes")) return;
  const sends: (() => void)[] = [];
  const inputs: Choice[] = [];
  const parts = [...sheet.clashes].map(([row, clash], nth) => {
    const [shown, send, choices] = part(app, row, clash, nth);
    sends.push(send);
    inputs.push(...choices);
    return shown;
  });
  const all = (side: "mine" | "theirs"): void => inputs.forEach((choice) => { choice[side].checked = true; });
  const form = el("form", { class: "stack grid-clashes", method: "dialog" },
    ...parts,
    el("div", { class: "toolbar" },
      el("button", { type: "button", class: "button", onclick: () => all("mine") }, t("Keep mine everywhere")),
      el("button", { type: "button", class: "button", onclick: () => all("theirs") }, t("Take theirs everywhere")),
      el("button", { type: "submit", class: "button primary" }, t("Send what I chose"))));
  form.addEventListener("submit", () => {
    for (const send of sends) send();
    sheet.tell("rows");
    sheet.tell("cells");
    app.saving.now();
  });
  dialog(t("You and somebody else changed the same cells"), t("Decide later"), form);
}

function part(app: App, row: Row, clash: Clash, nth: number): [HTMLElement, () => void, Choice[]] {
  const title = t("Row {key}", { key: clash.key });
  if (clash.gone || clash.columns.length === 0) return whole(app, { row, clash, nth, title });
  const { sheet } = app;
  const choices: Choice[] = [];
  const label = (name: string, text: string): string => {
    const column = sheet.columns[sheet.at(name)];
    return column?.choices.find(({ value }) => value === text)?.label ?? (text === "" ? "—" : text);
  };
  const lines = clash.columns.map((column, at) => {
    const radio = (value: string): HTMLInputElement => el("input", { type: "radio", name: `clash-${nth}-${at}`, value });
    const [mine, theirs] = [radio("mine"), radio("theirs")];
    mine.checked = true;
    choices.push({ column, mine, theirs });
    const side = (input: HTMLInputElement, text: string): HTMLElement => el("td", {}, el("label", { dir: "auto" }, input, " ", label(column.name, text)));
    return el("tr", {},
      el("th", { scope: "row" }, sheet.columns[sheet.at(column.name)]?.label ?? column.name),
      el("td", { dir: "auto" }, label(column.name, column.base)), side(mine, column.mine), side(theirs, column.theirs));
  });
  const heads = [t("Column"), t("Before"), t("Mine"), t("Theirs")].map((text) => el("th", { scope: "col" }, text));
  const table = el("table", {}, el("caption", {}, title), el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...lines));
  return [el("div", { class: "table-wrap" }, table), () => settle(app, row, clash, choices), choices];
}

/** From here on the row is mine over theirs: sent again over the hash that they made. */
function settle(app: App, row: Row, clash: Clash, choices: Choice[]): void {
  const { sheet } = app;
  sheet.clashes.delete(row);
  row.hash = clash.hash;
  if (row.cells === row.base) row.cells = [...row.base];
  row.base = [...row.base];
  for (const { column, theirs } of choices) {
    const c = sheet.at(column.name);
    if (c < 0) continue;
    row.base[c] = column.theirs;
    if (theirs.checked) row.cells[c] = column.theirs;
  }
  row.draft = false;
  sheet.touch(row);
}

/** The row as such: deleted there and changed here, or the other way round. */
function whole(app: App, { row, clash, nth, title }: { row: Row; clash: Clash; nth: number; title: string }): [HTMLElement, () => void, Choice[]] {
  const { sheet } = app;
  const radio = (value: string): HTMLInputElement => el("input", { type: "radio", name: `clash-${nth}`, value });
  const [mine, theirs] = [radio("mine"), radio("theirs")];
  mine.checked = true;
  const says = clash.gone ? t("Somebody else deleted this row.") : t("Somebody else changed this row before you deleted it.");
  const box = el("fieldset", { class: "stack" }, el("legend", {}, title), el("p", {}, says),
    el("label", {}, mine, " ", clash.gone ? t("Put my row back") : t("Delete it all the same")),
    el("label", {}, theirs, " ", clash.gone ? t("Leave it deleted") : t("Keep the row")));
  const send = (): void => {
    if (clash.gone) {
      sheet.forget(row);
      row.alive = mine.checked;
      sheet.touch(row);
    } else {
      row.hash = clash.hash;
      row.alive = theirs.checked;
      sheet.clashes.delete(row);
      sheet.touch(row);
    }
    sheet.view = sheet.rows.filter((one) => one.alive && (sheet.view.includes(one) || one === row));
  };
  return [box, send, [{ column: { name: "", base: "", mine: "", theirs: "" }, mine, theirs }]];
}
