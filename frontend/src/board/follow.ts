/** The stream of the board: every message carries what has changed; a lost link is taken up again. */

export type Heard = (sections: Record<string, string>) => void;

/** A browser takes a lost link up by itself, but not a refusal, such as that of a full process. */
export const REOPEN_MS = 10_000;

/** `ended`: whoever reads may read otherwise now, and the page has to be opened anew. */
export function follow(address: string, heard: Heard, ended: () => void): void {
  let seen = "";
  const open = (): void => {
    const since = seen === "" ? "" : `&since=${encodeURIComponent(seen)}`;
    const source = new EventSource(address + since, { withCredentials: true });
    source.addEventListener("board", (event: MessageEvent<string>) => {
      seen = event.lastEventId;
      heard(JSON.parse(event.data) as Record<string, string>);
    });
    source.addEventListener("beat", () => heard({}));
    source.addEventListener("ended", () => {
      source.close();
      ended();
    });
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(open, REOPEN_MS);
    });
  };
  open();
}
