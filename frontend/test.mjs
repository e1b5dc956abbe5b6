// Runs test/*.test.ts by node's own runner: esbuild, which builds the pages, bundles them before.
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, "test");
const names = (await readdir(folder)).filter((name) => name.endsWith(".test.ts")).sort();
if (!names.length) throw new Error(`no tests in ${folder}`);
const made = await mkdtemp(join(tmpdir(), "summitry-scripts-"));
try {
  await build({
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node18",
    sourcemap: "inline",
    logLevel: "warning",
    entryPoints: names.map((name) => join(folder, name)),
    outdir: made,
    outExtension: { ".js": ".mjs" },
  });
  const files = names.map((name) => join(made, name.replace(/\.ts$/, ".mjs")));
  const told = process.argv.slice(2);
  const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...told, ...files], {
    stdio: "inherit",
  });
  process.exitCode = run.status ?? 1;
} finally {
  await rm(made, { recursive: true, force: true });
}
