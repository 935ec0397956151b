/** The Hub's `_id`: identity, and in its first four bytes the second of creation. */

import { z } from 'zod';

export const ObjectId = z.string().regex(/^[0-9a-f]{24}$/);

/**
 * When something was created, ISO 8601 in UTC. The two agreed wherever both were recorded; overviews of organizations and a
 * few bodies have only the id.
 */
export function createdAt(oid: string, stated: string | null | undefined): string {
  return new Date(stated ?? Number.parseInt(oid.slice(0, 8), 16) * 1000).toISOString();
}
