/** What stands where a figure is not known: never 0. The phrase is the title of the dash. */
export const UNKNOWN = '—';
export const NOT_IN_DATA = 'not in this data';
/** A change that has nothing to be measured against. */
export const NO_BASE = 'no base';
