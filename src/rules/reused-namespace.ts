/** A name that somebody else has by now than the one whom the code meant. */

import type { Rule, RuleMeta } from '../model.ts';
import { account, COMMIT, live, lockEntry, locked, moved, repository, TROUBLE } from './example.ts';
import { reusedByDate } from './reuse-by-date.ts';
import { reusedByLock } from './reuse-by-lock.ts';

const TEXT = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b")\n';
const WRITTEN = '2023-05-06T07:08:09.000Z';
const YOUNG = account('heron-labs', '2025-06-01T10:00:00.000Z');
const ENTRY = lockEntry('heron-labs/tern-7b');
const REPOSITORY = repository('heron-labs/tern-7b', { oid: '683d84d0c3d4e5f601234567' });
const REMADE = { createdAt: '2025-06-02T11:00:00.000Z' };

const meta: RuleMeta = {
  name: 'reused-namespace',
  severity: 'critical',
  persona: 'regular',
  needsHub: true,
  summary: 'The name answers, but whoever has it today is not the one whom the code meant.',
  why: `When an account is deleted or renamed its name becomes free, and whoever registers it next can create the same repository again. Everything works as before, with
a stranger's files: this is an \`orphaned-namespace\` after somebody has come to take it.

Where there is a \`namesake.lock\`, it remembers: the repository's identity, the identity of its owner, and after a redirect that of the owner of the name as written. If one of them is
another today, the verdict is exact, and critical: it takes no dates. That the namespace has a new owner counts before a repository stands there again, too. A transfer does not count, for the
repository stays the same; neither does a user who becomes an organization, or another spelling. A namespace without an owner is the matter of \`orphaned-namespace\` and \`orphaned-redirect\`.

Beside that, and where there is no lock, dates tell. The Hub tells when a repository and an account were made, and git tells when the line that names them was written. An account
that is younger than the line cannot be the one that was meant.

| the repository | its account | verdict |
| --- | --- | --- |
| younger than the line | younger than the line | critical; sure where more than 30 days lie between the line and the account, less sure above 14, a guess below |
| older | younger | critical, less sure: an older repository can be transferred to a new account |
| younger | older, or not known | medium, after half a year; below that a guess: it was made anew, published later than named, or an old account took the name |
| redirected to another name | the old name's account is younger | high: somebody has the old namespace, and the redirect ends when they create the repository |

It weighs less, as \`orphaned-namespace\` does, where nothing loads the name without a pin. Up to two days prove nothing: clocks are wrong, and code is written on the day of a
publication. Repositories that carry the date of the Hub's import, 2 March 2022, are never young. Where the audited repository belongs to the same namespace, by its
git remotes, it is a guess at most: authors write code before they publish.

The line's date is that of the commit it comes from, followed through moves, copies and changes of blanks by \`git blame\`. In a shallow clone the line may be older than the history
tells; it is never taken to be.`,
  mend: `Find out who has the name today before anything loads it again: compare the files with a copy, or with a mirror, of the time at which the line was written. If it is the right one after all (its author
published after you wrote the line, or made it anew), pin the commit and ignore the finding with that reason.`,
  fires: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The account heron-labs was made in June 2025, and the repository a day later. The line is of May 2023.',
      resolution: live('heron-labs/tern-7b', REMADE, YOUNG),
      written: WRITTEN,
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The name redirects to heron-ai/tern-7b; the account heron-labs was made in June 2025. The line is of May 2023.',
      resolution: moved('heron-ai/tern-7b', YOUNG, { createdAt: '2022-08-07T13:33:22.000Z' }),
      written: WRITTEN,
    },
    {
      file: 'translate.py',
      text: 'from transformers import AutoModel\n\ndef load(size):\n    return AutoModel.from_pretrained(f"heron-labs/tern-{size}")\n',
      hub: 'The account heron-labs was made in June 2025. The line is of May 2023.',
      owner: YOUNG,
      written: WRITTEN,
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: `The repository has the _id ${REPOSITORY.oid} today; the lock has ${ENTRY.oid}.`,
      resolution: { state: 'live', repository: REPOSITORY, owner: null },
      lock: locked([ENTRY], { changes: [{ what: 'repository', entry: ENTRY, today: REPOSITORY }] }),
    },
  ],
  quiet: [
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The repository and its account are those that the lock has.',
      resolution: live('heron-labs/tern-7b', {}, account('heron-labs')),
      lock: locked([ENTRY]),
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'Account and repository are older than the line.',
      resolution: live('heron-labs/tern-7b', {}, account('heron-labs')),
      written: '2024-01-01T00:00:00.000Z',
    },
    {
      file: 'load.py',
      text: TEXT,
      hub: 'The account was made in June 2025; when the line was written is not known.',
      resolution: live('heron-labs/tern-7b', REMADE, YOUNG),
    },
    {
      file: 'load.py',
      text: `from transformers import AutoModel\nmodel = AutoModel.from_pretrained("heron-labs/tern-7b", revision="${COMMIT}")\n`,
      hub: 'The repository is of the import of 2022, and its owner could not be asked. The line is of 2021.',
      resolution: live('heron-labs/tern-7b', { createdAt: '2022-03-02T23:29:04.000Z' }, TROUBLE),
      written: '2021-05-06T07:08:09.000Z',
    },
  ],
};

export const rule: Rule = {
  meta,
  check: (subject) => reusedByLock(subject) ?? reusedByDate(subject),
};
