// Builds elements: the one place where the page makes its own nodes.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes (`onclick` and the like are listeners; null and false leave an attribute out). */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** A decorative drawing from icons.svg, in the colour of the text around it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** A round button with a drawing only; `label` is what a screen reader and a tooltip say. */
export function iconButton(name, label, onclick, attributes = {}) {
  return el("button", { type: "button", class: "round", "aria-label": label, title: label, onclick, ...attributes }, icon(name));
}

/** A list of choices that opens above or below its button; Escape and a click elsewhere close it. */
export function menu(name, label, items, attributes = {}) {
  const list = el("ul", { class: "menu-list", hidden: true });
  const button = iconButton(name, label, () => show(list.hidden), { "aria-expanded": "false", ...attributes });
  const box = el("div", { class: "menu" }, button, list);
  const show = (open) => {
    if (open) list.replaceChildren(...items().map((item) => el("li", {}, menuItem(item))));
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) list.querySelector("button")?.focus();
  };
  const menuItem = ({ text, hint, icon: drawing, act }) =>
    el("button", { type: "button", onclick: () => (show(false), button.focus(), act()) },
      drawing ? icon(drawing) : null, el("span", { class: "menu-text" }, text), hint ? el("span", { class: "hint" }, hint) : null);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) (show(false), button.focus(), event.stopPropagation());
    if (event.key === "ArrowDown" || event.key === "ArrowUp") (step(list, event.key === "ArrowDown" ? 1 : -1), event.preventDefault());
  });
  // A press inside leaves the focus where it is; otherwise the menu would be gone before the click arrives.
  box.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("focusout", (event) => {
    if (!list.hidden && !box.contains(event.relatedTarget)) show(false);
  });
  return box;
}

function step(list, by) {
  const buttons = [...list.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  buttons[(at + by + buttons.length) % buttons.length]?.focus();
}
