/** How a fill goes on from the cells it starts with. */

const NUMBERED = /^(.*?)(-?\d+)(\D*)$/su;

interface Numbered { head: string; number: bigint; width: number; tail: string }

const DAY = /^\d{4}-\d\d-\d\d$/u;
const MOMENT = /^\d{4}-\d\d-\d\dT/u;
const DAY_MS = 86_400_000;

function numbered(text: string): Numbered | null {
  // Counting on the seconds of a moment is never meant.
  if (MOMENT.test(text)) return null;
  const found = NUMBERED.exec(text);
  if (!found) return null;
  let [, head = "", digits = "", tail = ""] = found;
  // The hyphen of P-001 joins, it does not subtract; only a bare -5 is below nought.
  if (digits.startsWith("-") && head !== "") {
    head += "-";
    digits = digits.slice(1);
  }
  const padded = /^-?0\d/.test(digits);
  return { head, number: BigInt(digits), width: padded ? digits.length : 0, tail };
}

function shown(like: Numbered, number: bigint): string {
  const digits = number < 0n ? `-${String(-number).padStart(like.width, "0")}` : String(number).padStart(like.width, "0");
  return like.head + digits + like.tail;
}

/**
 * The next `count` texts after `seed` (before it when `back`).
 *
 * One id counts on by one, several numbers go on by their common step; a lone plain number and
 * anything else repeats, as spreadsheets do.
 */
export function series(seed: readonly string[], count: number, back = false): string[] {
  if (seed.every((text) => DAY.test(text))) return days(seed, count, back);
  const parts = seed.map(numbered);
  const first = parts[0];
  const step = first && stepOf(parts);
  const out: string[] = [];
  for (let nth = 1; nth <= count; nth++) {
    if (first && step != null) {
      const from = back ? first : (parts[parts.length - 1] as Numbered);
      out.push(shown(from, from.number + step * BigInt(back ? -nth : nth)));
    } else {
      const at = back ? seed.length - 1 - ((nth - 1) % seed.length) : (nth - 1) % seed.length;
      out.push(seed[at] ?? "");
    }
  }
  return back ? out.reverse() : out;
}

function days(seed: readonly string[], count: number, back: boolean): string[] {
  const times = seed.map((text) => Date.parse(text));
  const first = times[0] ?? 0;
  const last = times[times.length - 1] ?? 0;
  const step = times.length > 1 ? (last - first) / (times.length - 1) : DAY_MS;
  const out: string[] = [];
  for (let nth = 1; nth <= count; nth++) {
    const time = back ? first - step * nth : last + step * nth;
    out.push(new Date(Math.round(time / DAY_MS) * DAY_MS).toISOString().slice(0, 10));
  }
  return back ? out.reverse() : out;
}

function stepOf(parts: readonly (Numbered | null)[]): bigint | null {
  const first = parts[0];
  if (!first) return null;
  if (parts.length === 1) return first.head + first.tail === "" ? null : 1n;
  const step = (parts[1]?.number ?? first.number) - first.number;
  for (let at = 1; at < parts.length; at++) {
    const before = parts[at - 1];
    const here = parts[at];
    if (!before || !here || here.head !== first.head || here.tail !== first.tail) return null;
    if (here.number - before.number !== step) return null;
  }
  return step;
}
