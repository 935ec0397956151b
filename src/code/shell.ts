/** Commands of a shell, line by line: what fetches and runs, hides, or connects. A shell is not understood beyond that. */

import type { CodeJudgement, Evidence, Severity } from '../model.ts';
import { deedOfPath } from './policy.ts';

interface Sign {
  readonly kind: string;
  readonly severity: Severity;
  readonly pattern: RegExp;
  readonly message: string;
}

const SHELL = String.raw`(?:sudo\s+(?:-\S+\s+)*)?(?:/(?:usr/)?bin/)?(?:env\s+)?(?:ba|z|da|k|a)?sh\b`;
const INTERPRETER = String.raw`(?:${SHELL}|(?:sudo\s+)?(?:python|perl|ruby|node)[\d.]*\b)`;

const SIGNS: readonly Sign[] = [
  {
    kind: 'hidden-code',
    severity: 'critical',
    pattern: new RegExp(
      String.raw`\b(?:base64\s+(?:-d|-D|--decode)|xxd\s+-r|openssl\s+(?:enc|base64)\b[^|]*\s-d)\b[^\n]*\|\s*${INTERPRETER}|\beval\b[^\n]*\bbase64\b|-(?:enc|EncodedCommand)\s+[A-Za-z0-9+/=]{16,}`,
      'i',
    ),
    message: 'It runs commands that are hidden in it.',
  },
  {
    kind: 'socket',
    severity: 'critical',
    pattern: /\/dev\/(?:tcp|udp)\/|\b(?:nc|ncat|netcat)\b[^\n|;]*\s-(?:e|c)\b|\bbash\s+-i\b[^\n]*>&/,
    message: 'It gives a shell to another machine.',
  },
  {
    kind: 'fetched-code',
    severity: 'medium',
    pattern: new RegExp(
      String.raw`\b(?:curl|wget|fetch|Invoke-WebRequest|iwr)\b[^\n;]*\|\s*(?:${INTERPRETER}|iex\b)|\b${SHELL}\s+(?:-c\s+)?["']?(?:<\(|\$\()\s*(?:curl|wget)\b|\biex\b[^\n]*DownloadString`,
      'i',
    ),
    message: 'It fetches commands and runs them.',
  },
  {
    kind: 'network',
    severity: 'info',
    pattern: /\b(?:curl|wget|git\s+clone|Invoke-WebRequest)\b/,
    message: 'It fetches something.',
  },
  {
    kind: 'install',
    severity: 'info',
    pattern: /\b(?:pip3?|uv|conda|mamba|apt(?:-get)?|apk|yum|npm|cargo)\s+(?:pip\s+)?(?:install|add)\b/,
    message: 'It installs packages.',
  },
];

/** In UTF-16 code units: longer lines, and what follows in longer texts, are not looked at. */
const LONGEST_LINE = 1000;
const LONGEST = 256 * 1024;
const MOST = 200;

/** The signs in commands; of what is ordinary where images and notebooks are set up (`mild`), no more than is told. */
export function signsIn(text: string, mild = false): CodeJudgement['evidence'] {
  const found: Omit<Evidence, 'within'>[] = [];
  const joined = text.slice(0, LONGEST).replace(/\\\r?\n/g, (whole) => ' '.repeat(whole.length));
  let at = 0;
  for (const [i, whole] of joined.split('\n').entries()) {
    const offset = at;
    at += Buffer.byteLength(whole) + 1;
    const line = whole.slice(0, LONGEST_LINE);
    if (/^\s*#/.test(line) || found.length >= MOST) continue;
    const details = [`line ${i + 1}: ${line.trim().replace(/\s+/g, ' ').slice(0, 200)}`];
    const sign = SIGNS.find(({ pattern }) => pattern.test(line));
    if (sign !== undefined) {
      const severity = mild && sign.severity === 'medium' ? 'info' : sign.severity;
      found.push({ kind: sign.kind, severity, offset, subject: sign.kind, message: sign.message, details });
    }
    const path = line
      .split(/[\s'"=<>;]+/)
      .find((word) => deedOfPath(word) === 'secret' && !/^\/etc\/passwd/.test(word));
    if (path !== undefined) {
      const message = 'It names a file that holds secrets.';
      found.push({ kind: 'secret', severity: 'medium', offset, subject: path.slice(0, 200), message, details });
    }
  }
  return found;
}

/** Whether commands go on beyond what is looked at. */
export function isTooLong(text: string): boolean {
  return text.length > LONGEST;
}

export function judgeShell(text: string): CodeJudgement {
  const why = 'commands of a shell: not judged beyond what was seen';
  return { language: 'shell', evidence: signsIn(text), gaps: [{ start: 0, end: Buffer.byteLength(text), why }] };
}
