/**
 * What JSON holds, as places: `data[].results[].model` is member `model` of each object in the list `results` of each
 * object in the list `data`. A list around all of it leaves no trace: its objects are as values of their own.
 */
export interface JsonShape {
  /** Members that occur, objects and lists among them; those of a list of keys and values besides, as of an object. */
  members: string[];
  /** Lists of objects with how many they have in all; '' is the values themselves. */
  lists: Record<string, number>;
  /** There were too many different members to list them all. */
  more: boolean;
}

/** Is it the shape of JSON, not the header of a CSV? */
export function isJson(file: readonly string[] | JsonShape): file is JsonShape {
  return !Array.isArray(file);
}

/**
 * Names under which records at a place have their columns: own members by their path in the record, then those of
 * enclosing objects, the innermost first. Objects and lists are among them, but no lists of objects beside the records.
 */
export function namesAt({ members, lists }: JsonShape, place: string): string[] {
  const names = new Set<string>();
  for (const holder of holders(place)) {
    const prefix = holder === '' ? '' : `${holder}.`;
    for (const member of members) {
      if (!member.startsWith(prefix)) continue;
      const name = member.slice(prefix.length);
      const aside = leadsTo(member, place) || lists[`${member}[]`] !== undefined;
      if (holder === place || !aside) names.add(name);
    }
  }
  return [...names];
}

/** The names at a place that hold texts, for people to see: no objects, and of a list of keys and values only these. */
export function columnsAt(shape: JsonShape, place: string): string[] {
  const names = namesAt(shape, place).filter((name) => !name.includes('[]'));
  const inner = new Set(names.flatMap((name) => parents(name)));
  return names.filter((name) => !inner.has(name));
}

/** The place itself and those around it, from the inside out: data[].results[], data[], ''. */
function holders(place: string): string[] {
  const found = [place];
  let rest = place;
  while (rest !== '') {
    rest = rest.slice(0, rest.lastIndexOf('[].') < 0 ? 0 : rest.lastIndexOf('[].') + 2);
    found.push(rest);
  }
  return found;
}

/** Is a member the list of records, an object on the way to it, or inside a list? */
function leadsTo(member: string, place: string): boolean {
  const list = place.slice(0, -2);
  return (
    member === list || list.startsWith(`${member}.`) || list.startsWith(`${member}[`) || inList(member, place)
  );
}

/** Is a member within a list that is not one of those around the place? */
function inList(member: string, place: string): boolean {
  const last = member.lastIndexOf('[]');
  return last >= 0 && !place.startsWith(member.slice(0, last + 2));
}

function parents(name: string): string[] {
  const found: string[] = [];
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1))
    found.push(name.slice(0, dot));
  return found;
}
