import { describe, expect, it } from 'vitest';
import { METHODS, POLICY } from './policy';

const FILES = import.meta.glob<string>('../../../routes/**/+{page.svelte,page.server.ts,server.ts}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Methods by route, as the files of src/routes have them: a page takes GET, and POST where it has actions. */
function routesThereAre(): Map<string, Set<string>> {
  const routes = new Map<string, Set<string>>();
  for (const [path, code] of Object.entries(FILES)) {
    const id = path.replace('../../../routes', '').replace(/\/[^/]*$/, '') || '/';
    const methods = routes.get(id) ?? new Set<string>();
    routes.set(id, methods);
    if (!path.endsWith('+server.ts')) methods.add('GET');
    if (/export const actions\b/.test(code)) methods.add('POST');
    for (const [, method = ''] of code.matchAll(/export const ([A-Z]+)\b/g))
      if ((METHODS as readonly string[]).includes(method)) methods.add(method);
  }
  return routes;
}

describe('POLICY', () => {
  const there = routesThereAre();

  it('has a row for every route, and for no other', () => {
    expect(there.size).toBeGreaterThan(60);
    expect(Object.keys(POLICY).sort()).toEqual([...there.keys()].sort());
  });

  it.each(Object.entries(POLICY))(
    '%s has a rule for every method that it takes, and for no other',
    (id, rules) => expect(Object.keys(rules).sort()).toEqual([...(there.get(id) ?? [])].sort()),
  );

  it('lets nobody in without a session but where health is asked, people sign in, or a link is opened', () => {
    const open = Object.entries(POLICY).flatMap(([id, rules]) =>
      Object.values(rules).some((rule) => rule === 'nobody' || rule === 'link') ? [id] : [],
    );
    const known = ['/healthz', '/readyz', '/login', '/logout', '/setup', '/join/[secret]'];
    expect(
      open.filter((id) => !known.includes(id) && !id.startsWith('/login/') && !id.startsWith('/r/')),
    ).toEqual([]);
  });

  it('lets no viewer write, but for working something out, and for what is their own', () => {
    const writes = Object.entries(POLICY).flatMap(([id, { GET: _read, ...rules }]) =>
      Object.values(rules).some((rule) => (typeof rule === 'string' ? rule : rule[0]) === 'viewer')
        ? [id]
        : [],
    );
    expect(writes.sort()).toEqual([
      '/api/v1/account/code',
      '/api/v1/account/password',
      '/api/v1/account/provider',
      '/api/v1/roi',
      '/api/v1/sessions/[id]',
      '/api/v1/tokens',
      '/api/v1/tokens/[id]',
    ]);
  });
});
