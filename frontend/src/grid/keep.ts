/** What was typed and not sent yet, kept on this device until the server has it. */

import type { Batch, Cells } from "./types";

export interface Kept {
  id: string;
  scope: string;
  /** The page that typed it: while that page lives, it sends it itself. */
  tab: string;
  place: string;
  hash: string;
  cells: Cells;
  gone: boolean;
}

export interface KeptBatch { id: string; scope: string; tab: string; batch: Batch }

const NAME = "summitry-grid";

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException("The device refused", "UnknownError"));
  });
}

function finished(work: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    work.oncomplete = () => resolve();
    work.onabort = () => reject(work.error ?? new DOMException("The device refused", "AbortError"));
  });
}

export class Keep {
  readonly scope: string;
  readonly tab: string;
  #base: IDBDatabase | null = null;

  constructor(scope: string, tab: string) {
    this.scope = scope;
    this.tab = tab;
  }

  /** False where the browser keeps nothing, as in some private windows. */
  async open(): Promise<boolean> {
    try {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        for (const store of ["rows", "batches"]) {
          request.result.createObjectStore(store, { keyPath: "id" }).createIndex("scope", "scope");
        }
      };
      this.#base = await answered(request);
      return true;
    } catch (error) {
      if (!(error instanceof DOMException || error instanceof ReferenceError)) throw error;
      return false;
    }
  }

  #id(place: string): string {
    return `${this.scope}|${place}`;
  }

  /** Strict: the promise of "kept" is given only when it is on the disk, not in a cache. */
  async change(put: Omit<Kept, "id" | "scope" | "tab">[], drop: string[]): Promise<void> {
    if (!this.#base) throw new DOMException("Nothing is kept here", "InvalidStateError");
    const work = this.#base.transaction("rows", "readwrite", { durability: "strict" });
    const store = work.objectStore("rows");
    for (const row of put) store.put({ ...row, id: this.#id(row.place), scope: this.scope, tab: this.tab });
    for (const place of drop) store.delete(this.#id(place));
    await finished(work);
  }

  /** The request that is under way, so that a reload asks again with the same id. */
  async batch(batch: Batch | null): Promise<void> {
    if (!this.#base) return;
    const work = this.#base.transaction("batches", "readwrite", { durability: "strict" });
    const store = work.objectStore("batches");
    const id = `${this.scope}|${this.tab}`;
    if (batch) store.put({ id, scope: this.scope, tab: this.tab, batch });
    else store.delete(id);
    await finished(work);
  }

  /** What pages that are no more left behind; it is ours from now on. */
  async adopt(): Promise<{ rows: Kept[]; batches: Batch[] }> {
    if (!this.#base) return { rows: [], batches: [] };
    const alive = await livingTabs();
    const work = this.#base.transaction(["rows", "batches"], "readwrite", { durability: "strict" });
    const rows = (await answered(work.objectStore("rows").index("scope").getAll(this.scope))) as Kept[];
    const batches = (await answered(work.objectStore("batches").index("scope").getAll(this.scope))) as KeptBatch[];
    const orphans = rows.filter(({ tab }) => !alive.has(tab));
    for (const row of orphans) work.objectStore("rows").put({ ...row, tab: this.tab });
    const left = batches.filter(({ tab }) => !alive.has(tab));
    for (const { id } of left) work.objectStore("batches").delete(id);
    await finished(work);
    return { rows: orphans, batches: left.map(({ batch }) => batch) };
  }
}

/** Each page holds a lock of its own for as long as it lives. */
export function liveAs(tab: string): void {
  if (!("locks" in navigator)) return;
  void navigator.locks.request(`summitry-grid:${tab}`, () => new Promise(() => undefined));
}

async function livingTabs(): Promise<Set<string>> {
  if (!("locks" in navigator)) return new Set();
  const { held = [] } = await navigator.locks.query();
  return new Set(held.map(({ name = "" }) => name.replace("summitry-grid:", "")));
}
