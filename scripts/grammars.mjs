// Copies the grammars' own WebAssembly files beside the sources, so that the package depends on no grammar package
// (each declares an install script for a native binding that is never used here).
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const GRAMMARS = {
  python: 'tree-sitter-python/tree-sitter-python.wasm',
  rust: 'tree-sitter-rust/tree-sitter-rust.wasm',
  go: 'tree-sitter-go/tree-sitter-go.wasm',
  java: 'tree-sitter-java/tree-sitter-java.wasm',
  csharp: 'tree-sitter-c-sharp/tree-sitter-c_sharp.wasm',
  cpp: 'tree-sitter-cpp/tree-sitter-cpp.wasm',
  ruby: 'tree-sitter-ruby/tree-sitter-ruby.wasm',
  php: 'tree-sitter-php/tree-sitter-php.wasm',
  lua: '@tree-sitter-grammars/tree-sitter-lua/tree-sitter-lua.wasm',
};

const require = createRequire(import.meta.url);
const target = new URL('../grammars/', import.meta.url);
mkdirSync(target, { recursive: true });
for (const [language, grammar] of Object.entries(GRAMMARS)) {
  copyFileSync(require.resolve(grammar), fileURLToPath(new URL(`tree-sitter-${language}.wasm`, target)));
}
