// Builds a clone that is installed as it stands, as pre-commit does: npm runs `prepare` before it packs. Under `npm install -g` npm 11
// lets its own `global` reach the clone's installation, which then lacks all that the build needs; so that is installed here.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Settings of the npm above that would send the installation elsewhere, or leave out what builds. */
const NOT_OURS =
  /^npm_config_(?:global|location|prefix|omit|include|only|production|dry_run|install_links|package_lock)/i;
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_OURS.test(name)));

function npm(...args) {
  const npmCli = process.env.npm_execpath;
  const [program, before] = npmCli?.endsWith('.js') ? [process.execPath, [npmCli]] : ['npm', []];
  const { status, error } = spawnSync(program, [...before, ...args], { cwd: root, env, stdio: ['ignore', 2, 2] });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(`${root}/node_modules/typescript`) || !existsSync(`${root}/node_modules/tree-sitter-python`)) {
  npm('ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error');
}
npm('run', '--silent', 'build');
