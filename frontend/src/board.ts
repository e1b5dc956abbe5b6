/** The board: takes each change from the stream, and always says how old what it shows is. */

import { Age } from "./board/age";
import { follow } from "./board/follow";
import { put } from "./board/sections";

const POLL_MS = 5000;

function begin(board: HTMLElement): void {
  const told = document.getElementById("board-age");
  if (told === null) return;
  const age = new Age(told);
  const { stream = "", page = "" } = board.dataset;
  const heard = (sections: Record<string, string>): void => {
    put(board, sections);
    age.renew();
  };
  if (stream !== "") follow(stream, heard, () => location.reload());
  else setInterval(() => void poll(page, heard), POLL_MS);
  document.getElementById("board-now")?.scrollIntoView({ block: "nearest" });
}

/** A node without a live process: the page itself is asked again, and its sections taken over. */
async function poll(page: string, heard: (sections: Record<string, string>) => void): Promise<void> {
  const answer = await fetch(page, { headers: { Accept: "text/html" } }).catch(() => null);
  // Where no answer comes, the age that goes on growing says so.
  if (answer === null || !answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const sections: Record<string, string> = {};
  for (const each of fresh.querySelectorAll("#board > section")) {
    sections[each.id.replace("board-", "")] = each.innerHTML;
  }
  heard(sections);
}

const board = document.getElementById("board");
if (board !== null) begin(board);
