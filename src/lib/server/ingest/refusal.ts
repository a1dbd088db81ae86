import type { Issue } from '$lib/usage/filters';

/** Why an upload was not taken. Nothing of it is kept. */
export interface Refusal {
  ok: false;
  /**
   * 400 a wrong request, 403 not allowed any more, 409 cancelled, undecided or of a closed month, 413 too large, 415 not a usage export, 422 readable but nothing usable,
   * 503 stopping, 507 no space.
   */
  status: 400 | 403 | 409 | 413 | 415 | 422 | 503 | 507;
  /** Stable name of the problem, kebab-case: the last part of its `type`. */
  problem: string;
  title: string;
  detail: string;
  issues: Issue[];
  /** Facts that a client can act on. */
  more?: Record<string, unknown>;
}

/** Ends the reading of a body from anywhere inside it; `receive` turns it back into the refusal that it carries. */
export class Refused extends Error {
  override name = 'Refused';
  readonly refusal: Refusal;

  constructor(
    status: Refusal['status'],
    problem: string,
    title: string,
    detail: string,
    issues: Issue[] = [],
  ) {
    super(detail);
    this.refusal = { ok: false, status, problem, title, detail, issues };
  }
}
