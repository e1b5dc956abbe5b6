/** Every sentence of the grid. The page brings translations; grid_words.py holds the same list. */

export const SENTENCES = [
  "Table", "Rows: {count}", "Rows shown: {shown} of {count}", "Loading rows: {count}", "Row", "Row {row}", "New row",
  "Save", "Undo", "Redo", "Copy", "Cut", "Paste", "Add a row", "Delete rows", "Clear cells", "Fill down", "Fill right",
  "Extend the selection", "Row as a form", "Filters", "Search", "Errors: {count}", "Clashes: {count}", "Keys",
  "Cancel", "Close", "Dismiss", "Go to the cell", "Sort by {column}", "Width of {column}", "sorted up", "sorted down",
  "Filter {column}", "contains", "equals", "is empty", "is not empty", "Remove all filters",
  "All changes are saved.", "Saving rows: {count}", "Rows not sent: {count}",
  "Rows that wait for you to mend them: {count}", "Saved rows: {count}", "Deleted rows: {count}",
  "Rows of others, sent as proposals: {count}", "Proposed", "Not saved yet", "Changed by you and by somebody else",
  "The server does not answer. Rows kept here until it does: {count}.",
  "Your session has ended. Rows kept on this device: {count}. Sign in to send them.",
  "Sign in", "Try again now",
  "This device cannot keep rows that are not sent. Leave this page open until they are saved.",
  "Rows that you had not sent were found on this device and are here again: {count}",
  "The rows cannot be loaded. Check the connection and try again.",
  "The change was refused: {reason}", "You may read this table but not change it.",
  "Pasting rows: {done} of {count}", "Pasted rows: {count}", "The paste was cancelled and taken back.",
  "The browser does not give the clipboard to a button. Press Ctrl+V.", "Copied cells: {count}",
  "More cells were pasted than there are columns. Cells left out: {count}",
  "Undone", "Redone", "Nothing to undo", "Nothing to redo", "Selected rows: {rows}, columns: {columns}",
  "Finding opened", "Finding closed", "Findings opened: {opened}, closed: {closed}", "Finding: {severity}",
  "Differs from the baseline", "Only what differs from the baseline",
  "critical", "high", "medium", "low",
  "Somebody else changed rows: {count}",
  "You and somebody else changed the same cells", "Row {key}", "Column", "Before", "Mine", "Theirs",
  "Send what I chose", "Take theirs everywhere", "Keep mine everywhere", "Decide later",
  "Somebody else deleted this row.", "Leave it deleted", "Put my row back",
  "Somebody else changed this row before you deleted it.", "Delete it all the same", "Keep the row",
  "Choices", "Nothing matches", "Remove {value}", "Yes", "No", "Date and time", "Day",
  "Written as {example}, in universal time", "Required", "Edit {column}",
  "Move", "Select", "Edit", "Move by a cell", "To the next cell, the cell before", "To the start or end of the row",
  "To the first or last cell of the table", "A page up or down", "Extend the selection by a cell", "Select everything",
  "Edit the cell", "Leave the cell as it was", "Empty the cells", "Open the choices", "Undo and redo",
  "Copy, cut, paste", "Fill down, fill in reading direction", "Write into every selected cell", "Search the table",
  "Delete the selected rows", "Insert a row", "Show this list", "Leave the grid, then Tab", "To the column heads",
  "Wider or narrower column, in the heads", "Sort, add to the sorting, in the heads", "A new line in a text",
] as const;

export type Sentence = (typeof SENTENCES)[number];

type Facts = Record<string, string | number>;

let table: Record<string, string> = {};
let numbers: Intl.NumberFormat | null = null;

/** Take the page's own translations. */
export function learn(page: Document = document): void {
  const block = page.getElementById("grid-words");
  table = block?.textContent ? (JSON.parse(block.textContent) as Record<string, string>) : {};
}

/** The sentence in the reader's language, with its facts in place. */
export function t(sentence: Sentence, facts: Facts = {}): string {
  return (table[sentence] ?? sentence).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const fact = facts[name];
    if (fact === undefined) return whole;
    if (typeof fact === "string") return fact;
    numbers ??= new Intl.NumberFormat(document.documentElement.lang || "en");
    return numbers.format(fact);
  });
}

/** A word of the plan that the server wrote in English, such as a severity. */
export function word(text: string): string {
  return table[text] ?? text;
}
