// Plugs the page together: one state, one stream of changes, and the parts that show them.

import { Clock } from "./clock.js";
import { Inside } from "./inside.js";
import { People } from "./people.js";
import { Phone } from "./phone.js";
import * as server from "./server.js";

const MOST_PHONES = 3;
const AT_FIRST = 2;
const narrow = matchMedia("(max-width: 47.99em)");
const byId = (id) => document.getElementById(id);

const phones = new Map();
let persons = [];
let bot = null;
let shown = JSON.parse(localStorage.getItem("shown") ?? "[]");

const clock = new Clock(byId("clock"));
const inside = new Inside(byId("inside"), byId("inside-toggle"));
const people = new People(byId("people"), choose);
const world = {
  bot: () => bot,
  name: (id) => persons.find((person) => person.id === id)?.first_name ?? "Iemand",
  role: (id) => persons.find((person) => person.id === id)?.role,
  look: (person) => inside.look(person),
  open,
};

function open(id) {
  if (!visible().includes(id)) choose(id);
}

function visible() {
  return narrow.matches ? shown.slice(-1) : shown;
}

/** Shows a chat, or puts it away; a narrow screen shows the chat chosen last, a wide one up to three. */
function choose(id) {
  const others = shown.filter((other) => other !== id);
  const putAway = !narrow.matches && shown.includes(id) && others.length > 0;
  shown = putAway ? others : [...others, id].slice(-MOST_PHONES);
  localStorage.setItem("shown", JSON.stringify(shown));
  arrange();
  if (!putAway) phones.get(id).intoView();
}

function arrange() {
  for (const [id, phone] of phones) phone.show(visible().includes(id));
  document.querySelector(".room").classList.toggle("full", visible().length === MOST_PHONES);
  showPeople();
}

function showPeople() {
  people.show([...phones.values()].map((phone) => ({ ...phone.summary(), shown: visible().includes(phone.id) })));
}

function showChat(chat) {
  if (!phones.has(chat.id)) {
    const phone = new Phone(chat, world);
    phones.set(chat.id, phone);
    byId("phones").append(phone.node);
    phone.show(visible().includes(chat.id));
    phone.tick(clock.now());
  }
  phones.get(chat.id).update(chat);
  showPeople();
}

// A group that became a supergroup goes on under another id.
function remove(id) {
  phones.get(id).node.remove();
  phones.delete(id);
}

function showPersons(list) {
  persons = list;
  inside.people(list);
  for (const phone of phones.values()) phone.rename();
}

async function load() {
  const state = await server.state();
  bot = state.bot;
  const ids = state.chats.map((chat) => chat.id);
  shown = shown.filter((id) => ids.includes(id));
  if (shown.length === 0) shown = ids.slice(0, narrow.matches ? 1 : AT_FIRST);
  clock.set(state);
  showPersons(state.people);
  state.chats.forEach(showChat);
  [...phones.keys()].filter((id) => !ids.includes(id)).forEach(remove);
  arrange();
  byId("lost").hidden = true;
}

function lost() {
  byId("lost").textContent = "Geen verbinding met Bruis. Ik probeer het opnieuw…";
  byId("lost").hidden = false;
}

narrow.addEventListener("change", arrange);
clock.ontick = (now) => phones.forEach((phone) => phone.tick(now));
server.listen({
  open: load,
  lost,
  chat: showChat,
  people: showPersons,
  clock: (data) => clock.set(data),
  inside: ({ person }) => inside.changed(person),
  toast: ({ person, text, alert }) => phones.forEach((phone) => phone.answered(person, text, alert)),
});
