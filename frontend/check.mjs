// Checks the types of pages and of workers apart: their globals are not the same.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const compiler = join(here, "node_modules", "typescript", "bin", "tsc");
const workers = join(here, "src", "workers");
const projects = [here];
if (existsSync(workers) && readdirSync(workers).some((name) => name.endsWith(".ts"))) {
  projects.push(workers);
}
const results = projects.map((project) =>
  spawnSync(process.execPath, [compiler, "--noEmit", "--project", project], { stdio: "inherit" }),
);
process.exit(results.every((result) => result.status === 0) ? 0 : 1);
