/** How long the questions to the Hub will take: by how fast it answers, and by the rate limit that it announces. */

import type { Window } from '../hub/hub.ts';

export interface Pace {
  /** Subjects that have been asked about, and all of them. */
  readonly done: number;
  readonly total: number;
  /** Requests that left, and answers that the cache gave. */
  readonly requests: number;
  readonly cached: number;
  readonly window: Window | null;
}

/** Before so many subjects there is nothing to judge by. */
const FEWEST = 20;
const NUMBER = new Intl.NumberFormat('en-US');

/**
 * Creates the line that tells how far the questions are. To be asked every second or so: what lies between two looks without
 * a request is time spent waiting, which the windows account for.
 *
 * @param clock milliseconds since the epoch
 */
export function createForecast(clock: () => number): (pace: Pace) => string {
  let looked = clock();
  let heard = 0;
  let active = 0;
  return (pace) => {
    const now = clock();
    if (pace.requests > heard) active += now - looked;
    looked = now;
    heard = pace.requests;
    const { done, total, window } = pace;
    const left = done < FEWEST || done === total ? null : remaining(pace, active, now);
    return [
      `asking the Hub: ${NUMBER.format(done)} of ${NUMBER.format(total)}`,
      ...(left === null ? [] : [`about ${duration(left)} left`]),
      ...(window === null ? [] : limitOf(window, now)),
    ].join('; ');
  };
}

/** In milliseconds. What is still to be asked is taken to need as many answers as before, and none of them to be in the cache. */
function remaining({ done, total, requests, cached, window }: Pace, active: number, now: number): number {
  const needed = Math.ceil(((total - done) * (requests + cached)) / done);
  const each = active / Math.max(1, requests);
  if (window === null || typeof window.left !== 'number' || needed <= window.left) return needed * each;
  const { left, ends, quota, length } = window;
  if (quota === null || quota === 0 || length === null) return Math.max(0, ends - now) + (needed - left) * each;
  // The rest of this window is waited for, then whole windows, and in the last one the answers alone.
  const later = needed - left;
  const whole = Math.floor((later - 1) / quota);
  return Math.max(0, ends - now) + whole * length + Math.min((later - whole * quota) * each, length);
}

function limitOf({ left, ends, held, leases, quota, length }: Window, now: number): string[] {
  const opens = held > now ? held : typeof left === 'number' && left <= leases.length ? ends : now;
  if (opens > now) return [`waiting for the Hub's rate limit, ${duration(opens - now)}`];
  return quota === null || length === null ? [] : [`${NUMBER.format(quota)} requests allowed in ${duration(length)}`];
}

/** `45 s`, `5 min`, `3 h 10 min`. */
function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}
