/** The settings of a run: command line over environment over namesake.yml over defaults, in one frozen value. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { parseDuration } from './config/duration.ts';
import {
  COLOR_CHOICES,
  type ColorChoice,
  cacheFolder,
  colorChoice,
  type Environment,
  gitEnvironment,
  isOffline,
} from './config/environment.ts';
import { FAIL_LEVELS, type FailLevel } from './config/fail-levels.ts';
import type { ConfigFile } from './config/file.ts';
import { resolveHub } from './config/hub.ts';
import { suggestion } from './config/nearest.ts';
import { findAbove, findConfigFile } from './config/place.ts';
import type { Config } from './config/schema.ts';
import { parseSize } from './config/size.ts';
import { UsageError } from './errors.ts';
import { PERSONAS, type Persona } from './model.ts';

export type { Environment } from './config/environment.ts';
export type { FailLevel } from './config/fail-levels.ts';
export type { ConfigFile } from './config/file.ts';

export const FORMATS = [
  'plain',
  'json',
  'sarif',
  'github',
  'gitlab',
  'azure',
  'markdown',
  'html',
  'csv',
  'cyclonedx',
] as const;
export type Format = (typeof FORMATS)[number];

/** The options of the command line as written, with commander's names. */
export interface Flags {
  readonly format?: string | undefined;
  readonly output?: string | undefined;
  readonly failOn?: string | undefined;
  readonly persona?: string | undefined;
  readonly offline?: boolean | undefined;
  readonly endpoint?: string | undefined;
  readonly hubSnapshot?: string | undefined;
  readonly record?: string | undefined;
  readonly staged?: boolean | undefined;
  readonly since?: string | undefined;
  readonly scan?: boolean | undefined;
  /** True for `--deps` without a number. */
  readonly deps?: string | boolean | undefined;
  readonly baseline?: string | undefined;
  readonly catalog?: string | undefined;
  readonly catalogColumn?: string | undefined;
  readonly maxAge?: string | undefined;
  /** False for `--no-config`. */
  readonly config?: string | boolean | undefined;
  /** False for `--no-lock`. */
  readonly lock?: string | boolean | undefined;
  /** False for `--no-cache`. */
  readonly cache?: boolean | undefined;
  readonly cacheDir?: string | undefined;
  readonly stdinFilename?: string | undefined;
  readonly strict?: boolean | undefined;
  readonly color?: string | undefined;
  readonly quiet?: boolean | undefined;
  readonly verbose?: boolean | undefined;
}

/** Findings that are known and accepted. */
export type IgnoreSetting = Readonly<NonNullable<Config['ignore']>[number]> & {
  /** 1-based, in the configuration file. */
  readonly line: number;
};
export type LoaderSetting = Readonly<NonNullable<Config['loaders']>[number]>;
export type RuleSettings = Readonly<NonNullable<Config['rules']>>;

/** What a run goes by. All paths of the file system are absolute. */
export interface Settings {
  readonly root: string;
  /** Relative to the root, with forward slashes; `-` is standard input. */
  readonly paths: readonly string[];
  readonly stdin: { readonly name: string };
  readonly staged: boolean;
  readonly since: string | null;
  readonly exclude: { readonly base: string; readonly patterns: readonly string[] };
  /** In bytes; null where the limit goes by the type of the file. */
  readonly maxBytes: number | null;
  /** What git gets of the environment. */
  readonly environment: Environment;

  readonly offline: boolean;
  /** Without a slash at its end. */
  readonly endpoint: string;
  /** To be sent to the endpoint alone; null also where the endpoint may not have it. */
  readonly token: string | null;
  readonly snapshot: string | null;
  readonly record: string | null;
  readonly cacheDir: string | null;
  /** Milliseconds that a stored answer is believed; null where that goes by the kind of answer. */
  readonly maxAge: number | null;

  /** Whether the files behind the references are looked into. */
  readonly scan: boolean;
  /** How many steps of dependencies are followed into repositories: 0 for none. */
  readonly deps: number;
  readonly rules: RuleSettings;
  readonly ignore: readonly IgnoreSetting[];
  /** What stands before a path relative to the root to make it relative to the file, as the globs of `ignore` are. */
  readonly ignorePrefix: string;
  readonly loaders: readonly LoaderSetting[];

  readonly format: Format;
  readonly output: string | null;
  readonly failOn: FailLevel;
  readonly persona: Persona;
  readonly strict: boolean;
  readonly baseline: string | null;
  /** Where the lock is, or would be; null where none is to be compared with. `named` where a person said so. */
  readonly lock: { readonly file: string; readonly named: boolean } | null;
  /** A list of references to audit instead of files; `-` is standard input. */
  readonly catalog: string | null;
  /** The column or key of the catalogue that names the repositories, where it is said. */
  readonly catalogColumn: string | null;
  readonly color: ColorChoice;
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  readonly ci: boolean;

  readonly configFile: string | null;
  /** What a person should know of how this came about; to be escaped before it is shown. */
  readonly notes: readonly string[];
}

export interface SettingsInput {
  /** Absolute. */
  readonly cwd: string;
  /** As written; none is the current folder. */
  readonly paths: readonly string[];
  readonly flags: Flags;
  readonly environment: Environment;
  readonly file: ConfigFile | null;
}

/** Options of which each says something else than the other. */
const EXCLUSIVE: readonly (readonly [keyof Flags, keyof Flags])[] = [
  ['staged', 'since'],
  ['record', 'hubSnapshot'],
  ['record', 'offline'],
  ['scan', 'offline'],
  ['deps', 'offline'],
  ['quiet', 'verbose'],
  ['catalog', 'staged'],
  ['catalog', 'since'],
  ['catalog', 'scan'],
  ['catalog', 'deps'],
];

/** Steps of dependencies, where no number is given. */
const STEPS = 2;
const MOST_STEPS = 5;

function readDepth(written: Flags['deps']): number {
  if (written === undefined || written === false) return 0;
  if (written === true) return STEPS;
  const steps = Number(written);
  if (/^\d+$/.test(written) && steps <= MOST_STEPS) return steps;
  throw new UsageError(`--deps takes a number of steps from 0 to ${MOST_STEPS}, not ${written}`, 'Leave it out for 2.');
}

/**
 * The folder that a run is about: the current one, or, where paths lead out of it, the deepest that holds them all.
 */
export function auditRoot(cwd: string, paths: readonly string[]): string {
  const places = paths.filter((path) => path !== '-').map((path) => resolve(cwd, path));
  if (places.every((place) => isInside(cwd, place))) return cwd;
  const [first = cwd, ...others] = places.map((place) => (isFolder(place) ? place : dirname(place)));
  return others.reduce((folder, other) => {
    let common = folder;
    while (!isInside(common, other)) common = dirname(common);
    return common;
  }, first);
}

/**
 * The configuration to go by: `--config FILE`, none with `--no-config`, else the one of the audited folder; null without one.
 *
 * @throws UsageError for one that was named and is not there
 */
export function configPath({ cwd, paths, flags }: Pick<SettingsInput, 'cwd' | 'paths' | 'flags'>): string | null {
  if (flags.config === false) return null;
  if (typeof flags.config !== 'string') return findConfigFile(auditRoot(cwd, paths));
  const path = resolve(cwd, flags.config);
  if (!existsSync(path)) {
    throw new UsageError(`no such configuration file: ${flags.config}`, 'Name a file that exists, or use --no-config.');
  }
  // A file that was named may be a link; one that was merely found may not.
  return realpathSync(path);
}

/**
 * Finds and reads the configuration. What reads it takes longer to load than most runs take, so that it loads with the first file.
 *
 * @param ruleNames gives the rules that exist
 * @throws ConfigError for a file that cannot be used, UsageError for one that was named and is not there
 */
export async function loadConfigFile(
  input: Pick<SettingsInput, 'cwd' | 'paths' | 'flags'>,
  ruleNames: () => Promise<readonly string[]>,
): Promise<ConfigFile | null> {
  const path = configPath(input);
  if (path === null) return null;
  const { readConfigFile } = await import('./config/file.ts');
  return readConfigFile(path, await ruleNames());
}

/** @throws UsageError for an option or a variable that makes no sense */
export function resolveSettings({ cwd, paths, flags, environment, file }: SettingsInput): Settings {
  refuseExclusive(flags);
  const config: Config = file?.config ?? {};
  const root = auditRoot(cwd, paths);
  const base = file !== null && isInside(dirname(file.path), root) ? dirname(file.path) : root;
  const hub = resolveHub({ flag: flags.endpoint, environment, file: config.endpoint });
  const size = config['max-file-size'];
  const place = (path: string | undefined): string | null => (path === undefined ? null : resolve(cwd, path));
  return deepFreeze<Settings>({
    root,
    paths: (paths.length === 0 ? ['.'] : paths).map((path) =>
      path === '-' ? path : slashes(relative(root, resolve(cwd, path))) || '.',
    ),
    stdin: { name: flags.stdinFilename ?? '<stdin>' },
    staged: flags.staged ?? false,
    since: flags.since ?? null,
    exclude: { base, patterns: config.exclude ?? [] },
    maxBytes: size === undefined ? null : parseSize(size),
    environment: gitEnvironment(environment),
    offline: flags.offline === true || isOffline(environment),
    endpoint: hub.endpoint,
    token: hub.token,
    snapshot: place(flags.hubSnapshot),
    record: place(flags.record),
    cacheDir: flags.cache === false ? null : (place(flags.cacheDir) ?? cacheFolder(environment)),
    maxAge: flags.maxAge === undefined ? null : readMaxAge(flags.maxAge),
    scan: flags.scan ?? false,
    deps: readDepth(flags.deps),
    rules: config.rules ?? {},
    ignore: (config.ignore ?? []).map((entry, index) => ({ ...entry, line: file?.ignoreLines[index] ?? 1 })),
    ignorePrefix: base === root ? '' : `${slashes(relative(base, root))}/`,
    loaders: config.loaders ?? [],
    format: choose('--format', flags.format, FORMATS) ?? 'plain',
    output: place(flags.output),
    failOn: choose('--fail-on', flags.failOn, FAIL_LEVELS) ?? config['fail-on'] ?? 'medium',
    persona: choose('--persona', flags.persona, PERSONAS) ?? config.persona ?? 'regular',
    strict: flags.strict ?? config.strict ?? false,
    baseline: place(flags.baseline),
    lock: lockPlace(root, flags.lock, place),
    catalog: flags.catalog === '-' ? '-' : place(flags.catalog),
    catalogColumn: flags.catalogColumn ?? null,
    color: choose('--color', flags.color, COLOR_CHOICES) ?? colorChoice(environment),
    verbosity: flags.quiet === true ? 'quiet' : flags.verbose === true ? 'verbose' : 'normal',
    ci: environment.CI !== undefined && !/^(?:|0|false)$/i.test(environment.CI),
    configFile: file?.path ?? null,
    notes: [...hub.notes, ...unnamed(paths, flags)],
  });
}

/** Code is known by its name; without one it is read as text, in which little is found. */
function unnamed(paths: readonly string[], { stdinFilename }: Flags): string[] {
  return paths.includes('-') && stdinFilename === undefined
    ? ['standard input has no name and is read as plain text: --stdin-filename says what it is']
    : [];
}

/** The lock that was named, or that of the audited folder, or of one above it up to where its git repository begins. */
function lockPlace(root: string, flag: Flags['lock'], place: (path: string) => string | null): Settings['lock'] {
  if (flag === false) return null;
  const named = typeof flag === 'string' ? place(flag) : null;
  return named === null
    ? { file: findAbove(root, ['namesake.lock']) ?? join(root, 'namesake.lock'), named: false }
    : { file: named, named: true };
}

function choose<Choice extends string>(
  option: string,
  text: string | undefined,
  choices: readonly Choice[],
): Choice | null {
  if (text === undefined) return null;
  const choice = choices.find((each) => each === text);
  if (choice !== undefined) return choice;
  throw new UsageError(
    `${option}: there is no ${text}${suggestion(text, choices)}`,
    `Choose one of ${choices.join(', ')}.`,
  );
}

function readMaxAge(text: string): number {
  const age = parseDuration(text);
  if (age !== null) return age;
  throw new UsageError(`--max-age: ${text} is no length of time`, 'Write 30m, 12h or 7d, or 0 to ask everything anew.');
}

function refuseExclusive(flags: Flags): void {
  for (const [one, other] of EXCLUSIVE) {
    if (!flags[one] || !flags[other]) continue;
    const names = [one, other].map((name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
    throw new UsageError(`${names.join(' and ')} exclude each other`, 'Leave out one of them.');
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** What cannot be looked at is taken for a file: reading it tells what is wrong. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function slashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) deepFreeze(each);
    Object.freeze(value);
  }
  return value;
}
