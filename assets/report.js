// The page of a report: it is whole without this, which searches, filters, sorts, turns pages and opens rows. It moves what is
// there and makes no markup of text.

document.documentElement.classList.add('js');

document.addEventListener('DOMContentLoaded', () => {
  const PAGE = 100;
  const byId = (id) => document.getElementById(id);

  const theme = byId('theme');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';
  const nameTheme = () => {
    theme.textContent = isDark() ? 'Light' : 'Dark';
  };
  theme.hidden = false;
  theme.addEventListener('click', () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    nameTheme();
  });
  dark.addEventListener('change', nameTheme);
  nameTheme();

  const table = byId('table');
  if (table === null) return;
  const number = new Intl.NumberFormat('en-US');
  const findings = [...table.tBodies].map((body, order) => ({
    body,
    order,
    button: body.querySelector('th button'),
    cells: [...body.rows[0].cells],
    // Read when it is first searched for: there may be thousands.
    text: null,
  }));
  let ordered = findings;
  let page = 0;

  const open = (finding, yes) => {
    finding.body.classList.toggle('open', yes);
    finding.button.setAttribute('aria-expanded', String(yes));
  };

  const isWanted = (finding) => {
    const { rule, kind, severity } = finding.body.dataset;
    if (byId('rule').value !== '' && rule !== byId('rule').value) return false;
    if (byId('kind').value !== '' && kind !== byId('kind').value) return false;
    const box = boxes.find((each) => each.value === severity);
    if (box !== undefined && !box.checked) return false;
    const words = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return true;
    finding.text ??= finding.body.textContent.toLowerCase();
    return words.every((word) => finding.text.includes(word));
  };

  const show = () => {
    const wanted = new Set(findings.filter(isWanted));
    const pages = Math.max(1, Math.ceil(wanted.size / PAGE));
    page = Math.min(page, pages - 1);
    let index = 0;
    for (const finding of ordered) {
      const isIn = wanted.has(finding);
      finding.body.toggleAttribute('data-out', !isIn);
      finding.body.toggleAttribute('data-away', isIn && Math.floor(index / PAGE) !== page);
      if (isIn) index += 1;
    }
    const of = wanted.size === findings.length ? '' : ` of ${number.format(findings.length)}`;
    byId('shown').textContent =
      `${number.format(wanted.size)}${of} ${wanted.size === 1 && of === '' ? 'finding' : 'findings'} shown`;
    byId('nothing').hidden = wanted.size > 0;
    byId('pages').hidden = pages === 1;
    byId('page').textContent = `Page ${number.format(page + 1)} of ${number.format(pages)}`;
    byId('before').disabled = page === 0;
    byId('after').disabled = page === pages - 1;
  };

  const turn = (by) => {
    page += by;
    show();
    byId('findings').focus();
  };

  const sortBy = (heading, column) => {
    const direction = heading.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending';
    for (const each of table.tHead.rows[0].cells) each.setAttribute('aria-sort', 'none');
    heading.setAttribute('aria-sort', direction);
    const sign = direction === 'ascending' ? 1 : -1;
    const keys = new Map(
      findings.map((finding) => {
        const cell = finding.cells[column];
        return [finding, 'key' in cell.dataset ? Number(cell.dataset.key) : cell.textContent.toLowerCase()];
      }),
    );
    const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    ordered = [...findings].sort((a, b) => sign * compare(keys.get(a), keys.get(b)) || a.order - b.order);
    table.append(...ordered.map(({ body }) => body));
    page = 0;
    show();
  };

  /** Opens the finding that the address names, on whatever page it is. */
  const follow = () => {
    const finding = findings.find(({ body }) => `#${body.id}` === location.hash);
    if (finding === undefined) return;
    open(finding, true);
    if (finding.body.hasAttribute('data-out')) reset();
    page = Math.floor(ordered.filter(({ body }) => !body.hasAttribute('data-out')).indexOf(finding) / PAGE);
    show();
    finding.body.scrollIntoView({ block: 'start' });
    finding.button.focus({ preventScroll: true });
  };

  const reset = () => {
    tools.reset();
    show();
  };

  const tools = byId('tools');
  const boxes = [...tools.querySelectorAll('input[name=severity]')];
  tools.hidden = false;
  tools.addEventListener('submit', (event) => event.preventDefault());
  tools.addEventListener('input', () => {
    page = 0;
    show();
  });
  table.addEventListener('click', ({ target }) => {
    const row = target.closest('.head');
    // Who marks text to copy it does not want the row to move.
    if (row === null || String(getSelection()) !== '') return;
    const finding = findings.find(({ body }) => body === row.parentElement);
    open(finding, !finding.body.classList.contains('open'));
  });
  for (const [column, heading] of [...table.tHead.rows[0].cells].entries())
    heading.querySelector('button').addEventListener('click', () => sortBy(heading, column));
  byId('open').addEventListener('click', () => {
    const visible = findings.filter(({ body }) => !body.matches('[data-out], [data-away]'));
    const yes = visible.some(({ body }) => !body.classList.contains('open'));
    for (const finding of visible) open(finding, yes);
  });
  byId('before').addEventListener('click', () => turn(-1));
  byId('after').addEventListener('click', () => turn(1));
  addEventListener('hashchange', follow);
  for (const finding of findings) open(finding, false);
  show();
  follow();
});
