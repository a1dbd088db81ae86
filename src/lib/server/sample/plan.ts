/**
 * What the sample company assumes of its own migration, in yuan: nobody's figures, as the company is nobody's. Its
 * volumes are measured like anyone's.
 */
export const SAMPLE_PLAN = {
  currency: 'CNY',
  growth_pct: 2,
  discount_rate_pct: 10,
  adoption_pct: [5, 25, 50, 100],
  mirrored_pct: [50],
  engineering: { days: 45, day_rate: '3000' },
  one_time: '40000',
  monthly_running: '8000',
  outage: { monthly_probability_pct: 4, cost: '20000' },
  prepaid: { balance: '30000', default_monthly_probability_pct: 0.5 },
} as const;

/** Where the sample company is at home. */
export const SAMPLE_HOME_REGIONS = ['cn-east', 'cn-north'] as const;

/** How it means to move its traffic: what it did until the step back of June 2026, and the last step, still ahead. */
export const SAMPLE_RAMP = {
  starts_on: '2026-04-20',
  steps: [
    { after_days: 0, share_pct: 5 },
    { after_days: 21, share_pct: 25 },
    { after_days: 49, share_pct: 50 },
    { after_days: 77, share_pct: 100 },
  ],
};
