// One phone: a chat with its head, its messages, its composer, and the short lines Bruis answers a button with.

import { Composer } from "./composer.js";
import * as dates from "./dates.js";
import { el, icon, menu } from "./dom.js";
import { Log } from "./log.js";
import { roleName } from "./people.js";
import { act } from "./server.js";

const TOAST_MS = 4000;

export class Phone {
  #world;
  #chat;
  #seen = 0;
  #waiting = false;
  #doing = Promise.resolve();
  #owner = el("span", { class: "owner" });
  #time = el("time", { class: "status-time" });
  #title = el("h2", {});
  #status = el("p", { class: "chat-status" });
  #toast = el("p", { class: "toast", role: "status" });
  #foot = el("div", { class: "foot" });

  constructor(chat, world) {
    this.id = chat.id;
    this.#world = world;
    this.#chat = chat;
    this.log = new Log(this);
    this.composer = new Composer(this);
    const face = el("span", { class: "avatar bruis" }, icon(this.isGroup() ? "group" : "bruis"));
    this.node = el("section", { class: "phone", "data-chat": chat.id, onfocusin: () => this.#look() },
      el("div", { class: "status-bar" }, this.#owner, this.#time),
      el("header", { class: "chat-head" }, face, el("div", { class: "chat-name" }, this.#title, this.#status), this.#menu()),
      this.#toast, this.log.node, this.#foot);
  }

  isGroup() {
    return this.#chat.type !== "private";
  }

  get chat() {
    return this.#chat;
  }

  /** Who holds this phone: the person, or in a group whoever was chosen to write. */
  writer() {
    return this.isGroup() ? this.composer.writer() : this.id;
  }

  name(from) {
    return from === "bot" ? "Bruis" : this.#world.name(from);
  }

  update(chat) {
    this.#chat = chat;
    this.#title.textContent = this.isGroup() ? chat.title : "Bruis";
    this.#status.textContent = this.#statusLine();
    this.#status.classList.toggle("typing", chat.typing);
    this.rename();
    this.log.update(chat, this.#world.bot());
    this.composer.update(chat);
    this.#showFoot();
    if (!this.node.hidden) this.#seen = lastId(chat);
  }

  rename() {
    this.#owner.textContent = this.isGroup() ? "Groepsgesprek" : `${this.#chat.title}, ${roleName(this.#world.role(this.id))}`;
    this.node.setAttribute("aria-label", this.isGroup() ? `Groep ${this.#chat.title}` : `Telefoon van ${this.#chat.title}`);
    this.composer.rename();
  }

  show(visible) {
    const appears = visible && this.node.hidden;
    this.node.hidden = !visible;
    if (visible) this.#seen = lastId(this.#chat);
    if (appears) this.log.toEnd();
  }

  intoView() {
    this.node.scrollIntoView({ inline: "nearest", block: "nearest" });
  }

  tick(now) {
    this.#time.textContent = dates.time(now);
  }

  summary() {
    const unread = this.#chat.messages.filter((message) => message.from === "bot" && message.id > this.#seen).length;
    const role = this.isGroup() ? "groep" : roleName(this.#world.role(this.id));
    return { id: this.id, name: this.#chat.title, role, unread };
  }

  /** Does something as the writer, after what was done before; says so where the server refuses. */
  do(what, body) {
    const whole = { person: this.writer(), ...body };
    this.#look();
    this.#doing = this.#doing.then(() => act(what, whole)).catch(() => this.#say("Dat lukte niet. Probeer het nog eens."));
    return this.#doing;
  }

  say(text) {
    return this.do("send", { chat: this.id, text });
  }

  press(message, data) {
    this.#waiting = true;
    return this.do("press", { chat: this.id, message, data });
  }

  /** A Mini App opens in a tab of its own, which has to be there at once: later a browser takes it for a pop-up. */
  async openApp(message, address) {
    const tab = window.open("", "_blank");
    const opened = await this.do("web_app", { chat: this.id, message, web_app: address });
    if (opened && tab) tab.location = `${opened.url}&${theme()}`;
    else tab?.close();
  }

  async join(link) {
    const joined = await this.do("join_link", { link });
    if (joined) this.#world.open(joined.chat);
  }

  /** The bot's answer to a press, shown where it was pressed. */
  answered(person, text, alert) {
    if (!this.#waiting || person !== this.writer()) return;
    this.#waiting = false;
    this.log.rest();
    if (text && alert) this.#alert(text);
    else if (text) this.#say(text);
  }

  #say(text) {
    this.#toast.textContent = text;
    this.#toast.classList.add("shown");
    clearTimeout(this.hiding);
    this.hiding = setTimeout(() => this.#toast.classList.remove("shown"), TOAST_MS);
  }

  #alert(text) {
    const dialog = el("dialog", { "aria-label": "Bericht van Bruis", onclose: () => dialog.remove() },
      el("form", { method: "dialog" }, el("p", {}, text), el("div", { class: "dialog-buttons" }, el("button", { class: "pill strong" }, "Oké"))));
    this.node.append(dialog);
    dialog.showModal();
  }

  #look() {
    this.#world.look(this.writer());
  }

  #statusLine() {
    if (this.#chat.typing) return this.isGroup() ? "Bruis is aan het typen…" : "aan het typen…";
    if (!this.isGroup()) return this.#chat.blocked ? "geblokkeerd" : "automatische coach";
    return ["Bruis", ...this.#chat.members.map((id) => this.#world.name(id))].join(", ");
  }

  #menu() {
    if (this.isGroup()) return null;
    return menu("more", "Meer", () => [
      this.#chat.blocked
        ? { text: "Bruis deblokkeren", icon: "block", act: () => this.#block(false) }
        : { text: "Bruis blokkeren", icon: "block", act: () => this.#block(true) },
    ]);
  }

  #block(blocked) {
    return this.do("block", { blocked });
  }

  // As on a real phone: a Start button first, the composer after that, a way back where the bot is blocked.
  #showFoot() {
    const kind = this.#chat.blocked ? "blocked" : this.#chat.started ? "composer" : "start";
    if (this.#foot.dataset.kind === kind) return;
    const focused = this.#foot.contains(document.activeElement);
    this.#foot.dataset.kind = kind;
    this.#foot.replaceChildren(this.#footOf(kind));
    if (focused) this.#foot.querySelector("textarea, .start")?.focus({ preventScroll: true });
  }

  #footOf(kind) {
    if (kind === "composer") return this.composer.node;
    const [label, press] = kind === "start" ? ["Start", () => this.say("/start")] : ["Deblokkeren", () => this.#block(false)];
    return el("button", { type: "button", class: "start", onclick: press }, label);
  }
}

function lastId(chat) {
  return chat.messages.at(-1)?.id ?? 0;
}

/** Of this page, as a client of Telegram tells its own to a Mini App. */
function theme() {
  const colours = getComputedStyle(document.documentElement);
  const told = { bg_color: colours.getPropertyValue("--card"), text_color: colours.getPropertyValue("--ink") };
  return new URLSearchParams({ tgWebAppThemeParams: JSON.stringify(told) });
}
