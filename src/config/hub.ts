/** Which hub is asked, and whether it may be told the user's token. */

import { UsageError } from '../errors.ts';
import { DEFAULT_ENDPOINT, isReadable, parseEndpoint } from './endpoint.ts';
import { type Environment, findToken } from './environment.ts';

interface HubSettings {
  readonly endpoint: string;
  readonly token: string | null;
  readonly notes: readonly string[];
}

interface HubSources {
  /** What `--endpoint` says. */
  readonly flag: string | undefined;
  readonly environment: Environment;
  /** What the configuration file says. */
  readonly file: string | undefined;
}

/**
 * The token is the user's, and namesake.yml is the audited repository's: an address from there never gets the token.
 *
 * @throws UsageError for an address that is none
 */
export function resolveHub({ flag, environment, file }: HubSources): HubSettings {
  const own = checkEndpoint('--endpoint', flag) ?? checkEndpoint('HF_ENDPOINT', environment.HF_ENDPOINT || undefined);
  const endpoint = own ?? checkEndpoint('endpoint', file) ?? DEFAULT_ENDPOINT;
  const { token, note } = findToken(environment);
  const reason = token === null ? null : withholdingReason(endpoint, own !== null);
  if (reason === null) return { endpoint, token, notes: note === null ? [] : [note] };
  return { endpoint, token: null, notes: [`your token is not sent to ${endpoint}: ${reason}`] };
}

function withholdingReason(endpoint: string, isOwn: boolean): string | null {
  if (!isOwn && endpoint !== DEFAULT_ENDPOINT) {
    return 'the address comes from the configuration file; give it with --endpoint or HF_ENDPOINT if you trust it';
  }
  return isReadable(endpoint) ? 'over plain http others can read it; use https' : null;
}

/** Null for an address that was not given. */
function checkEndpoint(from: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  const parsed = parseEndpoint(text);
  if ('url' in parsed) return parsed.url;
  throw new UsageError(`${from}: ${parsed.problem}`, 'An example: https://hub.example.com');
}
