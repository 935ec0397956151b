/** The rate limit of the stand-in: fixed windows for each caller and bucket, announced on every answer. */

export interface Window {
  /** Requests in a window. */
  requests: number;
  seconds: number;
}

export type Bucket = 'api' | 'resolvers';

export interface Limits {
  /** May be changed at any time. The defaults are the Hub's for anonymous callers. */
  readonly windows: Record<Bucket, Window>;
  /** Counts a request. `headers` belong on its answer; `exceeded` means a 429. */
  take(bucket: Bucket, caller: string): { readonly exceeded: boolean; readonly headers: Record<string, string> };
}

/** @param clock milliseconds since the epoch */
export function createLimits(clock: () => number): Limits {
  const windows = { api: { requests: 500, seconds: 300 }, resolvers: { requests: 3000, seconds: 300 } };
  const used = new Map<string, { count: number; ends: number }>();
  return {
    windows,
    take(bucket, caller) {
      const { requests, seconds } = windows[bucket];
      const key = `${bucket} ${caller}`;
      let window = used.get(key);
      if (window === undefined || clock() >= window.ends) {
        window = { count: 0, ends: clock() + seconds * 1000 };
        used.set(key, window);
      }
      const exceeded = window.count >= requests;
      if (!exceeded) window.count += 1;
      const left = Math.ceil((window.ends - clock()) / 1000);
      return {
        exceeded,
        headers: {
          ratelimit: `"${bucket}";r=${requests - window.count};t=${left}`,
          'ratelimit-policy': `"fixed window";"${bucket}";q=${requests};w=${seconds}`,
        },
      };
    },
  };
}
