import { describe, expect, test } from 'vitest';
import { createForecast, type Pace } from '../../src/commands/forecast.ts';
import type { Window } from '../../src/hub/hub.ts';

const WINDOW: Window = { left: 100, ends: 0, held: 0, leases: [], quota: 500, length: 300_000 };

/** The line after so many seconds in which the requests left evenly, and so many more in which none did. */
function lineAfter(seconds: number, pace: Pace, waited = 0): string {
  let now = 0;
  const forecast = createForecast(() => now);
  for (let second = 1; second <= seconds; second += 1) {
    now = second * 1000;
    forecast({ ...pace, requests: Math.round((pace.requests * second) / seconds) });
  }
  now += waited * 1000;
  return forecast(pace);
}

describe('an estimate', () => {
  const pace: Pace = { done: 100, total: 200, requests: 100, cached: 0, window: null };

  test('is not made of nothing', () => {
    expect(lineAfter(1, { ...pace, done: 3, requests: 3 })).toBe('asking the Hub: 3 of 200');
  });

  test('goes by how fast the Hub answered so far', () => {
    expect(lineAfter(10, pace)).toBe('asking the Hub: 100 of 200; about 10 s left');
  });

  test('does not take waiting for slowness', () => {
    expect(lineAfter(10, pace, 300)).toBe('asking the Hub: 100 of 200; about 10 s left');
  });

  test('counts the windows of the rate limit that have to be waited for', () => {
    const window = { ...WINDOW, left: 400, ends: 210_000 };
    const line = lineAfter(10, { done: 1_000, total: 20_000, requests: 1_000, cached: 0, window });
    // 19,000 requests: 400 in this window, which lasts 200 s more, 37 windows of 300 s, and 100 requests.
    expect(line).toBe('asking the Hub: 1,000 of 20,000; about 3 h 8 min left; 500 requests allowed in 5 min');
  });

  test('promises nothing of the cache: what was in it so far need not be further on', () => {
    expect(lineAfter(10, { ...pace, requests: 50, cached: 50 })).toBe('asking the Hub: 100 of 200; about 20 s left');
  });

  test('says what is waited for', () => {
    const window = { ...WINDOW, left: 0, ends: 130_000 };
    expect(lineAfter(10, { ...pace, window })).toContain("; waiting for the Hub's rate limit, 2 min");
    expect(lineAfter(10, { ...pace, window: { ...WINDOW, held: 40_000 } })).toContain('rate limit, 30 s');
  });
});
