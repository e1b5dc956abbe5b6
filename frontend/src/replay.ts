/** Replay: the slider goes to a moment of the day, and play goes on step by step. */

const PLAY_MS = 1500;
const MINUTE_MS = 60_000;
const PLAYING = "replay-playing";

function begin(form: HTMLFormElement): void {
  const slider = document.getElementById("replay-slider") as HTMLInputElement;
  const play = document.getElementById("replay-play") as HTMLButtonElement;
  const first = Date.parse(form.dataset["first"] ?? "");
  const step = Number(form.dataset["step"] ?? "15");
  const go = (minute: number): void => {
    const at = new Date(first + minute * MINUTE_MS).toISOString();
    location.assign(`${location.pathname}?at=${encodeURIComponent(at)}&step=${step}`);
  };
  slider.addEventListener("change", () => go(Number(slider.value)));
  const isPlaying = sessionStorage.getItem(PLAYING) === location.pathname;
  const last = Number(slider.max);
  play.hidden = false;
  if (isPlaying && Number(slider.value) + step <= last) {
    play.textContent = form.dataset["pause"] ?? "";
    setTimeout(() => {
      if (sessionStorage.getItem(PLAYING) !== null) go(Number(slider.value) + step);
    }, PLAY_MS);
  } else {
    sessionStorage.removeItem(PLAYING);
  }
  play.addEventListener("click", () => {
    if (sessionStorage.getItem(PLAYING) === null) {
      sessionStorage.setItem(PLAYING, location.pathname);
      go(Math.min(last, Number(slider.value) + step));
    } else {
      sessionStorage.removeItem(PLAYING);
      play.textContent = form.dataset["play"] ?? "";
    }
  });
}

const form = document.querySelector<HTMLFormElement>("form#replay");
if (form !== null) begin(form);
