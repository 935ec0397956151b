/** What is not right yet, the most valuable first within each part. A row that starts to pass belongs among the others. */

import { PENDING_COMMANDS } from './pending-commands.ts';
import { PENDING_FLOW } from './pending-flow.ts';
import { PENDING_FORMS } from './pending-forms.ts';
import type { PendingRow } from './row.ts';
import { PENDING_URIS } from './uris.ts';
import { PENDING_URLS } from './urls.ts';

export const PENDING: readonly PendingRow[] = [
  ...PENDING_FLOW,
  ...PENDING_COMMANDS,
  ...PENDING_FORMS,
  ...PENDING_URLS,
  ...PENDING_URIS,
];
