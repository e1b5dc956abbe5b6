/** The entries as a table that can be searched; every text stands as text, never as markup. */
import type { Verdict } from "./judge";
import type { Item, Log, Pack } from "./pack";
import { filled, type Words } from "./words";

const SHOWN_MAX = 500;
const OWN = ["text", "title", "question", "situation", "words", "reason"];

interface Row {
  id: string;
  cells: string[];
  searched: string;
}

/** Fills the table, and again whenever something else is searched. */
export function table(pack: Pack, verdict: Verdict, words: Words, language: string): void {
  const moments = new Intl.DateTimeFormat(language, {
    dateStyle: "medium", timeStyle: "medium", timeZone: "UTC", hourCycle: "h23",
  });
  const rows = pack.logs.flatMap((log) => log.items.map((item) => rowOf(log, item, verdict, words, moments)));
  const bad = new Set(verdict.faults.map((each) => `${each.post}#${each.number}`));
  const search = document.querySelector<HTMLInputElement>("#search")!;
  const show = () => fill(rows, bad, search.value, words);
  search.addEventListener("input", show);
  show();
}

function rowOf(log: Log, item: Item, verdict: Verdict, words: Words, moments: Intl.DateTimeFormat): Row {
  const entry = item.entry;
  const id = `${log.post}#${item.seq}`;
  const cells = entry
    ? [
        id,
        moments.format(entry.observed_ms),
        entry.author,
        entry.place ?? "",
        words.kinds[entry.kind] ?? entry.kind,
        wordsOf(item, verdict, words),
        entry.marking ?? "TLP:AMBER",
        entry.entry_id,
      ]
    : [id, "", "", "", "", words.hidden, "", ""];
  return { id, cells, searched: cells.join(" ").toLocaleLowerCase() };
}

/** Returns what the author wrote; the cells of an entry without words of its own as they are. */
function wordsOf(item: Item, verdict: Verdict, words: Words): string {
  const said = verdict.words.get(item);
  if (!said) {
    if (item.body?.standing === "erased") return words.erased;
    return item.body ? words.withheld : "";
  }
  const own = OWN.map((name) => said[name]).find((each) => typeof each === "string" && each);
  if (own) return String(own);
  const { kind: _, ...rest } = said;
  return Object.entries(rest).map(([name, value]) => `${name}: ${told(value)}`).join(" · ");
}

function told(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function fill(rows: Row[], bad: Set<string>, search: string, words: Words): void {
  const wanted = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter((row) => wanted.every((each) => row.searched.includes(each)));
  const body = document.querySelector("tbody")!;
  body.replaceChildren(
    ...found.slice(0, SHOWN_MAX).map((row) => {
      const line = document.createElement("tr");
      if (bad.has(row.id)) line.className = "bad";
      line.append(...row.cells.map(cellOf));
      return line;
    }),
  );
  const counts = { shown: Math.min(found.length, SHOWN_MAX), found: found.length, all: rows.length };
  document.querySelector("#counted")!.textContent = filled(words.counted, counts);
}

function cellOf(text: string): HTMLTableCellElement {
  const cell = document.createElement("td");
  const inner = document.createElement("bdi");
  inner.textContent = text;
  cell.append(inner);
  return cell;
}
