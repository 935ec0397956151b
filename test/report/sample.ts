/** Reports to print: one as they are, one whose every field is hostile, and the parts to build more. */

import type {
  Extraction,
  Finding,
  FindingPlace,
  Place,
  Reference,
  RepoId,
  Report,
  RuleMeta,
  Site,
  Summary,
} from '../../src/model.ts';
import type { ReferencesContext, ReportContext } from '../../src/report/context.ts';

export function site(path: string, line: number, column: number, length = 20, cell?: number): Site {
  const span = { start: 0, end: length };
  return {
    path,
    ...(cell === undefined ? {} : { cell }),
    line,
    column,
    endColumn: column + length,
    span,
    statement: span,
    statementLines: [line, line],
  };
}

export function place(path: string, line: number, role: Place, loader?: string, cell?: number): FindingPlace {
  return { site: site(path, line, 9, 20, cell), place: role, ...(loader === undefined ? {} : { loader }) };
}

export function finding(fields: Partial<Finding>): Finding {
  return {
    rule: 'unpinned-revision',
    severity: 'low',
    confidence: 'high',
    kind: 'model',
    id: 'author/model',
    message: 'No revision is named: the files loaded are those of the day.',
    advice: 'Add revision="5c38ec7c405ec4b44b94cc5a9bb96e735b38267a".',
    places: [place('src/load.py', 3, 'call')],
    ...fields,
  };
}

export const SUMMARY: Summary = {
  files: 61,
  references: 1_280,
  repositories: 40,
  unresolved: 0,
  ignored: 0,
  hidden: 0,
  hub: { endpoint: 'https://huggingface.co', snapshot: false, requests: 52, saved: 0, unknown: 0 },
};

export function report(findings: readonly Finding[], summary: Partial<Summary> = {}): Report {
  return { findings, subjects: [], summary: { ...SUMMARY, ...summary }, diagnostics: [] };
}

function rule(fields: Pick<RuleMeta, 'name' | 'severity' | 'needsHub' | 'summary'>): RuleMeta {
  return {
    persona: 'regular',
    why: `Why ${fields.name} matters.`,
    mend: 'Pin a commit.',
    fires: [],
    quiet: [],
    ...fields,
  };
}

export const ORPHANED: RuleMeta = {
  ...rule({
    name: 'orphaned-namespace',
    severity: 'critical',
    needsHub: true,
    summary: 'The repository is gone and nobody owns its namespace.',
  }),
  why: 'Anyone can register the namespace and serve files to everyone who loads `author/model`.',
  mend: 'Load a copy of your own, pinned to a commit, or remove the reference.',
  fires: [
    {
      file: 'app.py',
      text: 'pipe = DiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5")\n',
      hub: 'no such model; the user and the organization `runwayml` are both answered with 404.',
    },
  ],
  quiet: [{ file: 'guide.md', text: 'Run\n\n```python\nload("author/model")\n```\n', hub: '`author` is a user.' }],
};

export const RULES = new Map(
  [
    ORPHANED,
    rule({ name: 'missing-repository', severity: 'medium', needsHub: true, summary: 'There is no such repository.' }),
    rule({
      name: 'unpinned-remote-code',
      severity: 'high',
      needsHub: false,
      summary: 'Code is run and no commit named.',
    }),
    rule({ name: 'unpinned-revision', severity: 'low', needsHub: false, summary: 'No commit is named.' }),
  ].map((meta) => [meta.name, meta]),
);

/** Files as they are when the report is written. */
const TEXTS: Readonly<Record<string, string>> = {
  'src/llm/load.py': `${'\n'.repeat(40)}model = AutoModelForCausalLM.from_pretrained("microsoft/Phi-3-mini-4k-instruct", trust_remote_code=True)\n`,
};

export const CONTEXT: ReportContext = {
  rules: RULES,
  version: '1.2.3',
  home: 'https://example.org/namesake',
  terminal: { color: false, width: 80, hyperlinks: false },
  verbose: false,
  annotations: 10,
  source: '',
  text: (path) => TEXTS[path] ?? null,
  at: '2026-11-21T08:30:00.000Z',
};

/** A context for a terminal of another width. */
export function wide(width: number): ReportContext {
  return { ...CONTEXT, terminal: { ...CONTEXT.terminal, width } };
}

/** Findings of each severity but one, in another order than they are to be read in. */
export const MIXED: Report = {
  findings: [
    finding({
      id: 'BAAI/bge-small-en',
      places: [place('src/日本語/埋め込み.py', 3, 'constant'), place('src/embed.py', 3, 'constant')],
    }),
    finding({
      rule: 'unpinned-remote-code',
      severity: 'high',
      id: 'microsoft/Phi-3-mini-4k-instruct',
      message:
        'Python code from microsoft/Phi-3-mini-4k-instruct runs on this machine and no commit is named: whoever can push to the repository decides what runs.',
      advice: 'Add revision="0a67737cc96d2554230f90338b163bc6380a2a85", the commit that stands there today.',
      places: [place('src/llm/load.py', 41, 'call', 'transformers.AutoModelForCausalLM.from_pretrained')],
      fix: {
        description: 'Pin the commit of today.',
        edits: [{ path: 'src/llm/load.py', span: { start: 143, end: 143 }, text: ', revision="0a67737c"' }],
      },
    }),
    finding({
      rule: 'orphaned-namespace',
      severity: 'critical',
      id: 'runwayml/stable-diffusion-v1-5',
      message:
        'The repository is gone and nobody owns the namespace runwayml: anyone can register it and serve files to everyone who loads this model.',
      advice: 'Load a copy of your own, pinned to a commit, or remove the reference.',
      places: [
        place('src/pipeline.py', 12, 'default', 'diffusers.StableDiffusionPipeline.from_pretrained'),
        place('examples/inpainting.ipynb', 188, 'call', 'diffusers.StableDiffusionInpaintPipeline.from_pretrained', 7),
        ...Array.from({ length: 10 }, (_, index) => place(`docs/guide-${index}.md`, 40, 'prose')),
      ],
    }),
    finding({
      rule: 'missing-repository',
      severity: 'medium',
      confidence: 'medium',
      kind: 'dataset',
      id: 'lambdalabs/pokemon-blip-captions',
      message: 'There is no such dataset, or it is private. lambdalabs has an owner, who alone can create it.',
      advice: 'Correct the name, or remove the reference.',
      places: [place('scripts/train_text_to_image.sh', 8, 'shell', 'accelerate launch')],
    }),
  ],
  subjects: [],
  summary: {
    ...SUMMARY,
    unresolved: 5,
    ignored: 2,
    hidden: 7,
    hub: { endpoint: 'https://huggingface.co', snapshot: false, requests: 52, saved: 0, unknown: 1 },
  },
  diagnostics: [
    { path: 'notebooks/broken.ipynb', line: 1, message: 'Not JSON: the file ends within a string.' },
    { path: null, message: 'The Hub did not answer 1 of 52 requests.' },
  ],
};

/** What an attacker would put into a name. */
export const HOSTILE: readonly string[] = [
  '\u001B[31mred\u001B]0;title\u0007\u001B]8;;https://evil.example\u001B\\x',
  'a\r\nb\n::error file=x::y',
  '::stop-commands::x',
  'x ::add-mask::y ##[error]z ##vso[task.setvariable variable=a]b',
  '\u202Eevil\u2066\u2069\u200B\u200D\u2060\uFEFF\u00AD',
  'line\u2028paragraph\u2029next\u0085\u009B31m\u007F\u0000\t',
  'lone\uD800 and \uDC00 tag\u{E0041} selector\uFE0F filler\u3164 space\u00A0\u3000',
  'a|b \\| c\\|d ||',
  '` `` ``` ```` `\n```',
  '<img src=x onerror=alert(1)> <!-- --> </details> <script> </code>',
  '[x](javascript:alert(1)) ![x](https://evil.example/a.png) [x]: https://evil.example [^1] [text](1)',
  '@octocat @org/team #1 owner/repo#1 GH-1 owner/repo@0123456789abcdef0123456789abcdef01234567',
  'https://evil.example www.evil.example mailto:a@evil.example a@evil.example ftp://evil.example',
  '&lt; &#64;octocat &amp; {0} {{1}} $x$ \\[x\\](1) \\\\',
  '- [ ] x # h 1. y > q *b* __b__ ~~s~~ :smile: <https://evil.example> --- === +',
  '%0A%3A :,,file=x,line=1::',
  '//evil.example/../x?y#z javascript:alert(1)',
  '',
  ' ',
  'e\u0301\u0323\u0302'.repeat(600),
  '|'.repeat(3_000),
  ':%\n'.repeat(1_000),
  '👩‍👩‍👧'.repeat(500),
];

/** A report in which every text that comes from outside is this one. */
export function hostile(text: string): Report {
  const spot = { site: { ...site(text, 1, 1), cell: 1 }, place: 'call' as const, loader: text };
  const edits = [{ path: text, span: { start: 0, end: 0 }, text }];
  return {
    findings: [
      finding({ id: text, message: text, advice: text, places: [spot, spot], fix: { description: text, edits } }),
      finding({
        id: text,
        message: `See ${text} and ${text}.`,
        advice: `Not ${text}`,
        severity: 'critical',
        places: [spot],
      }),
    ],
    subjects: [],
    summary: { ...SUMMARY, hub: { endpoint: text, snapshot: false, requests: 1, saved: 0, unknown: 1 } },
    diagnostics: [
      { path: text, line: 1, message: text },
      { path: null, message: text },
    ],
  };
}

export function repository(id: string, kind: RepoId['kind'] = 'model'): RepoId {
  const [first = '', second] = id.split('/');
  return second === undefined ? { kind, namespace: null, name: first } : { kind, namespace: first, name: second };
}

export function reference(fields: Partial<Reference>): Reference {
  return {
    id: repository('author/model'),
    revision: { at: 'none' },
    site: site('src/load.py', 3, 9),
    place: 'call',
    remoteCode: false,
    confidence: 'high',
    evidence: ['a literal argument of a known loader'],
    ...fields,
  };
}

export const EXTRACTION: Extraction = {
  references: [
    reference({
      id: repository('microsoft/Phi-3-mini-4k-instruct'),
      revision: { at: 'commit', commit: '0a67737cc96d2554230f90338b163bc6380a2a85' },
      codeRevision: { at: 'named', name: 'main' },
      site: site('src/pipeline.py', 141, 9),
      loader: 'transformers.AutoModelForCausalLM.from_pretrained',
      remoteCode: true,
    }),
    reference({
      id: repository('runwayml/stable-diffusion-v1-5'),
      site: site('src/pipeline.py', 12, 9),
      place: 'default',
      loader: 'diffusers.StableDiffusionPipeline.from_pretrained',
      evidence: [
        'the value of the default parameter model_id, which reaches the first argument of diffusers.StableDiffusionPipeline.from_pretrained',
      ],
    }),
    reference({
      id: repository('gpt2'),
      revision: { at: 'short', commit: '607a30d' },
      site: site('notebooks/a.ipynb', 3, 9, 4, 2),
      file: 'config.json',
    }),
    reference({
      id: repository('author/data', 'dataset'),
      revision: { at: 'dynamic', text: 'args.revision' },
      site: site('notebooks/a.ipynb', 3, 40, 11, 2),
      place: 'comment',
      confidence: 'low',
      evidence: ['the shape of a name', 'the word dataset stands before it'],
    }),
  ],
  unresolved: [
    {
      kind: 'model',
      namespace: 'Helsinki-NLP',
      text: 'f"Helsinki-NLP/opus-mt-{src}-{tgt}"',
      reason: 'src and tgt are parameters of a function that other files may call',
      site: site('src/pipeline.py', 60, 5),
      place: 'call',
      loader: 'transformers.pipeline',
    },
    {
      kind: 'model',
      namespace: null,
      text: 'args.model',
      reason: 'read from the command line',
      site: site('src/cli.py', 7, 5),
      place: 'call',
    },
  ],
  rejected: [
    {
      text: 'actions/checkout',
      reason: 'the key uses of a GitHub workflow',
      site: site('.github/workflows/ci.yml', 9, 15),
    },
  ],
  diagnostics: [{ path: 'notebooks/broken.ipynb', message: 'Not JSON.' }],
};

/** An extraction in which every text that comes from outside is this one. */
export function hostileExtraction(text: string): Extraction {
  const spot = { ...site(text, 1, 1), cell: 1 };
  const id: RepoId = { kind: 'model', namespace: text, name: text };
  return {
    references: [
      reference({ id, site: spot, loader: text, file: text, evidence: [text], revision: { at: 'dynamic', text } }),
      reference({ id, site: spot, revision: { at: 'named', name: text }, codeRevision: { at: 'short', commit: text } }),
    ],
    unresolved: [{ kind: 'model', namespace: text, text, reason: text, site: spot, place: 'call', loader: text }],
    rejected: [{ text, reason: text, site: spot }],
    diagnostics: [{ path: text, message: text }],
  };
}

export const REFERENCES_CONTEXT: ReferencesContext = { terminal: CONTEXT.terminal, explain: true, rejected: true };
