/** What is shown and in which order, and how the address bar remembers it. */

export type How = "has" | "is" | "empty" | "filled";

export interface Filter { how: How; text: string }

export interface Sort { column: string; down: boolean }

export interface Wanted {
  search: string;
  sorts: Sort[];
  filters: Record<string, Filter>;
}

export const NOTHING: Wanted = { search: "", sorts: [], filters: {} };

export const HOWS: readonly How[] = ["has", "is", "empty", "filled"];

/** Stands among the filters for the rows that differ from the baseline; no column is named so. */
export const DIFFERING = "~differs";

export function onlyDiffering(wanted: Wanted): boolean {
  return DIFFERING in wanted.filters;
}

/** Add that filter, or take it away. */
export function toggledDiffering(wanted: Wanted): Wanted {
  const { [DIFFERING]: on, ...others } = wanted.filters;
  return { ...wanted, filters: on ? others : { ...others, [DIFFERING]: { how: "filled", text: "" } } };
}

export function isPlain(wanted: Wanted): boolean {
  return !wanted.search && wanted.sorts.length === 0 && Object.keys(wanted.filters).length === 0;
}

/** Letters are compared without case; Arabic and Chinese have none and pass unchanged. */
export function folded(text: string): string {
  return text.toLowerCase().normalize("NFC");
}

export function matches(filter: Filter, text: string): boolean {
  if (filter.how === "empty") return text === "";
  if (filter.how === "filled") return text !== "";
  const wanted = folded(filter.text);
  if (filter.how === "is") return folded(text) === wanted;
  return wanted === "" || folded(text).includes(wanted);
}

/** Build the test of one row, over its texts as shown. */
export function testOf(wanted: Wanted, names: readonly string[]): (texts: (at: number) => string) => boolean {
  const filters = Object.entries(wanted.filters)
    .map(([name, filter]) => ({ at: names.indexOf(name), filter }))
    .filter(({ at }) => at >= 0);
  const search = folded(wanted.search.trim());
  return (texts) => {
    for (const { at, filter } of filters) if (!matches(filter, texts(at))) return false;
    if (search === "") return true;
    for (let at = 0; at < names.length; at++) if (folded(texts(at)).includes(search)) return true;
    return false;
  };
}

/** Empty cells come last in either direction: a person who sorts looks for what is there. */
export function comparing(collator: Intl.Collator, left: string, right: string, down: boolean): number {
  if (left === right) return 0;
  if (left === "") return 1;
  if (right === "") return -1;
  const order = collator.compare(left, right);
  return down ? -order : order;
}

/** A click sorts by that column alone, up, then down, then not; with Shift it joins the others. */
export function toggled(sorts: readonly Sort[], column: string, adding: boolean): Sort[] {
  const old = sorts.find((sort) => sort.column === column);
  const rest = adding ? sorts.filter((sort) => sort.column !== column) : [];
  if (!old) return [...rest, { column, down: false }];
  if (old.down) return [...rest];
  return adding
    ? sorts.map((sort) => (sort.column === column ? { column, down: true } : sort))
    : [{ column, down: true }];
}

export function toHash(wanted: Wanted): string {
  const parts = new URLSearchParams();
  if (wanted.search) parts.set("q", wanted.search);
  if (wanted.sorts.length > 0) {
    parts.set("sort", wanted.sorts.map(({ column, down }) => (down ? "-" : "") + column).join(","));
  }
  for (const [name, { how, text }] of Object.entries(wanted.filters)) parts.set(`f.${name}`, `${how}:${text}`);
  return parts.toString();
}

export function fromHash(hash: string): Wanted {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const sorts = (parts.get("sort") ?? "").split(",").filter((name) => name !== "");
  const filters: Record<string, Filter> = {};
  for (const [name, value] of parts) {
    const cut = value.indexOf(":");
    const how = HOWS.find((one) => one === value.slice(0, cut));
    if (name.startsWith("f.") && how) filters[name.slice(2)] = { how, text: value.slice(cut + 1) };
  }
  return {
    search: parts.get("q") ?? "",
    sorts: sorts.map((name) => ({ column: name.replace(/^-/, ""), down: name.startsWith("-") })),
    filters,
  };
}
