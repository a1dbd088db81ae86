import { micromark } from 'micromark';

/** Images would be fetched from elsewhere; HTML is shown as it is written. */
const WITHOUT = { disable: { null: ['labelStartImage', 'htmlFlow', 'htmlText'] } };

/**
 * Markdown as HTML that is safe to show: tags in it are text, an address that is not http, https, mailto or relative is
 * none, and its headings stand under those of the page.
 */
export function markdown(text: string): string {
  const html = micromark(text, { extensions: [WITHOUT] });
  return html.replace(
    /<(\/?)h([1-6])>/g,
    (_, slash: string, level: string) => `<${slash}h${Number(level) < 2 ? 3 : 4}>`,
  );
}
