// Talks to the playground's server: its state, what people do, and what changes.

/** Says no: the server answered with an error. */
export class Refused extends Error {}

async function json(response) {
  if (!response.ok) throw new Refused(`${response.status} ${response.url}`);
  return response.json();
}

export const state = () => fetch("/playground/state").then(json);

export const inside = (person) => fetch(`/playground/inside?person=${person}`).then(json);

/** Does one thing: "send", "edit", "press", "attach", "block", "person", "join_link" or "clock". */
export function act(what, body) {
  const headers = { "Content-Type": "application/json" };
  return fetch(`/playground/${what}`, { method: "POST", headers, body: JSON.stringify(body) }).then(json);
}

/**
 * Listens for ever. `handlers.open` is called at each (re)connection, `handlers.lost` when it breaks,
 * and `handlers.<event>` with the data of each event; what comes while `open` is at work waits for it, because what
 * `open` fetched may be older.
 */
export function listen({ open, lost, ...handlers }) {
  const source = new EventSource("/playground/events");
  let ready = Promise.resolve();
  source.onopen = () => { ready = open().catch(lost); };
  source.onerror = () => {
    lost();
    // The browser tries again by itself, except after an answer that was no stream.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen({ open, lost, ...handlers }), 2000);
  };
  for (const [name, handle] of Object.entries(handlers)) source.addEventListener(name, (event) => ready.then(() => handle(JSON.parse(event.data))));
}
