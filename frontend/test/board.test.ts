import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { Age, LOST_SECONDS, OLD_SECONDS, stateOf } from "../src/board/age";
import { REOPEN_MS, follow } from "../src/board/follow";

/** The browser's EventSource, as far as the board uses it. */
class Source extends EventTarget {
  static readonly CLOSED = 2;
  static readonly opened: Source[] = [];
  readyState = 1;

  constructor(readonly url: string) {
    super();
    Source.opened.push(this);
  }

  close(): void {
    this.readyState = Source.CLOSED;
  }

  say(kind: string, data: unknown, lastEventId = ""): void {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data), lastEventId }));
  }
}

test("what is shown is fresh, then old, then lost, from the very second on", () => {
  const found = [OLD_SECONDS - 1, OLD_SECONDS, LOST_SECONDS - 1, LOST_SECONDS].map(stateOf);

  assert.deepEqual(found, ["fresh", "old", "old", "lost"]);
});

test("time that passed while the device slept counts", () => {
  const told = { dataset: { fresh: "{age} s" } as Record<string, string>, textContent: "" };
  Object.assign(globalThis, { document: { documentElement: { lang: "en" } } });
  const clock = mock.method(Date, "now", () => 0);
  mock.timers.enable({ apis: ["setInterval"] });
  new Age(told as unknown as HTMLElement);

  clock.mock.mockImplementation(() => LOST_SECONDS * 1000);
  mock.timers.tick(1000);
  mock.timers.reset();
  clock.mock.restore();

  assert.equal(told.dataset["state"], "lost");
});

test("a refused stream is opened again, from where it was; an ended one is not", () => {
  Object.assign(globalThis, { EventSource: Source });
  mock.timers.enable({ apis: ["setTimeout"] });
  const heard: Record<string, string>[] = [];
  let isEnded = false;
  follow("/live/board?language=en", (told) => heard.push(told), () => (isEnded = true));
  const [first] = Source.opened as [Source];
  first.say("board", { orders: "none" }, "life.3");
  first.close();
  first.dispatchEvent(new Event("error"));

  mock.timers.tick(REOPEN_MS);
  const second = Source.opened[1];
  second?.say("beat", {});
  second?.say("ended", {});
  mock.timers.tick(REOPEN_MS);
  mock.timers.reset();

  assert.deepEqual(heard, [{ orders: "none" }, {}]);
  assert.equal(second?.url, "/live/board?language=en&since=life.3");
  assert.deepEqual([isEnded, second?.readyState, Source.opened.length], [true, 2, 2]);
});
