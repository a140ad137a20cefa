// The clock above the phones: what time it is for Bruis, and the buttons that move it forward.

import * as dates from "./dates.js";
import { el, icon } from "./dom.js";
import { act } from "./server.js";

const HOUR = 3600;
const STEPS = [["+1 uur", HOUR], ["+1 dag", 24 * HOUR], ["+1 week", 7 * 24 * HOUR]];
const TICK_MS = 1000;

export class Clock {
  /** Set by who wants to know each tick: called with the moment it is, in milliseconds. */
  ontick = () => {};
  #ahead = 0;
  #moment = el("time", { class: "clock-moment" });
  #planned = el("span", { class: "hint" });
  #next = el("button", { type: "button", class: "pill next", disabled: true, onclick: () => this.#move({ to_next: true }) },
    icon("next"), el("span", {}, el("span", { class: "wide-only" }, "Naar het volgende geplande bericht"), " ", this.#planned));
  #said = el("p", { class: "unseen", role: "status" });

  constructor(node) {
    const steps = STEPS.map(([label, seconds]) =>
      el("button", { type: "button", class: "pill", onclick: () => this.#move({ advance_seconds: seconds }) }, label));
    node.append(el("p", { class: "clock-face" }, icon("clock"), this.#moment), el("div", { class: "clock-buttons" }, steps, this.#next), this.#said);
    setInterval(() => this.#tick(), TICK_MS);
  }

  now() {
    return Date.now() + this.#ahead;
  }

  set({ clock, next_planned: next }) {
    this.#ahead = Date.parse(clock) - Date.now();
    this.#next.disabled = !next;
    this.#planned.textContent = next ? dates.shortMoment(next) : "niets gepland";
    this.#tick();
  }

  #tick() {
    const now = this.now();
    this.#moment.textContent = dates.moment(now);
    this.#moment.dateTime = new Date(now).toISOString();
    this.ontick(now);
  }

  async #move(how) {
    const moved = await act("clock", how).catch(() => null);
    if (moved) this.set(moved);
    this.#said.textContent = moved ? `Het is nu ${dates.moment(this.now())}.` : "Dat lukte niet. Probeer het nog eens.";
  }
}
