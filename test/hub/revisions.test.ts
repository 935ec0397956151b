import { describe, expect, test } from 'vitest';
import { changing, redirectingTo } from '../stand-in/faults.ts';
import { refuse } from '../stand-in/reply.ts';
import { clientOf, model, standInFor } from './client.ts';

const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);

describe('a revision is found', () => {
  test.each([
    ['a branch', 'main', NEW],
    ['a tag', 'v1.0', OLD],
    ['a pull request', 'refs/pr/7', OLD],
    ['a full commit', OLD, OLD],
    ['a short commit', 'aaaaaaa', OLD],
  ])('as %s, with its commit', async (_, revision, commit) => {
    const standIn = await standInFor();
    expect(await clientOf(standIn).revision(model('Acme/chat'), revision)).toEqual({ state: 'found', commit });
    expect(standIn.log).toHaveLength(1);
  });

  test('in a repository of every kind', async () => {
    const hub = clientOf(await standInFor());
    for (const kind of ['model', 'dataset', 'space', 'kernel'] as const) {
      expect(await hub.revision(model('alice/notes', kind), 'main')).toMatchObject({ state: 'found' });
    }
  });

  test('under the old name of a repository', async () => {
    const hub = clientOf(await standInFor());
    expect(await hub.revision(model('ghost/chat'), 'v1.0')).toEqual({ state: 'found', commit: OLD });
    expect(await hub.revision(model('gpt2'), 'main')).toMatchObject({ state: 'found' });
  });

  test('for each letter case of its name by itself', async () => {
    const standIn = await standInFor();
    const hub = clientOf(standIn);
    expect(await hub.revision(model('Acme/chat'), 'v1.0')).toMatchObject({ state: 'found' });
    expect(await hub.revision(model('Acme/chat'), 'V1.0')).toEqual({ state: 'missing' });
  });
});

test('a revision that the repository does not have is missing', async () => {
  const standIn = await standInFor();
  standIn.world.dropRevision('model', 'Acme/chat', OLD);
  standIn.world.dropRevision('model', 'Acme/chat', 'v1.0');
  const hub = clientOf(standIn);
  for (const revision of [OLD, 'v1.0', 'aaaaaaa', 'f'.repeat(40), 'nowhere']) {
    expect(await hub.revision(model('Acme/chat'), revision)).toEqual({ state: 'missing' });
  }
});

describe('a revision is unknown, neither found nor missing,', () => {
  test('when the Hub gives back another commit than the full one asked for', async () => {
    const standIn = await standInFor();
    standIn.fault(/revision/, changing({ sha: NEW }));
    const hub = clientOf(standIn);
    expect(await hub.revision(model('Acme/chat'), OLD)).toEqual({
      state: 'unknown',
      why: 'the Hub answers with another commit than the one asked for',
    });
    expect(await hub.revision(model('Acme/chat'), 'v1.0')).toEqual({ state: 'found', commit: NEW });
  });

  test('when the repository itself does not answer', async () => {
    const why = 'the repository itself is missing or private';
    expect(await clientOf(await standInFor()).revision(model('Acme/chess'), 'main')).toEqual({ state: 'unknown', why });
  });

  test('when the repository is gated', async () => {
    const standIn = await standInFor();
    standIn.fault(/revision/, () => refuse(403, 'Access to model Acme/guarded is restricted.', 'GatedRepo'));
    const answer = await clientOf(standIn).revision(model('Acme/guarded'), 'main');
    expect(answer).toEqual({ state: 'unknown', why: 'gated: the Hub gives it only to those it has let in' });
  });

  test('when the answer is for another repository', async () => {
    const standIn = await standInFor();
    standIn.fault(/revision/, changing({ id: 'bob/chat' }));
    const why = 'the Hub answers with another repository than the one asked for';
    expect(await clientOf(standIn).revision(model('Acme/chat'), 'main')).toEqual({ state: 'unknown', why });
  });

  test('when the Hub redirects to another revision', async () => {
    const standIn = await standInFor();
    standIn.fault(/revision\/v1.0/, redirectingTo('/api/models/Acme/chat/revision/main?expand=sha'));
    const why = 'the Hub redirects to something else than another model';
    expect(await clientOf(standIn).revision(model('Acme/chat'), 'v1.0')).toMatchObject({ state: 'unknown', why });
  });

  test('when there is no commit in the answer', async () => {
    const standIn = await standInFor();
    standIn.fault(/revision/, changing({ sha: null }));
    expect(await clientOf(standIn).revision(model('Acme/chat'), 'main')).toMatchObject({ state: 'unknown' });
  });

  test('when the 404 is not about the revision', async () => {
    const standIn = await standInFor();
    standIn.fault(/revision/, () => refuse(404, "Sorry, we can't find the page you are looking for."));
    const why = "the Hub answered 404 (Sorry, we can't find the page you are looking for.)";
    expect(await clientOf(standIn).revision(model('Acme/chat'), 'main')).toEqual({ state: 'unknown', why });
  });
});
