'use strict';
(() => {
  const data = JSON.parse($('#data').textContent);
  const grave = ['neutral', 'minor', 'major', 'critical'];

  // Sorting: a heading becomes a button; the heading says how its column is sorted.
  const value = (row, column, kind) => {
    const cell = row.cells[column].dataset.value;
    return kind === 'number' ? Number(cell) : cell.toLocaleLowerCase();
  };
  const sort = (table, heading) => {
    const headings = $$('thead th', table);
    const column = headings.indexOf(heading);
    const kind = heading.dataset.kind;
    const now = heading.getAttribute('aria-sort');
    // Figures are looked at from the largest down.
    const down = now ? now === 'ascending' : kind === 'number';
    headings.forEach((other) => other.removeAttribute('aria-sort'));
    heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const rows = [...table.tBodies[0].rows].map((row) => [value(row, column, kind), row]);
    const compare = (a, b) => (kind === 'number' ? a - b : a.localeCompare(b));
    rows.sort(([a], [b]) => (down ? compare(b, a) : compare(a, b)));
    table.tBodies[0].append(...rows.map(([, row]) => row));
  };
  for (const table of $$('table[data-sortable]')) {
    for (const heading of $$('thead th', table)) {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener('click', () => sort(table, heading));
    }
  }

  // Filters.
  const items = $$('.list tbody tr, .related > li').map((item) => ({
    item,
    text: item.textContent.toLocaleLowerCase(),
    languages: item.dataset.languages.split(' '),
    grave: Math.max(-1, ...item.dataset.severities.split(' ').map((name) => grave.indexOf(name))),
  }));
  const filter = () => {
    const text = $('#find').value.trim().toLocaleLowerCase();
    const language = $('#by-language').value;
    const least = grave.indexOf($('#by-severity').value);
    let shown = 0;
    for (const entry of items) {
      const fits =
        entry.text.includes(text) &&
        (!language || entry.languages.includes(language)) &&
        entry.grave >= least;
      entry.item.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const section of $$('.list')) {
      section.hidden = !$('tbody tr:not([hidden]), .related > li:not([hidden])', section);
    }
    const all = items.length;
    $('#shown').textContent = shown === all ? `${all} pages` : `${shown} of ${all} pages`;
  };
  for (const field of ['#find', '#by-language', '#by-severity']) $(field).addEventListener('input', filter);
  filter();

  // Dismissals of all pages, where the browser lets them see each other's.
  const gathered = () => data.pages.flatMap((page) => Object.values(dismissals.of(page)));
  const exportAll = $('#export-all');
  const count = () => {
    const all = gathered().length;
    exportAll.hidden = all === 0;
    exportAll.textContent = `Export all dismissals (${all})`;
  };
  exportAll.addEventListener('click', () => dismissals.download(gathered()));
  addEventListener('focus', count);
  count();
})();
