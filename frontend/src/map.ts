/** The site plan: takes the drawing over from the page, and lets people look and draw. */

import { announce } from "./grid/dom";
import { Plan, type Data } from "./map/model";
import { Paint } from "./map/paint";
import { Panel } from "./map/panel";
import { Pointer } from "./map/pointer";
import { Saving } from "./map/saving";
import { buildTools } from "./map/tools";
import { Viewport } from "./map/viewport";
import { learn, t } from "./map/words";

const CHECKED_MS = 3000;

class SitePlan {
  readonly #root: HTMLElement;
  readonly #svg: SVGSVGElement;
  readonly #plan = new Plan();
  readonly #view = new Viewport();
  readonly #paint: Paint;
  readonly #saving: Saving;

  constructor(root: HTMLElement, svg: SVGSVGElement) {
    this.#root = root;
    this.#svg = svg;
    this.#paint = new Paint(svg, this.#plan, this.#view);
    const { rows = "", event = "", account = "" } = root.dataset;
    this.#saving = new Saving(this.#plan, rows, `${event}|${account}`);
    this.#saving.onSaved = async () => {
      await this.#refresh();
      // The checks run after the save: what they found is there a little later.
      window.setTimeout(() => void this.#refresh(), CHECKED_MS);
    };
    // Somebody else may have drawn while this page lay behind others.
    addEventListener("focus", () => {
      if (this.#plan.data && this.#paint.pen.length === 0) void this.#refresh();
    });
  }

  async begin(): Promise<void> {
    const data = await this.#ask();
    if (!data) {
      announce(t("The drawing cannot be loaded. Check the connection and try again."));
      return;
    }
    const pointer = new Pointer(this.#plan, this.#paint);
    this.#plan.hear((news, shape) => {
      if (news === "data") this.#paint.all();
      if (news === "shape" && shape) this.#paint.shape(shape);
      this.#paint.ask();
    });
    new Panel(document.getElementById("map-side") as HTMLElement, this.#plan, this.#saving, { rows: this.#root.dataset["rows"] ?? "", place: (shape) => pointer.place(shape) });
    this.#plan.take(data);
    this.#root.dataset["ready"] = "yes";
    this.#measure();
    this.#view.fit(this.#paint.frame);
    new ResizeObserver(() => {
      this.#measure();
      this.#paint.ask();
    }).observe(this.#svg);
    buildTools(document.getElementById("map-tools") as HTMLElement, this.#plan, this.#paint, pointer, this.#saving);
    this.#layers();
    this.#svg.setAttribute("tabindex", "0");
    this.#svg.setAttribute("role", "application");
    this.#paint.ask();
    if (!data.may_edit) return;
    const back = await this.#saving.restore();
    if (back > 0) announce(t("Shapes that you had not saved were found on this device and are here again: {count}", { count: back }));
    this.#saving.onStanding();
    this.#root.dataset["restored"] = "yes";
  }

  #measure(): void {
    const { width, height } = this.#svg.getBoundingClientRect();
    this.#view.resize(width, height);
  }

  async #ask(): Promise<Data | null> {
    const { data = "", site = "", exposure = "" } = this.#root.dataset;
    try {
      const answer = await fetch(`${data}?${new URLSearchParams({ site, exposure }).toString()}`, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      return answer.ok ? ((await answer.json()) as Data) : null;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return null;
    }
  }

  /** After a save: rows, findings and sight lines as they now are, in the drawing and in the lists. */
  async #refresh(): Promise<void> {
    const data = await this.#ask();
    if (data) this.#plan.take(data);
    else return;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("map-lists");
      if (fresh) document.getElementById("map-lists")?.replaceWith(document.adoptNode(fresh));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      announce(t("The drawing cannot be loaded. Check the connection and try again."));
    }
  }

  #layers(): void {
    const box = document.getElementById("map-layers");
    if (!box) return;
    box.hidden = false;
    box.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      this.#paint.hide(target.value, !target.checked);
      this.#paint.ask();
    });
  }
}

const root = document.getElementById("map");
const svg = root?.querySelector<SVGSVGElement>("#plan");
if (root && svg) {
  learn();
  void new SitePlan(root, svg).begin();
}
