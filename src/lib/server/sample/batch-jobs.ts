import { begunOn, DAY_MS, relayShare, STORY_FROM, STORY_TO } from './calendar';
import type { Dice } from './dice';
import { CLASSIFIER_MODEL, UNPRICED_MODEL } from './models';
import { REGIONS, type RouteId } from './regions';
import { timeCsv } from './request-csv';

/** Header of the hourly export: sums per hour, without latency, errors or conversations. */
export const HOURLY_HEADER =
  'time,bucket_seconds,requests,route,provider,model,feature,project,region,input_tokens,cached_input_tokens,output_tokens';

const HOUR_MS = 3_600_000;
/** Items classified for each conversation begun on the day: orders, tickets, reviews. */
const CLASSIFIED_PER_CONVERSATION = 31;
const BY_UTC_HOUR = [5, 6, 7, 7, 6, 6, 7, 7, 6, 6, 5, 4, 4, 4, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1];
const HOURS_SUM = BY_UTC_HOUR.reduce((sum, weight) => sum + weight, 0);
const INDEXED_HOURS = [2, 8, 14, 20];
const REGIONS_CLASSIFIED = REGIONS.filter((region) =>
  ['cn-east', 'ap-southeast', 'eu-west'].includes(region.id),
);
const REGION_PEOPLE = REGIONS_CLASSIFIED.reduce((sum, region) => sum + region.people, 0);

/** The hourly sums of single-turn classification and of document indexing, over the whole story. */
export function* batchJobs(dice: Dice): Generator<string> {
  for (let day = STORY_FROM; day < STORY_TO; day += DAY_MS) {
    const begun = begunOn(day);
    for (const [hour, weight] of BY_UTC_HOUR.entries()) {
      const at = day + hour * HOUR_MS;
      yield* classification(at, (begun * CLASSIFIED_PER_CONVERSATION * weight) / HOURS_SUM, dice);
      if (INDEXED_HOURS.includes(hour)) yield indexing(at, begun, dice);
    }
  }
}

function* classification(at: number, items: number, dice: Dice): Generator<string> {
  const share = relayShare(at);
  for (const region of REGIONS_CLASSIFIED) {
    const here = (items * region.people) / REGION_PEOPLE;
    const parts: [RouteId, number][] = [
      ['official', here * (1 - share)],
      ['relay', here * share],
    ];
    for (const [route, expected] of parts) {
      const requests = Math.round(expected * dice.between(0.85, 1.15));
      if (requests === 0) continue;
      const input = Math.round(requests * dice.between(560, 640));
      const cached = Math.round(input * dice.between(0.3, 0.4));
      const output = Math.round(requests * dice.between(11, 13));
      const labels = `${route},${CLASSIFIER_MODEL.provider},${CLASSIFIER_MODEL.id},classification,back-office,${region.id}`;
      yield `${timeCsv(at)},3600,${requests},${labels},${input},${cached},${output}\n`;
    }
  }
}

function indexing(at: number, begun: number, dice: Dice): string {
  const requests = Math.round(begun * dice.between(0.2, 0.3));
  const input = Math.round(requests * dice.between(380, 460));
  const { id, provider } = UNPRICED_MODEL;
  return `${timeCsv(at)},3600,${requests},official,${provider},${id},document-search,back-office,cn-east,${input},0,0\n`;
}
