/** Checkpoints and keys as text: C2SP signed-note and tlog-checkpoint, Ed25519. */
import { type Bytes, encoded, fromBase64, joined, sha256, toHex } from "./bytes";

export interface Key {
  name: string;
  public: Bytes;
  written: string;
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
  at: string;
  text: string;
  keyId: string;
  signature: Bytes;
}

const ED25519 = 1;

/** Returns the key from its line; throws where it is none, or not for Ed25519. */
export function keyOf(line: string): Key {
  const [name, , coded] = split(line, "+");
  const raw = fromBase64(coded);
  if (raw.length !== 33 || raw[0] !== ED25519) throw new Error("no key");
  return { name, public: raw.slice(1), written: line };
}

/** Returns name, id and key: a key in base64 may itself hold a plus sign. */
function split(line: string, joint: string): [string, string, string] {
  const [name = "", id = "", ...rest] = line.split(joint);
  return [name, id, rest.join(joint)];
}

export async function keyIdOf(name: string, key: Bytes): Promise<string> {
  const hashed = await sha256(joined(encoded(`${name}\n`), Uint8Array.of(ED25519), key));
  return toHex(hashed.slice(0, 4));
}

/** Returns the checkpoint, its signature not yet judged; throws for what is none. */
export function checkpointOf(note: string): Checkpoint {
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  const [origin = "", size = "", root = "", at = "", ...rest] = text.split("\n");
  const own = note
    .slice(end + 2)
    .split("\n")
    .filter((line) => line.startsWith(`— ${origin} `));
  const is = end > 0 && /^\d{1,16}$/.test(size) && at.startsWith("at ") && rest.join() === "";
  if (!is || own.length !== 1) throw new Error("no checkpoint");
  const raw = fromBase64(own[0]!.slice(origin.length + 3));
  return {
    origin, size: Number(size), root: fromBase64(root), at: at.slice(3), text,
    keyId: toHex(raw.slice(0, 4)), signature: raw.slice(4),
  };
}

/** Says whether this browser can judge signatures. */
export async function canVerify(): Promise<boolean> {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), "Ed25519", false, ["verify"]);
    return true;
  } catch {
    return false;
  }
}

export async function isGenuine(checkpoint: Checkpoint, key: Bytes): Promise<boolean> {
  if (checkpoint.keyId !== (await keyIdOf(checkpoint.origin, key))) return false;
  const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", imported, checkpoint.signature, encoded(checkpoint.text));
}
