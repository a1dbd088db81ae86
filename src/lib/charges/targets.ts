import type { ChargeLine } from '../usage/charge-line';
import type { SpendCell } from '../usage/spend-cell';

/** The usage that a line is of. */
export interface Targets {
  /** Unique among the targets of one route, provider, model and day. */
  name: string;
  /** Usage that the line speaks for: no other figure counts beside it. */
  covers: SpendCell[];
  /** Of these, the cells that its amount is shared out over. */
  cells: SpendCell[];
}

/**
 * Which cells of the same route, provider, model and day a line is of:
 * - of its project, where a cell has it;
 * - all, where it names none;
 * - those that no other line names the project of, where its project is in no cell: usage and costs may call projects
 *   differently, and money must not count beside the usage that it is of. There may be none.
 * It speaks for all of these, and its amount goes to those of its key and its tier, where some are: keys are told apart
 * only where a question names them, and what is covered may not depend on the question.
 */
export function targetsOf(line: ChargeLine, lines: ChargeLine[], cells: SpendCell[]): Targets {
  const byKey = narrowed(
    projectTargets(line, lines, cells),
    line.labels.api_key,
    ({ labels }) => labels.api_key,
  );
  return narrowed(byKey, line.labels.tier, ({ tier }) => tier);
}

function projectTargets(
  { labels: { project } }: ChargeLine,
  lines: ChargeLine[],
  cells: SpendCell[],
): Targets {
  if (project === undefined) return of('all', cells);
  const own = cells.filter(({ labels }) => labels.project === project);
  if (own.length > 0) return of(`of ${project}`, own);
  const named = new Set(lines.map(({ labels }) => labels.project));
  return of(
    'rest',
    cells.filter(({ labels }) => labels.project === undefined || !named.has(labels.project)),
  );
}

function of(name: string, cells: SpendCell[]): Targets {
  return { name, covers: cells, cells };
}

function narrowed(
  targets: Targets,
  name: string | undefined,
  nameOf: (cell: SpendCell) => string | undefined,
): Targets {
  if (name === undefined) return targets;
  const same = targets.cells.filter((cell) => nameOf(cell) === name);
  return same.length === 0 ? targets : { ...targets, name: `${targets.name}\0${name}`, cells: same };
}
