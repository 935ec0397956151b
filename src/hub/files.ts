/** What files a repository has at a commit, with their sizes, their hashes and the Hub's own verdict on each. */

import { z } from 'zod';
import { type HubFile, type RepoId, repoName, SCAN_LEVELS, type ScannerWord } from '../model.ts';
import { isTrouble, type Trouble } from './exchange.ts';
import { SECTIONS } from './route.ts';
import { readText, type Transport } from './transport.ts';

/** The files of a repository, or why they are not known. */
export type HubFiles =
  | {
      readonly state: 'listed';
      readonly files: readonly HubFile[];
      /** How many entries could not be taken for files: of no known form, or beyond the limit. */
      readonly left: number;
    }
  | { readonly state: 'unknown'; readonly why: string };

const MOST_FILES = 200_000;

const Status = z.object({ status: z.enum(SCAN_LEVELS) });
const Scan = z.object({
  status: z.enum(SCAN_LEVELS),
  message: z.string().optional().catch(undefined),
  pickleImports: z
    .array(z.object({ module: z.string(), name: z.string(), safety: z.string() }))
    .optional()
    .catch(undefined),
});
/** The scanners that the Hub's OpenAPI document names; another one goes by its key. */
const SCANNERS: ReadonlyMap<string, string> = new Map([
  ['avScan', 'antivirus'],
  ['pickleImportScan', 'pickle imports'],
  ['jFrogScan', 'JFrog'],
  ['protectAiScan', 'Protect AI'],
  ['virusTotalScan', 'VirusTotal'],
]);
const MOST_SCANNERS = 20;
const LONGEST_WORD = 200;
const Entry = z.object({
  type: z.literal('file'),
  path: z.string().min(1).max(4096),
  size: z.int().min(0),
  oid: z.string().regex(/^[0-9a-f]{40}$/),
  lfs: z.object({ oid: z.string().regex(/^[0-9a-f]{64}$/), size: z.int().min(0) }).optional(),
  securityFileStatus: z.unknown().optional(),
});

/**
 * Lists a repository at a commit, by the Hub's own client over our own network side: the listing's pages are asked for within
 * the budget, at the endpoint alone, wherever the Hub says that the next one is.
 *
 * @param id found valid, in the Hub's own letter case
 * @param commit 40 hexadecimal digits
 * @param verdicts whether the Hub's verdicts are wanted: with them a page has a tenth of the files
 */
export async function listRepository(
  transport: Transport,
  endpoint: string,
  id: RepoId,
  commit: string,
  verdicts: boolean,
): Promise<HubFiles> {
  // Loaded when it is needed: most runs list nothing.
  const { listFiles } = await import('@huggingface/hub');
  const listing = `${endpoint}/api/${SECTIONS[id.kind]}/${repoName(id)}/tree/${commit}?`;
  const files: HubFile[] = [];
  let left = 0;
  let trouble: Trouble | null = null;

  async function fetchPage(input: string | URL | globalThis.Request): Promise<Response> {
    const url = input instanceof Request ? input.url : String(input);
    const answer = url.startsWith(listing)
      ? await transport.request({ url, headers: { accept: 'application/json' }, read: readPage })
      : { trouble: 'the Hub says that its list goes on at another address' };
    if (isTrouble(answer)) {
      trouble = answer;
      throw new Error(answer.trouble);
    }
    return answer;
  }

  try {
    const repo = { type: id.kind, name: repoName(id) } as const;
    for await (const entry of listFiles({
      repo,
      revision: commit,
      recursive: true,
      expand: verdicts,
      hubUrl: endpoint,
      fetch: fetchPage,
    })) {
      if (entry.type === 'directory') continue;
      const file = files.length < MOST_FILES ? fileOf(entry) : null;
      if (file === null) left += 1;
      else files.push(file);
    }
  } catch (error) {
    if (trouble !== null) return { state: 'unknown', why: (trouble as Trouble).trouble };
    return { state: 'unknown', why: `the list of files has not the form known${statusOf(error)}` };
  }
  return { state: 'listed', files, left };
}

async function readPage(response: Response): Promise<Response | Trouble> {
  const text = await readText(response);
  if (text === null) return { trouble: 'a page of the list of files is too large' };
  if (response.status !== 200) return { trouble: `the Hub answered ${response.status} to the question for the files` };
  const link = response.headers.get('link');
  return new Response(text, { headers: link === null ? {} : { link } });
}

function fileOf(entry: unknown): HubFile | null {
  const parsed = Entry.safeParse(entry);
  if (!parsed.success) return null;
  const { path, size, oid, lfs, securityFileStatus } = parsed.data;
  // A path of git has neither: whoever sends one wants to be written somewhere else, or to look like another file.
  if (path.startsWith('/') || path.includes('\0') || path.split('/').some((part) => part === '..' || part === '.'))
    return null;
  const status = Status.safeParse(securityFileStatus);
  return {
    path,
    size: lfs?.size ?? size,
    digest: lfs === undefined ? { algorithm: 'git-sha1', value: oid } : { algorithm: 'sha256', value: lfs.oid },
    level: status.success ? status.data.status : null,
    ...(status.success && status.data.status !== 'safe' ? { scanners: scannersOf(securityFileStatus) } : {}),
  };
}

/** What each scanner says that has looked. */
function scannersOf(status: unknown): ScannerWord[] {
  return Object.entries(z.record(z.string(), z.unknown()).catch({}).parse(status))
    .filter(([key]) => /^\w{1,40}Scan$/.test(key))
    .slice(0, MOST_SCANNERS)
    .flatMap(([key, value]): ScannerWord[] => {
      const scan = Scan.safeParse(value);
      if (!scan.success || scan.data.status === 'unscanned') return [];
      const { status: level, message, pickleImports = [] } = scan.data;
      const imports = pickleImports
        .filter(({ safety }) => safety !== 'innocuous')
        .map(({ module, name }) => `${module}.${name}`);
      const says = [message ?? '', imports.join(', ')].filter((text) => text !== '').join(': ');
      return [{ scanner: SCANNERS.get(key) ?? key, level, says: says === '' ? null : says.slice(0, LONGEST_WORD) }];
    });
}

function statusOf(error: unknown): string {
  return error instanceof Error && 'statusCode' in error ? ` (${String(error.statusCode)})` : '';
}
