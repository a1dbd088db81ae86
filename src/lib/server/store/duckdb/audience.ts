import type { Audience } from '$lib/readiness/audience';
import type { Scope } from '../store';
import type { Engine } from './engine';
import audienceQuery from './queries/audience.sql?raw';
import { number } from './rows';
import { scopeSql, uploadsIn } from './scope-sql';

/** Users and requests at home and elsewhere. `homeRegions` are names as reported, at least one. */
export async function audience(engine: Engine, scope: Scope, homeRegions: string[]): Promise<Audience> {
  const { where, parameters } = scopeSql(scope, 'starts_at', await uploadsIn(engine, scope));
  const [row = {}] = await engine.read(audienceQuery.replace('/*scope*/', where), {
    ...parameters,
    home: homeRegions,
  });
  return {
    homeUsers: number(row, 'home_users'),
    abroadUsers: number(row, 'abroad_users'),
    homeRequests: number(row, 'home_requests'),
    abroadRequests: number(row, 'abroad_requests'),
    requestsWithoutRegion: number(row, 'requests_without_region'),
    requestsWithoutUser: number(row, 'requests_without_user'),
  };
}
