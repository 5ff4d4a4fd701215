/* The editor of a pay plan: line numbers with mistakes marked in the margin, the check running as
   one types, and what was not saved kept in this browser. All of it is a plain form underneath. */
(() => {
  'use strict';

  const form = document.getElementById('plan-editor');
  if (!form) return;
  const say = form.dataset;
  const status = document.getElementById('editor-status');
  const check = document.getElementById('check');
  const sheets = [...form.querySelectorAll('.sheet')];
  const names = [...form.querySelectorAll('.sheet-name')];
  const key = `husay-plan:${say.user}:${say.plan}`;
  const first = fields();
  let waiting = 0;
  let asking = null;
  let leaving = false;
  let unkept = false;

  const area = (sheet) => sheet.querySelector('textarea');
  const stored = (act, otherwise) => { try { return act(localStorage) ?? otherwise; } catch { return otherwise; } };

  function fields() {
    const { document: text, cases, readme, reason } = form.elements;
    return { document: text.value, cases: cases.value, readme: readme.value, reason: reason.value };
  }
  const same = (one, other) => ['document', 'cases', 'readme'].every((name) => one[name] === other[name]);

  /* The margin: numbers as one text, marks over them. */
  function number(sheet) {
    const gutter = sheet.querySelector('.gutter');
    const lines = area(sheet).value.split('\n').length;
    if (Number(gutter.dataset.lines) !== lines) {
      gutter.dataset.lines = lines;
      gutter.querySelector('pre').textContent = Array.from({ length: lines }, (_, at) => at + 1).join('\n');
    }
    gutter.classList.add('is-numbered');
    scroll(sheet);
  }

  function scroll(sheet) {
    const { scrollTop, offsetHeight } = area(sheet);
    const gutter = sheet.querySelector('.gutter');
    gutter.style.height = `${offsetHeight}px`;
    for (const part of gutter.children) part.style.transform = `translateY(${-scrollTop}px)`;
  }

  function mark() {
    for (const sheet of sheets) {
      const gutter = sheet.querySelector('.gutter');
      for (const old of gutter.querySelectorAll('i')) old.remove();
      const faults = [...check.querySelectorAll('.fault')].filter((fault) => fault.dataset.file === sheet.dataset.file);
      const worst = new Map();
      for (const { dataset, classList } of faults) worst.set(dataset.line, worst.get(dataset.line) || classList.contains('is-error'));
      const { lineHeight, paddingTop } = getComputedStyle(area(sheet));
      for (const [line, isError] of worst) {
        const made = document.createElement('i');
        made.textContent = line;
        made.classList.toggle('is-error', isError);
        made.style.top = `${parseFloat(paddingTop) + (line - 1) * parseFloat(lineHeight)}px`;
        gutter.append(made);
      }
      const name = names.find((one) => one.dataset.sheet === sheet.dataset.file);
      name.classList.toggle('has-faults', [...worst.values()].some(Boolean));
      scroll(sheet);
    }
  }

  function show(file) {
    for (const sheet of sheets) sheet.hidden = sheet.dataset.file !== file;
    for (const name of names) name.setAttribute('aria-pressed', name.dataset.sheet === file);
    for (const sheet of sheets) if (!sheet.hidden) number(sheet);
    mark();
  }

  function go({ file, line, at }) {
    const sheet = sheets.find((one) => one.dataset.file === file);
    if (!sheet) return;
    show(file);
    const text = area(sheet);
    const before = text.value.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    const place = Math.min(before + Number(at) - 1, text.value.length);
    text.focus();
    text.setSelectionRange(place, place);
    text.scrollTop = Math.max(0, (line - 4) * parseFloat(getComputedStyle(text).lineHeight));
    scroll(sheet);
  }

  /* What was not saved stays in this browser until it is, or until somebody signs out. */
  function keep() {
    const now = fields();
    const put = (kept) => {
      if (same(now, first)) kept.removeItem(key);
      else kept.setItem(key, JSON.stringify({ ...now, seen: form.elements.seen.value }));
      return true;
    };
    unkept = !stored(put, false) && !same(now, first);
  }

  function bringBack() {
    let kept = null;
    try { kept = JSON.parse(stored((place) => place.getItem(key), null)); } catch { /* not ours */ }
    if (!kept || same(kept, first)) return;
    for (const name of ['document', 'cases', 'readme', 'reason', 'seen']) form.elements[name].value = kept[name] ?? '';
    const afresh = document.createElement('button');
    afresh.type = 'button';
    afresh.className = 'btn';
    afresh.textContent = say.afresh;
    afresh.addEventListener('click', () => { leaving = true; stored((place) => place.removeItem(key)); location.reload(); });
    status.replaceChildren(`${say.back} `, afresh);
  }

  async function run() {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    const box = form.querySelector('.checked');
    box.classList.add('is-old');
    try {
      const answer = await fetch(say.check, { method: 'POST', body: new FormData(form), signal: mine.signal, redirect: 'manual' });
      if (answer.status === 400 || answer.status === 413) status.textContent = say.tooLong;
      if (!answer.ok) throw new Error(answer.status);
      const open = check.querySelector('details')?.open ?? true;
      check.innerHTML = await answer.text();
      const prose = check.querySelector('details');
      if (prose) prose.open = open;
      if (status.textContent === say.unread || status.textContent === say.tooLong) status.textContent = '';
      mark();
    } catch (error) {
      if (error.name === 'AbortError') return;
      if (status.textContent !== say.tooLong) status.textContent = say.unread;
    }
    if (asking === mine) box.classList.remove('is-old');
  }

  function typed() {
    keep();
    clearTimeout(waiting);
    waiting = setTimeout(run, 200);
  }

  async function save() {
    const body = new FormData(form);
    body.set('do', 'save');
    const place = document.getElementById('not-saved');
    try {
      const answer = await fetch(form.action || location.href, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'manual' });
      const { url, told, seen } = await answer.json();
      if (url) {
        leaving = true;
        stored((kept) => kept.removeItem(key));
        location.assign(url);
        return;
      }
      form.elements.seen.value = seen;
      place.innerHTML = told;
      place.scrollIntoView({ block: 'start' });
      if (place.querySelector('.problem') && form.elements.reason.value === '') form.elements.reason.focus();
    } catch {
      status.textContent = say.unkept;
    }
  }

  /* Text goes in as if it was typed, so that the browser can take it back. */
  function put(text) {
    if (!document.execCommand('insertText', false, text)) {
      const { activeElement: at } = document;
      at.setRangeText(text, at.selectionStart, at.selectionEnd, 'end');
      at.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }

  function indent(text, out) {
    const { value, selectionStart: from, selectionEnd: to } = text;
    if (from === to && !out) {
      put('  ');
      return;
    }
    const start = value.lastIndexOf('\n', from - 1) + 1;
    const lines = value.slice(start, to).split('\n');
    const moved = lines.map((line) => (out ? line.replace(/^ {1,2}/, '') : line && `  ${line}`)).join('\n');
    if (moved === lines.join('\n')) return;
    text.setSelectionRange(start, to);
    if (moved) put(moved); else document.execCommand('delete');
    text.setSelectionRange(start, start + moved.length);
  }

  /* A new line begins where the one before began, further in behind a colon. */
  function newLine(text) {
    const line = text.value.slice(text.value.lastIndexOf('\n', text.selectionStart - 1) + 1, text.selectionStart);
    const begins = /^ */.exec(line)[0];
    put(`\n${begins}${/:\s*$/.test(line) ? '  ' : ''}`);
  }

  let free = false;
  form.addEventListener('keydown', (event) => {
    const { target, key: pressed } = event;
    if ((event.ctrlKey || event.metaKey) && pressed.toLowerCase() === 's') {
      event.preventDefault();
      save();
      return;
    }
    if (!target.matches('.code textarea')) return;
    if (pressed === 'Escape') free = true;
    else if (pressed === 'Tab' && !free) { event.preventDefault(); indent(target, event.shiftKey); }
    else if (pressed === 'Enter' && !event.isComposing && target.name !== 'readme') { event.preventDefault(); newLine(target); }
    else if (pressed !== 'Shift') free = false;
  });
  form.addEventListener('focusin', () => { free = false; });
  form.addEventListener('input', ({ target }) => {
    const sheet = target.closest('.sheet');
    if (sheet) number(sheet);
    if (sheet) typed(); else keep();
  });
  form.addEventListener('scroll', ({ target }) => { if (target.matches('textarea')) scroll(target.closest('.sheet')); }, true);
  form.addEventListener('click', ({ target }) => {
    const name = target.closest('.sheet-name');
    if (name) show(name.dataset.sheet);
    const fault = target.closest('[data-go]')?.closest('.fault');
    if (fault) go(fault.dataset);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (event.submitter?.value === 'check') run(); else save();
  });
  window.addEventListener('online', run);
  window.addEventListener('beforeunload', (event) => {
    clearTimeout(waiting);
    asking?.abort();
    if (!leaving && unkept) event.preventDefault();
  });
  new ResizeObserver(() => sheets.filter((sheet) => !sheet.hidden).forEach(scroll)).observe(form);

  form.classList.add('by-name');
  form.querySelector('.sheet-names').hidden = false;
  if (!('refused' in say)) bringBack();
  show('plan.yaml');
  if (!same(fields(), first)) run();
})();
