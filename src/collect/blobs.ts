/** Reads contents from git's object store: one process for a repository, which sleeps between questions. */
import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import type { GitRepository } from './entry.ts';
import { gitArguments } from './git-command.ts';

type Store = (blob: string) => Promise<Buffer | null>;

/** By the folder of the repository, for as long as the process lives. */
const stores = new Map<string, Store>();

/** The content of a blob (its full name), or null where git does not give it. */
export function readBlob(repository: GitRepository, blob: string): Promise<Buffer | null> {
  const store = stores.get(repository.directory) ?? openStore(repository);
  return store(blob);
}

function openStore(repository: GitRepository): Store {
  const git = spawn(repository.file, gitArguments(repository, ['cat-file', '--batch']), {
    env: repository.environment,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const input = git.stdin;
  const output = byteReader(git.stdout);
  // Whatever goes wrong shows in an answer that does not come.
  input.on('error', () => undefined);
  git.on('error', () => stores.delete(repository.directory));
  git.on('close', () => stores.delete(repository.directory));

  /** git says "<blob> blob <size>", the content and a line end; or "<blob> missing". */
  async function ask(blob: string): Promise<Buffer | null> {
    input.write(`${blob}\n`);
    const header = await output.line();
    const [, type, size] = header?.toString().split(' ') ?? [];
    if (type !== 'blob') return null;
    const content = await output.take(Number(size) + 1);
    return content?.subarray(0, -1) ?? null;
  }

  let last: Promise<unknown> = Promise.resolve();
  function store(blob: string): Promise<Buffer | null> {
    holdProcess(git, true);
    const answer = last
      .then(() => ask(blob))
      .finally(() => {
        if (last === answer) holdProcess(git, false);
      });
    last = answer;
    return answer;
  }
  stores.set(repository.directory, store);
  return store;
}

/** Whether our process waits for git to end: only while an answer is due. When we end, git reads the end of its input. */
function holdProcess(git: ChildProcess, held: boolean): void {
  for (const handle of [git, git.stdin, git.stdout]) {
    if (handle !== git && !(handle instanceof Socket)) continue;
    if (held) handle.ref();
    else handle.unref();
  }
}

interface ByteReader {
  /** Up to the next line end, which is dropped; null at the end. */
  line(): Promise<Buffer | null>;
  /** As many bytes; null where there are fewer. */
  take(length: number): Promise<Buffer | null>;
}

function byteReader(stream: AsyncIterable<Buffer>): ByteReader {
  const source = stream[Symbol.asyncIterator]();
  let chunks: Buffer[] = [];
  let held = 0;

  async function more(): Promise<Buffer | null> {
    const next = await source.next();
    if (next.done === true) return null;
    chunks.push(next.value);
    held += next.value.length;
    return next.value;
  }
  function cut(length: number): Buffer {
    const all = Buffer.concat(chunks);
    chunks = [all.subarray(length)];
    held -= length;
    return all.subarray(0, length);
  }
  return {
    async line() {
      for (let chunk: Buffer | null = Buffer.concat(chunks), before = 0; chunk !== null; ) {
        const end = chunk.indexOf('\n');
        if (end >= 0) return cut(before + end + 1).subarray(0, -1);
        before += chunk.length;
        chunk = await more();
      }
      return null;
    },
    async take(length) {
      while (held < length) if ((await more()) === null) return null;
      return cut(length);
    },
  };
}
