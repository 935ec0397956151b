/** The description of a repository, whole or with the fields that were asked for. */

import type { Commit } from './git.ts';
import { json, type Reply, refuse } from './reply.ts';
import { ownerOf, type Repo } from './world.ts';

/** The fields that the server lists in its own 400 as valid for `expand` on models, as far as the stand-in has them. */
const EXPANDABLE: ReadonlySet<string> = new Set([
  'author',
  'cardData',
  'config',
  'createdAt',
  'disabled',
  'downloads',
  'downloadsAllTime',
  'gated',
  'lastModified',
  'library_name',
  'likes',
  'model-index',
  'pipeline_tag',
  'private',
  'safetensors',
  'sdk',
  'sha',
  'siblings',
  'spaces',
  'tags',
  'transformersInfo',
  'usedStorage',
]);

/** Describes a repository at a commit. */
export function repositoryInfo(repo: Repo, commit: Commit, query: URLSearchParams): Reply {
  const fields = [...query.getAll('expand'), ...query.getAll('expand[]')];
  const whole = description(repo, commit, query.has('blobs'));
  if (fields.length === 0) {
    const security =
      query.has('securityStatus') && repo.kind !== 'kernel' ? { securityRepoStatus: securityStatus(repo) } : {};
    return json(200, { ...whole, ...security });
  }
  const wrong = fields.find((field) => !EXPANDABLE.has(field));
  if (wrong !== undefined) return refuse(400, `"expand" must be one of [${[...EXPANDABLE].join(', ')}]`);
  const { _id, id } = whole;
  const asked = fields.filter((field) => Object.hasOwn(whole, field)).map((field) => [field, whole[field]]);
  return json(200, { _id, id, ...Object.fromEntries(asked) });
}

export function securityStatus(repo: Repo): { scansDone: boolean; filesWithIssues: object[] } {
  return {
    scansDone: repo.security.done,
    filesWithIssues: repo.security.issues.map(({ path, level }) => ({ path, level })),
  };
}

function description(repo: Repo, commit: Commit, blobs: boolean): Record<string, unknown> {
  const files = [...commit.files].sort(([a], [b]) => (a < b ? -1 : 1));
  const ofModels = { modelId: repo.id, config: {}, 'model-index': null, spaces: [], pipeline_tag: undefined };
  const ofSpaces = {
    sdk: 'gradio',
    subdomain: repo.id.toLowerCase().replaceAll(/[^a-z0-9]/g, '-'),
    runtime: { stage: 'RUNNING' },
  };
  return {
    _id: repo.oid,
    id: repo.id,
    author: ownerOf(repo),
    sha: commit.id,
    lastModified: commit.date,
    private: repo.private,
    gated: repo.gated,
    disabled: repo.disabled,
    tags: ['region:us'],
    likes: 0,
    ...(repo.kind === 'space' ? ofSpaces : { downloads: 0 }),
    ...(repo.kind === 'model' ? ofModels : {}),
    cardData: {},
    siblings: files.map(([rfilename, { size, oid, lfs }]) => {
      if (!blobs) return { rfilename };
      const large = lfs === null ? {} : { lfs: { sha256: lfs.sha256, size, pointerSize: lfs.pointerSize } };
      return { rfilename, size, blobId: oid, ...large };
    }),
    createdAt: repo.created,
    usedStorage: files.reduce((sum, [, { size }]) => sum + size, 0),
  };
}
