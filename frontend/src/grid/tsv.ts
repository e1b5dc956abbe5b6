/** Tab-separated text as Excel copies it: quoted where a cell holds a tab, a line break or a quote. */

/** Take one page's worth of text apart; `step` is called every so often so that a caller can breathe. */
export function* parsing(text: string): Generator<string[], void> {
  const end = text.length;
  let at = 0;
  let row: string[] = [];
  while (at < end) {
    let cell: string;
    if (text[at] === '"') {
      [cell, at] = quoted(text, at);
    } else {
      const from = at;
      while (at < end && text[at] !== "\t" && text[at] !== "\n" && text[at] !== "\r") at++;
      cell = text.slice(from, at);
    }
    row.push(cell);
    if (text[at] === "\t") {
      at++;
      if (at < end) continue;
      row.push("");
    } else if (text[at] === "\r") {
      at += text[at + 1] === "\n" ? 2 : 1;
    } else {
      at++;
    }
    yield row;
    row = [];
  }
}

/** A quote that is never closed, or is closed in the middle of a cell, is text like any other. */
function quoted(text: string, from: number): [string, number] {
  let at = from + 1;
  let cell = "";
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) break;
    cell += text.slice(at, close);
    if (text[close + 1] === '"') {
      cell += '"';
      at = close + 2;
      continue;
    }
    const after = text[close + 1];
    if (after === undefined || after === "\t" || after === "\n" || after === "\r") {
      return [cell.replace(/\r\n?/g, "\n"), close + 1];
    }
    break;
  }
  let stop = from;
  while (stop < text.length && !"\t\n\r".includes(text.charAt(stop))) stop++;
  return [text.slice(from, stop), stop];
}

export function parse(text: string): string[][] {
  return [...parsing(text)];
}

export function format(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(cell).join("\t")).join("\r\n");
}

function cell(text: string): string {
  return /[\t\n\r]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
