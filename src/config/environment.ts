/** What the environment says of hubs, tokens, caches, colours and git, as the Hugging Face libraries and terminals mean it. */
import { realpathSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fileTrouble, isMissing, readBounded } from '../bounded-file.ts';

/** Environment variables as plain values: nothing in here reads the process's own. */
export type Environment = Readonly<NodeJS.Dict<string>>;

/** Truthy as huggingface_hub has it (constants.py): 1, ON, YES or TRUE, in any case. */
export function isOn(value: string | undefined): boolean {
  return /^(?:1|on|yes|true)$/i.test(value ?? '');
}

export function isOffline(environment: Environment): boolean {
  return isOn(environment.HF_HUB_OFFLINE) || isOn(environment.TRANSFORMERS_OFFLINE);
}

export const COLOR_CHOICES = ['auto', 'always', 'never'] as const;
export type ColorChoice = (typeof COLOR_CHOICES)[number];

/** NO_COLOR (https://no-color.org) counts whatever its value, unless it is empty, and outranks FORCE_COLOR. */
export function colorChoice({ NO_COLOR, FORCE_COLOR }: Environment): ColorChoice {
  if (NO_COLOR !== undefined && NO_COLOR !== '') return 'never';
  if (FORCE_COLOR === undefined || FORCE_COLOR === '') return 'auto';
  return /^(?:0|false)$/i.test(FORCE_COLOR) ? 'never' : 'always';
}

/** The folder of our own cache; null where the environment knows no home. */
export function cacheFolder(environment: Environment): string | null {
  const caches = userCaches(environment);
  return caches === null ? null : join(caches, 'namesake');
}

/** The XDG specification has relative paths ignored. */
function userCaches(environment: Environment): string | null {
  const { XDG_CACHE_HOME } = environment;
  if (XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  const home = homeOf(environment);
  return home === null ? null : join(home, '.cache');
}

function homeOf({ HOME, USERPROFILE }: Environment): string | null {
  return HOME || USERPROFILE || null;
}

export interface FoundToken {
  readonly token: string | null;
  /** Why there is none although there seems to be one. */
  readonly note: string | null;
}

const NO_TOKEN: FoundToken = { token: null, note: null };

/**
 * The user's token, in the order of huggingface_hub: HF_TOKEN, HUGGING_FACE_HUB_TOKEN, the file HF_TOKEN_PATH, the file
 * `token` in HF_HOME. None at all under HF_HUB_DISABLE_IMPLICIT_TOKEN, since nobody names one explicitly here.
 */
export function findToken(environment: Environment): FoundToken {
  if (isOn(environment.HF_HUB_DISABLE_IMPLICIT_TOKEN)) return NO_TOKEN;
  for (const name of ['HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN']) {
    const token = environment[name]?.trim() ?? '';
    if (token !== '') return checkToken(token, name);
  }
  const file = tokenFile(environment);
  return file === null ? NO_TOKEN : readToken(file);
}

function tokenFile(environment: Environment): string | null {
  const { HF_TOKEN_PATH, HF_HOME } = environment;
  if (HF_TOKEN_PATH) return expandHome(HF_TOKEN_PATH, environment);
  if (HF_HOME) return join(expandHome(HF_HOME, environment), 'token');
  const caches = userCaches(environment);
  return caches === null ? null : join(caches, 'huggingface', 'token');
}

function expandHome(path: string, environment: Environment): string {
  return path === '~' || path.startsWith('~/') ? join(homeOf(environment) ?? '~', path.slice(1)) : path;
}

/** A link is followed: the file is the user's own, and secrets are mounted as links. */
function readToken(path: string): FoundToken {
  try {
    const file = readBounded(realpathSync(path), 10_000);
    if (file.state === 'read') return checkToken(file.bytes.toString('utf8').trim(), path);
    if (file.state === 'missing') return NO_TOKEN;
    return {
      token: null,
      note: `the token in ${path} is not used: ${file.state === 'trouble' ? file.why : 'it is too large'}`,
    };
  } catch (error) {
    return isMissing(error)
      ? NO_TOKEN
      : { token: null, note: `the token in ${path} is not used: ${fileTrouble(error)}` };
  }
}

/** What is not printable ASCII cannot stand in a header, and an error over it would print the token. */
function checkToken(token: string, from: string): FoundToken {
  if (token === '') return NO_TOKEN;
  if (/^[\x21-\x7e]+$/.test(token)) return { token, note: null };
  return { token: null, note: `the token in ${from} is not used: it holds characters that no token has` };
}

/** What git needs to be found, to know whom it trusts (safe.directory), and to see the index of a commit that is being made. */
const GIT_VARIABLES = [
  ...['PATH', 'Path', 'HOME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP'],
  ...[
    'XDG_CONFIG_HOME',
    'GIT_CONFIG_GLOBAL',
    'GIT_CONFIG_SYSTEM',
    'GIT_CONFIG_NOSYSTEM',
    'GIT_EXEC_PATH',
    'GIT_INDEX_FILE',
  ],
  ...['LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH'],
];

/** The part of the environment that git gets: no token, and no variable that sends it to another repository. */
export function gitEnvironment(environment: Environment): Environment {
  return Object.fromEntries(GIT_VARIABLES.flatMap((name) => (name in environment ? [[name, environment[name]]] : [])));
}
