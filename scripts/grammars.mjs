// Copies the grammars' own WebAssembly files beside the sources, so that the package depends on no grammar package
// (each declares an install script for a native binding that is never used here).
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const GRAMMARS = ['tree-sitter-python/tree-sitter-python.wasm'];

const require = createRequire(import.meta.url);
const target = new URL('../grammars/', import.meta.url);
mkdirSync(target, { recursive: true });
for (const grammar of GRAMMARS) {
  copyFileSync(require.resolve(grammar), fileURLToPath(new URL(grammar.split('/').at(-1), target)));
}
