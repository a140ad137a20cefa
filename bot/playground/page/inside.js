// The look inside, for who writes the texts: what Bruis made of each turn of one person, and why.

import * as dates from "./dates.js";
import { el, icon } from "./dom.js";
import { reading } from "./reading.js";
import { inside } from "./server.js";

const narrow = matchMedia("(max-width: 79.99em)");

export class Inside {
  #node;
  #toggle;
  #person = null;
  #asked = 0;
  #which = el("select", { id: "inside-person", onchange: () => this.look(Number(this.#which.value)) });
  #turns = el("div", { class: "turns" });

  constructor(node, toggle) {
    this.#node = node;
    this.#toggle = toggle;
    node.append(
      el("header", { class: "inside-head" }, el("h2", {}, icon("eye"), "Binnenkijken"),
        el("button", { type: "button", class: "pill fold", onclick: () => this.#fold(true) }, icon("close"), "Sluiten")),
      el("label", { class: "inside-who", for: "inside-person" }, "Bij wie?", this.#which), this.#turns);
    toggle.addEventListener("click", () => this.#fold(!node.hidden));
    narrow.addEventListener("change", () => this.#unfold());
    this.#unfold();
  }

  people(list) {
    this.#which.replaceChildren(...list.map(({ id, first_name: name }) => el("option", { value: id }, name)));
    this.#which.value = this.#person ?? list[0]?.id;
    this.look(Number(this.#which.value));
  }

  look(person) {
    if (person === this.#person) return;
    this.#person = person;
    this.#which.value = person;
    this.#load();
  }

  changed(person) {
    if (person === this.#person) this.#load();
  }

  // Where it would cover the phones it is opened by hand; elsewhere it is as it was left.
  #unfold() {
    this.#show(!narrow.matches && localStorage.getItem("folded") !== "true");
  }

  #fold(folded) {
    if (!narrow.matches) localStorage.setItem("folded", String(folded));
    this.#show(!folded);
    if (folded) this.#toggle.focus();
  }

  #show(open) {
    this.#node.hidden = !open;
    this.#toggle.setAttribute("aria-expanded", String(open));
  }

  // Answers may overtake each other; only the last question counts.
  async #load() {
    const asked = ++this.#asked;
    const turns = await inside(this.#person).catch(() => []);
    if (asked !== this.#asked) return;
    const cards = turns.map((turn, at) => card(turn, at === 0));
    this.#turns.replaceChildren(...(cards.length ? cards : [el("p", { class: "empty" }, "Nog niets te zien. Stuur een bericht: hier lees je dan wat Bruis ervan maakt.")]));
  }
}

function card(turn, last) {
  return el("details", { class: "turn", open: last },
    el("summary", {}, el("time", { datetime: turn.at }, dates.time(turn.at)), el("span", { class: "input" }, turn.input)),
    el("p", { class: "states" }, code(turn.state_before), icon("arrow"), el("span", { class: "unseen" }, "wordt"), code(turn.state_after)),
    turn.readings.map(reading),
    turn.effects.length ? [el("h3", {}, "Wat Bruis deed"), el("ol", { class: "effects" }, turn.effects.map(effect))] : null);
}

const code = (text) => el("code", {}, text || "–");

function effect(what) {
  if (typeof what === "string") return el("li", {}, what);
  const { effect: name, ...values } = what;
  const told = Object.entries(values).map(([key, value]) => [key, inWords(value)]).filter(([, text]) => text !== "");
  return el("li", {}, el("b", {}, name), el("dl", {}, told.flatMap(([key, text]) => [el("dt", {}, key), el("dd", {}, text)])));
}

// A text by its key, a button by its id, a row of these one after the other; what is empty says nothing.
function inWords(value) {
  if (value === null || value === undefined || value === false) return "";
  if (Array.isArray(value)) return value.map(inWords).filter((text) => text !== "").join(", ");
  if (typeof value !== "object") return String(value);
  if ("key" in value) return [value.key, value.variant ? `(${value.variant})` : "", inWords(value.values)].filter((text) => text !== "").join(" ");
  if ("id" in value) return value.id;
  return Object.entries(value).map(([key, inner]) => `${key}: ${inWords(inner)}`).join("; ");
}
