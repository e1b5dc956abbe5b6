/** The stream of the board: every message carries what has changed; a lost link is taken up again. */

export type Heard = (sections: Record<string, string>) => void;

/** `ended`: whoever reads may read otherwise now, and the page has to be opened anew. */
export function follow(address: string, heard: Heard, ended: () => void): void {
  const source = new EventSource(address, { withCredentials: true });
  source.addEventListener("board", (event: MessageEvent<string>) => {
    heard(JSON.parse(event.data) as Record<string, string>);
  });
  source.addEventListener("beat", () => heard({}));
  source.addEventListener("ended", () => {
    source.close();
    ended();
  });
}
