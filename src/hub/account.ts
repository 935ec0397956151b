/** Reading an overview: the account it describes, an explicit 404, or a riddle. */

import { z } from 'zod';
import type { Owner } from '../model.ts';
import type { Told } from './answers.ts';
import { type Trouble, unexpected } from './exchange.ts';
import { createdAt, ObjectId } from './object-id.ts';

const Count = z.int().min(0).optional().catch(undefined);

const Account = z.object({
  _id: ObjectId,
  createdAt: z.iso.datetime({ offset: true }).nullish(),
  // The overview of an organization has `name`, that of a user `user`.
  name: z.string().optional(),
  user: z.string().optional(),
  numModels: Count,
  numDatasets: Count,
  numSpaces: Count,
  numKernels: Count,
  numFollowers: Count,
});

/** Reads one overview. `none` means an explicit 404 of this overview alone. */
export function readAccount(told: Told | Trouble, kind: 'organizations' | 'users', name: string): Owner {
  if ('trouble' in told) return { state: 'unknown', why: told.trouble };
  const { exchange, route } = told;
  // A rename may redirect. Whether the old name is free then, nothing says.
  if (route.to !== kind || !sameName(route.name, name)) return another(kind);

  // An explicit 404 is the Hub's own, with an error in JSON: a proxy's page is not.
  if (exchange.status === 404 && typeof exchange.body?.error === 'string') return { state: 'none' };
  if (exchange.status !== 200) return { state: 'unknown', why: unexpected(exchange) };

  const account = Account.safeParse(exchange.body);
  const own = account.success ? (kind === 'users' ? account.data.user : account.data.name) : undefined;
  if (!account.success || own === undefined) {
    return { state: 'unknown', why: `the Hub's overview is not in the form known for ${kind}` };
  }
  if (!sameName(own, name)) return another(kind);
  const { numModels, numDatasets = 0, numSpaces = 0, numKernels = 0, numFollowers } = account.data;
  return {
    state: 'present',
    kind: kind === 'users' ? 'user' : 'org',
    oid: account.data._id,
    name: own,
    createdAt: createdAt(account.data._id, account.data.createdAt),
    ...(numModels === undefined ? {} : { repositories: numModels + numDatasets + numSpaces + numKernels }),
    ...(numFollowers === undefined ? {} : { followers: numFollowers }),
  };
}

function another(kind: 'organizations' | 'users'): Owner {
  return { state: 'unknown', why: `the Hub's overview of ${kind} answers for another name: renamed perhaps` };
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
