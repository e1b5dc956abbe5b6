/** The steps a person made, backwards and forwards; saving does not shorten them. */

export const STEPS_MAX = 200;

export class Undo<Change> {
  #done: Change[][] = [];
  #undone: Change[][] = [];

  push(step: Change[]): void {
    if (step.length === 0) return;
    this.#done.push(step);
    this.#undone = [];
    if (this.#done.length > STEPS_MAX) this.#done.shift();
  }

  /** The step to take back, last change first. */
  back(): Change[] | null {
    const step = this.#done.pop();
    if (!step) return null;
    this.#undone.push(step);
    return [...step].reverse();
  }

  forth(): Change[] | null {
    const step = this.#undone.pop();
    if (!step) return null;
    this.#done.push(step);
    return step;
  }

  /** Forget the last step for good: a paste that was cancelled cannot be done again. */
  drop(): void {
    this.#undone.pop();
  }

  get canBack(): boolean {
    return this.#done.length > 0;
  }

  get canForth(): boolean {
    return this.#undone.length > 0;
  }
}
