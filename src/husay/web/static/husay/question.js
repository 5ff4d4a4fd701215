/* Keeps the question's form as the answer says. A new answer changes the form in place, but a
   choice that a person made stands above what the page says; so it is set back, unless another
   choice was made since. */
(() => {
  'use strict';

  let choosing = false;

  document.addEventListener('change', ({ target }) => { if (target.form?.id === 'question') choosing = true; });
  document.addEventListener('htmx:before:request', () => { choosing = false; });
  document.addEventListener('htmx:after:swap', () => {
    if (choosing) return;
    for (const control of document.getElementById('question')?.elements ?? []) {
      if (control.type === 'checkbox') control.checked = control.defaultChecked;
      if (control.tagName !== 'SELECT') continue;
      const said = [...control.options].findIndex((option) => option.defaultSelected);
      control.selectedIndex = Math.max(said, 0);
    }
  });
})();
