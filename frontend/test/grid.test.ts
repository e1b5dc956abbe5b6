import assert from "node:assert/strict";
import { test } from "node:test";
import { comparing, fromHash, isPlain, matches, NOTHING, onlyDiffering, toggled, toggledDiffering, toHash } from "../src/grid/filter";
import { mergeRemote, mergeSaved } from "../src/grid/merge";
import { series } from "../src/grid/series";
import { format, parse } from "../src/grid/tsv";
import { Undo } from "../src/grid/undo";

test("cells of Excel come apart with their tabs, quotes and line breaks", () => {
  const text = 'a\t"two\r\nlines"\t"say ""no"""\r\n\t=1+1\t5" pipe\r\n';

  assert.deepEqual(parse(text), [["a", "two\nlines", 'say "no"'], ["", "=1+1", '5" pipe']]);
});

test("a last empty cell and a quote that is never closed are kept", () => {
  assert.deepEqual(parse('a\t\n"open\tb'), [["a", ""], ['"open', "b"]]);
  assert.deepEqual(parse("a\t"), [["a", ""]]);
});

test("what is copied is read back the same", () => {
  const rows = [["a\tb", "c\nd", '"e"'], ["", "=x", "f"]];

  assert.deepEqual(parse(format(rows)), rows);
});

test("ids count on, lone numbers repeat, steps go on, days go on", () => {
  assert.deepEqual(series(["P-001"], 2), ["P-002", "P-003"]);
  assert.deepEqual(series(["P-099"], 2), ["P-100", "P-101"]);
  assert.deepEqual(series(["5"], 2), ["5", "5"]);
  assert.deepEqual(series(["2", "4"], 2), ["6", "8"]);
  assert.deepEqual(series(["2", "4"], 2, true), ["-2", "0"]);
  assert.deepEqual(series(["2026-02-28"], 1), ["2026-03-01"]);
  assert.deepEqual(series(["2026-09-01T08:00:00Z"], 1), ["2026-09-01T08:00:00Z"]);
  assert.deepEqual(series(["a", "b"], 3), ["a", "b", "a"]);
});

test("undo goes back in reverse and a new step forgets the way forth", () => {
  const undo = new Undo<number>();
  undo.push([1, 2]);
  undo.push([3]);

  assert.deepEqual([undo.back(), undo.back(), undo.back()], [[3], [2, 1], null]);
  assert.deepEqual(undo.forth(), [1, 2]);
  undo.push([4]);
  assert.equal(undo.forth(), null);
});

test("remote cells come in beside mine, and the same cell clashes", () => {
  const base = ["a", "b", "c"];

  assert.deepEqual(mergeRemote(base, ["a", "mine", "c"], ["a", "b", "their"]), {
    cells: ["a", "mine", "their"], base: ["a", "b", "their"], clashing: [],
  });
  assert.deepEqual(mergeRemote(base, ["a", "mine", "c"], ["a", "their", "c"]).clashing, [1]);
  assert.deepEqual(mergeSaved(["a", "x"], ["a", "xy"], ["A", "x"]), ["A", "xy"]);
});

test("filters, sorting and the address", () => {
  const wanted = { search: "gate", sorts: [{ column: "name", down: true }], filters: { field: { how: "is" as const, text: "a:b" } } };

  assert.deepEqual(fromHash(`#${toHash(wanted)}`), wanted);
  assert.ok(matches({ how: "has", text: "ATE" }, "Gate"));
  assert.ok(!matches({ how: "filled", text: "" }, ""));
  assert.deepEqual(toggled([{ column: "name", down: true }], "name", false), []);
  assert.equal(comparing(new Intl.Collator("en", { numeric: true }), "P-9", "P-10", false), -1);
  assert.equal(comparing(new Intl.Collator("en"), "", "a", true), 1);
});

test("rows that differ from the baseline are a filter of its own, which the address keeps", () => {
  const on = toggledDiffering(NOTHING);
  assert.deepEqual([onlyDiffering(NOTHING), onlyDiffering(on), isPlain(on)], [false, true, false]);
  assert.equal(onlyDiffering(fromHash(toHash(on))), true);
  assert.deepEqual(toggledDiffering(on), NOTHING);
});
