/** Whether a namespace belongs to anyone: present, none or unknown, and `none` only on explicit and confirmed answers. */

import type { Owner } from '../model.ts';
import { readAccount } from './account.ts';
import type { Answers, Told } from './answers.ts';
import { createCanary } from './canary.ts';
import type { Trouble } from './exchange.ts';
import { namespaceProblem } from './ids.ts';

export interface Owners {
  owner(namespace: string): Promise<Owner>;
}

/**
 * Asks for owners. Users and organizations share one set of names but have two overviews, each 404 for the other's names.
 *
 * @param provenTaken whether a repository has answered, in this run, under this namespace (lower case)
 */
export function createOwners(
  answers: Answers,
  clock: () => number,
  provenTaken: (namespace: string) => Promise<boolean>,
): Owners {
  const canary = createCanary(answers, clock);
  const asked = new Map<string, Promise<Owner>>();

  async function ask(namespace: string): Promise<Owner> {
    const asOrganization = await answers.ask({ to: 'organizations', name: namespace });
    const organization = readAccount(asOrganization, 'organizations', namespace);
    if (organization.state !== 'none') return kept(organization, asOrganization);

    const asUser = await answers.ask({ to: 'users', name: namespace });
    const user = readAccount(asUser, 'users', namespace);
    if (user.state !== 'none') return kept(user, asOrganization, asUser);

    // Compared at once, for an outage may be over by the time the look-ups under way are done.
    const doubt = await canary.check();
    if (doubt !== null) return unconfirmed(`but ${doubt}`);
    if (await provenTaken(namespace.toLowerCase())) return unconfirmed('yet a repository under it does');
    return kept(user, asOrganization, asUser);
  }

  return {
    owner(namespace) {
      const problem = namespaceProblem(namespace);
      if (problem !== null) return Promise.resolve({ state: 'unknown', why: problem });
      const key = namespace.toLowerCase();
      const answer = asked.get(key) ?? ask(namespace);
      asked.set(key, answer);
      return answer;
    },
  };
}

async function kept(owner: Owner, ...told: (Told | Trouble)[]): Promise<Owner> {
  if (owner.state === 'unknown') return owner;
  for (const one of told) if (!('trouble' in one)) await one.keep();
  return owner;
}

function unconfirmed(doubt: string): Owner {
  return { state: 'unknown', why: `no user and no organization of this name answers, ${doubt}` };
}
