/** The addresses of hubs: which are accepted, and over which a secret may travel. */

export const DEFAULT_ENDPOINT = 'https://huggingface.co';

export type Endpoint = { readonly url: string } | { readonly problem: string };

/** Checks an address and gives it without a slash at its end, or says in words what was expected. */
export function parseEndpoint(text: string): Endpoint {
  // A parser of URLs quietly mends or drops some of these; a reader would take the address for another.
  const isPlain = /^https?:\/\/(?!\/)[^\s\p{Cc}\\?#@]+$/iu.test(text);
  if (!isPlain || !URL.canParse(text)) {
    return { problem: 'expected http(s)://host[:port][/path] without credentials, query or fragment' };
  }
  const url = new URL(text);
  return { url: `${url.origin}${url.pathname.replace(/\/+$/, '')}` };
}

/** Whether others can read what is sent there: plain HTTP to another machine. */
export function isReadable(endpoint: string): boolean {
  const { protocol, hostname } = new URL(endpoint);
  return protocol === 'http:' && !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}
