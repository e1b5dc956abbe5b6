/** The chosen shape in words and numbers: everything that a hand does on the drawing, keys do here. */

import { button, el } from "../grid/dom";
import { apart, middle, moved, numberText, type Point, withCorner, withoutCorner } from "./geometry";
import { type Field, isDirty, type Plan, type Shape } from "./model";
import type { Saving } from "./saving";
import { t } from "./words";

const LEAST = { area: 3, line: 2, mark: 1 };
const NEW_SIDE_M = 10;

export class Panel {
  readonly box: HTMLElement;
  readonly #plan: Plan;
  readonly #saving: Saving;
  readonly #rows: string;
  readonly #place: (shape: Shape) => void;
  readonly #choice = el("select", { id: "map-choice" });
  #shown: Shape | null = null;
  #isBare = false;
  readonly #detail = el("div", { class: "stack" });

  constructor(box: HTMLElement, plan: Plan, saving: Saving, { rows, place }: { rows: string; place: (shape: Shape) => void }) {
    this.box = box;
    this.#place = place;
    this.#plan = plan;
    this.#saving = saving;
    this.#rows = rows;
    this.#choice.addEventListener("change", () => {
      const [table = "", ...place] = this.#choice.value.split("|");
      plan.select(plan.find(table, place.join("|")) ?? null);
    });
    box.append(el("div", { class: "field" }, el("label", { for: "map-choice" }, t("Shape to change")), this.#choice), this.#detail);
    plan.hear((news, shape) => {
      if (news === "data") this.#list();
      if (news === "select") this.show();
      if (news !== "shape" || !shape || shape !== plan.selected) return;
      if (this.#isBare === (shape.points.length === 0)) this.#numbers();
      else this.show();
    });
  }

  #list(): void {
    const groups = (this.#plan.data?.layers ?? []).map((layer) => {
      const group = el("optgroup", { label: layer.label });
      for (const shape of this.#plan.shapes.filter((each) => each.layer === layer)) group.append(option(shape));
      return group;
    });
    this.#choice.replaceChildren(el("option", { value: "" }, "—"), ...groups.filter((group) => group.children.length > 0));
    this.#mark();
  }

  #mark(): void {
    const { selected } = this.#plan;
    const value = selected ? `${selected.layer.table}|${selected.place}` : "";
    if (selected && ![...this.#choice.options].some((each) => each.value === value)) this.#list();
    this.#choice.value = value;
  }

  show(): void {
    this.#mark();
    const { selected, data } = this.#plan;
    // Fresh data must not take a field away from who types in it.
    const isTyping = document.activeElement instanceof HTMLInputElement && this.#detail.contains(document.activeElement);
    if (isTyping && selected === this.#shown && !selected?.clash && !selected?.error) return;
    this.#shown = selected;
    this.#isBare = selected?.points.length === 0;
    if (!selected) {
      this.#detail.replaceChildren(el("p", { class: "muted" }, t("Nothing is selected.")));
      return;
    }
    const { layer, key, name, finding, address, own, isNew } = selected;
    const parts: HTMLElement[] = [el("h2", {}, layer.label), el("p", { dir: "auto" }, el("strong", {}, key), ` ${name}`)];
    if (finding) parts.push(el("p", {}, el("span", { class: `badge badge-${finding}` }, t(finding as "high"))));
    if (!isNew) parts.push(el("p", {}, el("a", { href: address }, t("Other cells of the row"))));
    if (data?.may_edit) {
      if (!own) parts.push(el("p", { class: "notice" }, t("{key} is another unit's: what you save becomes a proposal to it.", { key })));
      parts.push(...this.#troubles(selected));
      if (isNew) parts.push(...layer.fields.map((field) => this.#field(selected, field)));
      parts.push(el("fieldset", {}, el("legend", {}, layer.form === "mark" ? t("Place") : t("Corners")), el("div", { class: "map-corners" })), this.#acts(selected));
      if (selected.points.length > 0) parts.push(el("p", { class: "muted" }, t("On the drawing, shift and an arrow key move the place or the corner that was touched last.")));
    }
    this.#detail.replaceChildren(...parts);
    this.#numbers();
  }

  #troubles(shape: Shape): HTMLElement[] {
    if (shape.clash) {
      const box = el("div", { class: "notice notice-warn stack", role: "alert" });
      if (shape.clash.gone) box.append(el("p", {}, t("Somebody else deleted this row. Your shape cannot be saved.")), button(t("Take theirs"), () => void this.#saving.theirs(shape).then(() => this.show())));
      else {
        box.append(
          el("p", {}, t("Somebody else changed this shape while you drew.")),
          button(t("Keep mine"), () => void this.#saving.mine(shape).then(() => this.show()), { class: "button" }),
          button(t("Take theirs"), () => void this.#saving.theirs(shape).then(() => this.show()), { class: "button" }),
        );
      }
      return [box];
    }
    if (!shape.error) return [];
    const box = el("div", { class: "notice notice-refused stack", role: "alert" }, el("p", {}, t("Not saved: {reason}", { reason: shape.error })));
    const at = `${this.#rows}${shape.layer.table}/`;
    box.append(el("a", { href: shape.isNew ? `${at}new/?draft=${encodeURIComponent(shape.place)}` : shape.address }, t("Finish the row as a form")));
    return [box];
  }

  #field(shape: Shape, { name, label, choices, target, kind }: Field): HTMLElement {
    const id = `map-cell-${name}`;
    const value = shape.cells[name] ?? "";
    const named = el("label", { for: id }, `${label} `, el("span", { class: "muted" }, t("(required)")));
    const keep = (given: string): void => {
      shape.cells[name] = given.trim();
      if (name === shape.layer.fields[0]?.name) shape.key = given.trim();
      if (name === "name") shape.name = given.trim();
      this.#plan.tell("shape", shape);
    };
    const known = choices.length > 0 ? choices : (this.#plan.layer(target ?? "")?.shapes ?? []).map((each) => ({ value: each.key, label: `${each.key} · ${each.name}` }));
    if (known.length > 0 && target !== shape.layer.table) {
      const box = el("select", { id, required: true }, el("option", { value: "" }, "—"), ...known.map((each) => el("option", { value: each.value }, each.label)));
      box.value = value;
      box.addEventListener("change", () => keep(box.value));
      return el("div", { class: "field" }, named, box);
    }
    const box = el("input", { id, value, required: true, dir: "auto", autocomplete: "off", placeholder: kind === "moment" ? "2026-11-27T08:00Z" : "" });
    box.addEventListener("change", () => keep(box.value));
    return el("div", { class: "field" }, named, box);
  }

  #acts(shape: Shape): HTMLElement {
    const acts = el("div", { class: "toolbar" });
    const { form } = shape.layer;
    if (form !== "mark") {
      acts.append(button(t("Add a corner"), () => this.#plan.change(shape, [...shape.points, this.#next(shape)])));
    }
    if (form === "mark") acts.append(button(shape.points.length > 0 ? t("Put it elsewhere") : t("Put it on the plan"), () => this.#place(shape), { class: "button", id: "map-place" }));
    if (form === "mark" && !shape.isNew && shape.layer.optional && shape.points.length > 0) acts.append(button(t("Take it off the plan"), () => this.#plan.change(shape, [])));
    if (form !== "mark" || shape.isNew) acts.append(button(t("Take the shape away"), () => this.#plan.change(shape, [])));
    if (!shape.isNew) acts.append(button(t("Put back as it was"), () => this.#plan.change(shape, [...shape.base])));
    return acts;
  }

  /** Where a corner that is added by key lies: on the last side, or beside the only corner. */
  #next({ points }: Shape): Point {
    const first: Point = points[0] ?? [0, 0];
    const last: Point = points.at(-1) ?? first;
    if (points.length > 1 && apart(first, last) > 0) return middle([first, last]);
    return [last[0] + NEW_SIDE_M, last[1]];
  }

  /** The corners as numbers; the one that is being typed into keeps what is typed. */
  #numbers(): void {
    const { selected } = this.#plan;
    const box = this.#detail.querySelector<HTMLElement>(".map-corners");
    if (!box || !selected) return;
    const held = document.activeElement instanceof HTMLElement && box.contains(document.activeElement) ? document.activeElement.dataset["corner"] : undefined;
    const { points, layer } = selected;
    if (points.length === 0) {
      box.replaceChildren(el("p", { class: "muted" }, t("It has no place yet.")));
      return;
    }
    box.replaceChildren(
      ...points.flatMap((point, at) => {
        const number = at + 1;
        const set = (side: 0 | 1, text: string): void => {
          const value = Number(text.replace(",", "."));
          if (!text.trim() || !Number.isFinite(value)) this.#numbers();
          else this.#plan.change(selected, moved(selected.points, at, side === 0 ? [value, point[1]] : [point[0], value]));
        };
        const cells = ([0, 1] as const).map((side) => {
          const label = side === 0 ? t("Corner {number}, metres east", { number }) : t("Corner {number}, metres north", { number });
          const input = el("input", { value: numberText(point[side]), inputmode: "decimal", dir: "ltr", "aria-label": label, "data-corner": `${at}|${side}` });
          input.addEventListener("change", () => set(side, input.value));
          return input;
        });
        if (layer.form === "mark") return [...cells, el("span"), el("span")];
        const add = button("+", () => this.#plan.change(selected, withCorner(points, at, middle([point, points[(at + 1) % points.length] ?? point]))), { class: "button quiet", "aria-label": t("Add a corner after {number}", { number }) });
        const take = button("−", () => this.#plan.change(selected, withoutCorner(points, at)), { class: "button quiet", "aria-label": t("Take corner {number} away", { number }), disabled: points.length <= LEAST[layer.form] });
        return [...cells, add, take];
      }),
    );
    if (held) box.querySelector<HTMLElement>(`[data-corner="${held}"]`)?.focus();
    this.#choice.selectedOptions[0]?.replaceChildren(option(selected).textContent ?? "");
  }
}

function option(shape: Shape): HTMLOptionElement {
  const named = `${shape.key} · ${shape.name}${isDirty(shape) ? " *" : ""}`;
  return el("option", { value: `${shape.layer.table}|${shape.place}` }, shape.points.length > 0 ? named : t("{row}: not on the plan", { row: named }));
}
