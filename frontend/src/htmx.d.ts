// The page loads htmx by itself, before any module; what it puts on the window has these types.
import type htmx from "htmx.org";

declare global {
  interface Window {
    readonly htmx: typeof htmx;
  }
}
