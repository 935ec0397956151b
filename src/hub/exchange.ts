/** One answer of the Hub, cut down to what a verdict needs: what the cache and a snapshot hold, and all the rest reads. */

import { z } from 'zod';

/** Why there is no answer, in words a person can act on. Never holds a token. */
export interface Trouble {
  readonly trouble: string;
}

export function isTrouble(value: object): value is Trouble {
  return 'trouble' in value;
}

const HEADERS = ['location', 'x-error-code', 'x-error-message'] as const;
const LONGEST_TEXT = 500;
const LONGEST_HEADER = 4096;

const Scalar = z.union([z.string().max(LONGEST_TEXT), z.number(), z.boolean(), z.null()]).optional();

const Security = z
  .object({
    scansDone: z.boolean(),
    filesWithIssues: z.array(z.object({ path: z.string().max(4096), level: z.string().max(40) })).max(100_000),
  })
  .nullable()
  .optional();

const RefList = z.array(z.object({ name: z.string().max(255), targetCommit: z.string().max(64) })).max(10_000);

/** The lists of a repository's refs, under one name: `tags` means something else in other bodies. */
const RefLists = z
  .object({
    branches: RefList,
    tags: RefList,
    converts: RefList.default([]),
    pullRequests: RefList.default([]),
  })
  .nullable()
  .optional();

/** The needed fields of all bodies. Nothing is required here: each question has a schema of its own. */
const Body = z.strictObject({
  _id: Scalar,
  id: Scalar,
  name: Scalar,
  user: Scalar,
  sha: Scalar,
  createdAt: Scalar,
  private: Scalar,
  gated: Scalar,
  disabled: Scalar,
  error: Scalar,
  numModels: Scalar,
  numDatasets: Scalar,
  numSpaces: Scalar,
  numKernels: Scalar,
  numFollowers: Scalar,
  securityRepoStatus: Security,
  refs: RefLists,
  /** The ids of a list of commits. */
  commits: z.array(z.string().max(64)).max(1000).nullable().optional(),
});
type Body = z.infer<typeof Body>;

/** The form in which exchanges are stored. */
export const Exchange = z.strictObject({
  status: z.int().min(100).max(599),
  headers: z.partialRecord(z.enum(HEADERS), z.string().max(LONGEST_HEADER)),
  /** Null where the answer had no JSON object. */
  body: Body.nullable(),
});
export type Exchange = Readonly<z.infer<typeof Exchange>>;

/** Makes an exchange of an answer, keeping only what is needed. `body` is the parsed JSON, or null. */
export function trimmed(status: number, headers: Headers, body: unknown): Exchange {
  const kept: Partial<Record<(typeof HEADERS)[number], string>> = {};
  for (const name of HEADERS) {
    const value = headers.get(name);
    if (value !== null) kept[name] = value.slice(0, LONGEST_HEADER);
  }
  return { status, headers: kept, body: trimmedBody(body) };
}

function trimmedBody(body: unknown): Body | null {
  if (typeof body !== 'object' || body === null) return null;
  if (Array.isArray(body)) return trimmedCommits(body);
  if ('branches' in body) {
    const refs = RefLists.safeParse(body);
    return { refs: refs.success ? refs.data : null };
  }
  const kept: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(Body.shape)) {
    if (!Object.hasOwn(body, name)) continue;
    const value: unknown = Reflect.get(body, name);
    const read = field.safeParse(typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : value);
    // Something else than belongs here becomes null, which no question's schema takes for a value.
    kept[name] = read.success ? read.data : null;
  }
  return kept;
}

/** The one list that is asked for is that of commits. */
function trimmedCommits(list: readonly unknown[]): Body {
  const read = z
    .array(z.object({ id: z.string().max(64) }))
    .max(1000)
    .safeParse(list);
  return { commits: read.success ? read.data.map(({ id }) => id) : null };
}

/** What the Hub says about an error: its header, else its body; empty where it says nothing. */
export function errorText(exchange: Exchange): string {
  const text = exchange.headers['x-error-message'] ?? exchange.body?.error;
  return typeof text === 'string' ? text : '';
}

/** An answer for which there is no verdict, in words. */
export function unexpected(exchange: Exchange): string {
  const said = errorText(exchange)
    .replace(/\p{C}+/gu, ' ')
    .slice(0, 200);
  return `the Hub answered ${exchange.status}${said === '' ? '' : ` (${said})`}`;
}
