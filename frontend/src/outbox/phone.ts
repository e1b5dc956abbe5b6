// The outbox of a page for phones: what waits is told in the page's own sentences, and sent.
import { showAsides } from "./asides";
import { empty } from "./sending";
import type { Outbox, Waiting } from "./store";

export function found<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no ${id}`);
  return element as T;
}

export class PhoneOutbox {
  /** Whose page it is; the page that is kept for no connection does not say. */
  who = "";
  private readonly box = found("queue");
  /** All that was kept on this page has arrived: that stays told when it is looked for once more. */
  private hasArrived = false;

  /** `id` is the cell by which the page at the address knows a message that comes again. */
  constructor(
    private readonly held: Outbox,
    private readonly address: string,
    private readonly id: string,
  ) {}

  async begin(who: string): Promise<void> {
    found("queue-send").addEventListener("click", () => void this.send());
    window.addEventListener("online", () => void this.send());
    this.who = who || (await this.held.lastAccount(this.address));
    if (who !== "") await this.held.noteAccount(this.address, who);
    await navigator.storage?.persist?.();
    await this.show();
    await this.send();
  }

  /** Keep the message and try to send it; false where this browser cannot keep it. */
  async keep(message: Omit<Waiting, "place" | "who" | "refused">): Promise<boolean> {
    try {
      await this.held.keep({ ...message, who: this.who, refused: "" });
    } catch {
      await this.show(this.box.dataset["lost"]);
      return false;
    }
    this.hasArrived = false;
    await this.show(this.box.dataset["kept"]);
    this.box.scrollIntoView();
    return true;
  }

  async send(): Promise<void> {
    const { sent, end } = await empty(this.held, this.who, this.address, this.id);
    const isAway = (await this.held.kept()).every((each) => each.who !== this.who);
    const words = this.box.dataset;
    this.hasArrived = isAway && (sent > 0 || this.hasArrived);
    const done = this.hasArrived ? words["sent"] : "";
    await this.show({ done, "no-answer": words["kept"], "signed-out": words["signedOut"] }[end]);
  }

  async show(extra = ""): Promise<void> {
    const words = this.box.dataset;
    const waiting = await this.held.kept();
    const own = waiting.filter((each) => each.who === this.who || this.who === "");
    const count = own.filter((each) => each.refused === "").length;
    const told = count.toLocaleString(document.documentElement.lang);
    const sentences = [
      count === 1 ? words["one"] : count > 1 ? words["many"]?.replace("#", told) : "",
      own.length < waiting.length ? words["other"] : "",
      extra,
    ];
    found("queue-told").textContent = sentences.filter(Boolean).join(" ");
    this.box.hidden = !sentences.some(Boolean) && own.length === 0;
    const asides = own.filter((each) => each.refused !== "");
    const wordings = { again: words["again"] ?? "", drop: words["drop"] ?? "", sure: words["sure"] ?? "" };
    showAsides(found("queue-refused"), this.held, asides, wordings, () => void this.send());
  }
}
