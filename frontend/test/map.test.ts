import assert from "node:assert/strict";
import { test } from "node:test";
import { fromText, moved, scaleFor, sides, snapped, stepFrom, toText, withCorner, withoutCorner, type Point } from "../src/map/geometry";
import { cellsOf, type Data, isDirty, Plan, placedBy } from "../src/map/model";
import { Viewport } from "../src/map/viewport";

const SQUARE: Point[] = [[0, 0], [10, 0], [10, 10], [0, 10]];

function data(points: Point[], hash = "a"): Data {
  const shape = { key: "Z-1", name: "Hall", hash, own: true, look: "outer", points, finding: "", address: "" };
  const fields = [{ name: "zone_id", label: "Zone", kind: "id", target: "zones", choices: [] }];
  return {
    revision: 1, site: "hall", may_edit: true, frame: [0, 0, 10, 10], groups: [], floors: [], around: null,
    layers: [{ table: "zones", label: "Zones", form: "area", columns: ["outline"], fields, shapes: [shape] }],
  };
}

test("outlines are written as the tables write them, and read back", () => {
  assert.equal(toText([[0, -0], [10.25, -3]]), "0 0; 10.25 -3");
  assert.deepEqual(fromText("0 0; 10.25 -3"), [[0, 0], [10.25, -3]]);
  assert.deepEqual(fromText(" "), []);
  assert.deepEqual([fromText("0"), fromText("0 0 0"), fromText("a b")], [null, null, null]);
});

test("a pen snaps to the nearest corner in reach, then to a side, then to the grid, then to the centimetre", () => {
  const bare = { corners: SQUARE, sides: [] };
  const outlined = { corners: SQUARE, sides: [[SQUARE[0], SQUARE[1]]] as [Point, Point][] };
  assert.deepEqual(snapped([9.2, 0.3], outlined, 1, 5), [10, 0]);
  assert.deepEqual(snapped([4.6, 0.6], outlined, 1, 5), [4.6, 0]);
  assert.deepEqual(snapped([7.6, 2.6], bare, 1, 5), [10, 5]);
  assert.deepEqual(snapped([7.604, 2.6], bare, 1, 0), [7.6, 2.6]);
});

test("corners come and go where they are asked for", () => {
  assert.deepEqual(withCorner(SQUARE, 3, [-5, 5]).at(-1), [-5, 5]);
  assert.deepEqual(withoutCorner(SQUARE, 0), SQUARE.slice(1));
  assert.deepEqual(moved(SQUARE, 1, [12, 0])[1], [12, 0]);
  assert.deepEqual(sides(SQUARE, true).map(({ place }) => place), [[5, 0], [10, 5], [5, 10], [0, 5]]);
  assert.equal(sides(SQUARE, false).length, 3);
});

test("scale bars and grids are round", () => {
  assert.deepEqual([0.4, 99, 100].map(scaleFor), [1, 50, 100]);
  assert.deepEqual([0.4, 99, 101].map(stepFrom), [1, 100, 200]);
});

test("the place under the pointer stays there while one zooms", () => {
  const view = new Viewport();
  view.resize(400, 200);
  view.fit({ west: 0, south: 0, east: 400, north: 200 });

  const before = view.place(100, 50);
  view.zoom(2, 100, 50);

  assert.deepEqual([view.place(100, 50), before, view.metres], [[100, 150], [100, 150], 0.5]);
  view.pan(10, 0);
  assert.deepEqual(view.place(110, 50), [100, 150]);
});

test("what was drawn stays over what the server says later, and goes back step by step", () => {
  const plan = new Plan();
  plan.take(data(SQUARE));
  const shape = plan.shapes[0];
  assert.ok(shape);
  plan.change(shape, moved(SQUARE, 0, [-1, -1]));

  plan.take(data([[0, 0], [5, 0], [5, 5]], "b"));

  const after = plan.shapes[0];
  assert.ok(after);
  assert.deepEqual([after.hash, after.points[0], isDirty(after)], ["a", [-1, -1], true]);
  assert.equal(plan.back(), true);
  assert.deepEqual(plan.shapes[0]?.points, SQUARE);
  assert.equal(plan.forth(), true);
  assert.deepEqual(cellsOf(plan.shapes[0] ?? shape), { outline: "-1 -1; 10 0; 10 10; 0 10" });
});

test("a new shape that was finished as a form is not there twice", () => {
  const plan = new Plan();
  plan.take(data(SQUARE));
  const layer = plan.layer("zones");
  assert.ok(layer);
  const shape = plan.add(layer, SQUARE);
  shape.cells["zone_id"] = "Z-2";
  plan.take(data(SQUARE));
  assert.equal(plan.shapes.length, 2);

  const fuller = data(SQUARE);
  fuller.layers[0]?.shapes.push({ key: "Z-2", name: "", hash: "c", own: true, look: "outer", points: SQUARE, finding: "", address: "" });
  plan.take(fuller);

  assert.deepEqual(plan.shapes.map(({ key }) => key), ["Z-1", "Z-2"]);
});

test("marks send the metre that changed alone, and clashes put them where the other did", () => {
  const mark = data([[1, 2]]);
  const [layer] = mark.layers;
  assert.ok(layer);
  Object.assign(layer, { form: "mark", columns: ["x_m", "y_m"] });
  const plan = new Plan();
  plan.take(mark);
  const shape = plan.shapes[0];
  assert.ok(shape);

  plan.change(shape, [[1, 7]]);

  assert.deepEqual(cellsOf(shape), { y_m: "7" });
  assert.deepEqual(placedBy(layer, { y_m: "9" }, shape.base), [[1, 9]]);
  assert.deepEqual(placedBy(layer, { x_m: "", y_m: "" }, []), []);
});
