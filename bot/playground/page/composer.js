// Where one writes: the text, what can be attached, the commands of the chat, and the changing of an earlier message.

import { el, icon, iconButton, menu } from "./dom.js";

const ATTACH = [["photo", "Foto", "photo"], ["voice", "Spraakbericht", "voice"], ["sticker", "Sticker", "sticker"],
  ["forwarded", "Doorgestuurd bericht", "forward"], ["location", "Locatie", "place"], ["document", "Bestand", "document"]];
const LONGEST = 4096;

export class Composer {
  #phone;
  #editing = null;
  #writer = el("select", { class: "writer", "aria-label": "Schrijven als", onchange: () => this.#phone.update(this.#phone.chat) });
  #strip = el("div", { class: "editing", hidden: true });
  #area = el("textarea", {
    rows: 1, maxlength: LONGEST, placeholder: "Bericht", enterkeyhint: "send",
    onkeydown: (event) => this.#key(event), oninput: () => this.#grow(),
  });

  constructor(phone) {
    this.#phone = phone;
    const attach = menu("attach", "Bijlage toevoegen", () => ATTACH.map(([kind, text, drawing]) => ({ text, icon: drawing, act: () => phone.do("attach", { chat: phone.id, kind }) })));
    const commands = menu("commands", "Opdrachten", () =>
      phone.chat.commands.map(({ command, description }) => ({ text: `/${command}`, hint: description, act: () => phone.say(`/${command}`) })), { class: "round commands" });
    this.#strip.append(icon("pencil"), el("p", {}, "Bericht wijzigen"), iconButton("close", "Niet wijzigen", () => this.#stopEditing()));
    this.node = el("form", { class: "composer", onsubmit: (event) => (event.preventDefault(), this.#submit()) },
      this.#strip, phone.isGroup() ? el("label", { class: "writer-line" }, "Schrijven als ", this.#writer) : null,
      el("div", { class: "composer-line" }, attach, this.#area, commands, iconButton("send", "Versturen", () => {}, { type: "submit", class: "round send" })));
  }

  /** In a group: the person one writes as. */
  writer() {
    return Number(this.#writer.value) || this.#phone.chat.members[0];
  }

  update({ members, commands }) {
    this.node.querySelector(".commands").parentElement.hidden = commands.length === 0;
    if (this.#writer.options.length === members.length) return;
    const chosen = this.writer();
    this.#writer.replaceChildren(...members.map((id) => el("option", { value: id, selected: id === chosen })));
    this.rename();
  }

  rename() {
    for (const option of this.#writer.options) option.textContent = this.#phone.name(Number(option.value));
    this.#area.setAttribute("aria-label", this.#phone.isGroup() ? "Bericht aan de groep" : `Bericht van ${this.#phone.chat.title}`);
  }

  edit({ id }) {
    this.#editing = id;
    this.#strip.hidden = false;
    this.#area.value = this.#phone.log.textOf(id);
    this.#grow();
    this.#area.focus();
  }

  #stopEditing() {
    this.#editing = null;
    this.#strip.hidden = true;
    this.#area.value = "";
    this.#grow();
    this.#area.focus();
  }

  #submit() {
    const text = this.#area.value.trim();
    if (!text) return;
    if (this.#editing === null) this.#phone.say(text);
    else this.#phone.do("edit", { chat: this.#phone.id, message: this.#editing, text });
    this.#stopEditing();
  }

  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#submit();
    }
    if (event.key === "Escape" && this.#editing !== null) this.#stopEditing();
    if (event.key === "ArrowUp" && !this.#area.value) this.#phone.log.editLast();
  }

  #grow() {
    this.#area.style.height = "auto";
    this.#area.style.height = `${this.#area.scrollHeight}px`;
  }
}
