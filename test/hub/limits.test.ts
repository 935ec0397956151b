import { describe, expect, test } from 'vitest';
import { failing, tooMany } from '../stand-in/faults.ts';
import { text } from '../stand-in/reply.ts';
import { clientOf, createTime, model, standInFor } from './client.ts';

describe('the rate budget that the Hub announces', () => {
  test('is waited for before the request that would exceed it, so that no answer is a 429', async () => {
    const time = createTime();
    const standIn = await standInFor(undefined, { clock: time.clock });
    standIn.limits.windows.api = { requests: 5, seconds: 60 };
    let refused = 0;
    standIn.fault(/./, ({ normal }) => {
      const reply = normal();
      if (reply.status === 429) refused += 1;
      return reply;
    });
    const hub = clientOf(standIn, time);
    for (let number = 0; number < 11; number += 1)
      expect(await hub.resolve(model(`chess-${number}`))).toEqual({ state: 'absent', owner: null });
    expect(refused).toBe(0);
    expect(time.waits).toEqual([61_000, 61_000]);
  });

  test('is waited for by questions asked at the same time', async () => {
    const time = createTime();
    const standIn = await standInFor(undefined, { clock: time.clock });
    standIn.limits.windows.api = { requests: 20, seconds: 60 };
    const hub = clientOf(standIn, time);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, number) => hub.resolve(model(`chess-${number}`))));
    expect(answers).toEqual(answers.map(() => ({ state: 'absent', owner: null })));
    expect(hub.stats().requests).toBe(50);
  });

  test('is waited out when a 429 says that it is used up', async () => {
    const time = createTime();
    const standIn = await standInFor();
    standIn.fault(/./, tooMany(0, 42), 1);
    expect(await clientOf(standIn, time).resolve(model('Acme/chat'))).toMatchObject({ state: 'live' });
    expect(time.waits).toEqual([43_000]);
  });

  test('yields to Retry-After where it is not the reason for a 429', async () => {
    const time = createTime();
    const standIn = await standInFor();
    standIn.fault(/./, tooMany(400, 200, 7), 1);
    expect(await clientOf(standIn, time).resolve(model('Acme/chat'))).toMatchObject({ state: 'live' });
    expect(time.waits).toEqual([7000]);
  });

  test('holds all questions back, not only the one that heard of it', async () => {
    const time = createTime();
    const standIn = await standInFor();
    const hub = clientOf(standIn, time);
    standIn.fault(/chess-1/, tooMany(400, 200, 30), 4);
    expect(await hub.resolve(model('chess-1'))).toMatchObject({ state: 'unknown' });
    const waited = time.waits.length;
    expect(await hub.resolve(model('chess-2'))).toEqual({ state: 'absent', owner: null });
    expect(time.waits.slice(waited)).toEqual([]);

    standIn.fault(/chess-3/, tooMany(0, 300), 1);
    const impatient = clientOf(standIn, { ...time, patience: 1000 });
    expect(await impatient.resolve(model('chess-3'))).toMatchObject({ state: 'unknown' });
    expect(await impatient.resolve(model('chess-4'))).toMatchObject({
      state: 'unknown',
      why: expect.stringContaining('rate limited for another 301 s'),
    });
    expect(standIn.log.filter(({ path }) => path.includes('chess-4'))).toEqual([]);
  });

  test('makes a question unknown where it would try the patience, at once and with the time left', async () => {
    const time = createTime();
    const standIn = await standInFor(undefined, { clock: time.clock });
    standIn.limits.windows.api = { requests: 1, seconds: 300 };
    const hub = clientOf(standIn, { ...time, patience: 60_000 });
    await hub.resolve(model('Acme/chat'));
    time.pass(90_000);
    const why = 'rate limited for another 211 s; with a token (HF_TOKEN) the Hub allows more';
    expect(await hub.resolve(model('Acme/guarded'))).toEqual({ state: 'unknown', why });
    expect(time.waits).toEqual([]);
    expect(standIn.log).toHaveLength(1);
  });

  test('that starts anew every second does not hold a question for ever', async () => {
    const time = createTime();
    const standIn = await standInFor();
    standIn.fault(/./, tooMany(0, 1));
    const answer = await clientOf(standIn, time).resolve(model('Acme/chat'));
    expect(answer).toEqual({ state: 'unknown', why: 'the Hub answered 429 (tried 4 times)' });
    expect(time.waits).toEqual([2000, 2000, 2000]);
  });
});

describe('trouble is tried over', () => {
  test('after one, two and four seconds', async () => {
    const time = createTime();
    const standIn = await standInFor();
    standIn.fault(/./, failing(503));
    await clientOf(standIn, time).resolve(model('Acme/chat'));
    expect(time.waits).toEqual([1000, 2000, 4000]);
  });

  test('after the time that the server asks for', async () => {
    const time = createTime();
    const standIn = await standInFor();
    standIn.fault(/./, () => text(503, 'Service Unavailable', { 'retry-after': '9' }), 1);
    await clientOf(standIn, time).resolve(model('Acme/chat'));
    expect(time.waits).toEqual([9000]);
  });
});
