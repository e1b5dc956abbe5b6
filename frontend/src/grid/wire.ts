/** Asks the server, and tells apart why it did not answer. */

import type { Answer, Batch, Cells, Findings, Page, Sent } from "./types";

export type Trouble =
  | { kind: "lost" }
  | { kind: "ended" }
  | { kind: "prove"; address: string }
  | { kind: "refused"; sentences: string[] };

export class Failed extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.kind);
    this.trouble = trouble;
  }
}

interface Refusal { code?: string; address?: string; sentences?: string[] }

export class Wire {
  readonly api: string;

  constructor(api: string) {
    this.api = api;
  }

  page(after: string | null, size: number): Promise<Page> {
    const asked = new URLSearchParams({ size: String(size) });
    if (after !== null) asked.set("after", after);
    return this.#get<Page>(`cells/?${asked.toString()}`);
  }

  changes(since: number): Promise<Page> {
    return this.#get<Page>(`changes/?since=${since}`);
  }

  findings(since: number): Promise<Findings> {
    return this.#get<Findings>(`findings/?since=${since}`);
  }

  save(batch: Batch): Promise<Answer> {
    return this.#post<Answer>("save/", batch);
  }

  draft(rows: Sent[]): Promise<{ errors: Record<string, Cells> }> {
    return this.#post("draft/", { rows });
  }

  dropDrafts(places: string[]): Promise<unknown> {
    return this.#post("draft/drop/", { places });
  }

  #get<T>(path: string): Promise<T> {
    return this.#ask<T>(path, { headers: { Accept: "application/json" } });
  }

  #post<T>(path: string, body: object): Promise<T> {
    return this.#ask<T>(path, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(body),
    });
  }

  async #ask<T>(path: string, init: RequestInit): Promise<T> {
    let answer: Response;
    try {
      answer = await fetch(this.api + path, { ...init, redirect: "manual", credentials: "same-origin" });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new Failed({ kind: "lost" });
    }
    const json = (answer.headers.get("Content-Type") ?? "").includes("json");
    if (answer.type === "opaqueredirect" || answer.status === 401) throw new Failed({ kind: "ended" });
    // A gateway that is restarting answers in HTML too: only a page that says "fine" is a sign-in page.
    if (answer.status >= 500) throw new Failed({ kind: "lost" });
    if (!json) throw new Failed(answer.ok ? { kind: "ended" } : { kind: "refused", sentences: [String(answer.status)] });
    try {
      const said = (await answer.json()) as T & Refusal;
      if (answer.ok) return said;
      if (answer.status === 403 && said.code === "prove") throw new Failed({ kind: "prove", address: said.address ?? "" });
      // Whoever signs in anew in another tab has another token: this page's own is of a session that ended.
      if (answer.status === 403 && said.code === "form.expired") throw new Failed({ kind: "ended" });
      throw new Failed({ kind: "refused", sentences: said.sentences ?? [said.code ?? String(answer.status)] });
    } catch (error) {
      if (error instanceof Failed) throw error;
      throw new Failed({ kind: "lost" });
    }
  }
}

/** The page's own token, which it gives to htmx in the same way. */
function token(): string {
  const headers = document.body.getAttribute("hx-headers");
  const told = headers ? (JSON.parse(headers) as Record<string, string>)["X-CSRFToken"] : undefined;
  return told ?? document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
}
