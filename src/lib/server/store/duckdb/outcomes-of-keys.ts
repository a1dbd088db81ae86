import type { KeyHour } from '$lib/latency/auth-bursts';
import type { Scope } from '../store';
import type { Engine } from './engine';
import { instantText } from './ledger';
import query from './queries/outcomes-of-keys.sql?raw';
import type { Row } from './rows';
import { number, optionalNumber, optionalText, text } from './rows';
import { scopeSql } from './scope-sql';

/** The id of the outcome `auth`: as migration 0001 gives it. */
const AUTH = 3;

/** Attempts and authentication failures by key and hour, of the keys that have such failures. */
export async function keyHours(engine: Engine, scope: Scope): Promise<KeyHour[]> {
  const { where, parameters } = scopeSql(scope, 'starts_at');
  const rows = await engine.read(query.replaceAll('/*scope*/', where), { ...parameters, auth: AUTH });
  return rows.map(keyHour);
}

function keyHour(row: Row): KeyHour {
  const apiKey = optionalText(row, 'api_key');
  const [firstAt, lastAt] = [optionalNumber(row, 'first_at'), optionalNumber(row, 'last_at')];
  return {
    route: text(row, 'route'),
    ...(apiKey === undefined ? {} : { apiKey }),
    hour: number(row, 'hour'),
    attempts: number(row, 'attempts'),
    authErrors: number(row, 'failures'),
    ...(firstAt === undefined ? {} : { firstAt: instantText(firstAt) }),
    ...(lastAt === undefined ? {} : { lastAt: instantText(lastAt) }),
  };
}
