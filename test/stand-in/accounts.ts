/** The overviews of users and organizations, and whoami. */

import { json, noPage, type Reply, redirect, refuse } from './reply.ts';
import type { Asked } from './request.ts';
import type { World } from './world.ts';

/** Case-insensitive, and without a redirect. */
export function organizationOverview({ world }: Asked, name: string): Reply {
  const account = world.account(name);
  if (account === null || account.kind !== 'org' || account.locked) return noPage();
  return json(200, {
    _id: account.oid,
    avatarUrl: `/avatars/${account.oid}.svg`,
    fullname: account.name,
    name: account.name,
    isVerified: false,
    isFollowing: false,
    numUsers: account.members.length,
    ...counts(world, account.name),
    numFollowers: account.followers,
  });
}

/** Redirects to the name's own letter case. */
export function userOverview({ world }: Asked, name: string): Reply {
  const account = world.account(name);
  if (account === null || account.kind !== 'user' || account.locked) return refuse(404, 'This user does not exist');
  if (account.name !== name) return redirect(`/api/users/${account.name}/overview`);
  return json(200, {
    _id: account.oid,
    avatarUrl: `/avatars/${account.oid}.svg`,
    isPro: false,
    fullname: account.name,
    ...counts(world, account.name),
    numFollowers: account.followers,
    orgs: [],
    user: account.name,
    type: 'user',
    isFollowing: false,
    createdAt: account.created,
  });
}

export function whoAmI({ world, user }: Asked): Reply {
  const account = user === null ? null : world.account(user);
  if (account === null) {
    return refuse(401, 'Invalid username or password.', undefined, {
      'www-authenticate': 'Bearer realm="Authentication required", charset="UTF-8"',
    });
  }
  const auth = { type: 'access_token', accessToken: { displayName: 'stand-in', role: 'read' } };
  return json(200, {
    type: 'user',
    id: account.oid,
    name: account.name,
    fullname: account.name,
    isPro: false,
    orgs: [],
    auth,
  });
}

function counts(world: World, name: string): Record<string, number> {
  return {
    numModels: world.count(name, 'model'),
    numDatasets: world.count(name, 'dataset'),
    numSpaces: world.count(name, 'space'),
    numKernels: world.count(name, 'kernel'),
  };
}
