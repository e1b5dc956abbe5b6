/** The scale of a floor plan: a click on the picture fills in a point's pixels, one on the plan its metres. */

import { round } from "./map/geometry";

const picture = document.querySelector<HTMLImageElement>("#floor-picture img");
const box = document.getElementById("floor-picture");
const plan = document.querySelector<SVGSVGElement>("#plan");
const form = document.getElementById("floor-scale");
if (picture && box && plan && form) {
  let point = 1;
  const cell = (name: string): HTMLInputElement | null => form.querySelector<HTMLInputElement>(`[name=${name}_${point}]`);
  const fill = (name: string, value: number): void => {
    const input = cell(name);
    if (input) input.value = String(value);
  };
  form.addEventListener("focusin", ({ target }) => {
    const asked = (target as HTMLElement).closest<HTMLElement>("[data-point]")?.dataset["point"];
    if (asked) point = Number(asked);
  });
  picture.addEventListener("click", (event) => {
    const shown = picture.getBoundingClientRect();
    fill("pixel_x", round(((event.clientX - shown.left) / shown.width) * Number(box.dataset["width"])));
    fill("pixel_y", round(((event.clientY - shown.top) / shown.height) * Number(box.dataset["height"])));
    cell("east_m")?.focus({ preventScroll: true });
  });
  plan.addEventListener("click", (event) => {
    const toMetres = plan.getScreenCTM()?.inverse();
    if (!toMetres) return;
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(toMetres);
    fill("east_m", round(place.x));
    fill("north_m", round(-place.y));
    point = point === 1 ? 2 : 1;
    cell("pixel_x")?.focus({ preventScroll: true });
  });
}
