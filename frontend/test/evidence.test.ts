import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { test } from "node:test";
import { encoded, fromBase64, fromHex, toHex } from "../src/evidence/bytes";
import { block, opened, poly1305 } from "../src/evidence/chacha";
import { checkpointOf, isGenuine, keyIdOf, keyOf } from "../src/evidence/note";
import { packOf } from "../src/evidence/pack";
import { Frontier, leafOf } from "../src/evidence/tree";
import { filled } from "../src/evidence/words";

// Node 18 has the browsers' cryptography, and does not put it where browsers have it.
globalThis.crypto ??= webcrypto as Crypto;

const KEY = Uint8Array.from({ length: 32 }, (_, at) => 0x80 + at);
const NONCE = fromHex("070000004041424344454647");
const BOUND = fromHex("50515253c0c1c2c3c4c5c6c7");
const SUNSCREEN = "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
const CLOSED = fromHex(
  "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b" +
    "1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc" +
    "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691",
);

test("a block of the cipher is that of RFC 8439, 2.3.2", () => {
  const key = Uint8Array.from({ length: 32 }, (_, at) => at);

  assert.equal(
    toHex(block(key, fromHex("000000090000004a00000000"), 1)),
    "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e" +
      "d2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e",
  );
});

test("a tag is that of RFC 8439, 2.5.2", () => {
  const key = fromHex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b");

  assert.equal(
    toHex(poly1305(key, encoded("Cryptographic Forum Research Group"))),
    "a8061dc1305136c6c22b8baf0c0127a9",
  );
});

test("what was sealed opens as in RFC 8439, 2.8.2, and with nothing else", () => {
  const other = CLOSED.slice();
  other[3]! ^= 1;

  assert.deepEqual(opened(KEY, NONCE, CLOSED, BOUND), encoded(SUNSCREEN));
  assert.equal(opened(KEY, NONCE, other, BOUND), null);
  assert.equal(opened(KEY, NONCE, CLOSED, BOUND.slice(1)), null);
  assert.equal(opened(KEY.slice(1), NONCE, CLOSED, BOUND), null);
});

test("roots are those of RFC 6962's own test tree", async () => {
  const leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
  const expected = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ];
  const frontier = new Frontier();
  const found = [toHex(await frontier.root())];
  for (const leaf of leaves) {
    await frontier.grow(await leafOf(fromHex(leaf)));
    found.push(toHex(await frontier.root()));
  }

  assert.deepEqual(found, expected);
});

test("a checkpoint holds only under its own key, name and text", async () => {
  const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
  const key = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const root = btoa(String.fromCharCode(...new Uint8Array(32)));
  const text = `summitry/log/E/CP\n7\n${root}\nat 2026-01-01T00:00:00.000+00:00\n`;
  const signature = new Uint8Array(await crypto.subtle.sign("Ed25519", pair.privateKey, encoded(text)));
  const id = fromHex(await keyIdOf("summitry/log/E/CP", key));
  const signed = btoa(String.fromCharCode(...id, ...signature));
  const note = `${text}\n— summitry/log/E/CP ${signed}\n`;

  const found = checkpointOf(note);

  assert.deepEqual([found.origin, found.size, found.at], ["summitry/log/E/CP", 7, "2026-01-01T00:00:00.000+00:00"]);
  assert.equal(await isGenuine(found, key), true);
  assert.equal(await isGenuine(checkpointOf(note.replace("\n7\n", "\n8\n")), key), false);
  assert.equal(await isGenuine(found, new Uint8Array(32)), false);
  assert.throws(() => checkpointOf(text));
});

test("a key may hold a plus sign, and one of a witness is none of a journal", () => {
  const coded = btoa(String.fromCharCode(1, ...new Uint8Array(32).fill(0xfb)));

  assert.match(coded, /\+/);
  assert.deepEqual(keyOf(`name+01020304+${coded}`).public, new Uint8Array(32).fill(0xfb));
  assert.throws(() => keyOf(`name+01020304+${btoa(String.fromCharCode(4, ...new Uint8Array(32)))}`));
});

test("a line that is none is named by its number", () => {
  const header = btoa('{"pack":{"event":"E","post":"CP","made":"","format":"summitry-pack-1"}}');

  assert.equal(packOf([header]).event, "E");
  assert.throws(() => packOf([header, btoa("{}")]), { message: "2" });
  assert.throws(() => packOf([header, "!"]), { message: "2" });
  assert.throws(() => packOf([btoa('{"seal":""}')]), { message: "1" });
  assert.throws(() => packOf([]), { message: "1" });
});

test("sentences are filled in, and bytes come back from their texts", () => {
  assert.equal(filled("Entry {number} of {all}", { number: 4 }), "Entry 4 of {all}");
  assert.deepEqual(fromBase64("AP8="), Uint8Array.of(0, 255));
  assert.throws(() => fromHex("0g"));
});
