// What was refused and set aside: its words, why, and what its author can do about it.
import type { Outbox, Waiting } from "./store";

export interface Wordings {
  again: string;
  drop: string;
  /** The question before anything is thrown away. */
  sure: string;
}

/** Return the words of the message, as far as it has any of its own. */
export function wordsOf(waiting: Waiting): string {
  const cells = new Map(waiting.cells);
  return cells.get("text") || cells.get("words") || "";
}

function button(label: string, doing: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = label;
  made.addEventListener("click", doing);
  return made;
}

function itemOf(held: Outbox, waiting: Waiting, wordings: Wordings, changed: () => void): HTMLLIElement {
  const item = document.createElement("li");
  const words = document.createElement("p");
  words.dir = "auto";
  words.textContent = wordsOf(waiting);
  const why = document.createElement("p");
  why.textContent = waiting.refused;
  const again = button(wordings.again, () => void held.refuse(waiting, "").then(changed));
  const drop = button(wordings.drop, () => {
    if (confirm(wordings.sure)) void held.drop(waiting.place).then(changed);
  });
  item.append(...(words.textContent ? [words] : []), why, again, " ", drop);
  return item;
}

/** Show in the list what was refused; `changed` is called after a button has been pressed. */
export function showAsides(list: HTMLElement, held: Outbox, refused: Waiting[], wordings: Wordings, changed: () => void): void {
  list.replaceChildren(...refused.map((each) => itemOf(held, each, wordings, changed)));
}
