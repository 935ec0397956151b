import { describe, expect, test } from 'vitest';
import { changing, type Fault, failing, faults, redirectingTo, tooMany } from '../stand-in/faults.ts';
import { json, noRepository, refuse, text } from '../stand-in/reply.ts';
import { clientOf, model, standInFor } from './client.ts';

const ELSEWHERE = 'http://127.0.0.1:9';

/** What goes wrong with every answer, and what a person is told. */
const DRILL: readonly [name: string, fault: Fault, why: string | RegExp][] = [
  ['a server error', faults.broken, 'the Hub answered 500 (tried 4 times)'],
  ['a bad gateway', failing(502), 'the Hub answered 502 (tried 4 times)'],
  ['a time-out that the server tells of', failing(408), 'the Hub answered 408 (tried 4 times)'],
  ['no answer', faults.hang, 'the Hub gave no answer within 0.2 s (tried 4 times)'],
  [
    'a connection cut in the middle of the body',
    faults.cut,
    'the Hub could not be reached (UND_ERR_SOCKET) (tried 4 times)',
  ],
  [
    'a log-in page',
    faults.html,
    "the Hub's answer is not the JSON expected: is there a proxy or a log-in page in between?",
  ],
  ['a proxy that finds nothing', faults.notFoundPage, 'the Hub answered 404'],
  ['a list instead of an object', () => json(200, []), /not (?:in )?the form known/],
  [
    'half of a JSON document',
    () => text(200, '{"_id":"65', { 'content-type': 'application/json' }),
    /not the JSON expected/,
  ],
  [
    'JSON nested a hundred thousand deep',
    () => text(200, `{"_id":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    /form known for/,
  ],
  ['a body without end', faults.huge, "the Hub's answer is larger than 20 MB"],
  ['an empty object', () => json(200, {}), /form known for/],
  ['an empty body', () => text(200, ''), /not the JSON expected/],
  ['an identity that is none', changing({ _id: '../../etc' }), /form known for|answered 40[14]/],
  ['a field of another type', changing({ _id: { $ne: null } }), /form known for|answered 40[14]/],
  [
    'a rate limit that does not end',
    tooMany(0, 100_000),
    'rate limited for another 100001 s; with a token (HF_TOKEN) the Hub allows more',
  ],
  [
    'a rate limit with its own time',
    tooMany(5, 1, 90_000),
    'rate limited for another 90000 s; with a token (HF_TOKEN) the Hub allows more',
  ],
  [
    'a redirect to another host',
    redirectingTo(`${ELSEWHERE}/api/models/Acme/chat`),
    'the Hub redirects to another host, which is not followed',
  ],
  [
    'a redirect to another host without a scheme',
    redirectingTo('//127.0.0.1:9/api/models/Acme/chat'),
    'the Hub redirects to another host, which is not followed',
  ],
  [
    'a redirect to another scheme',
    redirectingTo('file:///etc/passwd'),
    'the Hub redirects to another host, which is not followed',
  ],
  ['a redirect to no address', redirectingTo('http://['), 'the Hub redirects to something that is not an address'],
  [
    'a redirect to the log-in page',
    redirectingTo('/login?next=x'),
    /^the Hub redirects to something else than another (model|account)$/,
  ],
  [
    'a redirect to a data set',
    redirectingTo('/api/datasets/alice/notes'),
    /^the Hub redirects to something else than another (model|account)$/,
  ],
  [
    'a redirect to a name that is none',
    redirectingTo('/api/models/Acme/%2e%2e%2fwhoami'),
    /^the Hub redirects to something else than another (model|account)$/,
  ],
  ['a redirect to itself', faults.redirectLoop, 'the Hub redirects in a circle'],
  ['a redirect without a target', faults.redirectWithoutLocation, 'the Hub redirects without saying where to'],
  ['a payment wall', failing(402), 'the Hub answered 402'],
  ['a legal wall', () => refuse(451, 'Unavailable'), 'the Hub answered 451 (Unavailable)'],
  ['a refusal without a known reason', () => refuse(403, 'Forbidden'), 'the Hub answered 403 (Forbidden)'],
  [
    'words with control characters',
    () => json(418, { error: `\u001b[2J\u202etea\r\n${'x'.repeat(5000)}` }),
    /^the Hub answered 418 \( \[2J tea x{100,200}\)$/,
  ],
];

describe('with every answer going wrong, nothing is live, nobody is gone, and a person is told why:', () => {
  test.each(DRILL)('%s', async (_, fault, why) => {
    const standIn = await standInFor();
    standIn.fault(/./, fault);
    const hub = clientOf(standIn, fault === faults.hang ? { timeout: 200 } : {});

    const answers = [
      await hub.resolve(model('Acme/chat')),
      await hub.owner('alice'),
      await hub.revision(model('Acme/guarded'), 'main'),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({
        state: 'unknown',
        why: typeof why === 'string' ? why : expect.stringMatching(why),
      });
    }
  });
});

describe('a riddle about one repository is unknown:', () => {
  test('a 200 for another repository', async () => {
    const standIn = await standInFor();
    standIn.fault(/models\/Acme\/chat/, changing({ id: 'bob/chat' }));
    const why = 'the Hub answers with another repository than the one asked for';
    const hub = clientOf(standIn);
    expect(await hub.resolve(model('Acme/chat'))).toEqual({ state: 'unknown', why });
    expect(await hub.resolve(model('ghost/chat'))).toEqual({ state: 'unknown', why });
  });

  test('a 200 that has followed a redirect out of sight', async () => {
    const standIn = await standInFor();
    standIn.fault(/models\/gpt2/, changing({}));
    standIn.fault(/models\/gpt2/, () => json(200, { _id: '621ffdc036468d709f17434d', id: 'openai-community/gpt2' }));
    expect(await clientOf(standIn).resolve(model('gpt2'))).toMatchObject({ state: 'unknown' });
  });

  test('more redirects than anyone needs', async () => {
    const standIn = await standInFor();
    for (let step = 0; step < 6; step += 1)
      standIn.fault(new RegExp(`models/Acme/step-${step}\\?`), redirectingTo(`/api/models/Acme/step-${step + 1}`));
    const why = 'the Hub redirects more than 5 times (from Acme/step-0)';
    expect(await clientOf(standIn).resolve(model('Acme/step-0'))).toEqual({ state: 'unknown', why });
  });

  test('a bare 401 to a caller with a token', async () => {
    const standIn = await standInFor();
    standIn.fault(/models/, faults.unauthorized);
    const why = 'the Hub answered 401 (Invalid username or password.)';
    expect(await clientOf(standIn, { token: 'hf_of_alice' }).resolve(model('Acme/chat'))).toEqual({
      state: 'unknown',
      why,
    });
  });
});

test('with 401 for everything, a repository is absent and of its owner nothing is known', async () => {
  const standIn = await standInFor();
  standIn.fault(/./, faults.unauthorized);
  const why = 'the Hub answered 401 (Invalid username or password.)';
  expect(await clientOf(standIn).resolve(model('Acme/chat'))).toEqual({
    state: 'absent',
    owner: { state: 'unknown', why },
  });
});

test('as on 2023-05-09, with organizations and their repositories missing, nobody is gone', async () => {
  const standIn = await standInFor();
  standIn.fault(/\/api\/organizations\//, faults.noOrganization);
  standIn.fault(/\/api\/models\/(?:Acme|openai-community)\//, () => noRepository(null));
  const resolution = await clientOf(standIn).resolve(model('Acme/chat'));
  expect(resolution).toMatchObject({
    state: 'absent',
    owner: { state: 'unknown', why: expect.stringContaining('an outage') },
  });
});

test('a fault that passes is tried over, and the answer is the right one', async () => {
  const standIn = await standInFor();
  const hub = clientOf(standIn, { timeout: 500 });
  standIn.fault(/models/, faults.cut, 1);
  standIn.fault(/models/, faults.broken, 1);
  expect(await hub.resolve(model('Acme/chat'))).toMatchObject({ state: 'live' });
  expect(standIn.log).toHaveLength(3);
});

test('what the Hub says clearly is not tried over', async () => {
  const standIn = await standInFor();
  const hub = clientOf(standIn);
  await hub.resolve(model('chess'));
  await hub.revision(model('Acme/chat'), 'nowhere');
  expect(standIn.log).toHaveLength(2);
});

test('a Hub that is down is left alone after a few questions', async () => {
  const standIn = await standInFor();
  standIn.fault(/./, faults.broken);
  const hub = clientOf(standIn, { sleep: async () => {} });
  for (let number = 0; number < 30; number += 1) await hub.resolve(model(`Acme/chat-${number}`));
  expect(standIn.log).toHaveLength(8 * 4);
  expect(await hub.resolve(model('Acme/chat'))).toEqual({
    state: 'unknown',
    why: 'not asked, for the last 8 questions failed: the Hub answered 500',
  });
});

test('a Hub that was down is asked again after half a minute', async () => {
  const standIn = await standInFor();
  const end = standIn.fault(/./, faults.broken);
  let now = 0;
  const hub = clientOf(standIn, { clock: () => now, sleep: async () => {} });
  for (let number = 0; number < 9; number += 1) await hub.resolve(model(`Acme/chat-${number}`));
  end();
  now += 31_000;
  expect(await hub.resolve(model('Acme/chat'))).toMatchObject({ state: 'live' });
  expect(await hub.resolve(model('Acme/guarded'))).toMatchObject({ state: 'live' });
});

test('nobody at the address is unknown, with the reason', async () => {
  const standIn = await standInFor();
  await standIn.stop();
  const hub = clientOf(standIn);
  expect(await hub.resolve(model('Acme/chat'))).toEqual({
    state: 'unknown',
    why: 'the Hub could not be reached (ECONNREFUSED) (tried 4 times)',
  });
});
