// The list of phones to look at, and the way to add a person.

import { el, icon } from "./dom.js";
import { act } from "./server.js";

const ROLES = { coordinator: "coördinator", trainer: "trainer" };
const HUES = 6;

/** The round picture of a person or a group: an initial in a colour of their own. */
export function avatar(id, name) {
  return el("span", { class: `avatar ${id < 0 ? "group" : `hue-${id % HUES}`}`, "aria-hidden": "true" }, id < 0 ? icon("group") : name.slice(0, 1).toUpperCase());
}

export const roleName = (role) => ROLES[role] ?? "";

export class People {
  #list = el("ul", {});
  #buttons = new Map();

  constructor(node, choose) {
    this.choose = choose;
    const dialog = addDialog();
    const add = el("button", { type: "button", class: "person add", "aria-label": "Persoon toevoegen", onclick: () => dialog.showModal() },
      el("span", { class: "avatar" }, icon("plus")), el("span", { class: "person-name" }, el("span", { class: "wide-only" }, "Persoon "), "toevoegen"));
    node.append(this.#list, add, dialog);
  }

  /** `chats`: [{id, name, role, unread, shown}], in order. */
  show(chats) {
    for (const [id, button] of this.#buttons) if (!chats.some((chat) => chat.id === id)) this.#remove(id, button);
    for (const chat of chats) {
      if (!this.#buttons.has(chat.id)) this.#add(chat);
      const button = this.#buttons.get(chat.id);
      button.setAttribute("aria-pressed", String(chat.shown));
      const badge = button.querySelector(".badge");
      badge.hidden = chat.unread === 0;
      badge.replaceChildren(String(chat.unread), el("span", { class: "unseen" }, " ongelezen"));
    }
  }

  #remove(id, button) {
    button.parentElement.remove();
    this.#buttons.delete(id);
  }

  #add({ id, name, role }) {
    const button = el("button", { type: "button", class: "person", "data-person": id, onclick: () => this.choose(id) },
      avatar(id, name), el("span", { class: "person-name" }, name, " ", el("span", { class: "hint" }, role)), el("span", { class: "badge", hidden: true }));
    this.#buttons.set(id, button);
    this.#list.append(el("li", {}, button));
  }
}

function addDialog() {
  const name = el("input", { id: "new-name", required: true, pattern: ".*\\S.*", maxlength: 64, autocomplete: "off" });
  const role = el("select", { id: "new-role" }, Object.entries(ROLES).map(([value, label]) => el("option", { value }, label)));
  const form = el("form", { method: "dialog", onsubmit: () => (act("person", { first_name: name.value.trim(), role: role.value }), (name.value = "")) },
    el("h2", {}, "Persoon toevoegen"),
    el("label", { for: "new-name" }, "Voornaam"), name,
    el("label", { for: "new-role" }, "Rol"), role,
    el("div", { class: "dialog-buttons" },
      el("button", { type: "button", class: "pill", onclick: () => dialog.close() }, "Annuleren"),
      el("button", { type: "submit", class: "pill strong" }, "Toevoegen")));
  const dialog = el("dialog", { "aria-label": "Persoon toevoegen" }, form);
  return dialog;
}
