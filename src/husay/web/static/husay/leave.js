/* Signing out takes along what visits and pay plans have kept in this browser, and asks first where
   something was not sent. (The server clears the rest, see husay.web.doors.sign_in; this also works
   where browsers do not listen to it.) */
(() => {
  'use strict';

  const kept = (what) => { try { return Object.keys(localStorage).filter((name) => name.startsWith(`husay-${what}:`)); } catch { return []; } };

  document.addEventListener('submit', (event) => {
    const { unsent, unsaved } = event.target.dataset;
    if (!unsent) return;
    const visits = kept('visit');
    const plans = kept('plan');
    const asked = [visits.length && unsent, plans.length && unsaved].filter(Boolean);
    if (!asked.every((question) => window.confirm(question))) {
      event.preventDefault();
      return;
    }
    for (const name of [...visits, ...plans]) localStorage.removeItem(name);
  });
})();
