// What waits in this browser, each with the account that wrote it and the order it came in.

export interface Waiting {
  id: string;
  /** Tells accounts and events apart on a device that several use. */
  who: string;
  place: number;
  cells: [string, string][];
  photo: Blob | null;
  /** Why it was refused; empty while it waits. */
  refused: string;
}

const ID_BYTES = 16;

/** Make the id by which a message that is sent again is still the same one. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  return Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
}

const REPORTS = "reports";
const NOTES = "notes";

function promised<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function opened(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(REPORTS, { keyPath: "place", autoIncrement: true });
    request.result.createObjectStore(NOTES);
  };
  return promised(request);
}

// Strict: the browser says "done" when it is on the disk, so a phone that dies then loses nothing.
async function written(name: string, store: string, doing: (held: IDBObjectStore) => void): Promise<void> {
  const database = await opened(name);
  try {
    const transaction = database.transaction(store, "readwrite", { durability: "strict" });
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
    doing(transaction.objectStore(store));
    await done;
  } finally {
    database.close();
  }
}

async function read<T>(name: string, store: string, asking: (held: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await opened(name);
  try {
    return await promised(asking(database.transaction(store).objectStore(store)));
  } finally {
    database.close();
  }
}

export interface Outbox {
  name: string;
  kept(): Promise<Waiting[]>;
  keep(waiting: Omit<Waiting, "place">): Promise<void>;
  /** Set it aside with the reason; with none, it waits again. */
  refuse(waiting: Waiting, told: string): Promise<void>;
  drop(place: number): Promise<void>;
  /** The account that was last seen on the page of that address. */
  lastAccount(page: string): Promise<string>;
  noteAccount(page: string, who: string): Promise<void>;
}

/** The outbox of that name; each kind of page has its own. */
export function outbox(name: string): Outbox {
  return {
    name,
    kept: async () => (await read(name, REPORTS, (held) => held.getAll())) as Waiting[],
    keep: (waiting) => written(name, REPORTS, (held) => held.add(waiting)),
    refuse: (waiting, told) => written(name, REPORTS, (held) => held.put({ ...waiting, refused: told })),
    drop: (place) => written(name, REPORTS, (held) => held.delete(place)),
    lastAccount: async (page) => ((await read(name, NOTES, (held) => held.get(page))) as string | undefined) ?? "",
    noteAccount: (page, who) => written(name, NOTES, (held) => held.put(who, page)),
  };
}
