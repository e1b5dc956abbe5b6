/** The scale of a floor plan: a click on the picture fills in the pixels of one point, then the other's. */

const picture = document.querySelector<HTMLImageElement>("#floor-picture img");
const box = document.getElementById("floor-picture");
const form = document.getElementById("floor-scale");
if (picture && box && form) {
  let next = 1;
  form.addEventListener("focusin", ({ target }) => {
    const point = (target as HTMLElement).closest<HTMLElement>("[data-point]")?.dataset["point"];
    if (point) next = Number(point);
  });
  picture.addEventListener("click", (event) => {
    const shown = picture.getBoundingClientRect();
    const sides = { x: (event.clientX - shown.left) / shown.width, y: (event.clientY - shown.top) / shown.height };
    const sizes = { x: Number(box.dataset["width"]), y: Number(box.dataset["height"]) };
    for (const side of ["x", "y"] as const) {
      const input = form.querySelector<HTMLInputElement>(`[name=pixel_${side}_${next}]`);
      if (input) input.value = (sides[side] * sizes[side]).toFixed(1);
    }
    form.querySelector<HTMLInputElement>(`[name=east_m_${next}]`)?.focus();
    next = next === 1 ? 2 : 1;
  });
}
