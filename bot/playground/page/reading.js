// What Bruis read in one reply: how likely each phase is, which lights burn, which words led to it.

import { el } from "./dom.js";

const LIGHTS = {
  herhalen: "veranderen < herhalen",
  wat: "waarom < wat",
  geslotenheid: "openheid < geslotenheid",
  enkelen: "velen < enkelen",
};
const PERCENT = new Intl.NumberFormat("nl-BE", { style: "percent", maximumFractionDigits: 0 });

/** One reading of GET /playground/inside. */
export function reading({ question, phase, probabilities, lights, evidence, certain, because }) {
  const verdict = phase === null ? "zegt niets over een fase" : `${phase}, ${certain ? "zeker genoeg" : "niet zeker"}`;
  return el("section", { class: "reading" },
    el("h3", {}, question, " ", el("span", { class: certain ? "verdict sure" : "verdict" }, verdict)),
    bars(probabilities, phase),
    chips("Knipperlichten", "light", lights.map((light) => LIGHTS[light] ?? light)),
    chips("Woorden die meetelden", "word", evidence),
    because ? el("p", { class: "because" }, because) : null);
}

function bars(probabilities, phase) {
  const rows = Object.entries(probabilities).map(([name, share]) =>
    el("div", { class: name === phase ? "bar chosen" : "bar" }, el("dt", {}, name), el("dd", {}, track(share), el("span", { class: "share" }, PERCENT.format(share)))));
  return el("dl", { class: "bars" }, rows);
}

function track(share) {
  const fill = el("span", { class: "fill" });
  fill.style.inlineSize = `${Math.round(share * 100)}%`;
  return el("span", { class: "track", "aria-hidden": "true" }, fill);
}

function chips(title, kind, texts) {
  if (texts.length === 0) return null;
  return el("div", { class: "chips" }, el("h4", {}, title), el("ul", {}, texts.map((text) => el("li", { class: kind }, text))));
}
