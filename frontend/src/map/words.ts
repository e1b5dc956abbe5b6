/** Every sentence of the drawing. The page brings translations; words.py of the app holds the same list. */

export const SENTENCES = [
  "Zoom in",
  "Zoom out",
  "Show all",
  "Select",
  "Draw",
  "Draw: {layer}",
  "What to draw",
  "Finish the shape",
  "Cancel",
  "Undo",
  "Redo",
  "Save",
  "Snap to corners",
  "Snap to a grid of {metres} m",
  "Shape to change",
  "Nothing is selected.",
  "Corner {number}, metres east",
  "Corner {number}, metres north",
  "Take corner {number} away",
  "Add a corner after {number}",
  "Add a corner",
  "Corners",
  "Other cells of the row",
  "Take the shape away",
  "Put back as it was",
  "Everything is saved.",
  "Shapes not saved: {count}",
  "Saving shapes: {count}",
  "Saved shapes: {count}",
  "Shapes of others, sent as proposals: {count}",
  "The server does not answer. What you drew is kept on this device.",
  "Your session has ended. What you drew is kept on this device: sign in and open this page.",
  "This device keeps nothing: leave the page open until all is saved.",
  "Shapes that you had not saved were found on this device and are here again: {count}",
  "The change was refused: {reason}",
  "Not saved: {reason}",
  "Finish the row as a form",
  "Somebody else changed this shape while you drew.",
  "Keep mine",
  "Take theirs",
  "Somebody else deleted this row. Your shape cannot be saved.",
  "Identity or name is missing: fill in what is marked as required.",
  "(required)",
  "{key} is another unit's: what you save becomes a proposal to it.",
  "Click the corners one after the other. Enter or a double click ends the shape.",
  "Click where it lies.",
  "An outline needs three corners at least, a line two.",
  "The drawing cannot be loaded. Check the connection and try again.",
  "Position of the pointer: {east} m east, {north} m north",
  "Snap to outlines and lines",
  "Place",
  "Put it on the plan",
  "Put it elsewhere",
  "It has no place yet.",
  "Take it off the plan",
  "{row}: not on the plan",
  "Click where {key} lies. Enter puts it in the middle of what is shown.",
  "On the drawing, shift and an arrow key move the place or the corner that was touched last.",
  "critical",
  "high",
  "medium",
  "low",
] as const;

export type Sentence = (typeof SENTENCES)[number];

let table: Record<string, string> = {};

export function learn(page: Document = document): void {
  const block = page.getElementById("map-words");
  table = block?.textContent ? (JSON.parse(block.textContent) as Record<string, string>) : {};
}

/** The sentence in the reader's language, with its facts in place. */
export function t(sentence: Sentence, facts: Record<string, string | number> = {}): string {
  return (table[sentence] ?? sentence).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const fact = facts[name];
    if (typeof fact !== "number") return fact ?? whole;
    return new Intl.NumberFormat(document.documentElement.lang || "en").format(fact);
  });
}
