/** Replies of the stand-in: the forms in which the Hub answers and refuses, as they were recorded. */

/** Bytes that need not all be in memory: a scenario may say that a file has gigabytes. */
export interface Content {
  readonly size: number;
  bytes(start: number, end: number): Uint8Array;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Content;
}

export function content(value: string | Buffer): Content {
  const buffer = Buffer.from(value);
  return { size: buffer.length, bytes: (start, end) => buffer.subarray(start, end) };
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  const type = 'application/json; charset=utf-8';
  return { status, headers: { 'content-type': type, ...headers }, body: content(JSON.stringify(value)) };
}

export function text(status: number, value: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: content(value) };
}

/** @param location relative, as the Hub's are */
export function redirect(location: string, headers: Record<string, string> = {}): Reply {
  return text(307, `Temporary Redirect. Redirecting to ${location}`, { ...headers, location });
}

/** An error in the Hub's form: the same words in the body and in a header, and a code for some. */
export function refuse(status: number, message: string, code?: string, headers: Record<string, string> = {}): Reply {
  const coded = code === undefined ? {} : { 'x-error-code': code };
  return json(status, { error: message }, { ...headers, ...coded, 'x-error-message': message });
}

const WWW_AUTHENTICATE = { 'www-authenticate': 'Bearer realm="Authentication required", charset="UTF-8"' };

/** A missing or private repository: to an anonymous caller a 401 without a code, with a token a 404 with one. */
export function noRepository(user: string | null): Reply {
  if (user !== null) return refuse(404, 'Repository not found', 'RepoNotFound');
  return refuse(401, 'Invalid username or password.', undefined, WWW_AUTHENTICATE);
}

export function badToken(): Reply {
  return refuse(401, 'Invalid credentials in Authorization header', undefined, WWW_AUTHENTICATE);
}

export function gated(kind: string, id: string, user: string | null): Reply {
  const start = `Access to ${kind} ${id} is restricted`;
  if (user !== null) return refuse(403, `${start} and you are not in the authorized list.`, 'GatedRepo');
  const message = `${start}. You must have access to it and be authenticated to access it. Please log in.`;
  return refuse(401, message, 'GatedRepo', WWW_AUTHENTICATE);
}

export function disabled(): Reply {
  return refuse(403, 'Access to this resource is disabled.');
}

export function noRevision(revision: string): Reply {
  return refuse(404, `Invalid rev id: ${revision}`, 'RevisionNotFound');
}

export function noPage(): Reply {
  return refuse(404, "Sorry, we can't find the page you are looking for.");
}
