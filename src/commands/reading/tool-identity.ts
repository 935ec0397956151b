/** Which tool this is: what a file comes to depends on the code that reads it, on its grammars and on its parsers. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Parsers whose version is theirs to change. */
const PARSERS = ['@babel/parser', 'jsonc-parser', 'toml-eslint-parser', 'web-tree-sitter', 'yaml'];

/** The parts of the tool that have a say in what a file comes to. */
const PARTS = ['collect', 'commands', 'extract', 'rules'];

/** A digest of the version, and of sizes and times of the tool's own files: a checkout changes without its version. */
export function toolIdentity(): string {
  // src/commands/reading and dist/commands/reading alike.
  const code = new URL('../../', import.meta.url);
  const root = new URL('../', code);
  const hash = createHash('sha256');
  hash.update(`${readFileSync(new URL('package.json', root), 'utf8')}\n${process.version}\n`);
  for (const folder of [
    ...PARTS.map((part) => new URL(part, code)),
    new URL('queries', root),
    new URL('grammars', root),
  ])
    for (const file of filesIn(fileURLToPath(folder))) hash.update(`${file}\n`);
  for (const name of PARSERS) hash.update(`${name} ${parserAt(name, root)}\n`);
  return hash.digest('base64url');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:js|ts|scm|wasm)$/.test(name))
    .sort()
    .map((name) => `${name} ${look(`${folder}/${name}`)}`);
}

/** Where the parser is found, as Node looks for it: in the folders above. */
function parserAt(name: string, root: URL): string {
  for (let folder = root; ; folder = new URL('../', folder)) {
    const seen = look(fileURLToPath(new URL(`node_modules/${name}/package.json`, folder)));
    if (seen !== null || folder.pathname === new URL('../', folder).pathname) return seen ?? 'missing';
  }
}

function look(file: string): string | null {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.size} ${stats.mtimeMs}`;
}
