import { isKnownPrefix } from './platforms';

/** What a reported model name may stand for: spellings from the most specific on, and the providers it names. */
export interface ModelSpellings {
  names: string[];
  providers: string[];
}

const DAY = '(?:0[1-9]|[12]\\d|3[01])';
const MONTH = '(?:0[1-9]|1[0-2])';
/** Bedrock's version, or a full date, or a moving name. Short dates (0613, 2411) are not taken off: they name models. */
const VERSION = /-v\d+:\d+$/;
const SNAPSHOT = new RegExp(`(?:[-@](?:20\\d{2}-${MONTH}-${DAY}|20\\d{2}${MONTH}${DAY})|-latest|@default)$`);
const BEDROCK = /^(?:global\.)?(?:anthropic|deepseek|mistral|moonshot|moonshotai|qwen|openai)\.(?=[a-z])/;

/**
 * Spellings of a reported model name, case-insensitive: as reported, without known provider prefixes
 * (`openai/`, `models/`, `azure/`, `anthropic.`), then without the date of a snapshot; a display name (`Claude Sonnet
 * 4.5`, as invoices have it) as the id that it would be. Nothing else is taken off:
 * `-mini`, `-thinking` or `:free` make another model unless an alias says otherwise, and so do a regional prefix
 * (`us.`, `eu/`), which costs more, and `ft:`.
 */
export function modelSpellings(reported: string): ModelSpellings {
  const { names, providers } = withoutPrefixes(reported.trim().toLowerCase());
  const ids = names.flatMap((name) => [name, ...idsOfDisplayName(name)]);
  return { names: [...new Set([...ids, ...ids.flatMap(withoutSnapshot)])], providers };
}

function withoutPrefixes(name: string): ModelSpellings {
  const names = [name];
  const providers: string[] = [];
  let rest = name;
  for (let slash = rest.indexOf('/'); slash > 0; slash = rest.indexOf('/')) {
    const word = rest.slice(0, slash);
    if (!isKnownPrefix(word)) break;
    providers.push(word);
    rest = rest.slice(slash + 1);
    names.push(rest);
  }
  const bedrock = BEDROCK.exec(rest)?.[0];
  if (bedrock !== undefined) {
    providers.push('bedrock');
    names.push(rest.slice(bedrock.length));
  }
  return { names, providers };
}

function withoutSnapshot(name: string): string[] {
  const unversioned = name.replace(VERSION, '');
  return [unversioned, unversioned.replace(SNAPSHOT, '')];
}

/** `Gemini 2.5 Flash` is gemini-2.5-flash, `Claude Sonnet 4.5` claude-sonnet-4-5: whichever a price knows. */
function idsOfDisplayName(name: string): string[] {
  if (!name.includes(' ')) return [];
  const id = name.replace(/\s+/g, '-');
  return [id, id.replaceAll('.', '-')];
}
