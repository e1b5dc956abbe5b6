// Bundles what browsers run: one file for each src/*.ts and src/workers/*.ts, and htmx as it comes.
// What stands in src/inline goes into pages that are one file: the core makes them.
import { copyFile, mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, "..", "src", "summitry_web", "frame", "built");
const inlined = join(here, "..", "src", "summitry", "report", "built");
const withMaps = process.argv.includes("--maps");

async function entriesOf(folder) {
  const names = await readdir(folder).catch((problem) => {
    if (problem.code === "ENOENT") return [];
    throw problem;
  });
  return names
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .sort()
    .map((name) => join(folder, name));
}

const shared = {
  bundle: true,
  minify: true,
  target: "es2022",
  outdir: built,
  sourcemap: withMaps ? "linked" : false,
  legalComments: "inline",
  logLevel: "warning",
};

const pages = await entriesOf(join(here, "src"));
const workers = await entriesOf(join(here, "src", "workers"));
const inline = await entriesOf(join(here, "src", "inline"));
for (const folder of [built, inlined]) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
// With no entry at all esbuild would look at its standard input.
if (pages.length) await build({ ...shared, entryPoints: pages, format: "esm" });
// A service worker is a classic script: modules are not supported there by every browser.
if (workers.length) await build({ ...shared, entryPoints: workers, format: "iife" });
await build({ ...shared, entryPoints: inline, format: "iife", outdir: inlined, sourcemap: false, charset: "ascii" });
await copyFile(join(here, "node_modules", "htmx.org", "dist", "htmx.min.js"), join(built, "htmx.js"));
