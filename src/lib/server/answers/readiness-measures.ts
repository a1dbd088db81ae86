import { quantile } from '$lib/roi/quantiles';
import type { CriterionId } from '$lib/readiness/criteria';
import { dataset } from './dataset';
import { askPerson, type MeasureContext, type Measured } from './readiness-measure';
import { measureBill } from './readiness-money';
import {
  measureContextFeatures,
  measureInternational,
  measureLatencyAbroad,
  measureSingleTurn,
  measureVolume,
  requestsPerDay,
} from './readiness-usage';
import { showsSample } from './scope';

/** Fewer requests a day hint at a prototype (model.md section 7). */
const PROTOTYPE_REQUESTS = 100;
/** How providers name the models that are fine-tuned for one customer. */
const FINE_TUNED = /(^|\/)ft[:-]|:ft-|fine-?tuned|custom-model/i;

/** What the data says of each criterion, without anybody's word. */
export async function measureCriterion(id: CriterionId, context: MeasureContext): Promise<Measured> {
  const threshold = context.thresholdOf(id);
  switch (id) {
    case 'bill':
    case 'cost':
      return measureBill(context, threshold);
    case 'context_features':
      return measureContextFeatures(context, threshold);
    case 'international':
      return measureInternational(context, threshold);
    case 'volume':
      return measureVolume(context, threshold);
    case 'latency_complaints':
      return measureLatencyAbroad(context, threshold);
    case 'single_turn':
      return measureSingleTurn(context, threshold);
    case 'prototype':
      return hintPrototype(context);
    case 'fine_tuning':
      return hintFineTuning(context);
    case 'product':
      return askPerson(
        'Say whether it is a support, sales or educational chat.',
        'Usage does not tell what a product is.',
      );
    case 'client_complexity':
      return askPerson(
        'Say whether less context code is wanted, with its modules and lines.',
        'Usage does not tell how much code holds conversation state.',
      );
    case 'residency':
      return askPerson(
        'Say whether data must stay where the relay cannot keep it.',
        'Usage does not tell what the law asks.',
      );
  }
}

async function hintPrototype({ filters }: MeasureContext): Promise<Measured> {
  const perDay = await requestsPerDay(filters);
  const hint = perDay.length === 0 ? '' : hintOf(quantile(perDay, 0.5));
  return askPerson(
    'Say whether it is an experiment or a prototype.',
    `Usage does not tell what is serious.${hint}`,
  );
}

function hintOf(median: number): string {
  const requests = `${Math.round(median).toLocaleString('en')} requests on a median day`;
  return median < PROTOTYPE_REQUESTS
    ? ` With ${requests}, under ${PROTOTYPE_REQUESTS}, it may be a prototype.`
    : ` With ${requests} it is hardly a prototype.`;
}

async function hintFineTuning({ filters }: MeasureContext): Promise<Measured> {
  const { models } = await dataset(await showsSample(filters));
  const tuned = models.map(({ name }) => name).filter((name) => FINE_TUNED.test(name));
  if (tuned.length === 0)
    return askPerson(
      'Say whether models must be fine-tuned on its conversations.',
      'No model in this data is named as a fine-tuned one; what is planned, usage does not tell.',
    );
  return {
    state: 'met',
    value: tuned.length,
    evidence: `Fine-tuned models are in use: ${tuned.join(', ')}.`,
    link: { label: 'Spend by model', href: '/spend' },
    next: null,
  };
}
