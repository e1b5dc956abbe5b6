/** The evidence pack: its lines as docs/journal.md lays them down. */
import { type Bytes, decoded, encoded, fromBase64, fromHex } from "./bytes";
import { type Checkpoint, checkpointOf, type Key, keyOf } from "./note";

export interface Entry {
  entry_id: string;
  event: string;
  post: string;
  seq: number;
  kind: string;
  author: string;
  observed_ms: number;
  entered_ms: number;
  place?: string;
  marking?: string;
  corrects?: string;
  body?: string;
}

export interface Body {
  entry_id: string;
  sealed: { nonce: string; ciphertext: string; key_hash: string; algorithm?: string };
  standing?: "open" | "withheld" | "erased";
  key?: string;
}

export interface Item {
  seq: number;
  leaf: Bytes;
  content: Bytes | null;
  entry: Entry | null;
  body: Body | null;
}

export interface Log {
  post: string;
  size: number;
  key: Key;
  checkpoints: Checkpoint[];
  items: Item[];
}

export interface Pack {
  event: string;
  post: string;
  made: string;
  logs: Log[];
  seal: Checkpoint | null;
  /** Every line before the seal, as it is hashed. */
  lines: Bytes[];
}

const ENTRY = /^\{"entry":(\{.*\}),"leaf":"([0-9a-f]{64})"\}$/s;

/** Returns the pack; throws the number of the line that is none. */
export function packOf(coded: string[]): Pack {
  const pack: Pack = { event: "", post: "", made: "", logs: [], seal: null, lines: [] };
  coded.forEach((each, at) => {
    try {
      const line = fromBase64(each);
      take(pack, decoded(line));
      if (!pack.seal) pack.lines.push(line);
    } catch (problem) {
      throw new Error(String(at + 1), { cause: problem });
    }
  });
  if (!pack.event) throw new Error("1");
  return pack;
}

function take(pack: Pack, text: string): void {
  if (pack.seal) throw new Error("a line after the seal");
  const entry = ENTRY.exec(text);
  if (entry) {
    const cells = JSON.parse(entry[1]!) as Entry;
    const leaf = fromHex(entry[2]!);
    newest(pack).items.push({ seq: cells.seq, leaf, content: encoded(entry[1]!), entry: cells, body: null });
    return;
  }
  const line = JSON.parse(text) as Record<string, unknown>;
  const [name = ""] = Object.keys(line);
  const reader = READERS[name];
  if (!reader || Object.keys(line).length !== 1) throw new Error("no line of a pack");
  reader(pack, line[name] as never);
}

const READERS: Record<string, (pack: Pack, told: never) => void> = {
  pack: (pack, told: { event: string; post: string; made: string; format: string }) => {
    if (pack.event || told.format !== "summitry-pack-1") throw new Error("another format");
    Object.assign(pack, { event: told.event, post: told.post, made: told.made });
  },
  // Witnesses and receipts are judged by the command line.
  witness: () => undefined,
  receipt: () => undefined,
  log: (pack, told: { post: string; size: number; key: string }) => {
    pack.logs.push({ post: told.post, size: told.size, key: keyOf(told.key), checkpoints: [], items: [] });
  },
  checkpoint: (pack, told: string) => void newest(pack).checkpoints.push(checkpointOf(told)),
  hidden: (pack, told: { seq: number; leaf: string }) => {
    newest(pack).items.push({ seq: told.seq, leaf: fromHex(told.leaf), content: null, entry: null, body: null });
  },
  body: (pack, told: Body) => {
    const item = newest(pack).items.at(-1);
    if (!item?.entry || item.body) throw new Error("a body without its entry");
    item.body = told;
  },
  seal: (pack, told: string) => {
    pack.seal = checkpointOf(told);
  },
};

function newest(pack: Pack): Log {
  const log = pack.logs.at(-1);
  if (!log) throw new Error("a line before its journal");
  return log;
}
