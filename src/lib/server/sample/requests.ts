import {
  begunOn,
  besideCrowds,
  CROWDS,
  DAY_MS,
  PARALLEL_RUN,
  relayShare,
  STORY_FROM,
  STORY_TO,
  within,
} from './calendar';
import { hold, type Conversation } from './conversation';
import type { Dice } from './dice';
import { FEATURES, SUPPORT, type Feature } from './features';
import { GEMINI } from './models';
import { regionOf, timeOfDayMs, type Region, type RouteId } from './regions';
import type { SampleRequest } from './request-csv';

/** One export of the request log. */
export interface RequestExport {
  /** Begins every id of the export, so that no two exports share one. */
  mark: string;
  from: number;
  to: number;
  charged: boolean;
}

const PEOPLE = { atFirst: 210, atLast: 680 };
const QUARTER_HOUR_MS = 15 * 60_000;
const CROWD_TURNS = 2;

/** The requests of an export, in order of time, a day at a time. */
export function* requestsOf(file: RequestExport, dice: Dice): Generator<SampleRequest[]> {
  const id = numbering(file.mark);
  let late: SampleRequest[] = [];
  for (let day = file.from; day < file.to; day += DAY_MS) {
    const midnight = day + DAY_MS;
    const requests = late;
    late = [];
    const said = (request: SampleRequest) => (request.at < midnight ? requests : late).push(request);
    for (const talk of conversationsOf(day, file, dice, id)) hold(talk, dice, id, said);
    yield requests.sort((a, b) => a.at - b.at);
  }
}

function numbering(mark: string): () => string {
  let last = 0;
  return () => `${mark}${(++last).toString(36).padStart(4, '0')}`;
}

function* conversationsOf(
  day: number,
  file: RequestExport,
  dice: Dice,
  id: () => string,
): Generator<Conversation> {
  const begun = Math.round(begunOn(day) * dice.between(0.94, 1.06));
  for (let i = 0; i < begun; i++) yield* routed(talkOn(day, file, dice), dice, id);
  for (const crowd of CROWDS.filter((span) => within(span.from, { from: day, to: day + DAY_MS }))) {
    const talks = (crowd.perQuarterHour * (crowd.to - crowd.from)) / QUARTER_HOUR_MS / CROWD_TURNS;
    for (let i = 0; i < talks; i++) yield* routed(crowdTalk(crowd, file, dice), dice, id);
  }
}

type Talk = Omit<Conversation, 'id' | 'route'>;

function talkOn(day: number, file: RequestExport, dice: Dice): Talk {
  const person = personOn(day, dice);
  const region = regionOf(person);
  const at = besideCrowds(day + timeOfDayMs(region, dice));
  const feature = dice.pick(FEATURES, (each) => each.weight);
  const [model] = dice.pick(feature.models(at), ([, weight]) => weight);
  const turns = 1 + Math.floor(dice.exponential(feature.turns - 1));
  return { at, feature, model, person, region, turns, crowd: false, charged: file.charged };
}

/** Festival shoppers ask the shop's support short questions and get short answers from the fastest model. */
function crowdTalk(span: { from: number; to: number }, file: RequestExport, dice: Dice): Talk {
  const person = personOn(span.from, dice);
  const at = Math.floor(dice.between(span.from, span.to));
  const talk = { at, person, region: regionOf(person), feature: SUPPORT, model: GEMINI };
  return { ...talk, turns: CROWD_TURNS, crowd: true, charged: file.charged };
}

function personOn(day: number, dice: Dice): number {
  const grown = (day - STORY_FROM) / (STORY_TO - STORY_FROM);
  return dice.whole(1, Math.round(PEOPLE.atFirst + (PEOPLE.atLast - PEOPLE.atFirst) * grown));
}

/** Both routes in the parallel run, one of them otherwise. */
function routed(talk: Talk, dice: Dice, id: () => string): Conversation[] {
  const on = (route: RouteId): Conversation => {
    const { at, feature, model, person, region, turns, crowd, charged } = talk;
    return { id: `c${id()}`, at, route, feature, model, person, region, turns, crowd, charged };
  };
  if (within(talk.at, PARALLEL_RUN)) return [on('official'), on('relay')];
  return [on(dice.chance(relayOdds(talk)) ? 'relay' : 'official')];
}

function relayOdds({
  at,
  feature,
  region,
  crowd,
}: {
  at: number;
  feature: Feature;
  region: Region;
  crowd: boolean;
}) {
  const share = relayShare(at);
  return crowd ? share : share * feature.relayAppetite * region.relayAppetite;
}
