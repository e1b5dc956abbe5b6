/** Whether each journal of a pack is whole, else its first bad entry: as `summitry verify` says it. */
import { encoded, fromHex, joined, same, sha256, toHex, type Bytes } from "./bytes";
import { opened } from "./chacha";
import { type Checkpoint, isGenuine, keyIdOf } from "./note";
import type { Body, Entry, Item, Log, Pack } from "./pack";
import { Frontier, leafOf } from "./tree";

export interface Fault {
  post: string;
  reason: string;
  number: number;
  last: number;
  checkpoint: number;
  entryId: string;
}

export interface Whole {
  post: string;
  size: number;
  signed: number;
}

export interface Verdict {
  faults: Fault[];
  whole: Whole[];
  /** The words of each entry whose body could be opened. */
  words: Map<Item, Record<string, unknown>>;
}

type Found = Omit<Fault, "post" | "entryId">;

/** Returns the verdict; without Ed25519 (`signs` is false) signatures are left unjudged. */
export async function judged(pack: Pack, signs: boolean): Promise<Verdict> {
  const verdict: Verdict = { faults: [], whole: [], words: new Map() };
  for (const log of pack.logs) {
    const found = await judgedLog(pack, log, signs, verdict.words);
    if (!found.length) {
      const signed = Math.max(0, ...log.checkpoints.map((each) => each.size));
      verdict.whole.push({ post: log.post, size: log.items.length, signed });
    }
    for (const each of found.sort((one, other) => one.number - other.number)) {
      const item = log.items.find((held) => held.seq === each.number);
      verdict.faults.push({ ...each, post: log.post, entryId: item?.entry?.entry_id ?? "" });
    }
  }
  if (!(await isSealed(pack, signs))) {
    verdict.faults.push({ ...fault("pack-changed", 0), post: pack.post, entryId: "" });
  }
  return verdict;
}

function fault(reason: string, number: number, last = number, checkpoint = 0): Found {
  return { reason, number, last, checkpoint };
}

async function judgedLog(pack: Pack, log: Log, signs: boolean, words: Verdict["words"]): Promise<Found[]> {
  const checkpoints = log.checkpoints.slice().sort((one, other) => one.size - other.size);
  const bad = signs ? await badCheckpoint(pack, log, checkpoints) : null;
  const chain = [bad, ...(await throughTree(log, checkpoints))].filter((each) => each !== null);
  const first = chain.sort((one, other) => one.number - other.number || one.last - other.last)[0];
  const end = first ?? atEnd(log, checkpoints);
  const ids = new Set<string>();
  const own: Found[] = end ? [end] : [];
  for (const item of log.items) {
    if (!item.entry) continue;
    const { event, post, entry_id } = item.entry;
    if (event !== pack.event || post !== log.post) own.push(fault("of-another-journal", item.seq));
    if (ids.has(entry_id)) own.push(fault("twice", item.seq));
    ids.add(entry_id);
    const reason = await judgedBody(item, item.entry, words);
    if (reason) own.push(fault(reason, item.seq));
  }
  return own;
}

/** Returns the first checkpoint that the key did not sign, or that contradicts another. */
async function badCheckpoint(pack: Pack, log: Log, checkpoints: Checkpoint[]): Promise<Found | null> {
  const origin = nameOf("log", pack.event, log.post);
  const keyId = await keyIdOf(origin, log.key.public);
  let before = 0;
  let last: Checkpoint | null = null;
  for (const each of checkpoints) {
    if (last && each.size !== last.size) before = last.size;
    let reason = "";
    if (each.keyId !== keyId) reason = "wrong-key";
    else if (each.origin !== origin || !(await isGenuine(each, log.key.public))) reason = "forged-checkpoint";
    else if (last?.size === each.size && !same(last.root, each.root)) reason = "forked";
    if (reason) return fault(reason, Math.min(before + 1, each.size), each.size, each.size);
    last = each;
  }
  return null;
}

/** Returns the first entry that is wrong or misplaced, and the first root that is another. */
async function throughTree(log: Log, checkpoints: Checkpoint[]): Promise<(Found | null)[]> {
  const frontier = new Frontier();
  const roots = new Map<number, Bytes>([[0, await frontier.root()]]);
  const sizes = new Set(checkpoints.map((each) => each.size));
  let own: Found | null = null;
  for (const item of log.items) {
    const expected = frontier.size + 1;
    if (item.seq !== expected) {
      own = misplaced(item.seq, expected, log.items);
      break;
    }
    if (item.content && !same(await leafOf(item.content), item.leaf)) {
      own = fault("changed", expected);
      break;
    }
    await frontier.grow(item.leaf);
    if (sizes.has(expected)) roots.set(expected, await frontier.root());
  }
  let before = 0;
  for (const each of checkpoints) {
    const root = roots.get(each.size);
    if (root && !same(root, each.root)) return [own, fault("changed", before + 1, each.size, each.size)];
    before = each.size;
  }
  return [own];
}

function misplaced(number: number, expected: number, items: Item[]): Found {
  if (number < expected) return fault("reordered", number);
  const isLater = items.some((each) => each.seq === expected);
  return isLater ? fault("reordered", expected) : fault("missing", expected, number - 1);
}

function atEnd(log: Log, checkpoints: Checkpoint[]): Found | null {
  const size = log.items.length;
  const signed = checkpoints.at(-1)?.size ?? 0;
  if (signed > size) return fault("missing", size + 1, signed, signed);
  if (log.size > size) return fault("truncated", size + 1, log.size);
  return signed < size ? fault("unsigned", signed + 1, size, signed) : null;
}

async function judgedBody(item: Item, entry: Entry, words: Verdict["words"]): Promise<string> {
  const body = item.body;
  if (!body) return entry.body ? "body-missing" : "";
  // What is no hexadecimal is not what the entry committed to.
  const told = await commitment(body).catch(() => "");
  if (body.entry_id !== entry.entry_id || told !== entry.body) return "body-changed";
  if ((body.standing === "open") !== Boolean(body.key)) return "body-key";
  if (!body.key) return "";
  const found = await openedBody(body, body.key, entry).catch(() => null);
  if (!found) return "body-key";
  words.set(item, found);
  return "";
}

async function commitment(body: Body): Promise<string> {
  const { nonce, ciphertext, key_hash, algorithm } = body.sealed;
  const texts = [encoded("summitry/body/1"), encoded(algorithm ?? "chacha20-poly1305")];
  const parts = [...texts, fromHex(nonce), fromHex(ciphertext), fromHex(key_hash)];
  const told = parts.flatMap((part) => {
    const length = new DataView(new ArrayBuffer(8));
    length.setBigUint64(0, BigInt(part.length));
    return [new Uint8Array(length.buffer), part];
  });
  return toHex(await sha256(joined(...told)));
}

async function openedBody(body: Body, key: string, entry: Entry): Promise<Record<string, unknown> | null> {
  const raw = fromHex(key);
  const hashed = await sha256(joined(encoded("summitry/body-key/1\n"), raw));
  if (toHex(hashed) !== body.sealed.key_hash) return null;
  const bound = encoded(`summitry/body/1\n${entry.event}\n${entry.entry_id}\n`);
  const filled = opened(raw, fromHex(body.sealed.nonce), fromHex(body.sealed.ciphertext), bound);
  if (!filled) return null;
  let end = filled.length - 1;
  while (filled[end] === 0) end -= 1;
  if (filled[end] !== 0x80) return null;
  return JSON.parse(new TextDecoder().decode(filled.subarray(0, end))) as Record<string, unknown>;
}

/** Says whether the last line vouches for all lines before it. */
async function isSealed(pack: Pack, signs: boolean): Promise<boolean> {
  const maker = pack.logs.find((each) => each.post === pack.post)?.key;
  if (!pack.seal || !maker) return false;
  const frontier = new Frontier();
  for (const line of pack.lines) await frontier.grow(await leafOf(line));
  const is = pack.seal.size === frontier.size && same(pack.seal.root, await frontier.root());
  if (!is || pack.seal.origin !== nameOf("pack", pack.event, pack.post)) return false;
  return !signs || isGenuine(pack.seal, maker.public);
}

function nameOf(purpose: string, event: string, post: string): string {
  const parts = [event, post].map((each) => each.replaceAll("+", "%2B").replaceAll("/", "%2F"));
  return ["summitry", purpose, ...parts].join("/");
}
