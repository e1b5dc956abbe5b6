/** Long work in short slices, so that a key press never waits. */

/** Well under the 50 ms of a long task, even where a laptop is four times slower than the clock says. */
const SLICE_MS = 8;

interface Yielding { yield?: () => Promise<void> }

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Let the event loop turn once. */
export function breathe(): Promise<void> {
  const own = (globalThis as { scheduler?: Yielding }).scheduler;
  if (own?.yield) return own.yield();
  return new Promise((go) => {
    waiting.push(go);
    channel.port2.postMessage(0);
  });
}

/** Let one frame be drawn; a page in the background draws none and goes on all the same. */
export async function frame(): Promise<void> {
  await new Promise((go) => {
    requestAnimationFrame(go);
    setTimeout(go, 100);
  });
  await breathe();
}

export class Slices {
  #until = performance.now() + SLICE_MS;

  /** True when the slice is used up: await `breathe()` and go on. */
  get over(): boolean {
    return performance.now() > this.#until;
  }

  async next(): Promise<void> {
    await breathe();
    this.#until = performance.now() + SLICE_MS;
  }
}

/** Call `each` on every item; stops early when `stopped` says so and returns how many were done. */
export async function eachInSlices<T>(
  items: Iterable<T>,
  each: (item: T, at: number) => void,
  stopped: () => boolean = () => false,
): Promise<number> {
  const slices = new Slices();
  let at = 0;
  for (const item of items) {
    each(item, at++);
    if ((at & 15) === 0 && slices.over) {
      await slices.next();
      if (stopped()) return at;
    }
  }
  return at;
}

/** Sort without ever holding the loop: short runs first, then merged pairwise. Stable. */
export async function sortInSlices<T>(
  items: readonly T[],
  compare: (left: T, right: T) => number,
  stopped: () => boolean = () => false,
): Promise<T[] | null> {
  const slices = new Slices();
  const run = 32;
  let from: T[] = [];
  for (let at = 0; at < items.length; at += run) {
    for (const item of items.slice(at, at + run).sort(compare)) from.push(item);
    if (slices.over) await slices.next();
    if (stopped()) return null;
  }
  for (let width = run; width < from.length; width *= 2) {
    const into: T[] = [];
    for (let start = 0; start < from.length; start += 2 * width) {
      const middle = Math.min(start + width, from.length);
      const end = Math.min(start + 2 * width, from.length);
      let left = start;
      let right = middle;
      while (left < middle || right < end) {
        const takeLeft = right >= end || (left < middle && compare(from[left] as T, from[right] as T) <= 0);
        into.push(from[takeLeft ? left++ : right++] as T);
        if ((into.length & 63) === 0 && slices.over) {
          await slices.next();
          if (stopped()) return null;
        }
      }
    }
    from = into;
  }
  return from;
}
