// Asks for all the room there is: of the app that shows the page (core.telegram.org/api/web-events; in a frame that is
// `APP` of scheme.js), or of the browser. And for its theme, which scheme.js receives.

/** Whether there was an app to tell. */
function tell(event) {
  const app = window.TelegramWebviewProxy;
  if (app) app.postEvent(event, "{}");
  else if (window.parent !== window) window.parent.postMessage(JSON.stringify({ eventType: event, eventData: {} }), APP);
  return Boolean(app) || window.parent !== window;
}

tell("web_app_ready");
tell("web_app_expand");
tell("web_app_request_theme");
const fill = document.getElementById("fill");
if (fill) {
  fill.hidden = false;
  fill.addEventListener("click", () => tell("web_app_request_fullscreen") || document.documentElement.requestFullscreen());
}
