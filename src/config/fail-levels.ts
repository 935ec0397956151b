/** What a finding has to weigh to fail a run. */
import { SEVERITIES } from '../model.ts';

export const FAIL_LEVELS = [...SEVERITIES, 'never'] as const;
export type FailLevel = (typeof FAIL_LEVELS)[number];
