/** What namesake.yml says, checked. It comes with the audited repository, so it is not trusted. */
import type { ConfigProblem } from '../errors.ts';
import { suggestion } from './nearest.ts';
import { type Config, configSchema, KNOWN_KEYS } from './schema.ts';
import { checkYaml, keyPath, parseYaml, readYamlText, refuse, wholeError, type YamlDocument } from './yaml-document.ts';

export interface ConfigFile {
  /** Absolute. */
  readonly path: string;
  readonly config: Config;
  /** The 1-based line of each entry under `ignore`, so that one that nothing uses can be pointed at. */
  readonly ignoreLines: readonly number[];
}

/** In bytes. */
const MAX_BYTES = 256 * 1024;
const HELP = 'schemas/namesake.schema.json explains the keys; --no-config runs without the file.';

/**
 * Reads and checks a file; anything but a regular file of moderate size is refused.
 *
 * @param ruleNames the rules that exist, so that a mistyped one is told from one that does nothing
 * @throws ConfigError with every problem and its line
 */
export function readConfigFile(path: string, ruleNames: readonly string[]): ConfigFile {
  const form = { path, schema: configSchema, knownKeys: KNOWN_KEYS, help: HELP };
  const text = readYamlText(path, MAX_BYTES, HELP);
  if (text === null) throw wholeError(form, 'there is no such file');
  const document = parseYaml(text, form);
  const config = checkYaml(document, form);
  refuse(form, unknownRules(config, ruleNames, document.lineAt));
  return { path, config, ignoreLines: (config.ignore ?? []).map((_, index) => document.lineAt(['ignore', index])) };
}

function unknownRules(config: Config, ruleNames: readonly string[], lineAt: YamlDocument['lineAt']): ConfigProblem[] {
  const used: { readonly rule: string; readonly keys: readonly PropertyKey[] }[] = [
    ...Object.keys(config.rules ?? {}).map((rule) => ({ rule, keys: ['rules', rule] })),
    ...(config.ignore ?? []).flatMap(({ rule }, index) =>
      rule === undefined ? [] : [{ rule, keys: ['ignore', index, 'rule'] }],
    ),
  ];
  return used
    .filter(({ rule }) => !ruleNames.includes(rule))
    .map(({ rule, keys }) => ({
      line: lineAt(keys),
      key: keyPath(keys),
      expected: `there is no rule ${rule}${suggestion(rule, ruleNames)}`,
    }));
}
