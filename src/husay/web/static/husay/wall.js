/* The board on a wall: one panel at a time, the next one after a while. Space stops and goes on, the
   arrows go to another one. The page asks for itself every minute (htmx); while no answer comes the
   last figures stay, and it says so. */
(() => {
  'use strict';

  const EACH = 15000;
  const LATE = 150000;
  let shown = '';
  let still = false;
  let heard = Date.now();

  const panels = () => [...document.querySelectorAll('.wall-panel')];

  const show = (step) => {
    const all = panels();
    if (!all.length) return;
    const now = all.findIndex((panel) => panel.dataset.key === shown);
    const next = all[((now < 0 ? 0 : now + step) + all.length) % all.length];
    shown = next.dataset.key;
    for (const panel of all) panel.classList.toggle('is-shown', panel === next);
  };

  const listen = () => {
    const lost = document.getElementById('lost');
    if (lost) lost.hidden = Date.now() - heard < LATE && navigator.onLine;
  };

  document.documentElement.classList.add('is-rotating');
  show(0);
  setInterval(() => { if (!still) show(1); }, EACH);
  setInterval(listen, 5000);
  addEventListener('offline', listen);
  addEventListener('online', listen);
  document.addEventListener('htmx:after:swap', () => { heard = Date.now(); show(0); listen(); });
  document.addEventListener('keydown', (event) => {
    if (event.key === ' ') still = !still;
    else if (event.key === 'ArrowRight') show(1);
    else if (event.key === 'ArrowLeft') show(-1);
    else return;
    event.preventDefault();
  });
})();
