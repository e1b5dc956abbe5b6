/** Small things that every panel of the grid makes its elements with. */

type Props = Record<string, string | boolean | ((event: never) => void)>;

/** An element with attributes, `on…` listeners and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value as EventListener);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export function button(label: string, act: () => void, props: Props = {}): HTMLButtonElement {
  return el("button", { type: "button", class: "button quiet", ...props, onclick: act }, label);
}

/** One sheet of rules of our own: the pages' policy allows no style attribute in HTML. */
export function ruleSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return sheet;
}

export function rightToLeft(): boolean {
  return getComputedStyle(document.documentElement).direction === "rtl";
}

let voice: HTMLElement | null = null;

/** Say a sentence to people who listen to the page. */
export function announce(sentence: string): void {
  // A voice of its own: for those who see it, what the grid says stands in its bar already.
  if (!voice) {
    voice = el("div", { role: "status", "aria-live": "polite", class: "visually-hidden" });
    document.body.append(voice);
  }
  voice.textContent = sentence;
}

/** Open a dialog with a heading; it takes itself away when closed. */
export function dialog(title: string, close: string, ...children: Node[]): HTMLDialogElement {
  const id = `grid-dialog-${performance.now().toFixed(0)}`;
  const box = el("dialog", { class: "grid-dialog card", "aria-labelledby": id });
  const before = document.activeElement;
  box.append(el("h2", { id }, title), ...children, button(close, () => box.close(), { class: "button", "data-close": "" }));
  box.addEventListener("close", () => {
    box.remove();
    if (before instanceof HTMLElement) before.focus();
  });
  document.body.append(box);
  box.showModal();
  return box;
}
