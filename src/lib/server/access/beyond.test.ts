import { describe, expect, it } from 'vitest';
import type { Identity } from '$lib/access/identity';
import type { Role } from '$lib/access/role';
import { beyond } from './beyond';
import type { RouteRules } from './policy';

const TABLE: Record<string, RouteRules> = {
  '/open': { GET: 'nobody' },
  '/shared': { GET: 'link' },
  '/read': { GET: 'viewer', PUT: ['editor', 'changed it'], DELETE: ['owner', 'removed it'] },
  '/people': { GET: 'owner' },
};

const person = (role: Role): Identity => ({ kind: 'person', id: 'p', name: 'Ada', role, session: 's' });

describe('beyond', () => {
  it.each<[Role, Record<string, Role>]>([
    ['viewer', { 'PUT /read': 'editor', 'DELETE /read': 'owner', 'GET /people': 'owner' }],
    ['editor', { 'DELETE /read': 'owner', 'GET /people': 'owner' }],
    ['owner', {}],
  ])('of a %s are %j', (role, expected) => expect(beyond(person(role), TABLE)).toEqual(expected));

  it('is nothing in local mode, by the real table too', () => {
    expect(beyond({ kind: 'local' }, TABLE)).toEqual({});
    expect(beyond({ kind: 'local' })).toEqual({});
  });

  it('names requests of the real table as pages ask for them', () => {
    expect(beyond(person('viewer'))).toMatchObject({
      'POST /api/v1/uploads': 'editor',
      'PUT /api/v1/settings': 'owner',
      'GET /(pages)/settings/people': 'owner',
    });
    expect(beyond(person('viewer'))).not.toHaveProperty(['POST /api/v1/roi']);
    expect(beyond(person('editor'))).not.toHaveProperty(['POST /api/v1/uploads']);
  });
});
