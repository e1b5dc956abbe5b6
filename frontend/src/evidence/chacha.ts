/** ChaCha20-Poly1305 (RFC 8439), which browsers' own cryptography does not have: opening only. */
import { type Bytes, joined, same } from "./bytes";

const TAG = 16;
const PRIME = (1n << 130n) - 5n;
const CLAMP = 0x0ffffffc0ffffffc0ffffffc0fffffffn;

/** Returns what was sealed, null where key, nonce, text and tag do not belong together. */
export function opened(key: Bytes, nonce: Bytes, closed: Bytes, bound: Bytes): Bytes | null {
  if (key.length !== 32 || nonce.length !== 12 || closed.length < TAG) return null;
  const text = closed.subarray(0, -TAG);
  const lengths = new DataView(new ArrayBuffer(16));
  lengths.setBigUint64(0, BigInt(bound.length), true);
  lengths.setBigUint64(8, BigInt(text.length), true);
  const told = joined(bound, filler(bound), text, filler(text), new Uint8Array(lengths.buffer));
  const tag = poly1305(block(key, nonce, 0).subarray(0, 32), told);
  return same(tag, closed.subarray(-TAG)) ? applied(key, nonce, text) : null;
}

function filler(bytes: Bytes): Bytes {
  return new Uint8Array((TAG - (bytes.length % TAG)) % TAG);
}

function applied(key: Bytes, nonce: Bytes, text: Bytes): Bytes {
  const found = text.slice();
  for (let at = 0; at < text.length; at += 64) {
    const stream = block(key, nonce, at / 64 + 1);
    for (let each = at; each < Math.min(at + 64, text.length); each++) {
      found[each]! ^= stream[each - at]!;
    }
  }
  return found;
}

export function block(key: Bytes, nonce: Bytes, counter: number): Bytes {
  const start = new Uint32Array(16);
  start.set([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
  start.set(words(key), 4);
  start[12] = counter;
  start.set(words(nonce), 13);
  const state = start.slice();
  for (let round = 0; round < 10; round++) {
    for (const at of [0, 1, 2, 3]) quarter(state, at, at + 4, at + 8, at + 12);
    for (const at of [0, 1, 2, 3]) {
      quarter(state, at, 4 + ((at + 1) % 4), 8 + ((at + 2) % 4), 12 + ((at + 3) % 4));
    }
  }
  const view = new DataView(new ArrayBuffer(64));
  state.forEach((each, at) => view.setUint32(4 * at, each + start[at]!, true));
  return new Uint8Array(view.buffer);
}

function words(bytes: Bytes): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / 4 }, (_, at) => view.getUint32(4 * at, true));
}

function quarter(state: Uint32Array, a: number, b: number, c: number, d: number): void {
  const step = (to: number, from: number, turned: number, by: number) => {
    state[to]! += state[from]!;
    const mixed = state[turned]! ^ state[to]!;
    state[turned] = (mixed << by) | (mixed >>> (32 - by));
  };
  step(a, b, d, 16);
  step(c, d, b, 12);
  step(a, b, d, 8);
  step(c, d, b, 7);
}

export function poly1305(key: Bytes, message: Bytes): Bytes {
  const r = little(key.subarray(0, 16)) & CLAMP;
  let sum = 0n;
  for (let at = 0; at < message.length; at += 16) {
    const part = message.subarray(at, at + 16);
    sum = ((sum + little(part) + (1n << BigInt(8 * part.length))) * r) % PRIME;
  }
  sum += little(key.subarray(16, 32));
  return Uint8Array.from({ length: TAG }, (_, at) => Number((sum >> BigInt(8 * at)) & 255n));
}

function little(bytes: Bytes): bigint {
  return bytes.reduceRight((sum, each) => (sum << 8n) | BigInt(each), 0n);
}
