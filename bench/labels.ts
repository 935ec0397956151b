// Measures extraction against hand-made labels: npm run bench:labels -- --repo DIR --labels FILE [--scope FILE] [--all]
//
// A label is a row `path,line,id,kind,context,pin,certainty`. A reported reference is right when path, id and kind agree and its line is
// within two of a label's; a bare name that its loader expands counts under both names. Rows that are not `sure` count neither way.
// The scope lists the labelled prefixes, `!` before those left out; it defaults to the labels' name with `.scope`.

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gather } from '../src/commands/gather.ts';
import { resolveSettings } from '../src/config.ts';
import { type Reference, repoName } from '../src/model.ts';

interface Label {
  readonly path: string;
  readonly line: number;
  readonly id: string;
  readonly kind: string;
  readonly context: string;
  readonly pin: string;
  readonly certainty: string;
}

/** What the labels call a revision. */
const PINS = { none: 'none', commit: 'sha', short: 'mutable', named: 'mutable', dynamic: 'dynamic' } as const;

const { values } = parseArgs({
  options: {
    repo: { type: 'string' },
    labels: { type: 'string' },
    scope: { type: 'string' },
    all: { type: 'boolean', default: false },
  },
});
if (values.repo === undefined || values.labels === undefined) {
  console.error('usage: npm run bench:labels -- --repo DIR --labels FILE [--scope FILE] [--all]');
  process.exit(2);
}

const labels = readLabels(readFileSync(values.labels, 'utf8'));
const inScope = readScope(values.scope ?? values.labels.replace(/\.csv$/, '.scope'));
const started = performance.now();
const settings = resolveSettings({
  cwd: resolve(values.repo),
  paths: [],
  flags: { config: false },
  environment: { PATH: process.env.PATH },
  file: null,
});
const { extraction, files } = await gather(settings, () => {});
const seconds = (performance.now() - started) / 1000;
const references = extraction.references.filter((reference) => inScope(reference.site.path));

const byKey = groupBy(labels, (label) => key(label.path, label.kind, label.id));
const found = new Set<Label>();
const right: { reference: Reference; label: Label }[] = [];
const wrong: Reference[] = [];
for (const reference of references) {
  const { path, line } = reference.site;
  const near = formsOf(repoName(reference.id))
    .flatMap((id) => byKey.get(key(path, reference.id.kind, id)) ?? [])
    .filter((label) => Math.abs(label.line - line) <= 2);
  for (const label of near) found.add(label);
  const sure = near.find((label) => label.certainty === 'sure');
  if (sure !== undefined) right.push({ reference, label: sure });
  else if (near.length === 0) wrong.push(reference);
}
const sure = labels.filter((label) => label.certainty === 'sure' && inScope(label.path));
const missed = sure.filter((label) => !found.has(label));

console.log(
  `${files} files, ${extraction.references.length} references, ${extraction.unresolved.length} not followed, in ${seconds.toFixed(1)} s`,
);
console.log(`recall     ${share(sure.length - missed.length, sure.length)}`);
console.log(`precision  ${share(right.length, right.length + wrong.length)}`);
const pinned = right.filter(({ reference, label }) => PINS[reference.revision.at] === label.pin);
console.log(`pins       ${share(pinned.length, right.length)}`);
for (const field of ['context', 'kind'] as const) {
  console.log(`\nrecall by ${field}`);
  for (const [name, group] of groupBy(sure, (label) => label[field])) {
    console.log(`  ${name.padEnd(10)} ${share(group.filter((label) => found.has(label)).length, group.length)}`);
  }
}
const most = values.all ? Infinity : 40;
console.log(`\nmissed: ${missed.length}`);
for (const label of missed.slice(0, most))
  console.log(`  ${label.path}:${label.line} ${label.kind} ${label.id} (${label.context})`);
console.log(`false alarms: ${wrong.length}`);
for (const { site, id, place, evidence } of wrong.slice(0, most)) {
  console.log(`  ${site.path}:${site.line} ${id.kind} ${repoName(id)} (${place}: ${evidence.join('; ')})`);
}
console.log(`other pins: ${right.length - pinned.length}`);
for (const { reference, label } of right.filter((each) => !pinned.includes(each)).slice(0, most)) {
  console.log(`  ${label.path}:${label.line} ${label.id}: ${reference.revision.at}, labelled ${label.pin}`);
}

function share(part: number, whole: number): string {
  return `${whole === 0 ? '-' : ((100 * part) / whole).toFixed(1)} % (${part}/${whole})`;
}

function key(path: string, kind: string, id: string): string {
  return `${path}\n${kind}\n${id.toLowerCase()}`;
}

function groupBy<T>(items: readonly T[], name: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(name(item), [...(groups.get(name(item)) ?? []), item]);
  return groups;
}

function formsOf(id: string): string[] {
  const implicit = 'sentence-transformers/';
  if (!id.includes('/')) return [id, implicit + id];
  return id.startsWith(implicit) ? [id, id.slice(implicit.length)] : [id];
}

function readLabels(text: string): Label[] {
  const [, ...rows] = text.trim().split(/\r?\n/);
  return rows.map((row) => {
    const cells = [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
    );
    const [path = '', line = '', id = '', kind = '', context = '', pin = '', certainty = ''] = cells;
    return { path, line: Number(line), id, kind, context, pin, certainty };
  });
}

function readScope(file: string): (path: string) => boolean {
  const lines = existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => line.trim())
    : [];
  const rules = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const covers = (rule: string, path: string): boolean =>
    path === rule || path.startsWith(rule.endsWith('/') ? rule : `${rule}/`);
  const included = rules.filter((rule) => !rule.startsWith('!'));
  const excluded = rules.filter((rule) => rule.startsWith('!')).map((rule) => rule.slice(1));
  return (path) =>
    (included.length === 0 || included.some((rule) => covers(rule, path))) &&
    !excluded.some((rule) => covers(rule, path));
}
