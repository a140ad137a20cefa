// The messages of one chat, kept in step with what the server says; scrolls along while one reads at the end.

import * as dates from "./dates.js";
import { el, icon, iconButton } from "./dom.js";
import { messageNode } from "./message.js";

const NEAR_END_PX = 80;

export class Log {
  #nodes = new Map();
  #following = true;
  #top = 0;
  #list;
  #intro = el("div", { class: "intro" });
  #typing = el("p", { class: "dots", "aria-hidden": "true", hidden: true }, el("i"), el("i"), el("i"));
  #down;

  constructor(phone) {
    this.phone = phone;
    this.#list = el("div", { class: "messages", role: "log", "aria-live": "polite", tabindex: "0", onscroll: () => this.#scrolled() }, this.#intro, this.#typing);
    this.#down = iconButton("down", "Naar het laatste bericht", () => this.toEnd(), { hidden: true });
    this.#down.classList.add("to-end");
    this.node = el("div", { class: "log" }, this.#list, this.#down);
    // Who reads at the end stays there, also when a picture arrives or the keyboard comes up.
    this.#list.addEventListener("load", () => this.#follow(), true);
    new ResizeObserver(() => this.#follow()).observe(this.#list);
  }

  update(chat, bot) {
    this.#list.setAttribute("aria-label", chat.type === "private" ? `Gesprek van ${chat.title} met Bruis` : `Gesprek in ${chat.title}`);
    this.#introduce(chat, bot);
    this.#keep(chat.messages);
    this.#typing.hidden = !chat.typing;
    this.#follow();
  }

  toEnd() {
    this.#following = true;
    this.#follow();
  }

  /** What stands in a message, as it was typed. */
  textOf(id) {
    return this.#nodes.get(id)?.node.querySelector(".text")?.textContent ?? "";
  }

  /** Starts changing the writer's last text. */
  editLast() {
    [...this.#list.querySelectorAll("[data-edit]")].at(-1)?.click();
  }

  /** Ends the waiting of every pressed button. */
  rest() {
    for (const button of this.#list.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }

  #introduce(chat, bot) {
    const wanted = chat.messages.length === 0 && chat.type === "private" ? (bot?.description ?? "") : null;
    this.#intro.hidden = wanted === null;
    if (wanted !== null) this.#intro.replaceChildren(el("span", { class: "avatar bruis" }, icon("bruis")), el("p", {}, wanted || "Nog geen berichten."));
  }

  // A node is made anew only where its message changed: what one is reading, or has in focus, stays.
  #keep(messages) {
    const now = new Map();
    let day = "";
    messages.forEach((message, at) => {
      if (dates.day(message.date) !== day) {
        day = dates.day(message.date);
        now.set(`day ${day}`, this.#kept(`day ${day}`, day, () => el("p", { class: "day" }, day)));
      }
      const first = messages[at - 1]?.from !== message.from;
      const sign = JSON.stringify([message, first, this.phone.writer(), this.phone.name(message.from)]);
      now.set(message.id, this.#kept(message.id, sign, () => messageNode(message, first, this.phone)));
    });
    this.#place(now);
  }

  #kept(key, sign, make) {
    const old = this.#nodes.get(key);
    return old?.sign === sign ? old : { sign, node: make() };
  }

  #place(now) {
    const focused = document.activeElement;
    const held = this.#list.contains(focused) && focused !== this.#list;
    for (const [key, { node }] of this.#nodes) if (now.get(key)?.node !== node) node.remove();
    let before = this.#intro;
    for (const { node } of now.values()) {
      if (before.nextSibling !== node) before.after(node);
      before = node;
    }
    this.#nodes = now;
    if (held && !focused.isConnected) this.#list.focus({ preventScroll: true });
  }

  #follow() {
    if (this.#following) this.#list.scrollTop = this.#list.scrollHeight;
    this.#down.hidden = this.#following;
  }

  // Only scrolling back stops the following: a chat that grew is no sign that one reads elsewhere.
  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#list;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END_PX) this.#following = true;
    else if (scrollTop < this.#top) this.#following = false;
    this.#top = scrollTop;
    this.#down.hidden = this.#following;
  }
}
