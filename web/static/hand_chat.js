// The chat program that opened this page: what it hands over, and what it is told.
//
// Its own script would have to come from another host; the little that is needed is here. Launch data
// stands behind the # of the address, where no server sees it.

const handed = new URLSearchParams(location.hash.slice(1));

/** The launch data as it was signed; empty where no chat opened the page. */
export const launch = handed.get("tgWebAppData") ?? "";

/** Tells the chat program something: web_app_ready, web_app_expand, web_app_close … */
export const event = (eventType, eventData = {}) => {
  if (window.TelegramWebviewProxy) {
    window.TelegramWebviewProxy.postEvent(eventType, JSON.stringify(eventData));
  } else if (window.external && "notify" in window.external) {
    window.external.notify(JSON.stringify({ eventType, eventData }));
  } else if (window.parent !== window) {
    window.parent.postMessage(JSON.stringify({ eventType, eventData }), "*");
  }
};

/** Whether a chat program listens: without one there is nothing to close. */
export const inChat = Boolean(window.TelegramWebviewProxy) || window.parent !== window || launch !== "";

/** Opens another page of ours outside: nothing else of ours may stand in a frame. */
export const openOutside = (address) => {
  const url = new URL(address, location.href).href;
  if (window.TelegramWebviewProxy) event("web_app_open_link", { url });
  else window.open(url, "_blank", "noopener");
};
