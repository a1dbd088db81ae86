import type { Format } from '$lib/formats/format';
import type { Issue } from '$lib/usage/filters';
import type { Engine } from './engine';

/** Refuses a format whose time zone the engine does not know: its times could not be read. */
export async function zoneIssues(engine: Engine, format: Format): Promise<Issue[]> {
  if (format.zone === 'UTC') return [];
  const found = await engine.ask('SELECT 1 AS found FROM pg_timezone_names() WHERE name = $zone LIMIT 1', {
    zone: format.zone,
  });
  if (found.length > 0) return [];
  return [
    {
      where: `format ${format.id}, zone`,
      message: `unknown time zone: ${format.zone}. Use a name such as Asia/Shanghai or UTC`,
    },
  ];
}
