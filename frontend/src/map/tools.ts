/** The buttons above the drawing. */

import { button, el } from "../grid/dom";
import { round } from "./geometry";
import type { Plan } from "./model";
import type { Paint } from "./paint";
import type { Pointer } from "./pointer";
import type { Saving } from "./saving";
import { t } from "./words";

export function buildTools(box: HTMLElement, plan: Plan, paint: Paint, pointer: Pointer, saving: Saving): void {
  const { view } = paint;
  const after = (act: () => unknown) => (): void => {
    act();
    paint.ask();
  };
  box.append(
    button("+", after(() => view.zoom(1.4)), { class: "button", "aria-label": t("Zoom in"), title: t("Zoom in") }),
    button("−", after(() => view.zoom(1 / 1.4)), { class: "button", "aria-label": t("Zoom out"), title: t("Zoom out") }),
    button(t("Show all"), after(() => view.fit(paint.frame))),
  );
  const place = el("span", { class: "muted", dir: "ltr" });
  pointer.onPlace = ([east, north]) => {
    place.textContent = t("Position of the pointer: {east} m east, {north} m north", { east: round(east), north: round(north) });
  };
  if (!plan.data?.may_edit) {
    box.append(place);
    return;
  }
  box.append(...drawing(plan, pointer, after));
  const standing = el("span", { id: "map-standing", role: "status" });
  const save = button(t("Save"), () => void saving.now(), { class: "button primary", id: "map-save" });
  box.append(
    button(t("Undo"), after(() => plan.back()), { id: "map-undo" }),
    button(t("Redo"), after(() => plan.forth())),
    save,
    standing,
    place,
  );
  const tell = (): void => {
    standing.textContent = saving.told;
    save.disabled = plan.dirty.length === 0 || saving.standing === "saving";
  };
  saving.onStanding = tell;
  plan.hear(tell);
  pointer.onSave = () => void saving.now();
  tell();
}

function drawing(plan: Plan, pointer: Pointer, after: (act: () => unknown) => () => void): HTMLElement[] {
  const what = el("select", { id: "map-what", "aria-label": t("What to draw") }, ...(plan.data?.layers ?? []).map(({ table, label }) => el("option", { value: table }, label)));
  const help = el("span", { class: "muted", role: "status" });
  const finish = button(t("Finish the shape"), after(() => {
    if (!pointer.finish()) help.textContent = t("An outline needs three corners at least, a line two.");
  }), { class: "button" });
  const cancel = button(t("Cancel"), after(() => pointer.draw(null)));
  const draw = button(t("Draw"), after(() => pointer.draw(plan.layer(what.value) ?? null)), { class: "button", id: "map-draw" });
  pointer.onMode = () => {
    const { layer, placing } = pointer;
    document.getElementById("map")?.setAttribute("data-mode", layer || placing ? "draw" : "select");
    finish.hidden = !layer || layer.form === "mark";
    cancel.hidden = !layer && !placing;
    draw.hidden = what.hidden = Boolean(layer ?? placing);
    if (placing) help.textContent = t("Click where {key} lies. Enter puts it in the middle of what is shown.", { key: placing.key });
    else help.textContent = layer ? (layer.form === "mark" ? t("Click where it lies.") : t("Click the corners one after the other. Enter or a double click ends the shape.")) : "";
  };
  pointer.onMode();
  return [what, draw, finish, cancel, help, wish("corners", t("Snap to corners"), true, (on) => (pointer.wishes.corners = on)), wish("sides", t("Snap to outlines and lines"), true, (on) => (pointer.wishes.sides = on)), wish("grid", t("Snap to a grid of {metres} m", { metres: pointer.step }), false, (on) => (pointer.wishes.grid = on))];
}

function wish(name: string, label: string, isOn: boolean, set: (on: boolean) => void): HTMLElement {
  const box = el("input", { type: "checkbox", checked: isOn, "data-wish": name });
  box.addEventListener("change", () => set(box.checked));
  return el("label", { class: "choice" }, box, " ", el("span", {}, label));
}
