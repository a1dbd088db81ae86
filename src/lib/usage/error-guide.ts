import entries from '../../../data/errors.json';
import { ERROR_CLASSES, type ErrorClass } from './error-classes';

/** What an error class means to who runs the traffic, and how it is recognised (data/errors.json). */
export interface ErrorGuide {
  class: ErrorClass;
  label: string;
  means: string;
  /** What to do about it, in one line. */
  fix: string;
  /** A regular expression (RE2) over the lower-case text of an error; the first entry that matches has it. */
  text?: string;
}

/** The guide of every class, in the order in which error texts are held against them. */
export const ERROR_GUIDES: readonly ErrorGuide[] = entries.map(({ class: named, ...rest }) => ({
  ...rest,
  class: classOf(named),
}));

const byClass = new Map(ERROR_GUIDES.map((guide) => [guide.class, guide]));

/** The guide of a class. Every class has one. */
export function errorGuide(errorClass: ErrorClass): ErrorGuide {
  const guide = byClass.get(errorClass);
  if (!guide) throw new RangeError(`data/errors.json has nothing on ${errorClass}`);
  return guide;
}

function classOf(text: string): ErrorClass {
  const found = ERROR_CLASSES.find((name) => name === text);
  if (!found) throw new RangeError(`data/errors.json names an unknown class: ${text}`);
  return found;
}
