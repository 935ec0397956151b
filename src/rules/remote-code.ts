/** The code that comes with a repository and runs for those who load it: told, so that somebody reads it. */

import { type ArtifactScan, type Rule, type RuleMeta, repoName } from '../model.ts';
import { scansOf } from './artifact.ts';
import { confidenceOf } from './confidence.ts';
import { live, scan, scannedFile } from './example.ts';
import { loads, repositoryOf, runsCode } from './pin.ts';
import { cut, placesOf } from './wording.ts';

const TEXT =
  'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", trust_remote_code=True)\n';
const QUIET = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';
const CODE = {
  runs: [
    { path: 'modeling_tern.py', why: 'auto_map of config.json' },
    { path: 'layers.py', why: 'imported by modeling_tern.py' },
  ],
  elsewhere: [],
} as const;
const SCAN = scan({ files: [scannedFile('modeling_tern.py'), scannedFile('layers.py')], code: CODE });

/** Files that a message names one by one. */
const TOLD = 8;

const meta: RuleMeta = {
  name: 'remote-code',
  severity: 'info',
  persona: 'regular',
  needsHub: true,
  needsScan: true,
  summary: 'Code of the repository runs here: these are the files.',
  why: `Where remote code is allowed, a library runs files of the repository: those that \`auto_map\` and \`custom_pipelines\` of its configurations name, the modules of a pipeline, the script of a
data set or of an evaluation module, the parts of a kernel, and all that these import of their own repository. This rule names them, with the reason for each, and code of other repositories that runs with
them. What the files do is judged by \`unsafe-artifact\` and \`suspicious-artifact\`.`,
  mend: 'Read the files, and pin the commit that was read. Where the model works without its own code, turn `trust_remote_code` off.',
  fires: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Its config.json names modeling_tern.py.',
      resolution: live('heron-labs/tern-7b'),
      scan: SCAN,
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Its config.json names code of another repository.',
      resolution: live('heron-labs/tern-7b'),
      scan: scan({
        files: [],
        code: {
          runs: [],
          elsewhere: [
            { id: { namespace: 'otter-labs', name: 'code' }, path: 'modeling.py', why: 'auto_map of config.json' },
          ],
        },
      }),
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: QUIET,
      hub: 'The same; remote code is not allowed here.',
      resolution: live('heron-labs/tern-7b'),
      scan: SCAN,
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'It holds no code.',
      resolution: live('heron-labs/tern-7b'),
      scan: scan({ files: [], code: { runs: [], elsewhere: [] } }),
    },
  ],
};

type Code = NonNullable<Extract<ArtifactScan, { state: 'scanned' }>['code']>;

export const rule: Rule = {
  meta,
  check(subject) {
    if (subject.is === 'template') return null;
    const running = scansOf(subject).filter(
      ([reference, { code }]) =>
        loads(reference) && runsCode(reference) && code !== undefined && code.runs.length + code.elsewhere.length > 0,
    );
    const [first] = running;
    if (first?.[1].code === undefined) return null;
    const [, { commit, code }] = first;
    const references = running.map(([reference]) => reference);
    const id = repositoryOf(subject.resolution)?.id ?? subject.id;
    return {
      severity: 'info',
      confidence: confidenceOf(references),
      message: `Runs code of ${repoName(id)} at ${commit.slice(0, 12)}: ${filesOf(code)}.`,
      advice: 'Read the code, and pin the commit that was read',
      places: placesOf(references),
    };
  },
};

function filesOf({ runs, elsewhere }: Code): string {
  const all = [
    ...runs.map(({ path, why }) => `${cut(path)} (${cut(why)})`),
    ...elsewhere.map(({ id, path, why }) => `${cut(path)} of ${cut(repoName(id))} (${cut(why)})`),
  ];
  const rest = all.length - TOLD;
  return all.slice(0, TOLD).join(', ') + (rest > 0 ? `, and ${rest} more` : '');
}
