// Trims Tabler's stylesheet to the vocabulary in tabler.keep.mjs and makes its dark colours
// follow the device: Tabler knows only an attribute, and setting that needs a script.
import postcss from 'postcss';
import { KEEP } from './tabler.keep.mjs';

const CLASS = /\.(-?[_a-zA-Z][\w-]*)/g;
const FOREIGN = /theme-dark|theme-light|theme-primary|data-theme|navbar|:host|body\[|\.dark|\[dir=|::-webkit-(calendar|date)|page >/;
const LIGHT = /^\[data-bs-theme=light\]/;
const DARK = /\[data-bs-theme=dark\]/;

function isKept(selector) {
  if (FOREIGN.test(selector) || LIGHT.test(selector)) return false;
  return [...selector.matchAll(CLASS)].every(([, name]) => KEEP.some((rule) => rule.test(name)));
}

function trimRules(root) {
  root.walkRules((rule) => {
    if (rule.parent.type === 'atrule' && rule.parent.name.endsWith('keyframes')) return;
    const kept = rule.selectors.filter(isKept);
    if (kept.length) rule.selectors = kept;
    else rule.remove();
  });
}

/** `[data-bs-theme=dark] x` becomes two rules: chosen by the reader, or followed from the device. */
function followDevice(root) {
  root.walkRules((rule) => {
    if (!rule.selectors.some((s) => DARK.test(s))) return;
    const dark = rule.selectors.filter((s) => DARK.test(s));
    const plain = rule.selectors.filter((s) => !DARK.test(s) && s !== ':root');
    const device = rule.clone({ selectors: dark.map((s) => s.replace(DARK, ':root:not([data-bs-theme])')) });
    const media = postcss.atRule({ name: 'media', params: '(prefers-color-scheme: dark)' });
    media.append(device);
    rule.after(media);
    rule.selectors = dark.map((s) => s.replace(DARK, ':root[data-bs-theme=dark]')).concat(plain);
  });
}

function dropUnusedNames(root, own) {
  for (let dropped = true; dropped;) {
    dropped = false;
    const text = root.toString() + own;
    root.walkDecls(/^--/, (decl) => {
      if (text.includes(`var(${decl.prop})`) || text.includes(`var(${decl.prop},`)) return;
      decl.remove();
      dropped = true;
    });
    root.walkAtRules(/keyframes$/, (rule) => {
      if (new RegExp(`animation[^;}]*\\b${rule.params}\\b`).test(text)) return;
      rule.remove();
      dropped = true;
    });
    root.walk((node) => {
      const empty = (node.type === 'rule' || node.type === 'atrule') && node.nodes?.length === 0;
      if (empty) { node.remove(); dropped = true; }
    });
  }
}

/** Tabler's stylesheet, trimmed. `own` is husay.css: variables that it uses are kept. */
export function trimTabler(source, own) {
  const root = postcss.parse(source);
  root.walkComments((comment) => { if (!comment.text.startsWith('!')) comment.remove(); });
  root.walkAtRules('charset', (rule) => rule.remove());
  trimRules(root);
  followDevice(root);
  dropUnusedNames(root, own);
  // In a layer, so that Husay's own rules win without fighting over selectors.
  return `@charset "UTF-8";\n@layer kit {\n${root.toString()}\n}`;
}
