/* Signing out takes along what visits have kept in this browser, and asks first where something
   was not sent. (The server clears the rest, see husay.web.doors.sign_in; this also works where
   browsers do not listen to it.) */
(() => {
  'use strict';

  const kept = () => { try { return Object.keys(localStorage).filter((name) => name.startsWith('husay-visit:')); } catch { return []; } };

  document.addEventListener('submit', (event) => {
    const { unsent } = event.target.dataset;
    if (!unsent) return;
    if (kept().length && !window.confirm(unsent)) {
      event.preventDefault();
      return;
    }
    for (const name of kept()) localStorage.removeItem(name);
  });
})();
