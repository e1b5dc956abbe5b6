/** Mouse, pen and finger: select, draw out, edit. A finger that moves scrolls, as everywhere else. */

import { stretch } from "./acts";
import type { App } from "./app";
import type { Range } from "./sheet";

const HANDLE_PX = { mouse: 9, other: 22 };

export function listenToPointer(app: App): void {
  const { grid, body } = app.paint;
  body.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const at = app.paint.hit(event.target);
    if (!at) return;
    if (app.editor.open) app.editor.commit();
    if (onHandle(event)) {
      event.preventDefault();
      drawOut(app, event);
    } else if (event.pointerType === "mouse") {
      event.preventDefault();
      grid.focus({ preventScroll: true });
      choose(app, at, event.shiftKey || extending(app));
      follow(app, event, (r, c) => app.sheet.select(r, at.c < 0 ? app.sheet.active.c : c, true));
    }
  });
  body.addEventListener("click", (event) => {
    // A finger: the tap counts, not the touch that may become a scroll.
    if ((event as PointerEvent).pointerType === "mouse") return;
    const at = app.paint.hit(event.target);
    if (!at) return;
    grid.focus({ preventScroll: true });
    const { active } = app.sheet;
    if (at.r === active.r && at.c === active.c && !extending(app)) app.editor.start("edit");
    else choose(app, at, extending(app));
  });
  body.addEventListener("dblclick", () => app.editor.start("edit"));
}

function extending(app: App): boolean {
  return app.root.dataset["extending"] === "yes";
}

function choose(app: App, at: { r: number; c: number }, extend: boolean): void {
  const { sheet } = app;
  if (at.c >= 0) {
    sheet.select(at.r, at.c, extend);
    return;
  }
  sheet.anchor = { r: extend ? sheet.anchor.r : at.r, c: 0 };
  sheet.select(at.r, sheet.columns.length - 1, true);
}

/** The handle is the corner that CSS draws on the last selected cell. */
function onHandle(event: PointerEvent): boolean {
  const cell = (event.target as Element).closest(".cell.corner");
  if (!cell) return false;
  const box = cell.getBoundingClientRect();
  const near = event.pointerType === "mouse" ? HANDLE_PX.mouse : HANDLE_PX.other;
  const across = getComputedStyle(cell.parentElement ?? cell).direction === "rtl" ? event.clientX - box.left : box.right - event.clientX;
  return across <= near && box.bottom - event.clientY <= near;
}

/** Call `each` for the cell under the pointer until it is let go; the edges scroll. */
function follow(app: App, event: PointerEvent, each: (r: number, c: number) => void, end: () => void = () => undefined): void {
  const { grid, head } = app.paint;
  let last = event;
  let done = false;
  const look = (): void => {
    const at = app.paint.hit(document.elementFromPoint(last.clientX, last.clientY));
    if (at) each(at.r, Math.max(0, at.c));
  };
  const move = (next: PointerEvent): void => {
    last = next;
    look();
  };
  const edges = (): void => {
    if (done) return;
    const box = grid.getBoundingClientRect();
    const over = last.clientY - (box.bottom - 16);
    const under = box.top + head.offsetHeight + 8 - last.clientY;
    if (over > 0) grid.scrollTop += over;
    else if (under > 0 && grid.scrollTop > 0) grid.scrollTop -= under;
    const right = last.clientX - (box.right - 16);
    const left = box.left + 16 - last.clientX;
    if (right > 0) grid.scrollLeft += right;
    else if (left > 0) grid.scrollLeft -= left;
    if (over > 0 || under > 0 || right > 0 || left > 0) look();
    requestAnimationFrame(edges);
  };
  const up = (): void => {
    done = true;
    document.removeEventListener("pointermove", move);
    end();
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", up, { once: true });
  document.addEventListener("pointercancel", up, { once: true });
  requestAnimationFrame(edges);
}

function drawOut(app: App, event: PointerEvent): void {
  const from = app.sheet.range();
  let reach: Range = from;
  follow(
    app,
    event,
    (r, c) => {
      reach = reaching(from, r, c);
      app.paint.stretch = reach;
      app.paint.ask();
    },
    () => {
      app.paint.stretch = null;
      if (app.sheet.mayEdit && reach !== from) stretch(app, from, reach);
      app.paint.ask();
    },
  );
}

/** One direction at a time, the one the pointer went further in. */
function reaching(from: Range, r: number, c: number): Range {
  const down = Math.max(r - from.r1, from.r0 - r, 0);
  const over = Math.max(c - from.c1, from.c0 - c, 0);
  if (down === 0 && over === 0) return from;
  if (down >= over) return { ...from, r0: Math.min(from.r0, r), r1: Math.max(from.r1, r) };
  return { ...from, c0: Math.min(from.c0, c), c1: Math.max(from.c1, c) };
}
