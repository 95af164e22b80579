// The projector's page: takes its middle part anew whenever something happened, counts the speaker's
// time by itself, and says so while the connection is lost.
"use strict";
(() => {
  const part = document.getElementById("floor");
  const lost = document.getElementById("lost");
  const SILENT = 16000; // no word for so long (ms): the connection is dead, whatever it says itself
  const AGAIN = 2000;
  let source = null;
  let heard = Date.now();
  let ahead = 0; // how far the server's clock is ahead of ours (ms)

  const read = () => {
    const now = part.querySelector("[data-now]");
    if (now) ahead = Number(now.dataset.now) * 1000 - Date.now();
  };

  const count = () => {
    const timer = part.querySelector("[data-ends-at]");
    if (!timer) return;
    const left = Math.round(Number(timer.dataset.endsAt) - (Date.now() + ahead) / 1000);
    const whole = Math.abs(left);
    const shown = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    timer.textContent = left < 0 ? `+${shown}` : shown;
    const warned = (Date.now() + ahead) / 1000 >= Number(timer.dataset.warningAt);
    timer.className = left < 0 ? "timer over" : warned ? "timer warned" : "timer";
    const over = part.querySelector(".over-time");
    if (over) over.hidden = left >= 0;
  };

  const alive = () => {
    heard = Date.now();
    lost.hidden = true;
  };

  const gone = () => {
    lost.hidden = false;
  };

  const listen = () => {
    if (source) source.close();
    source = new EventSource(part.dataset.events);
    source.addEventListener("floor", (event) => {
      part.innerHTML = event.data;
      read();
      count();
      alive();
    });
    source.addEventListener("beat", alive);
    source.addEventListener("error", gone);
  };

  setInterval(() => {
    count();
    if (Date.now() - heard > SILENT) gone();
  }, 250);
  // A connection that was refused is not tried again by the browser, and one that is dead is not known
  // to be: both are opened anew.
  setInterval(() => {
    const closed = source && source.readyState === EventSource.CLOSED;
    if (closed || Date.now() - heard > SILENT) listen();
  }, AGAIN);

  read();
  count();
  listen();
})();
