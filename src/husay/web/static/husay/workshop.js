/* The grid of goals as a spreadsheet: Enter and the arrows go from goal to goal, a column is
   pasted down the rows (or, with names before the goals, to whom they are), Escape and Ctrl+Z take
   back what was typed, Ctrl+Enter keeps it. All of it is a plain form underneath. */
(() => {
  'use strict';

  const grid = () => document.getElementById('grid');
  const goals = () => [...(grid()?.querySelectorAll('input.goal') ?? [])];
  const shown = () => goals().filter((goal) => !goal.closest('tr').hidden);
  const opened = new Map();
  let taken = [];
  let before = '';

  const plain = (text) => text.trim().replace(/\s+/g, ' ').toLowerCase();

  function say(text) {
    const status = document.getElementById('typed');
    if (status) status.textContent = text;
  }

  function count() {
    const typed = goals().filter((goal) => goal.value !== goal.defaultValue || goal.dataset.typed);
    for (const goal of goals()) goal.closest('tr').classList.toggle('is-typed', typed.includes(goal));
    const { one, many, none } = grid().dataset;
    say(typed.length === 1 ? one : typed.length ? many.replace('%n', typed.length) : none);
    return typed.length;
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

  function paste(goal, text) {
    const rows = text.replace(/\r/g, '').replace(/\n+$/, '').split('\n').map((row) => row.split('\t'));
    if (rows.length === 1 && rows[0].length === 1) return false;
    const named = rows.every((row) => row.length > 1) && rows.some((row) => !/\d/.test(row[0]));
    const lost = [];
    const changes = [];
    const here = shown();
    rows.forEach((row, at) => {
      const cell = row[row.length - 1].trim();
      if (!cell) return;
      const to = named
        ? goals().filter((one) => plain(one.dataset.name) === plain(row[0]))
        : [here[here.indexOf(goal) + at]].filter(Boolean);
      if (to.length === 1) changes.push([to[0], cell]);
      else lost.push(row[0]);
    });
    if (changes.length) put(changes);
    const { pasted, lost: not } = grid().dataset;
    say([pasted.replace('%n', changes.length), lost.length ? `${not} ${lost.join(', ')}` : ''].filter(Boolean).join('. '));
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
    for (const goal of goals()) if (goal.closest('tr').classList.contains('is-typed')) goal.dataset.typed = 'yes';
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
    else if (key === 'Escape') { target.value = target.defaultValue; count(); }
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
    if (goals().some((goal) => goal.value !== goal.defaultValue) && !document.activeElement?.closest('form#plan button')) event.preventDefault();
  });
  arrive();
})();
