import { createHash } from 'node:crypto';
import { createRawSnippet, type Component } from 'svelte';
import { render } from 'svelte/server';
import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import ReportPaper from '$lib/report-page/ReportPaper.svelte';
import css from '$lib/report-page/paper.css?inline';
import partsCss from '$lib/report-page/paper-parts.css?inline';
import type { Report } from '$lib/report/report';
import tokens from '$lib/styles/tokens.css?inline';
import { markdown } from './markdown';

const HUES = ['official', 'relay', 'series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6']
  .concat(['series-rest', 'good', 'bad', 'edge', 'text', 'muted'])
  .map((hue) => {
    const kinds = ['line', 'fill', 'back'].map((kind) => `.${kind}-${hue}`).join(',');
    const ink =
      hue === 'official' || hue === 'relay' ? `${hue}-ink` : hue.startsWith('series') ? 'text' : hue;
    return `${kinds}{--hue:var(--${hue})}.ink-${hue}{--hue:var(--${ink})}`;
  })
  .join('');

const FACE = `@font-face{font-family:Inter;font-weight:100 900;font-display:swap;src:url(${inter}) format('woff2')}`;
const STYLE = [FACE, tokens, css, partsCss, HUES].join('\n');

/** What every answer about a shared report carries: kept by nobody, found by nobody, told to nobody. */
export const PAPER_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex, nofollow, noarchive',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** One style of our own, which is known by its hash; no script at all; forms go to the report's own address. */
export const PAPER_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "font-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A report as a whole page. `base` is the address of its files; undefined for a preview. */
export function paper(report: Report, made: { sha256: string; base: string } | undefined): string {
  const { commentary } = report;
  return pageOf(report.title, ReportPaper, {
    report,
    sha256: made?.sha256,
    base: made?.base,
    commentary: commentary === null ? undefined : commentarySnippet(commentary),
  });
}

/** A page in the report's style. */
export function pageOf<Props extends Record<string, unknown>>(
  title: string,
  component: Component<Props>,
  props: Props,
): string {
  const { body } = render(component, { props });
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="robots" content="noindex, nofollow">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escaped(title)}</title>`,
    '<link rel="icon" href="/favicon.svg">',
    `<style>${STYLE}</style>`,
    '</head>',
    `<body>${body.replace(/<!--[\s\S]*?-->/g, '')}</body>`,
    '</html>',
    '',
  ].join('\n');
}

function commentarySnippet(text: string) {
  return createRawSnippet(() => ({
    render: () => `<section class="commentary" aria-label="Commentary">${markdown(text)}</section>`,
  }));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
