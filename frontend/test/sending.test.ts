import assert from "node:assert/strict";
import { test } from "node:test";
import { empty, outcomeOf } from "../src/outbox/sending";
import type { Outbox, Waiting } from "../src/outbox/store";

const answers: [number, string, string][] = [
  [200, "", "sent"],
  [401, "sign-in", "signed-out"],
  [403, "form.expired", "signed-out"],
  [403, "prove", "signed-out"],
  [0, "", "signed-out"],
  [403, "forbidden", "refused"],
  [404, "denied", "refused"],
  [400, "entry.no_words", "refused"],
  [413, "too-large", "refused"],
  [400, "journal.away", "no-answer"],
  [400, "journal.full", "no-answer"],
  [429, "", "no-answer"],
  [502, "", "no-answer"],
  [500, "broken", "later"],
];

for (const [status, code, wanted] of answers) {
  test(`an answer ${status} ${code} is ${wanted}`, () => {
    assert.equal(outcomeOf(status, code), wanted);
  });
}

test("each message says whose it is, and stays where another account is signed in", async () => {
  const waiting: Waiting = { id: "1", who: "a", place: 1, cells: [], photo: null, refused: "" };
  const dropped: number[] = [];
  const held = { name: "box", kept: async () => [waiting], drop: async (place: number) => void dropped.push(place) } as unknown as Outbox;
  const told: (string | null)[] = [];
  const locks = { request: (_: string, doing: () => unknown) => doing() };
  Object.defineProperty(globalThis, "navigator", { value: { locks }, configurable: true });
  Object.defineProperty(globalThis, "document", { value: { cookie: "" }, configurable: true });
  globalThis.fetch = async (_, options) => {
    told.push(new Headers(options?.headers).get("X-Summitry-Who"));
    return Response.json({ code: "sign-in" }, { status: 401 });
  };

  assert.deepEqual(await empty(held, "a", "/", "entry_id"), { sent: 0, end: "signed-out" });
  assert.deepEqual([told, dropped], [["a"], []]);
});
