export const CHECK_IDS = [
  'state_audit',
  'endpoint',
  'session_lifecycle',
  'history_import',
  'monitoring',
  'triggers',
  'key_rotation',
  'context_window',
  'parallel_run',
  'savings',
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** A step of the migration (model.md section 8): what is done once it is met. */
export interface Check {
  id: CheckId;
  name: string;
  /** What has to be so. */
  asks: string;
}

/** The migration in its order. */
export const CHECKLIST: readonly Check[] = [
  {
    id: 'state_audit',
    name: 'Audit of state',
    asks: 'Every place that keeps or rebuilds conversation state is known.',
  },
  {
    id: 'endpoint',
    name: 'Endpoint replaced',
    asks: 'Clients can be pointed at the relay, and some traffic runs there.',
  },
  {
    id: 'session_lifecycle',
    name: 'Session lifecycle',
    asks: 'The share of turns that come after a session has timed out is known.',
  },
  { id: 'history_import', name: 'History imported', asks: 'Conversations that must go on are moved.' },
  {
    id: 'monitoring',
    name: 'Monitoring',
    asks: 'Sessions, volume, errors and latency of the relay are recorded.',
  },
  {
    id: 'triggers',
    name: 'Rollback rehearsed',
    asks: 'The triggers are agreed, and somebody has rolled back once to try.',
  },
  {
    id: 'key_rotation',
    name: 'Key rotation rehearsed',
    asks: 'Keys have been rotated once without refused requests.',
  },
  {
    id: 'context_window',
    name: 'Context window sized',
    asks: 'The share of turns with more history than the relay keeps is known.',
  },
  { id: 'parallel_run', name: 'Parallel run', asks: 'Both routes have run side by side for 48 hours.' },
  { id: 'savings', name: 'Savings validated', asks: 'What is saved so far is at least what was projected.' },
];

/** Is this the id of a check? */
export function isCheckId(id: string): id is CheckId {
  return (CHECK_IDS as readonly string[]).includes(id);
}
