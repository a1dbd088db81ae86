import type { Config } from '$lib/server/config';

/** What a command is given. */
export interface Command {
  words: string[];
  config: Config;
  /** Prints a line. */
  say: (line: string) => void;
}

/** The words of a command that are not options; throws on an option that is none of `known`. */
export function plainWords(words: string[], known: string[], usage: string): string[] {
  const unknown = words.filter((word) => word.startsWith('-') && !known.includes(word));
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}. ${usage}`);
  return words.filter((word) => !word.startsWith('-'));
}
