// The bot's HTML -> nodes: only what Telegram knows is built anew, all else stays behind as plain text.

import { el } from "./dom.js";

const TAGS = { B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", DEL: "s", STRIKE: "s", CODE: "code", PRE: "pre", BLOCKQUOTE: "blockquote" };
const MARKS = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])|((?<![\w/])\/[a-z][a-z0-9_]{0,31}\b)/g;

/**
 * Nodes for a message of `phone`, whose `join(link)` follows a link that starts the bot,
 * and whose `say(command)` is what a /command in the text does when it is tapped.
 */
export function rich(html, phone) {
  const parsed = new DOMParser().parseFromString(`<body>${html}`, "text/html").body;
  return children(parsed, { phone, plain: false });
}

/** Is this a link that starts a bot (t.me/<bot>?start=… or tg://resolve?domain=…&start=…)? */
export function isStartLink(href) {
  const address = URL.canParse(href) ? new URL(href) : null;
  return address !== null && (address.hostname === "t.me" || address.protocol === "tg:") && address.searchParams.has("start");
}

function children(node, how) {
  return [...node.childNodes].flatMap((child) => build(child, how));
}

// `how.plain`: leave addresses and commands in the text alone (inside a link or code).
function build(node, how) {
  if (node.nodeType === Node.TEXT_NODE) return how.plain ? [node.data] : marked(node.data, how);
  if (node.nodeType !== Node.ELEMENT_NODE || node.tagName === "SCRIPT" || node.tagName === "STYLE") return [];
  const { tagName } = node;
  const inside = children(node, { ...how, plain: how.plain || ["A", "CODE", "PRE"].includes(tagName) });
  if (tagName === "A") return [link(node.getAttribute("href") ?? "", inside, how)];
  if (tagName === "SPAN" && node.classList.contains("tg-spoiler")) return [spoiler(inside)];
  return TAGS[tagName] ? [el(TAGS[tagName], {}, inside)] : inside;
}

function marked(text, how) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(MARKS)) {
    const [whole, address] = match;
    nodes.push(text.slice(from, match.index), address ? link(address, [address], how) : command(whole, how));
    from = match.index + whole.length;
  }
  return [...nodes, text.slice(from)].filter((part) => part !== "");
}

function command(text, { phone }) {
  return el("button", { type: "button", class: "in-text", onclick: () => phone.say(text) }, text);
}

function link(href, inside, { phone }) {
  if (isStartLink(href)) return el("button", { type: "button", class: "in-text", onclick: () => phone.join(href) }, inside);
  if (!/^https?:/i.test(href)) return el("span", {}, inside);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, inside);
}

function spoiler(inside) {
  const show = () => node.classList.add("shown");
  const node = el("span", {
    class: "spoiler", role: "button", tabindex: "0", title: "Tik om te lezen", onclick: show,
    onkeydown: (event) => event.key === "Enter" && show(),
  }, inside);
  return node;
}
