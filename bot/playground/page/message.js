// One message as a bubble, with what hangs on it: its sender, its picture, its time, its buttons.

import * as dates from "./dates.js";
import { el, icon, iconButton } from "./dom.js";
import { isStartLink, rich } from "./rich.js";

const ATTACHED = {
  photo: ["photo", "Foto"],
  voice: ["voice", "Spraakbericht"],
  sticker: ["sticker", "Sticker"],
  forwarded: ["forward", "Doorgestuurd bericht"],
  location: ["place", "Locatie"],
  document: ["document", "Bestand"],
};

/** `first`: the message before it is from someone else. */
export function messageNode(message, first, phone) {
  if (message.kind === "service") return el("p", { class: "service", "data-message": message.id }, rich(message.html, phone));
  const side = message.from === "bot" ? "bot" : message.from === phone.writer() ? "own" : "other";
  const bubble = el("div", { class: `bubble kind-${message.kind}` }, sender(message, first, phone), media(message), words(message, phone), meta(message));
  return el("article", {
    class: `message ${side}${first ? " first" : ""}`, "data-message": message.id, "data-from": message.from,
    "aria-label": `${side === "own" ? "Jij" : phone.name(message.from)}, ${dates.time(message.date)}`,
  }, el("div", { class: "line" }, side === "own" && message.kind === "text" ? pencil(message, phone) : null, bubble), keyboard(message, phone));
}

function sender(message, first, phone) {
  return phone.isGroup() && first && message.from !== phone.writer() ? el("p", { class: "sender" }, phone.name(message.from)) : null;
}

function media({ kind, photo, document: file }) {
  if (photo) return el("img", { class: "picture", src: photo, alt: "Foto van Bruis" });
  if (file) return el("a", { class: "attached", href: file.url, download: file.name }, icon("document"), file.name);
  if (!ATTACHED[kind]) return null;
  const [drawing, label] = ATTACHED[kind];
  return el("p", { class: "attached" }, icon(drawing), label);
}

function words(message, phone) {
  return message.html ? el("div", { class: "text" }, rich(message.html, phone)) : null;
}

function meta({ date, edited }) {
  return el("p", { class: "meta" }, edited ? "gewijzigd " : "", el("time", { datetime: date }, dates.time(date)));
}

function pencil(message, phone) {
  return iconButton("pencil", "Bericht wijzigen", () => phone.composer.edit(message), { "data-edit": message.id });
}

function keyboard({ id, buttons }, phone) {
  if (buttons.length === 0) return null;
  const rows = buttons.map((row) => el("div", { class: "keys" }, row.map((button) => key(id, button, phone))));
  return el("div", { class: "keyboard", role: "group", "aria-label": "Knoppen" }, rows);
}

// A key stays pressable while Bruis thinks: whoever taps twice, taps twice.
function key(message, { text, data, url, web_app: address }, phone) {
  if (address) return el("button", { type: "button", class: "key", onclick: () => phone.openApp(message, address) }, text);
  if (url && !isStartLink(url)) return el("a", { class: "key", href: url, target: "_blank", rel: "noopener noreferrer" }, text);
  const press = ({ currentTarget }) => {
    currentTarget.setAttribute("aria-busy", "true");
    phone.press(message, data);
  };
  return el("button", { type: "button", class: "key", onclick: url ? () => phone.join(url) : press }, text);
}
