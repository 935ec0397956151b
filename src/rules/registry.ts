/** Every rule there is, the gravest first. */

import type { Rule } from '../model.ts';
import { rule as disabledRepository } from './disabled-repository.ts';
import { rule as flaggedByHub } from './flagged-by-hub.ts';
import { rule as gatedRepository } from './gated-repository.ts';
import { rule as impostorRevision } from './impostor-revision.ts';
import { rule as inconclusiveArtifact } from './inconclusive-artifact.ts';
import { rule as lockDrift } from './lock-drift.ts';
import { rule as lookalikeNamespace } from './lookalike-namespace.ts';
import { rule as missingRepository } from './missing-repository.ts';
import { rule as movedRepository } from './moved-repository.ts';
import { rule as mutableRevision } from './mutable-revision.ts';
import { rule as orphanedNamespace } from './orphaned-namespace.ts';
import { rule as orphanedRedirect } from './orphaned-redirect.ts';
import { rule as remoteCode } from './remote-code.ts';
import { rule as reusedNamespace } from './reused-namespace.ts';
import { rule as shortRevision } from './short-revision.ts';
import { rule as suspiciousArtifact } from './suspicious-artifact.ts';
import { rule as unknownRevision } from './unknown-revision.ts';
import { rule as unlockedReference } from './unlocked-reference.ts';
import { rule as unpinnedRemoteCode } from './unpinned-remote-code.ts';
import { rule as unpinnedRevision } from './unpinned-revision.ts';
import { rule as unqualifiedId } from './unqualified-id.ts';
import { rule as unresolvedReference } from './unresolved-reference.ts';
import { rule as unsafeArtifact } from './unsafe-artifact.ts';
import { rule as unsafeFormat } from './unsafe-format.ts';
import { rule as unverifiedReference } from './unverified-reference.ts';

export const RULES: readonly Rule[] = [
  reusedNamespace,
  orphanedNamespace,
  orphanedRedirect,
  unsafeArtifact,
  flaggedByHub,
  unpinnedRemoteCode,
  impostorRevision,
  lookalikeNamespace,
  unknownRevision,
  missingRepository,
  disabledRepository,
  suspiciousArtifact,
  mutableRevision,
  lockDrift,
  movedRepository,
  unpinnedRevision,
  shortRevision,
  unsafeFormat,
  unqualifiedId,
  gatedRepository,
  remoteCode,
  inconclusiveArtifact,
  unlockedReference,
  unverifiedReference,
  unresolvedReference,
];
