import assert from "node:assert/strict";
import { test } from "node:test";
import { outcomeOf } from "../src/outbox/sending";

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
