import { describe, expect, test } from 'vitest';
import { parseRoute, type Route, redirected, routePath } from '../../src/hub/route.ts';
import { model } from './client.ts';

const at = (id: string, revision: string | null = null): Route => ({ to: 'repository', id: model(id), revision });

test('a path read back is the route that it was made from', () => {
  const routes: Route[] = [
    at('Acme/chat'),
    at('gpt2'),
    at('gpt2', 'main'),
    at('Acme/chat', 'refs/pr/7'),
    at('Acme/revision', 'main'),
    { to: 'repository', id: model('Acme/rows', 'dataset'), revision: null },
    { to: 'repository', id: model('Acme/relu', 'kernel'), revision: 'v1' },
    { to: 'organizations', name: 'Acme' },
    { to: 'users', name: 'alice' },
  ];
  expect(routes.map((route) => parseRoute(routePath(route)))).toEqual(routes);
});

test.each([
  '',
  '/',
  '/api/models',
  '/api/models/',
  '/api/models/a/b/c',
  '/api/models/a%2Fb/c/d',
  '/api/models/%',
  '/api/models/../whoami-v2',
  '/api/models/Acme/chat/',
  '/api/models/Acme/chat/tree/main',
  '/api/models/Acme/chat/revision',
  '/api/users/alice',
  '/api/users//overview',
  '/api/users/alice/overview/more',
  '/api/robots/Acme/chat',
  '/Acme/chat',
])('%j is no route', (path) => {
  expect(parseRoute(path)).toBeNull();
});

describe('a redirect', () => {
  const hub = 'https://hub.example';

  test('may be relative, or absolute on the same origin', () => {
    for (const location of [
      '/api/models/b/y',
      'https://hub.example/api/models/b/y?q=1#f',
      'https://hub.example:443/api/models/b/y',
      '../b/y',
    ]) {
      expect(redirected(hub, at('a/x'), location)).toEqual(at('b/y'));
    }
  });

  test('leaves neither the scheme, the host nor the port', () => {
    for (const origin of [
      'http://hub.example',
      'https://hub.example:8443',
      'https://hub.example.evil',
      'https://evil/hub.example',
      'https://hub.example@evil',
      '//evil',
      '\\\\evil',
    ]) {
      expect(redirected(hub, at('a/x'), `${origin}/api/models/b/y`)).toHaveProperty('trouble');
    }
  });

  test('of a mirror below a path may name the path or leave it out', () => {
    const mirror = 'https://mirror.example/hf';
    for (const location of ['/hf/api/models/b/y', '/api/models/b/y', 'https://mirror.example/hf/api/models/b/y']) {
      expect(redirected(mirror, at('a/x'), location)).toEqual(at('b/y'));
    }
    expect(redirected(mirror, at('a/x'), '/hf-evil/api/models/b/y')).toHaveProperty('trouble');
  });
});
