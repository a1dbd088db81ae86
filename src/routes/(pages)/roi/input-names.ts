import { fixed } from '$lib/components/format-number';
import type { InputName } from '$lib/roi/scenario';
import { estimate } from './estimates';

/** What the inputs of a tornado are called. */
export const INPUT_LABELS: Record<InputName, string> = {
  official_monthly: 'Official cost a month',
  relay_monthly: 'Relay cost a month',
  market_rate: 'Market rate',
  growth_pct: 'Growth',
  adoption_pct: 'Adoption',
  mirrored_pct: 'Mirrored traffic',
  one_time: 'One-time cost',
  monthly_running: 'Running cost',
  credits: 'Free credits',
  discount_rate_pct: 'Discount rate',
  outage_probability_pct: 'Chance of an outage',
  default_probability_pct: 'Chance that the relay closes',
};

/** The value of an input with its unit. */
export function inputText(input: InputName, value: number, currency: string): string {
  if (input === 'market_rate') return `${fixed(value, 4)} CNY per USD`;
  if (input.endsWith('_pct')) return `${Number(value.toPrecision(4))} %`;
  return estimate(value, currency);
}
