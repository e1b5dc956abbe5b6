/** The reader in a page of evidence: shows its entries, and says whether they are whole. */
import { type Fault, judged, type Verdict } from "../evidence/judge";
import { canVerify } from "../evidence/note";
import { packOf } from "../evidence/pack";
import { table } from "../evidence/table";
import { filled, type Words } from "../evidence/words";

const held = (id: string) => document.querySelector(`#${id}`)?.textContent ?? "";
const verdictPlace = document.querySelector<HTMLElement>("#verdict")!;

function say(sentences: string[], state: "good" | "bad" | "open"): void {
  verdictPlace.className = state;
  verdictPlace.replaceChildren(
    ...sentences.map((sentence) => {
      const line = document.createElement("p");
      line.textContent = sentence;
      return line;
    }),
  );
}

function faultTold(fault: Fault, words: Words): string[] {
  const facts = { number: fault.number, last: fault.last, checkpoint: fault.checkpoint };
  const sentence = filled(words.reasons[fault.reason] ?? fault.reason, facts);
  const lines = [filled(words.fault, { post: fault.post, sentence })];
  if (fault.entryId) lines.push(filled(words.entry, { entry: fault.entryId }));
  if (fault.checkpoint) lines.push(filled(words.shown, facts));
  return lines;
}

/** Leaves the faults as data too: what reads the page by program needs no sentences. */
function mark(faults: Fault[]): void {
  verdictPlace.dataset["faults"] = JSON.stringify(faults.map((each) => [each.post, each.reason, each.number]));
}

function verdictTold(verdict: Verdict, words: Words, signs: boolean): void {
  const lines = verdict.faults.flatMap((each) => faultTold(each, words));
  if (signs) lines.push(...verdict.whole.map((each) => filled(words.whole, { ...each })));
  else lines.push(words.unsigned);
  say(lines, verdict.faults.length ? "bad" : signs ? "good" : "open");
}

async function run(): Promise<void> {
  const words = JSON.parse(held("words")) as Words;
  if (!globalThis.crypto?.subtle) return say([words.insecure], "open");
  say([words.judging], "open");
  let pack;
  try {
    pack = packOf(held("pack").split("\n").filter(Boolean));
  } catch (problem) {
    return say([filled(words.unreadable, { line: problem instanceof Error ? problem.message : "" })], "bad");
  }
  const signs = await canVerify();
  const verdict = await judged(pack, signs);
  mark(verdict.faults);
  verdictTold(verdict, words, signs);
  document.querySelector("#keys")!.textContent = pack.logs.map((each) => each.key.written).join("\n");
  table(pack, verdict, words, document.documentElement.lang);
}

void run();
