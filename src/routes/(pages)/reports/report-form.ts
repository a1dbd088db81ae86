import { BREAKDOWNS, EXPIRES_IN_DAYS, FILTER_KEYS } from '$lib/report/choices';
import { HIDEABLE, HIDEABLE_LABELS } from '$lib/report/labels';
import { SECTION_IDS, SECTIONS } from '$lib/report/report';
import type { QueryChange } from '$lib/components/filter-query';

export const SECTION_CHOICES = SECTION_IDS.map((value) => ({ value, label: SECTIONS[value] }));

export const BREAKDOWN_CHOICES = BREAKDOWNS.map((value) => ({
  value,
  label: capital(value.replace('_', ' ')),
}));

export const HIDE_CHOICES = HIDEABLE_LABELS.map((value) => ({ value, label: `${HIDEABLE[value]}s` }));

export const EXPIRY_CHOICES = [
  { value: 7, label: '7 days' },
  { value: EXPIRES_IN_DAYS, label: '30 days' },
  { value: 90, label: '90 days' },
  { value: 365, label: 'a year' },
];

/** The body of POST /api/v1/reports, of what was entered and of the address that one comes from. */
export function bodyOf(entry: FormData, query: URLSearchParams): Record<string, unknown> {
  const text = (name: string): string => {
    const value = entry.get(name);
    return typeof value === 'string' ? value : '';
  };
  return {
    title: text('title'),
    commentary: text('commentary').trim() || null,
    sections: entry.getAll('sections'),
    breakdowns: entry.getAll('breakdowns'),
    redact: entry.getAll('redact'),
    filters: filtersOf(query),
    scenario: text('scenario') || null,
    ...linkOf(entry),
  };
}

/** What a link asks: until when it opens the report, and its password. */
export function linkOf(entry: FormData): { expires_in_days: number; password: string | null } {
  const password = entry.get('password');
  return {
    expires_in_days: Number(entry.get('expires_in_days') ?? EXPIRES_IN_DAYS),
    password: typeof password === 'string' && password !== '' ? password : null,
  };
}

/** The compared routes and the scenario of an address, beside its filters: they go along to the page of reports. */
export function sharedState(query: URLSearchParams): QueryChange {
  return Object.fromEntries(
    ['baseline', 'candidate', 'scenario'].map((key) => [key, query.get(key) ?? undefined]),
  );
}

function filtersOf(query: URLSearchParams): Record<string, string[]> {
  const found = FILTER_KEYS.filter((key) => query.has(key)).map(
    (key) => [key, query.getAll(key).filter((value) => value !== '')] as const,
  );
  return Object.fromEntries(found.filter(([, values]) => values.length > 0));
}

function capital(text: string): string {
  return text === 'api key' ? 'API key' : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
