/** A process that writes the same entries of a cache over and over until it is killed. */

import { openCache } from '../../src/hub/cache.ts';

const directory = process.argv[2] ?? '';
const age = { maxAge: null, freshSince: null, clock: Date.now };
const cache = openCache({ directory, endpoint: 'http://hub', token: null, ...age, onUnwritable: () => {} });
for (let round = 0; ; round += 1) {
  for (let number = 0; number < 20; number += 1) {
    const body = { user: `user-${number}`, error: 'x'.repeat(500) };
    await cache.write(`/api/users/user-${number}/overview`, { status: 200, headers: {}, body });
  }
  if (round === 1) process.stdout.write('every entry is there\n');
}
