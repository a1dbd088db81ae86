/** The keys of a query that say what is looked at: they go along from page to page. */
const FILTER_KEYS = new Set([
  'from',
  'to',
  'compare_from',
  'compare_to',
  'route',
  'model',
  'feature',
  'region',
  'home',
  'currency',
  'rate',
  'data',
]);

export type QueryChange = Record<string, string | string[] | undefined>;

/** Address of another page with the filters of this one, and changes on top. */
export function withFilters(path: string, query: URLSearchParams, change: QueryChange = {}): string {
  const kept = new URLSearchParams([...query].filter(([key]) => FILTER_KEYS.has(key)));
  return addressOf(path, apply(kept, change));
}

/** An address with the filters of this page, where it does not set them itself. */
export function carryFilters(href: string, query: URLSearchParams): string {
  const [path = '', own = ''] = href.split('?');
  const change: Record<string, string[]> = {};
  for (const [key, value] of new URLSearchParams(own)) (change[key] ??= []).push(value);
  return withFilters(path, query, change);
}

/** Address of this page with some of its state changed; undefined takes a key out. Paging begins anew. */
export function withChange(url: URL, change: QueryChange): string {
  const query = new URLSearchParams(url.searchParams);
  query.delete('offset');
  return addressOf(url.pathname, apply(query, change));
}

function apply(query: URLSearchParams, change: QueryChange): URLSearchParams {
  for (const [key, value] of Object.entries(change)) {
    query.delete(key);
    for (const one of [value ?? []].flat()) query.append(key, one);
  }
  return query;
}

function addressOf(path: string, query: URLSearchParams): string {
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
