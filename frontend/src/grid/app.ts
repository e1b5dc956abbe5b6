/** What the parts of the grid know of each other. */

import type { Editor } from "./editor";
import type { Wanted } from "./filter";
import type { Paint } from "./paint";
import type { Saving } from "./saving";
import type { Sheet } from "./sheet";
import type { Findings, Row } from "./types";

export interface App {
  readonly root: HTMLElement;
  readonly sheet: Sheet;
  readonly paint: Paint;
  readonly editor: Editor;
  readonly saving: Saving;
  readonly head: { show(wanted: Wanted): void; focus(c: number): void };
  wanted: Wanted;
  /** Filter and sort as wanted, and remember it in the address. */
  want(wanted: Wanted): void;
  setWidth(c: number, width: number): void;
  goTo(row: Row, c: number): void;
  notice(findings: Findings): void;
  /** A sentence that stays until it is dismissed. */
  tell(sentence: string): void;
  search(): void;
  openKeys(): void;
  openForm(): void;
  openClashes(): void;
}
