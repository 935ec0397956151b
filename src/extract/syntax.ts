/** Tree-sitter: a text and a language's query in, the tree of labelled nodes out. Grammars load when first needed. */

import { readFile } from 'node:fs/promises';
import { Language, Parser, Query } from 'web-tree-sitter';

/** A node of the syntax tree to which the query gave labels; the nodes between have vanished. */
export interface LabelledNode {
  readonly labels: ReadonlySet<string>;
  readonly start: number;
  readonly end: number;
  readonly children: readonly LabelledNode[];
}

interface Grammar {
  readonly parser: Parser;
  readonly query: Query;
}

const grammars = new Map<string, Promise<Grammar>>();

/** The labelled tree of `source`. A syntax error spoils no more than the statement in which it stands. */
export async function labelledTree(language: string, source: string): Promise<LabelledNode> {
  const { parser, query } = await grammarOf(language);
  const tree = parser.parse(source);
  if (tree === null) return { labels: new Set(), start: 0, end: source.length, children: [] };
  try {
    return nest(
      query.captures(tree.rootNode).map(({ name, node }) => [name, node.startIndex, node.endIndex]),
      source.length,
    );
  } finally {
    tree.delete();
  }
}

/** How many errors a language's grammar finds in `source`: what does not fit, and what is missing. */
export async function grammarErrors(language: string, source: string): Promise<number> {
  const { parser } = await grammarOf(language);
  const tree = parser.parse(source);
  if (tree === null) return 1;
  try {
    let errors = 0;
    const waiting = [tree.rootNode];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (node.isError || node.isMissing) errors++;
      for (const child of node.hasError ? node.children : []) if (child !== null) waiting.push(child);
    }
    return errors;
  } finally {
    tree.delete();
  }
}

async function grammarOf(language: string): Promise<Grammar> {
  let grammar = grammars.get(language);
  if (grammar === undefined) {
    grammar = loadGrammar(language);
    grammars.set(language, grammar);
  }
  return grammar;
}

async function loadGrammar(language: string): Promise<Grammar> {
  await Parser.init();
  // From src/extract and from dist/extract alike, the package's root is two levels up.
  const [wasm, query] = await Promise.all([
    readFile(new URL(`../../grammars/tree-sitter-${language}.wasm`, import.meta.url)),
    readFile(new URL(`../../queries/${language}/facts.scm`, import.meta.url), 'utf8'),
  ]);
  const grammar = await Language.load(wasm);
  const parser = new Parser();
  parser.setLanguage(grammar);
  return { parser, query: new Query(grammar, query) };
}

interface Growing {
  labels: ReadonlySet<string>;
  start: number;
  end: number;
  children: Growing[];
}

const NO_LABELS: ReadonlySet<string> = new Set();

/** The sets of labels that occur are few, and shared by the nodes that have them. */
const labelSets = new Map<ReadonlySet<string>, Map<string, ReadonlySet<string>>>();

function withLabel(labels: ReadonlySet<string>, label: string): ReadonlySet<string> {
  if (labels.has(label)) return labels;
  const next = labelSets.get(labels) ?? new Map<string, ReadonlySet<string>>();
  labelSets.set(labels, next);
  const known = next.get(label) ?? new Set([...labels, label]);
  next.set(label, known);
  return known;
}

/** Nests captures by their spans; nodes with one span are one node. */
function nest(captures: (readonly [label: string, start: number, end: number])[], length: number): LabelledNode {
  captures.sort((a, b) => a[1] - b[1] || b[2] - a[2]);
  const root: Growing = { labels: NO_LABELS, start: 0, end: length, children: [] };
  const open = [root];
  for (const [label, start, end] of captures) {
    let parent = open.at(-1) ?? root;
    while (open.length > 1 && (parent.end < end || parent.end <= start)) {
      open.pop();
      parent = open.at(-1) ?? root;
    }
    if (open.length > 1 && parent.start === start && parent.end === end) {
      parent.labels = withLabel(parent.labels, label);
      continue;
    }
    const node: Growing = { labels: withLabel(NO_LABELS, label), start, end, children: [] };
    parent.children.push(node);
    open.push(node);
  }
  return root;
}
