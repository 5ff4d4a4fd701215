/* Visits are written down where there is no network: what is typed is kept in this browser, and
   sent when it can be. Each has a key of its own, so that sent twice it is one visit. */
(() => {
  'use strict';

  const here = document.getElementById('kept-here');
  if (!here) return;
  const say = here.dataset;
  const form = document.getElementById('visit');
  const status = document.getElementById('visit-status');
  const prefix = `husay-visit:${say.user}:`;
  let current = null;
  let busy = false;

  // What the browser does not keep, because it is full or forbidden, is kept for as long as the page is open.
  const unkept = new Map();
  const stored = (act, otherwise) => { try { return act(localStorage) ?? otherwise; } catch { return otherwise; } };
  const parsed = (text) => { try { return JSON.parse(text); } catch { return null; } };
  const read = (key) => unkept.get(key) ?? parsed(stored((kept) => kept.getItem(prefix + key), null));

  /* Keep a visit; whether the browser has it. */
  function keep(visit) {
    const kept = stored((place) => { place.setItem(prefix + visit.key, JSON.stringify(visit)); return true; }, false);
    if (kept) unkept.delete(visit.key);
    else unkept.set(visit.key, visit);
    return kept;
  }

  function forget(key) {
    unkept.delete(key);
    stored((kept) => kept.removeItem(prefix + key));
  }

  function all() {
    const names = stored((kept) => Object.keys(kept), []).filter((name) => name.startsWith(prefix));
    const keys = new Set([...names.map((name) => name.slice(prefix.length)), ...unkept.keys()]);
    return [...keys].map(read).filter(Boolean).sort((a, b) => a.at - b.at);
  }

  /* Whether nothing was typed into a visit since it was taken to be sent. */
  const stillThat = (visit) => (read(visit.key)?.at ?? visit.at) === visit.at;

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }

  function gathered(state) {
    const fields = {};
    for (const [name, value] of new FormData(form)) if (value && name !== 'csrfmiddlewaretoken') fields[name] = value;
    const seller = form.elements.seller;
    if (seller) fields.who = seller.value ? seller.selectedOptions[0].label : '';
    else if (current?.fields.seller && current.fields.who === fields.who) fields.seller = current.fields.seller;
    return { key: form.elements.key.value, at: Date.now(), state, fields, problems: [], edits: Boolean(form.dataset.edits) };
  }

  function fill(visit) {
    const { fields } = visit;
    for (const control of form.elements) {
      if (control.type === 'radio') control.checked = fields[control.name] === control.value;
      else if (control.name === 'seller') {
        const byName = [...control.options].find((option) => option.label === fields.who);
        control.value = fields.seller ?? byName?.value ?? '';
      } else if (control.name in fields || control.type === 'text') control.value = fields[control.name] ?? '';
    }
    form.elements.key.value = visit.key;
    for (const area of form.querySelectorAll('.score-area')) if (area.querySelector(':checked')) area.open = true;
    refused(visit.problems);
  }

  function count() {
    for (const area of form.querySelectorAll('.score-area')) {
      const n = area.querySelectorAll(':checked').length;
      area.querySelector('[data-count]').textContent = n || '';
    }
    const n = form.querySelectorAll('.behaviour :checked').length;
    if (n) status.textContent = n === 1 ? say.scoredOne : say.scoredMany.replace('%n', n);
  }

  function refused(problems) {
    const place = document.getElementById('refused');
    place.replaceChildren();
    if (!problems.length) return;
    const list = document.createElement('ul');
    list.className = 'problems';
    for (const problem of problems) {
      const item = document.createElement('li');
      item.className = 'problem problem-error problem-plain';
      const what = document.createElement('strong');
      what.textContent = problem.what;
      item.append(what, ` ${problem.remedy}`);
      list.append(item);
    }
    place.append(list);
    place.scrollIntoView({ block: 'center' });
  }

  function button(text, act) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'btn';
    made.textContent = text;
    made.addEventListener('click', act);
    return made;
  }

  function line(text, ...buttons) {
    const made = document.createElement('div');
    made.className = 'notice kept-line';
    const words = document.createElement('span');
    words.textContent = text;
    made.append(words, ...buttons);
    return made;
  }

  function list(...first) {
    const others = all().filter((visit) => visit.key !== form?.elements.key.value);
    here.replaceChildren(...first, ...others.map((visit) => {
      const who = say.unsent.replace('%who', visit.fields.who || say.nobody);
      const why = visit.problems.length ? ` ${say.refused}` : '';
      const on = () => { location.assign(`${say.form}#${visit.key}`); if (form) location.reload(); };
      return line(who + why, button(say.goOn, on), button(say.remove, () => { forget(visit.key); list(); }));
    }));
  }

  async function send(visit) {
    const json = { Accept: 'application/json' };
    let ready;
    try {
      const answer = await fetch(say.ready, { headers: json, redirect: 'manual', cache: 'no-store' });
      if (answer.type === 'opaqueredirect' || answer.status === 403) return { told: say.signedOut };
      if (!answer.ok) return { told: say.broken };
      ready = await answer.json();
    } catch {
      return { told: say.waiting };
    }
    if (String(ready.user) !== say.user) return { told: say.otherUser };
    const body = new URLSearchParams(visit.fields);
    body.set('key', visit.key);
    try {
      const headers = { ...json, 'X-CSRFToken': ready.token };
      const answer = await fetch(say.form, { method: 'POST', body, headers, redirect: 'manual' });
      const told = answer.headers.get('Content-Type')?.startsWith('application/json') ? await answer.json() : {};
      if (answer.ok && told.url) {
        if (stillThat(visit)) forget(visit.key);
        return told;
      }
      if (!told.problems) return { told: say.broken };
      if (stillThat(visit)) keep({ ...visit, state: 'refused', problems: told.problems });
      return told;
    } catch {
      return { told: say.waiting };
    }
  }

  async function save() {
    current = gathered('waiting');
    const kept = keep(current);
    refused([]);
    status.textContent = say.sending;
    busy = true;
    const { url, told, problems } = await send(current);
    busy = false;
    if (url) location.assign(url);
    else if (problems) {
      refused(problems);
      status.textContent = '';
    } else status.textContent = kept ? told : say.unkept;
  }

  async function flush() {
    if (busy) return;
    busy = true;
    const sent = [];
    for (const visit of all().filter((one) => one.state === 'waiting')) {
      const { url, problems } = await send(visit);
      const isThis = form?.elements.key.value === visit.key;
      if (url && isThis) {
        location.assign(url);
        return;
      }
      if (problems && isThis) refused(problems);
      if (url) sent.push(line(say.saved));
    }
    busy = false;
    list(...sent);
  }

  function begin() {
    const wanted = form.elements.seller?.value;
    const { edits } = form.dataset;
    const named = edits ? form.elements.key.value : location.hash.slice(1);
    const unsent = all().reverse();
    // What was typed to change a visit that is kept is no beginning of another one.
    const fits = (visit) => !edits && !visit.edits && visit.state !== 'waiting' && (!wanted || visit.fields.seller === wanted);
    const taken = unsent.find((visit) => visit.key === named) ?? unsent.find(fits);
    if (!taken) {
      if (!edits) form.elements.key.value = newKey();
      list();
      return;
    }
    current = taken;
    fill(taken);
    const afresh = () => { forget(taken.key); history.replaceState(null, '', location.pathname + location.search); location.reload(); };
    list(line(say.takenUp, button(say.afresh, afresh)));
  }

  function typed() {
    current = gathered('typing');
    const kept = keep(current);
    count();
    if (!kept) status.textContent = say.unkept;
  }

  if (form) {
    if (!form.dataset.refused) begin();
    count();
    form.addEventListener('input', typed);
    form.addEventListener('submit', (event) => { event.preventDefault(); save(); });
    if (navigator.serviceWorker) {
      navigator.serviceWorker.register(say.worker, { scope: '/visits/' }).catch(() => {});
      navigator.serviceWorker.ready.then((worker) => worker.active.postMessage('copy'));
    }
  }
  window.addEventListener('online', flush);
  if (navigator.onLine) flush();
  else if (!form) list();
})();
