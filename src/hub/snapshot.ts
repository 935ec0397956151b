/** Snapshots: the exchanges of a run in one document that a person can read and edit, and the playing back of them. */

import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { HubError } from './error.ts';
import { Exchange } from './exchange.ts';
import type { Source } from './transport.ts';

const LARGEST = 256 * 1024 * 1024;

const Snapshot = z.strictObject({
  version: z.literal(1),
  /** The Hub that was asked. */
  endpoint: z.url({ protocol: /^https?$/ }),
  /** ISO 8601, UTC. */
  recorded: z.iso.datetime(),
  /** Whether a token was used: some refusals mean something else with one. The token itself is nowhere. */
  authenticated: z.boolean(),
  /** By method and path, as in `GET /api/users/TheBloke/overview`. */
  answers: z.record(z.string().startsWith('GET /'), Exchange),
});
type Snapshot = z.infer<typeof Snapshot>;

export interface Playback extends Source {
  readonly endpoint: string;
  readonly authenticated: boolean;
  readonly recorded: string;
}

/**
 * Reads a snapshot; what is not in it is trouble, never an answer.
 *
 * @throws HubError when the file cannot be read, is not a snapshot, or comes from a newer version
 */
export function readSnapshot(file: string): Playback {
  const { answers, ...rest } = parse(file, read(file));
  return {
    ...rest,
    async get(path) {
      return answers[`GET ${path}`] ?? { trouble: 'not in the snapshot' };
    },
  };
}

function read(file: string): string {
  try {
    if (statSync(file).size > LARGEST) throw new RangeError(`it is larger than ${LARGEST / 1024 / 1024} MB`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new HubError(`cannot read the snapshot ${file}: ${why}`, 'Name a file that --record has written.');
  }
}

function parse(file: string, text: string): Snapshot {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HubError(`the snapshot ${file} is not JSON`, 'Record it again with --record, or mend it by hand.');
  }
  const version = z.object({ version: z.number() }).safeParse(value);
  if (version.success && version.data.version > 1) {
    const help = 'Use the namesake that recorded it, or record it again with this one.';
    throw new HubError(`the snapshot ${file} has version ${version.data.version}; this namesake reads version 1`, help);
  }
  const snapshot = Snapshot.safeParse(value);
  if (snapshot.success) return snapshot.data;
  const [issue] = snapshot.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.map(String).join(' > ')}`;
  const help = 'Record it again with --record, or mend it by hand.';
  throw new HubError(`${file} is not a snapshot: ${issue?.message ?? 'unknown form'}${where}`, help);
}

export interface Recorder {
  heard(path: string, exchange: Exchange): void;
  /** @throws HubError when the file cannot be written */
  write(): Promise<void>;
}

/** Collects exchanges for a snapshot. Of two answers to the same request the later one counts. */
export function createRecorder(
  file: string,
  about: Pick<Snapshot, 'endpoint' | 'authenticated' | 'recorded'>,
): Recorder {
  const answers = new Map<string, Exchange>();
  return {
    heard(path, exchange) {
      answers.set(`GET ${path}`, exchange);
    },
    async write() {
      const sorted = [...answers].sort(([a], [b]) => (a < b ? -1 : 1));
      const { endpoint, recorded, authenticated } = about;
      const snapshot: Snapshot = { version: 1, endpoint, recorded, authenticated, answers: Object.fromEntries(sorted) };
      const temporary = `${file}.${randomUUID()}.tmp`;
      try {
        await writeFile(temporary, `${JSON.stringify(snapshot, null, 2)}\n`, { flag: 'wx' });
        await rename(temporary, file);
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => {});
        const why = error instanceof Error ? error.message : String(error);
        throw new HubError(
          `cannot write the recording ${file}: ${why}`,
          'Give --record a file in a folder that can be written.',
        );
      }
    },
  };
}
