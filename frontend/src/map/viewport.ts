/** Which part of the plane is shown: the middle, and how many metres a pixel stands for. */

import type { Frame, Point } from "./geometry";

const FINEST = 0.005;
const COARSEST = 500;

export class Viewport {
  middle: Point = [0, 0];
  metres = 1;
  width = 1;
  height = 1;

  fit(frame: Frame): void {
    this.middle = [(frame.west + frame.east) / 2, (frame.south + frame.north) / 2];
    this.metres = Math.max((frame.east - frame.west) / this.width, (frame.north - frame.south) / this.height);
  }

  /** Keep what is in the middle when the page is turned or widened. */
  resize(width: number, height: number): void {
    this.width = Math.max(width, 1);
    this.height = Math.max(height, 1);
  }

  /** Pixels from the drawing's upper left corner as metres. */
  place(x: number, y: number): Point {
    return [this.middle[0] + (x - this.width / 2) * this.metres, this.middle[1] - (y - this.height / 2) * this.metres];
  }

  pan(right: number, down: number): void {
    this.middle = [this.middle[0] - right * this.metres, this.middle[1] + down * this.metres];
  }

  /** The place under the pointer stays under it. */
  zoom(factor: number, x = this.width / 2, y = this.height / 2): void {
    const held = this.place(x, y);
    this.metres = Math.min(Math.max(this.metres / factor, FINEST), COARSEST);
    const now = this.place(x, y);
    this.middle = [this.middle[0] + held[0] - now[0], this.middle[1] + held[1] - now[1]];
  }

  get box(): string {
    const wide = this.width * this.metres;
    const high = this.height * this.metres;
    return [this.middle[0] - wide / 2, -this.middle[1] - high / 2, wide, high].map((each) => each.toFixed(3)).join(" ");
  }
}
