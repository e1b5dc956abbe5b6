// Reports that wait on the phone, each with the account that wrote it and the order it came in.

export interface Waiting {
  id: string;
  who: string;
  place: number;
  cells: [string, string][];
  photo: Blob | null;
  refused: string;
}

const NAME = "summitry-intake";
const REPORTS = "reports";
const NOTES = "notes";

function promised<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(REPORTS, { keyPath: "place", autoIncrement: true });
    request.result.createObjectStore(NOTES);
  };
  return promised(request);
}

// Strict: the browser says "done" when it is on the disk, so a phone that dies then loses nothing.
async function written(store: string, doing: (held: IDBObjectStore) => void): Promise<void> {
  const database = await opened();
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

async function read<T>(store: string, asking: (held: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await opened();
  try {
    return await promised(asking(database.transaction(store).objectStore(store)));
  } finally {
    database.close();
  }
}

export async function kept(): Promise<Waiting[]> {
  return (await read(REPORTS, (held) => held.getAll())) as Waiting[];
}

export function keep(report: Omit<Waiting, "place">): Promise<void> {
  return written(REPORTS, (held) => held.add(report));
}

export function refuse(report: Waiting, told: string): Promise<void> {
  return written(REPORTS, (held) => held.put({ ...report, refused: told }));
}

export function drop(place: number): Promise<void> {
  return written(REPORTS, (held) => held.delete(place));
}

export async function lastAccount(): Promise<string> {
  return ((await read(NOTES, (held) => held.get("who"))) as string | undefined) ?? "";
}

export function noteAccount(who: string): Promise<void> {
  return written(NOTES, (held) => held.put(who, "who"));
}
