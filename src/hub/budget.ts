/** The rate budget that the Hub announces, so that no request is sent which it has already said it will refuse. */

import { randomUUID } from 'node:crypto';
import { NOTHING_HEARD, type Window, type WindowStore } from './window.ts';

export interface Budget {
  /**
   * Asks for leave to send one request that takes so many milliseconds at most: a lease, to be given back by `answered` or
   * `failed`, or the milliseconds until it is worth asking again.
   */
  take(longest: number): Promise<Lease | number>;
  /** An answer has come, whatever it is: takes in its headers. True where they say that the window is used up. */
  answered(lease: Lease, headers: Headers): Promise<boolean>;
  /** No answer has come; where the run was cancelled, that says nothing of the Hub. */
  failed(lease: Lease, cancelled: boolean): Promise<void>;
  /** Lets no request leave for so many milliseconds. */
  hold(milliseconds: number): Promise<void>;
  /** What was heard last, for estimates. */
  heard(): Window;
}

export interface Lease {
  readonly id: string;
}

/** Milliseconds for which a Hub that announces nothing, or does not answer, is taken to have no limit. */
const SILENCE = 30_000;
/** Milliseconds between looks at what another process hears. */
const LOOK = 200;

/**
 * The budget of one bucket. Every answer of the Hub, errors and redirects included, says how much of a fixed window is left:
 * `RateLimit: "api";r=499;t=295` (r requests for another t seconds; the grammar of draft-ietf-httpapi-ratelimit-headers), and how
 * large it is: `RateLimit-Policy: "fixed window";"api";q=500;w=300`. Where nothing is known, at the start and in each new window,
 * one request goes ahead and the others wait for what it hears.
 *
 * @param store where the window is kept: in memory, or where other processes see it too
 */
export function createBudget(clock: () => number, store: WindowStore): Budget {
  let last = NOTHING_HEARD;
  const own = new Set<string>();
  const waiting = new Set<() => void>();

  async function update<T>(change: (window: Window, now: number) => readonly [Window, T]): Promise<T> {
    return store.update((window) => {
      const now = clock();
      const [next, result] = change(current(window, now), now);
      last = next;
      return [next, result];
    });
  }

  async function giveBack<T>(lease: Lease, change: (window: Window, now: number) => readonly [Window, T]): Promise<T> {
    const result = await update((window, now) =>
      change({ ...window, leases: window.leases.filter(({ id }) => id !== lease.id) }, now),
    );
    own.delete(lease.id);
    for (const wake of waiting) wake();
    waiting.clear();
    return result;
  }

  return {
    async take(longest) {
      for (;;) {
        const id = randomUUID();
        const wait = await update((window, now) => {
          const wait = waitOf(window, now);
          if (wait !== 0) return [window, wait];
          own.add(id);
          return [{ ...window, leases: [...window.leases, { id, until: now + longest }] }, wait];
        });
        if (wait === 0) return { id };
        if (wait !== 'unheard') return wait;
        if (own.size === 0) return LOOK;
        await new Promise<void>((wake) => waiting.add(wake));
      }
    },
    answered(lease, headers) {
      return giveBack(lease, (window, now) => {
        const told = readHeaders(headers);
        return [learnt(window, told, now), told?.left === 0];
      });
    },
    failed(lease, cancelled) {
      return giveBack(lease, (window, now) => [cancelled ? window : learnt(window, null, now), undefined]);
    },
    hold(milliseconds) {
      return update((window, now) => [{ ...window, held: Math.max(window.held, now + milliseconds) }, undefined]);
    },
    heard: () => last,
  };
}

/** A window without what is over: the leases of processes that were killed, and its own number once it has ended. */
function current(window: Window, now: number): Window {
  const leases = window.leases.filter(({ until }) => until > now);
  return { ...window, leases, left: now < window.ends ? window.left : 'unknown' };
}

/** Milliseconds until the next request may leave; 0 for now; `unheard` where the answer to one under way will tell. */
function waitOf({ left, ends, held, leases }: Window, now: number): number | 'unheard' {
  if (held > now) return held - now;
  if (left === 'unlimited') return 0;
  if (left === 'unknown') return leases.length === 0 ? 0 : 'unheard';
  // What is under way may not have been counted yet.
  return left > leases.length ? 0 : ends - now;
}

interface Told {
  readonly left: number;
  /** Seconds. */
  readonly resets: number;
  readonly quota: number | null;
  /** Seconds. */
  readonly length: number | null;
}

function readHeaders(headers: Headers): Told | null {
  const match = /"[\w-]+"\s*;\s*r\s*=\s*(\d{1,9})\s*;\s*t\s*=\s*(\d{1,9})\b/.exec(headers.get('ratelimit') ?? '');
  if (match === null) return null;
  const policy = /;\s*q\s*=\s*(\d{1,9})\s*;\s*w\s*=\s*(\d{1,9})\b/.exec(headers.get('ratelimit-policy') ?? '');
  const [quota, length] = policy === null ? [null, null] : [Number(policy[1]), Number(policy[2])];
  return { left: Number(match[1]), resets: Number(match[2]), quota, length };
}

function learnt(window: Window, told: Told | null, now: number): Window {
  if (told === null) return window.left === 'unknown' ? { ...window, left: 'unlimited', ends: now + SILENCE } : window;
  const { left, quota, length } = told;
  // One second more, for `t` is rounded.
  const ends = now + (told.resets + 1) * 1000;
  const policy = { quota: quota ?? window.quota, length: length === null ? window.length : length * 1000 };
  if (typeof window.left !== 'number') return { ...window, ...policy, left, ends };
  // Answers overtake each other, so within one window the smallest number counts.
  return {
    ...window,
    ...policy,
    left: Math.min(window.left, left),
    ends: left === 0 ? Math.max(window.ends, ends) : window.ends,
  };
}
