/** What the server says and takes, and the row as the grid holds it. */

export type Kind =
  | "id" | "ids" | "text" | "texts" | "integer" | "number" | "yes-no"
  | "moment" | "day" | "choice" | "choices" | "points";

export interface Choice { value: string; label: string }

export interface Column {
  name: string;
  label: string;
  kind: Kind;
  required: boolean;
  key: boolean;
  choices: Choice[];
  target: string | null;
  help: string;
}

export interface WireRow {
  key: string;
  hash: string;
  own: boolean;
  cells: string[];
  finding: string;
  /** How it differs from the published baseline; empty where it does not. */
  differs: Differs;
}

export type Differs = "" | "added" | "changed";

export type Cells = Record<string, string>;

export interface WireDraft { place: string; base: string; cells: Cells; errors: Cells }

export interface Page {
  table: string;
  revision: number;
  /** The number of the published baseline, 0 where there is none. */
  baseline: number;
  may_edit: boolean;
  columns: Column[];
  rows: WireRow[];
  drafts: WireDraft[];
  next: string | null;
  gone?: string[];
}

export interface Sent { place: string; hash: string; cells?: Cells; delete?: true }

export interface Batch { id: string; base: number; reason: string; rows: Sent[] }

export interface ClashColumn { name: string; base: string; mine: string; theirs: string }

export interface Clash {
  place: string;
  key: string;
  columns: ClashColumn[];
  hash: string;
  gone: boolean;
}

export interface Finding {
  id: string;
  code: string;
  severity: string;
  sentence: string;
  table: string;
  key: string;
  url: string;
}

export interface Findings { checked: number | null; opened: Finding[]; closed: Finding[] }

export interface Answer {
  revision: number;
  saved: { place: string; key: string; hash: string; differs: Differs; cells: string[] }[];
  deleted: string[];
  drafts: { place: string; cells: Cells; errors: Cells }[];
  clashes: Clash[];
  proposed: string[];
  findings: Findings;
}

/** A row is one object for as long as the page lives: undo and the queue hold on to it. */
export interface Row {
  place: string;
  key: string;
  hash: string;
  own: boolean;
  /** As the person sees it; the same array as `base` until something is typed. */
  cells: string[];
  /** As the server last said. */
  base: string[];
  errors: Cells | null;
  finding: string;
  differs: Differs;
  alive: boolean;
  proposed: boolean;
  /** The server holds what was typed, with its errors: nothing is lost when the page closes. */
  draft: boolean;
}
