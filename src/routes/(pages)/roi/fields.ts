/** What a field of the editor is called, what it means, and in what it is given. */
export interface Field {
  key: FieldKey;
  label: string;
  /** `money` is an amount of the scenario's currency, `rate` CNY per USD; anything else stands as it is. */
  unit: string;
  help: string;
}

/** Where each field stands in a scenario's JSON. */
export const PATHS = {
  official_monthly: 'official_monthly',
  relay_monthly: 'relay_monthly',
  growth_pct: 'growth_pct',
  market_rate: 'market_rate',
  adoption_pct: 'adoption_pct',
  mirrored_pct: 'mirrored_pct',
  start_month: 'start_month',
  engineering_days: 'engineering.days',
  day_rate: 'engineering.day_rate',
  one_time: 'one_time',
  monthly_running: 'monthly_running',
  credits: 'credits',
  outage_probability_pct: 'outage.monthly_probability_pct',
  outage_cost: 'outage.cost',
  prepaid_balance: 'prepaid.balance',
  default_probability_pct: 'prepaid.default_monthly_probability_pct',
  horizon_months: 'horizon_months',
  discount_rate_pct: 'discount_rate_pct',
  growth_sd_pct: 'simulation.growth_sd_pct',
  rate_sd_pct: 'simulation.rate_sd_pct',
  discount_sd_pct: 'simulation.discount_sd_pct',
  adoption_delay_months: 'simulation.adoption_delay_months',
  draws: 'simulation.draws',
  seed: 'simulation.seed',
} as const;
export type FieldKey = keyof typeof PATHS;

/** Amounts of the scenario's currency. */
export const AMOUNTS: readonly FieldKey[] = [
  'official_monthly',
  'relay_monthly',
  'day_rate',
  'one_time',
  'monthly_running',
  'credits',
  'outage_cost',
  'prepaid_balance',
];

/** Amounts stay text; lists are numbers with commas; the others are numbers. */
export const TEXTS = new Set<FieldKey>([...AMOUNTS, 'market_rate', 'start_month']);
export const LISTS = new Set<FieldKey>(['adoption_pct', 'mirrored_pct']);
/** Where nothing is written the measured value stands, or none is needed. */
export const OPTIONAL = new Set<FieldKey>([
  'official_monthly',
  'relay_monthly',
  'market_rate',
  'start_month',
]);

const field = (key: FieldKey, label: string, unit: string, help: string): Field => ({
  key,
  label,
  unit,
  help,
});

/** The editor's groups; the ramp has an editor of its own between the first two. */
export const FIELD_GROUPS: { title: string; fields: Field[] }[] = [
  {
    title: 'Traffic today',
    fields: [
      field(
        'official_monthly',
        'On the official route',
        'money a month',
        'Landed cost of all of today’s usage there',
      ),
      field('relay_monthly', 'On the relay', 'money a month', 'Landed cost of the same usage on the relay'),
      field('growth_pct', 'Growth of usage', '% a month', 'Month on month; 0 keeps today’s volume'),
      field(
        'market_rate',
        'Market rate',
        'rate',
        'The rate that both amounts are stated at; sensitivities move it',
      ),
    ],
  },
  {
    title: 'Costs of moving',
    fields: [
      field('engineering_days', 'Engineering', 'days', 'Integration, tests, rollout, rehearsed rollback'),
      field('day_rate', 'Day rate', 'money', 'What a day of an engineer costs'),
      field('one_time', 'Other one-time costs', 'money', 'Legal review, security review, set-up fees'),
      field('monthly_running', 'Running costs', 'money a month', 'Monitoring, a second vendor to manage'),
      field('credits', 'Free credits', 'money', 'Sign-up credits: they pay the relay’s first bills'),
    ],
  },
  {
    title: 'Risks',
    fields: [
      field(
        'outage_probability_pct',
        'Outage',
        '% a month',
        'Chance that the relay fails for long enough to cost you',
      ),
      field('outage_cost', 'Cost of an outage', 'money', 'Lost sales, support, people called in'),
      field('prepaid_balance', 'Prepaid balance', 'money', 'What would be gone if the relay closed'),
      field('default_probability_pct', 'Relay closes', '% a month', 'Chance that it does, with the balance'),
    ],
  },
  {
    title: 'How it is judged',
    fields: [
      field('horizon_months', 'Horizon', 'months', '1 to 120'),
      field(
        'discount_rate_pct',
        'Discount rate',
        '% a year',
        'What money costs you; a later saving is worth less',
      ),
      field(
        'start_month',
        'Month 1 is',
        'YYYY-MM',
        'For actual against projected; empty: the first month with relay traffic',
      ),
    ],
  },
  {
    title: 'What is uncertain',
    fields: [
      field('growth_sd_pct', 'Growth', '% points', 'Standard deviation of the monthly growth'),
      field('rate_sd_pct', 'Market rate', '%', 'Standard deviation around today’s rate'),
      field('discount_sd_pct', 'Relay price', '%', 'Standard deviation of what the relay charges'),
      field('adoption_delay_months', 'Delay of the ramp', 'months', 'By how much it begins late, on average'),
      field('draws', 'Draws', '', '100 to 100,000 simulated futures'),
      field('seed', 'Seed', '', 'The same seed gives the same futures'),
    ],
  },
];
