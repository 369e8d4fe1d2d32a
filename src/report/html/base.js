'use strict';
// Runs in the head: what decides how the page looks before it is drawn, and what both kinds of page share.
// A browser may forbid pages from disk to keep anything; then the page remembers until it is closed.
const store = (() => {
  try {
    localStorage.setItem('cotejo:probe', '1');
    localStorage.removeItem('cotejo:probe');
    return localStorage;
  } catch {
    const kept = new Map();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => { kept.set(key, value); },
      removeItem: (key) => { kept.delete(key); },
    };
  }
})();

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

const theme = (() => {
  const root = document.documentElement;
  root.classList.add('js');
  const kept = store.getItem('cotejo:theme');
  if (kept === 'light' || kept === 'dark') root.dataset.theme = kept;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);
  const label = () => { $('#theme').textContent = isDark() ? 'Light theme' : 'Dark theme'; };
  addEventListener('DOMContentLoaded', () => {
    label();
    system.addEventListener('change', label);
    $('#theme').addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      store.setItem('cotejo:theme', root.dataset.theme);
      label();
    });
  });
  return { isDark };
})();

// Dismissals of a page: fingerprint → entry of a baseline file.
const dismissals = {
  of(page) {
    try {
      return JSON.parse(store.getItem('cotejo:dismissed:' + page)) ?? {};
    } catch {
      return {};
    }
  },
  keep(page, entries) {
    const key = 'cotejo:dismissed:' + page;
    if (Object.keys(entries).length) store.setItem(key, JSON.stringify(entries));
    else store.removeItem(key);
  },
  // The file: sorted by path, then fingerprint; an entry a line.
  file(entries) {
    const once = new Map(entries.map((entry) => [entry.fingerprint, entry]));
    const order = (a, b) => {
      const [one, two] = [[...a.documents, '', a.fingerprint], [...b.documents, '', b.fingerprint]];
      const at = one.findIndex((part, index) => part !== two[index]);
      return at < 0 ? 0 : one[at] < two[at] ? -1 : 1;
    };
    const lines = [...once.values()].sort(order).map((entry) => '  ' + JSON.stringify(entry));
    return '{"schema": "cotejo.baseline/1", "findings": [\n' + lines.join(',\n') + '\n]}\n';
  },
  download(entries) {
    const blob = new Blob([this.file(entries)], { type: 'application/json' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = 'cotejo-baseline.json';
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  },
};
