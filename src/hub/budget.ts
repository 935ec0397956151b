/** The rate budget that the Hub announces, so that no request is sent which it has already said it will refuse. */

export interface Budget {
  /** Milliseconds until the next request may leave; 0 when it may leave now. */
  wait(): number;
  /** A request leaves. */
  leave(): void;
  /** It is over, with an answer or without. */
  back(): void;
  /** Takes in the headers of an answer. True where they say that the window is used up. */
  heard(headers: Headers): boolean;
  /** Lets no request leave for so many milliseconds. */
  hold(milliseconds: number): void;
}

/**
 * The budget of one bucket. Every answer of the Hub, errors and redirects included, says how much of a fixed window is left:
 * `RateLimit: "api";r=499;t=295` (r requests for another t seconds; the grammar of draft-ietf-httpapi-ratelimit-headers).
 */
export function createBudget(clock: () => number): Budget {
  let left = Number.POSITIVE_INFINITY;
  let windowEnds = 0;
  let held = 0;
  let underway = 0;

  return {
    wait() {
      const now = clock();
      // What is under way may not have been counted yet. In a new window the first answer will tell.
      const spent = now < windowEnds && left - underway <= 0;
      return Math.max(0, held - now, spent ? windowEnds - now : 0);
    },
    leave() {
      underway += 1;
    },
    back() {
      underway -= 1;
    },
    heard(headers) {
      const match = /"[\w-]+"\s*;\s*r\s*=\s*(\d{1,9})\s*;\s*t\s*=\s*(\d{1,9})\b/.exec(headers.get('ratelimit') ?? '');
      if (match === null) return false;
      const told = Number(match[1]);
      const now = clock();
      // Answers overtake each other, so within one window the smallest number counts.
      left = now < windowEnds ? Math.min(left, told) : told;
      // One second more, for `t` is rounded.
      if (now >= windowEnds || told === 0) windowEnds = Math.max(windowEnds, now + (Number(match[2]) + 1) * 1000);
      return told === 0;
    },
    hold(milliseconds) {
      held = Math.max(held, clock() + milliseconds);
    },
  };
}
