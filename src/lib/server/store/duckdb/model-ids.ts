import type { Parameters } from './parameters';

/**
 * Groups models by canonical id: SQL for the name under which label `model` is grouped, and the table it needs. A
 * reported name without a canonical id stands for itself.
 */
export function modelIdsSql(modelIds: Record<string, string> | undefined): {
  table: string;
  parameters: Parameters;
} {
  const names = Object.keys(modelIds ?? {});
  if (names.length === 0)
    return { table: "(SELECT id, name FROM label WHERE kind = 'model')", parameters: {} };
  return {
    table: `(SELECT label.id, coalesce(known.canonical, label.name) AS name FROM label LEFT JOIN (SELECT unnest($model_names::VARCHAR[]) AS reported, unnest($model_ids::VARCHAR[]) AS canonical) AS known ON known.reported = label.name WHERE label.kind = 'model')`,
    parameters: { model_names: names, model_ids: Object.values(modelIds ?? {}) },
  };
}
