/** The board's sections: each is put in whole, as the site has drawn it. */

export function put(board: HTMLElement, sections: Record<string, string>): void {
  for (const [name, html] of Object.entries(sections)) {
    const section = board.querySelector<HTMLElement>(`#board-${CSS.escape(name)}`);
    if (section === null || section.innerHTML === html) continue;
    const focused = section.contains(document.activeElement) ? pathOf(section) : null;
    const scrolled = section.querySelector(".board-scroll")?.scrollTop ?? 0;
    section.innerHTML = html;
    const renewed = section.querySelector(".board-scroll");
    if (renewed !== null) renewed.scrollTop = scrolled;
    if (focused !== null) section.querySelectorAll<HTMLElement>("a")[focused]?.focus();
  }
}

/** Whoever moves through the board by keyboard stays where they were. */
function pathOf(section: HTMLElement): number | null {
  const place = [...section.querySelectorAll<HTMLElement>("a")].indexOf(document.activeElement as HTMLElement);
  return place < 0 ? null : place;
}
