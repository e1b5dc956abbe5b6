// Sends what waits, and tells what became of it.
import type { Waiting } from "./store";

const SEND_TIMEOUT_MS = 60_000;
// The journal did not say yes and did not say no: the same is handed in again.
const AGAIN = new Set(["journal.away", "journal.busy", "journal.full", "journal.broken"]);

export type Outcome = "sent" | "kept" | "signed-out" | "refused";

function token(): string {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

export async function post(address: string, id: string, report: Omit<Waiting, "place">): Promise<[Outcome, string]> {
  const body = new FormData();
  body.set(id, report.id);
  for (const [name, value] of report.cells) body.append(name, value);
  if (report.photo !== null) body.set("photo", report.photo, "photo.jpg");
  try {
    const answer = await fetch(address, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      // Whoever is signed out is sent elsewhere: that is not an answer to the report.
      redirect: "manual",
      signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
    });
    if (answer.ok) return ["sent", ""];
    if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404) return ["signed-out", ""];
    if (answer.status >= 500 || answer.status === 429) return ["kept", ""];
    const refusal = (await answer.json().catch(() => ({}))) as { code?: string; sentences?: string[] };
    if (AGAIN.has(refusal.code ?? "")) return ["kept", ""];
    return ["refused", (refusal.sentences ?? [String(answer.status)]).join(" ")];
  } catch {
    // No connection, or none that lasted: the same id makes a repeat the same report.
    return ["kept", ""];
  }
}
