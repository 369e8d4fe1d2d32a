'use strict';
(() => {
  const data = JSON.parse($('#data').textContent);
  const cards = $$('.finding');
  const say = (text) => { const said = $('#said'); if (said) said.textContent = text; };
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const narrow = matchMedia('(max-width: 69.99rem)');
  const bring = (element, block = 'center') =>
    element?.scrollIntoView({ block, behavior: calm.matches ? 'auto' : 'smooth' });
  const number = (card) => Number(card.id.slice(1));
  const about = (n) => data.findings[n - 1];

  // Versions: one beside the source at a time.
  const tabs = $$('.tabs a');
  let tab = 0;
  const visible = () => (tabs.length ? $(`.pair[data-pair="${tab}"]`) : $('.pair'));
  const open = (target) => {
    if (!tabs.length) return;
    tab = target;
    for (const link of tabs) {
      if (Number(link.dataset.tab) === tab) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
    for (const section of $$('.pair')) section.hidden = Number(section.dataset.pair) !== tab;
    filter();
    drawHere();
  };
  for (const link of tabs) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      open(Number(link.dataset.tab));
    });
  }

  // Dismissals.
  const dismissed = dismissals.of(data.page);
  const isDismissed = (n) => Object.hasOwn(dismissed, about(n).fingerprint);
  const showDismissed = (card) => {
    const n = number(card);
    const entry = dismissed[about(n).fingerprint];
    card.classList.toggle('dismissed', Boolean(entry));
    $('.reason-kept', card)?.remove();
    const button = $('[data-do="dismiss"]', card);
    button.textContent = entry ? 'Take back' : 'Dismiss';
    if (entry) {
      const kept = document.createElement('p');
      kept.className = 'reason-kept';
      kept.textContent = 'Dismissed: ' + entry.reason;
      $('.actions', card).before(kept);
    }
    for (const mark of $$(`mark[data-f~="${n}"]`)) {
      mark.classList.toggle('dismissed', mark.dataset.f.split(' ').every((m) => isDismissed(Number(m))));
    }
    for (const link of $$(`.ref[href="#f${n}"]`)) link.classList.toggle('dismissed', Boolean(entry));
  };
  const countDismissed = () => {
    const count = cards.filter((card) => isDismissed(number(card))).length;
    const button = $('#export');
    if (!button) return;
    button.disabled = count === 0;
    button.textContent = count ? `Export dismissals (${count})` : 'Export dismissals';
  };
  const set = (card, reason) => {
    const { fingerprint, rule, documents, message } = about(number(card));
    if (reason === null) delete dismissed[fingerprint];
    else dismissed[fingerprint] = { fingerprint, rule, documents, message, status: 'dismissed', reason };
    dismissals.keep(data.page, dismissed);
    showDismissed(card);
    countDismissed();
    filter();
  };
  const askReason = (card) => {
    const button = $('[data-do="dismiss"]', card);
    if ($('.reason', card)) return closeReason(card);
    button.setAttribute('aria-expanded', 'true');
    const form = document.createElement('form');
    form.className = 'reason';
    const label = document.createElement('label');
    label.textContent = 'Why is it no problem?';
    const input = document.createElement('input');
    input.type = 'text';
    input.required = true;
    label.append(input);
    const keep = document.createElement('button');
    keep.textContent = 'Dismiss it';
    const leave = document.createElement('button');
    leave.type = 'button';
    leave.className = 'quiet';
    leave.textContent = 'Cancel';
    form.append(label, keep, leave);
    form.noValidate = true;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const reason = input.value.trim();
      if (!reason) {
        say('Write a reason: it goes into the baseline file.');
        return input.focus();
      }
      closeReason(card);
      set(card, reason);
      say('Dismissed.');
      const next = shown().find((other) => number(other) > number(card)) ?? shown().at(-1);
      if (next) next.focus({ preventScroll: true });
      else $('#dismissed-too').focus();
    });
    form.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') { event.stopPropagation(); closeReason(card); button.focus(); }
    });
    leave.addEventListener('click', () => { closeReason(card); button.focus(); });
    $('.actions', card).after(form);
    input.focus();
  };
  const closeReason = (card) => {
    $('.reason', card)?.remove();
    $('[data-do="dismiss"]', card).setAttribute('aria-expanded', 'false');
  };
  const dismiss = (card) => {
    if (isDismissed(number(card))) { set(card, null); say('Taken back.'); } else askReason(card);
  };

  // Filter.
  let current = 0;
  const shown = () => cards.filter((card) => !card.hidden);
  const filter = () => {
    if (!cards.length) return;
    const severity = $('#by-severity').value;
    const rule = $('#by-rule').value;
    const dismissedToo = $('#dismissed-too').checked;
    for (const card of cards) {
      const finding = about(number(card));
      card.hidden =
        (severity && finding.severity !== severity) ||
        (rule && finding.rule !== rule) ||
        (!dismissedToo && isDismissed(number(card))) ||
        (tabs.length > 0 && finding.tabs.length > 0 && !finding.tabs.includes(tab));
    }
    position();
  };
  const position = () => {
    const list = shown();
    const at = list.findIndex((card) => number(card) === current);
    const text = !list.length ? 'none shown' : at < 0 ? `${list.length} shown` : `${at + 1} of ${list.length}`;
    $('#position').textContent = text;
    $('#previous').disabled = !list.length;
    $('#next').disabled = !list.length;
  };

  // Walking through the findings.
  const go = (n, { text = true, focus = true } = {}) => {
    const card = cards[n - 1];
    if (!card) return;
    const { tabs: in_, message } = about(n);
    if (tabs.length && in_.length && !in_.includes(tab)) open(in_[0]);
    current = n;
    for (const other of cards) other.classList.toggle('current', other === card);
    for (const mark of $$('mark[data-f], .ref')) {
      const mine = mark.dataset.f ? mark.dataset.f.split(' ').includes(String(n)) : mark.hash === `#f${n}`;
      mark.classList.toggle('current', mine);
    }
    $('#current').textContent = message;
    if (text) {
      const first = $(`mark[data-f~="${n}"], .ref[href="#f${n}"]`, visible() ?? document);
      reveal(first);
      bring(first);
    }
    if (!narrow.matches || !text) scrollPanel(card, text);
    if (focus && !(narrow.matches && text)) card.focus({ preventScroll: true });
    position();
  };
  // The panel scrolls by itself where it stands beside the text.
  const scrollPanel = (card, within) => {
    const panel = $('.panel');
    if (getComputedStyle(panel).overflowY !== 'visible' && within) {
      const top = card.offsetTop - ($('.steps').offsetHeight + 24);
      panel.scrollTo({ top, behavior: calm.matches ? 'auto' : 'smooth' });
    } else {
      bring(card, 'nearest');
    }
  };
  const reveal = (element) => {
    for (let at = element?.closest('details'); at; at = at.parentElement.closest('details')) at.open = true;
  };
  const step = (by) => {
    const list = shown();
    if (!list.length) return;
    const at = list.findIndex((card) => number(card) === current);
    let next = at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length;
    if (at < 0 && current) {
      const after = list.findIndex((card) => number(card) > current);
      if (by > 0 && after >= 0) next = after;
      if (by < 0 && after > 0) next = after - 1;
    }
    go(number(list[next]));
  };

  const copy = async (card) => {
    const { comment } = about(number(card));
    try {
      await navigator.clipboard.writeText(comment);
    } catch {
      // Pages from disk may be kept from the clipboard; the old way still works on a key or a click.
      const area = document.createElement('textarea');
      area.value = comment;
      area.className = 'unseen';
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      card.focus({ preventScroll: true });
    }
    say('Copied.');
    const button = $('[data-do="copy"]', card);
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy as comment'; }, 1600);
  };

  // The rule's page, brought to the finding.
  const explain = (card, link) => {
    const there = $('.manual', card);
    if (there) {
      there.remove();
      link.setAttribute('aria-expanded', 'false');
      return;
    }
    const manual = $(`${link.hash} .manual`).cloneNode(true);
    $('.actions', card).after(manual);
    link.setAttribute('aria-expanded', 'true');
  };

  for (const link of $$('[data-do="explain"]')) {
    link.setAttribute('role', 'button');
    link.setAttribute('aria-expanded', 'false');
    link.addEventListener('keydown', (event) => {
      if (event.key === ' ') { event.preventDefault(); link.click(); }
    });
  }

  document.addEventListener('click', (event) => {
    const target = event.target;
    const action = target.closest('[data-do]');
    if (action) {
      const card = action.closest('.finding');
      if (action.dataset.do === 'copy') copy(card);
      if (action.dataset.do === 'dismiss') dismiss(card);
      if (action.dataset.do === 'explain') { event.preventDefault(); explain(card, action); }
      return;
    }
    const place = target.closest('[data-go]');
    if (place) {
      event.preventDefault();
      go(number(place.closest('.finding')), { text: false, focus: false });
      const there = $(`[data-m="${place.dataset.go}"]`, visible() ?? document) ?? $(place.hash);
      const section = there?.closest('.pair');
      if (section?.hidden) open(Number(section.dataset.pair));
      reveal(there);
      bring(there);
      there?.focus({ preventScroll: true });
      return;
    }
    const ref = target.closest('.ref');
    if (ref) {
      event.preventDefault();
      const card = $(ref.hash);
      if (card.hidden) { clearFilters(); }
      go(number(card), { text: false });
      if (narrow.matches) bring(card);
      else scrollPanel(card, true);
      return;
    }
    const mark = target.closest('mark[data-f]');
    if (mark && !String(getSelection())) {
      const first = mark.dataset.f.split(' ').map(Number).find((n) => !cards[n - 1].hidden);
      if (first) { go(first, { text: false, focus: !narrow.matches }); if (!narrow.matches) scrollPanel(cards[first - 1], true); }
      return;
    }
    const bar = target.closest('.map [data-row]');
    if (bar) {
      const row = document.getElementById(bar.dataset.row);
      bring(row);
      row.classList.add('flash');
      setTimeout(() => row.classList.remove('flash'), 1600);
    }
  });
  const clearFilters = () => {
    $('#by-severity').value = '';
    $('#by-rule').value = '';
    $('#dismissed-too').checked = true;
    filter();
  };

  // The sentence that a sentence was compared with.
  let pointed = null;
  document.addEventListener('pointerover', (event) => {
    const sentence = event.target.closest?.('[data-s]');
    const key = sentence ? sentence.closest('.pair').id + ' ' + sentence.dataset.s : null;
    if (key === pointed) return;
    pointed = key;
    for (const other of $$('.twin')) other.classList.remove('twin');
    if (sentence) {
      for (const twin of $$(`[data-s="${sentence.dataset.s}"]`, sentence.closest('.pair'))) twin.classList.add('twin');
    }
  });

  // Where the window stands in the picture.
  const drawHere = () => {
    const section = visible();
    const svg = section && $('.map svg', section);
    if (!svg) return;
    let top = 1000;
    let bottom = 0;
    for (const part of $$('[data-row]', svg)) {
      const row = document.getElementById(part.dataset.row)?.getBoundingClientRect();
      if (!row || row.bottom < 0 || row.top > innerHeight) continue;
      for (const bar of $$('.bar', part)) {
        const [y, height] = [Number(bar.getAttribute('y')), Number(bar.getAttribute('height'))];
        top = Math.min(top, y);
        bottom = Math.max(bottom, y + height);
      }
    }
    const here = $('.here', svg);
    here.setAttribute('y', top);
    here.setAttribute('height', Math.max(0, bottom - top));
  };
  let drawn = false;
  const later = () => {
    if (drawn) return;
    drawn = true;
    requestAnimationFrame(() => { drawn = false; drawHere(); });
  };
  addEventListener('scroll', later, { passive: true });
  addEventListener('resize', later);

  // Keys. They rest in fields, in the help, with a modifier, and where the person switched them off.
  const keys = $('#keys');
  keys.checked = store.getItem('cotejo:keys') !== 'off';
  keys.addEventListener('change', () => store.setItem('cotejo:keys', keys.checked ? 'on' : 'off'));
  const help = $('#help');
  document.addEventListener('keydown', (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || help.open) return;
    if (event.target.closest('input, select, textarea, [contenteditable]')) return;
    const card = cards[current - 1];
    if (event.key === 'j' || event.key === 'n') step(1);
    else if (event.key === 'k' || event.key === 'p') step(-1);
    else if (event.key === 'c' && card) copy(card);
    else if (event.key === 'd' && card) dismiss(card);
    else if (event.key === '?') help.showModal();
    else return;
    event.preventDefault();
  });
  $('#help-close').addEventListener('click', () => help.close());

  if (cards.length) {
    $('#previous').addEventListener('click', () => step(-1));
    $('#next').addEventListener('click', () => step(1));
    for (const field of ['#by-severity', '#by-rule', '#dismissed-too']) $(field).addEventListener('input', filter);
    $('#export').addEventListener('click', () => {
      const mine = data.findings.filter((finding) => Object.hasOwn(dismissed, finding.fingerprint));
      dismissals.download(mine.map((finding) => dismissed[finding.fingerprint]));
      say('Saved as cotejo-baseline.json.');
    });
    $('#help-button').addEventListener('click', () => help.showModal());
    cards.forEach(showDismissed);
    countDismissed();
    filter();
  }
  if (tabs.length) open(Number(tabs[0].dataset.tab));
  const from = /^#f(\d+)$/.exec(location.hash);
  if (from) go(Number(from[1]));
  drawHere();
})();
