/** Bytes as texts and back; whatever is no such text throws, and makes the pack unreadable. */

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const ENCODER = new TextEncoder();

export type Bytes = Uint8Array<ArrayBuffer>;

export const encoded = (text: string): Bytes => new Uint8Array(ENCODER.encode(text));
export const decoded = (bytes: Bytes): string => UTF8.decode(bytes);

export function fromHex(text: string): Bytes {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new Error("no hexadecimal");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

export function toHex(bytes: Bytes): string {
  return Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
}

export function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

export function joined(...parts: Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of parts) {
    whole.set(each, at);
    at += each.length;
  }
  return whole;
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

export function same(one: Bytes, other: Bytes): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}
