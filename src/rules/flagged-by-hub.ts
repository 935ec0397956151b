/** A repository in which the Hub's own scanners flag a file. */

import {
  type FlaggedFile,
  type Reference,
  type Rule,
  type RuleMeta,
  repoName,
  SCAN_LEVELS,
  type ScanLevel,
  type Severity,
} from '../model.ts';
import { scansOf } from './artifact.ts';
import { confidenceOf, credible, lowered } from './confidence.ts';
import { live } from './example.ts';
import { loads, type RepositorySubject, repositoryOf } from './pin.ts';
import { gravestFirst } from './severity.ts';
import { cut, listed, placesOf } from './wording.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';
const UNSAFE = { done: true, issues: [{ path: 'pytorch_model.bin', level: 'unsafe' }] } as const;

const meta: RuleMeta = {
  name: 'flagged-by-hub',
  severity: 'critical',
  persona: 'regular',
  needsHub: true,
  summary: "The Hub's own scanners flag a file of the repository.",
  why: `The Hub scans what is uploaded for malware and for pickles that reach out of their format. Loading a flagged file may run an attacker's code on the machine
that loads it.

| the Hub says | the flagged file is loaded | it may be | only other files are loaded, or nothing is |
| --- | --- | --- | --- |
| unsafe | critical | high | medium |
| suspicious | high | medium | low |
| caution | medium | low | info |

A file is loaded where the code names it, or where it is what the loader takes of a repository with such files: a \`pytorch_model.bin\` is not, beside a
\`model.safetensors\`. Where the list of files could not be read it may be. The finding repeats what each scanner says of the file.

A scan that is not done, queued or failed says nothing, and gives no finding: neither does it mean clean. The Hub's word is about what stands in the repository today; where
every place is pinned to another commit the finding is less sure, and says so. With \`--scan\` it also says so where namesake's own scan finds nothing in the files.`,
  mend: `Do not load it until you know why it is flagged: the repository's page gives each scanner's report. Prefer files in the safetensors format, and pin a commit that you have
checked. A false alarm can be ignored with a reason.`,
  fires: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Its scanners flag pytorch_model.bin as unsafe.',
      resolution: live('heron-labs/tern-7b', { security: UNSAFE }),
    },
    {
      file: 'fetch.py',
      text: 'from huggingface_hub import hf_hub_download\npath = hf_hub_download("heron-labs/tern-7b", "pytorch_model.bin")\n',
      hub: 'Its scanners flag pytorch_model.bin as unsafe.',
      resolution: live('heron-labs/tern-7b', { security: UNSAFE }),
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Its scanners have not finished.',
      resolution: live('heron-labs/tern-7b', { security: { done: false, issues: [] } }),
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'A scanner failed on pytorch_model.bin.',
      resolution: live('heron-labs/tern-7b', {
        security: { done: true, issues: [{ path: 'pytorch_model.bin', level: 'error' }] },
      }),
    },
  ],
};

/** How bad a level is for a file that is asked for, one that may be loaded, and one that is not. The worst comes first. */
const WEIGHTS = [
  { level: 'unsafe', asked: 'critical', present: 'high', beside: 'medium' },
  { level: 'suspicious', asked: 'high', present: 'medium', beside: 'low' },
  { level: 'caution', asked: 'medium', present: 'low', beside: 'info' },
] as const satisfies readonly { level: ScanLevel; asked: Severity; present: Severity; beside: Severity }[];

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template') return null;
    const repository = repositoryOf(subject.resolution);
    const issues = repository?.security?.issues ?? [];
    const believed = credible(subject.references);
    const loading = believed.filter(loads);
    const [worst] = WEIGHTS.flatMap((weight) =>
      REACHES.flatMap((reach) => {
        const files = issues.filter((issue) => issue.level === weight.level && reachOf(issue, loading) === reach);
        return files.length === 0 ? [] : [{ files, reach, level: weight.level, severity: weight[reach] }];
      }),
    ).toSorted(gravestFirst);
    if (worst === undefined || repository === null) return null;
    const elsewhere = believed.every(
      ({ revision }) => revision.at === 'commit' && repository.commit !== null && revision.commit !== repository.commit,
    );
    const confidence = confidenceOf(believed);
    const paths = worst.files.map(({ path }) => path);
    return {
      severity: worst.severity,
      confidence: elsewhere ? lowered(confidence) : confidence,
      message: `The Hub's scanners flag ${listed(paths)} of ${repoName(repository.id)} as ${worst.level}: ${CONSEQUENCE[worst.reach]}.${scannersOf(worst.files)}${
        elsewhere ? " Every place is pinned to another commit than today's, which may not hold it." : ''
      }${isClean(subject, paths) ? " namesake's own scan finds nothing in it." : ''}`,
      advice:
        "Do not load it until the scanners' reports on the repository's page are explained; then pin a commit that you have checked",
      places: placesOf(subject.references),
    };
  },
};

/** Whether our own scans read the files, and found all of them clean. */
function isClean(subject: RepositorySubject, paths: readonly string[]): boolean {
  const files = scansOf(subject).flatMap(([, { files }]) => files.filter(({ path }) => paths.includes(path)));
  const found = new Set(files.map(({ path }) => path));
  return paths.every((path) => found.has(path)) && files.every(({ verdict }) => verdict === 'clean');
}

/** How the references come to a file: they ask for it or take it; they may; or they do not. */
const REACHES = ['asked', 'present', 'beside'] as const;

function reachOf({ path, loaded }: FlaggedFile, loading: readonly Reference[]): (typeof REACHES)[number] {
  if (loading.some(({ file }) => file === path)) return 'asked';
  if (loaded !== undefined) return loaded === null ? 'beside' : 'asked';
  return loading.some(({ file }) => file === undefined) ? 'present' : 'beside';
}

/** What each scanner said of the first of the files, those that say the worst first. */
function scannersOf([first, ...more]: readonly FlaggedFile[]): string {
  const words = (first?.scanners ?? [])
    .toSorted((a, b) => SCAN_LEVELS.indexOf(b.level) - SCAN_LEVELS.indexOf(a.level))
    .map(
      ({ scanner, level, says }) =>
        `${scanner} ${level}${says === null || level === 'safe' ? '' : ` ("${cut(says)}")`}`,
    );
  if (first === undefined || words.length === 0) return '';
  return ` Of ${more.length === 0 ? 'it' : cut(first.path)} they say: ${words.join(', ')}.`;
}

const CONSEQUENCE = {
  asked: "it is loaded here, and loading it may run an attacker's code",
  present: "loading it may run an attacker's code",
  beside: "nothing here loads it, but whoever does may run an attacker's code",
} as const;
