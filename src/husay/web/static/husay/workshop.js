/* The grid of goals as a spreadsheet: Enter and the arrows go from goal to goal, a column is
   pasted down the rows, a table by whose goals they are, Escape and Ctrl+Z take
   back what was typed, Ctrl+Enter keeps it. All of it is a plain form underneath. */
(() => {
  'use strict';

  const grid = () => document.getElementById('grid');
  const goals = () => [...(grid()?.querySelectorAll('input.goal') ?? [])];
  const shown = () => goals().filter((goal) => !goal.closest('tr').hidden);
  const opened = new Map();
  let taken = [];
  let before = '';

  /* What the page shows that the plan does not have: also what came back after a refusal. */
  const typed = (goal) => goal.value !== goal.dataset.kept;

  function say(text) {
    const status = document.getElementById('typed');
    if (status) status.textContent = text;
  }

  function count() {
    const changed = goals().filter(typed);
    for (const goal of goals()) goal.closest('tr').classList.toggle('is-typed', changed.includes(goal));
    const { one, many, none } = grid().dataset;
    say(changed.length === 1 ? one : changed.length ? many.replace('%n', changed.length) : none);
  }

  function put(changes) {
    taken.push(changes.map(([goal]) => [goal, goal.value]));
    for (const [goal, text] of changes) goal.value = text;
    before = document.activeElement?.value;
    count();
  }

  function back() {
    const last = taken.pop();
    if (!last) return false;
    for (const [goal, text] of last) goal.value = text;
    last[0][0].focus();
    before = last[0][0].value;
    count();
    return true;
  }

  function go(goal, steps) {
    const all = shown();
    const to = all[all.indexOf(goal) + steps];
    to?.focus();
    to?.select();
  }

  /* A column, down the rows that are shown. */
  function pasteColumn(goal, rows) {
    const here = shown();
    const first = here.indexOf(goal);
    const given = rows.map((row, at) => [here[first + at], row.trim()]).filter(([, cell]) => cell);
    const changes = given.filter(([to]) => to);
    if (changes.length) put(changes);
    const lost = given.filter(([to]) => !to).map(([, cell]) => cell);
    const { pasted, lost: not } = grid().dataset;
    say([pasted.replace('%n', changes.length), lost.length ? `${not} ${lost.join(', ')}` : ''].filter(Boolean).join('. '));
  }

  /* Whose goals and how much: read where every table is read, to whom it belongs by key or name. */
  async function pasteTable(text) {
    const form = new FormData();
    form.append('csrfmiddlewaretoken', document.querySelector('#plan [name=csrfmiddlewaretoken]').value);
    form.append('table', text);
    const { paste: address, pasted, unread } = grid().dataset;
    try {
      const answer = await fetch(address, { method: 'POST', body: form });
      const { goals: given, told } = await answer.json();
      const changes = goals().filter(({ name }) => Object.hasOwn(given, name)).map((goal) => [goal, given[goal.name]]);
      if (changes.length) put(changes);
      say(told.length ? told.join(' ') : pasted.replace('%n', changes.length));
    } catch {
      say(unread);
    }
  }

  function paste(goal, text) {
    const rows = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n');
    if (text.includes('\t')) pasteTable(text);
    else if (rows.length > 1) pasteColumn(goal, rows);
    else return false;
    return true;
  }

  function fold() {
    for (const button of document.querySelectorAll('.fold')) {
      if (!opened.has(button.dataset.row)) opened.set(button.dataset.row, button.getAttribute('aria-expanded') === 'true');
      button.setAttribute('aria-expanded', opened.get(button.dataset.row));
    }
    for (const row of grid()?.querySelectorAll('tr[data-above]') ?? []) {
      row.hidden = row.dataset.above.split(' ').some((id) => opened.get(id) === false);
    }
    const all = document.querySelector('.fold-all');
    if (all) all.textContent = [...opened.values()].every(Boolean) ? all.dataset.close : all.dataset.open;
  }

  function arrive() {
    taken = [];
    fold();
    document.getElementById('wrong')?.focus();
  }

  document.addEventListener('focusin', ({ target }) => { if (target.matches('input.goal')) before = target.value; });
  document.addEventListener('input', ({ target }) => { if (target.matches('input.goal')) count(); });
  document.addEventListener('change', ({ target }) => {
    if (!target.matches('input.goal')) return;
    taken.push([[target, before]]);
    before = target.value;
  });
  document.addEventListener('paste', (event) => {
    if (event.target.matches('input.goal') && paste(event.target, event.clipboardData.getData('text'))) event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (!target.matches?.('input.goal')) return;
    if (key === 'Enter' && (event.ctrlKey || event.metaKey)) document.getElementById('keep').click();
    else if (key === 'Enter' || key === 'ArrowDown') go(target, event.shiftKey ? -1 : 1);
    else if (key === 'ArrowUp') go(target, -1);
    else if (key === 'Escape') { target.value = target.dataset.kept; count(); }
    else if (key === 'z' && (event.ctrlKey || event.metaKey) && target.value === before && back()) { /* taken back */ }
    else return;
    event.preventDefault();
  });
  document.addEventListener('click', ({ target }) => {
    const one = target.closest('.fold');
    if (one) opened.set(one.dataset.row, !opened.get(one.dataset.row));
    else if (target.closest('.fold-all')) {
      const open = ![...opened.values()].every(Boolean);
      for (const row of opened.keys()) opened.set(row, open);
    } else {
      const link = target.closest('a[href^="#goal-"], a[href^="#row-"]');
      if (!link) return;
      const row = document.querySelector(link.getAttribute('href'))?.closest('tr');
      for (const id of row?.dataset.above.split(' ') ?? []) if (opened.has(id)) opened.set(id, true);
    }
    fold();
  });
  document.addEventListener('htmx:after:swap', arrive);
  window.addEventListener('beforeunload', (event) => {
    if (goals().some(typed) && !document.activeElement?.closest('form#plan button')) event.preventDefault();
  });
  arrive();
})();
