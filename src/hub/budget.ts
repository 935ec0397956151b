/** The rate budget that the Hub announces, so that no request is sent which it has already said it will refuse. */

export interface Budget {
  /** Milliseconds until the next request may leave; 0 when it may leave now. */
  wait(): number;
  /** Counts one request that leaves now. */
  spend(): void;
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
  let remaining = Number.POSITIVE_INFINITY;
  let until = 0;

  return {
    wait() {
      const now = clock();
      if (now >= until) remaining = Number.POSITIVE_INFINITY;
      return remaining > 0 ? 0 : until - now;
    },
    spend() {
      remaining -= 1;
    },
    heard(headers) {
      const match = /"[\w-]+"\s*;\s*r\s*=\s*(\d{1,9})\s*;\s*t\s*=\s*(\d{1,9})/.exec(headers.get('ratelimit') ?? '');
      if (match === null) return false;
      const left = Number(match[1]);
      // Answers overtake each other, so within one window the smallest number counts.
      remaining = clock() >= until ? left : Math.min(remaining, left);
      // One second more, for `t` is rounded.
      if (clock() >= until || left === 0) until = Math.max(until, clock() + (Number(match[2]) + 1) * 1000);
      return left === 0;
    },
    hold(milliseconds) {
      remaining = 0;
      until = Math.max(until, clock() + milliseconds);
    },
  };
}
