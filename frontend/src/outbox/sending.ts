// Sends what waits, in its order, and says what became of it.
import type { Outbox, Waiting } from "./store";

const SEND_TIMEOUT_MS = 60_000;
const BROKEN = 500;
/** The journal said neither yes nor no: the same is handed in again. */
const AGAIN = new Set(["journal.away", "journal.busy", "journal.full", "journal.broken"]);
/** Nobody is signed in any more: what waits is not judged before somebody is. */
const SIGNED_OUT = new Set(["sign-in", "prove", "form.expired"]);

/**
 * What became of one message. "no-answer" and "signed-out" hold for all that wait behind it; a
 * "refused" one is set aside with the reason, one that broke the server is tried again "later".
 */
export type Outcome = "sent" | "refused" | "later" | "no-answer" | "signed-out";

export interface Emptied {
  sent: number;
  end: "done" | "no-answer" | "signed-out";
}

interface Refusal {
  code?: string;
  sentences?: string[];
}

export function outcomeOf(status: number, code: string): Outcome {
  if (status >= 200 && status < 300) return "sent";
  if (status === 401 || SIGNED_OUT.has(code)) return "signed-out";
  if (status === BROKEN) return "later";
  // 0 is a redirect, which no answer to a script of ours is: a gate of the network asks first.
  if (status === 0) return "signed-out";
  if (status > BROKEN || status === 408 || status === 429 || AGAIN.has(code)) return "no-answer";
  return "refused";
}

function token(): string {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

async function post(address: string, id: string, waiting: Waiting): Promise<[Outcome, string]> {
  const body = new FormData();
  body.set(id, waiting.id);
  for (const [name, value] of waiting.cells) body.append(name, value);
  if (waiting.photo !== null) body.set("photo", waiting.photo, "photo.jpg");
  try {
    const answer = await fetch(address, {
      method: "POST",
      body,
      // Whose it is: another account may have signed in beside this page, and must not be its author.
      headers: { Accept: "application/json", "X-CSRFToken": token(), "X-Summitry-Who": waiting.who },
      redirect: "manual",
      signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
    });
    if (answer.ok) return ["sent", ""];
    const refusal = (await answer.json().catch(() => ({}))) as Refusal;
    const told = (refusal.sentences ?? [String(answer.status)]).join(" ");
    return [outcomeOf(answer.status, refusal.code ?? ""), told];
  } catch {
    // No connection, or none that lasted: the same id makes a repeat the same message.
    return ["no-answer", ""];
  }
}

/** Send what the account has waiting; one page at a time does so, whatever is open. */
export function empty(held: Outbox, who: string, address: string, id: string): Promise<Emptied> {
  return navigator.locks.request(held.name, async (): Promise<Emptied> => {
    let sent = 0;
    for (const each of await held.kept()) {
      if (each.who !== who || each.refused !== "") continue;
      const [outcome, told] = await post(address, id, each);
      if (outcome === "no-answer" || outcome === "signed-out") return { sent, end: outcome };
      if (outcome === "sent") {
        await held.drop(each.place);
        sent += 1;
      } else if (outcome === "refused") await held.refuse(each, told);
    }
    return { sent, end: "done" };
  });
}
