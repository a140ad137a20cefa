// Follows the light or dark of Telegram, where that opened the page, before anything is drawn. The colours stay ours: of
// Telegram's nobody knows whether they can be read. How it is told: core.telegram.org/api/bots/webapps, theme_changed.
const APP = "https://web.telegram.org";
const KEPT = "scheme";
// a frame may have none: there the app is asked on each page (screen.js)
const store = (() => { try { return sessionStorage; } catch { return null; } })();

/** As Telegram's own script tells them apart: by how bright the background is to the eye; null where it is not told. */
function schemeOf(colours) {
  const background = /^#[0-9a-f]{6}$/i.exec(colours?.bg_color ?? "");
  if (!background) return null;
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(background[0].slice(at, at + 2), 16));
  return Math.sqrt(0.299 * red ** 2 + 0.587 * green ** 2 + 0.114 * blue ** 2) < 120 ? "dark" : "light";
}

/** On this page, and on those that follow in the same window. */
function follow(scheme) {
  if (!scheme) return;
  document.querySelector('meta[name="color-scheme"]').content = scheme;
  store?.setItem(KEPT, scheme);
}

function receiveEvent(event, told) {
  if (event === "theme_changed") follow(schemeOf(told?.theme_params));
}

// apps on a phone, those on a desktop, and the frame of the web client
window.Telegram = { WebView: { receiveEvent } };
window.TelegramGameProxy = { receiveEvent };
window.addEventListener("message", ({ origin, source, data }) => {
  if (origin !== APP || source !== window.parent) return;
  const { eventType, eventData } = JSON.parse(data);
  receiveEvent(eventType, eventData);
});

const colours = new URLSearchParams(location.hash.slice(1)).get("tgWebAppThemeParams");
follow(colours ? schemeOf(JSON.parse(colours)) : store?.getItem(KEPT));
