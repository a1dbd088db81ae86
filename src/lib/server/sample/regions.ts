import type { Dice } from './dice';

export type RouteId = 'official' | 'relay';

/** Where people are, and what the way to each route costs from there. */
export interface Region {
  id: string;
  /** Share of people. */
  people: number;
  hoursFromUtc: number;
  /** Median network and gateway time to the route's door. */
  networkMs: Record<RouteId, number>;
  /** How readily its traffic was moved to the relay, 1 being the average. */
  relayAppetite: number;
}

/** From China the official route is the long way round; elsewhere the relay is. */
export const REGIONS: readonly Region[] = [
  { id: 'cn-east', people: 27, hoursFromUtc: 8, networkMs: { official: 96, relay: 42 }, relayAppetite: 1.15 },
  {
    id: 'cn-north',
    people: 15,
    hoursFromUtc: 8,
    networkMs: { official: 108, relay: 51 },
    relayAppetite: 1.15,
  },
  {
    id: 'ap-southeast',
    people: 25,
    hoursFromUtc: 7,
    networkMs: { official: 54, relay: 40 },
    relayAppetite: 1,
  },
  { id: 'eu-west', people: 19, hoursFromUtc: 1, networkMs: { official: 31, relay: 52 }, relayAppetite: 0.85 },
  { id: 'us-east', people: 14, hoursFromUtc: -5, networkMs: { official: 14, relay: 49 }, relayAppetite: 0.8 },
];

/** Requests by local hour, relative: office hours, a dip at noon, evenings. */
const BY_LOCAL_HOUR = [
  3, 2, 1, 1, 1, 2, 5, 12, 28, 42, 46, 40, 30, 38, 44, 43, 38, 30, 24, 26, 28, 22, 12, 6,
];
const HOURS = BY_LOCAL_HOUR.map((weight, hour) => ({ weight, hour }));

/** Milliseconds after UTC midnight at which somebody in the region begins. */
export function timeOfDayMs(region: Region, dice: Dice): number {
  const local = dice.pick(HOURS, (hour) => hour.weight).hour;
  const utcHour = (local - region.hoursFromUtc + 24) % 24;
  return utcHour * 3_600_000 + Math.floor(dice.share() * 3_600_000);
}

/** Where a person is: people are numbered, and keep their region. */
export function regionOf(person: number): Region {
  let left = (person * 37) % 100;
  for (const region of REGIONS) if ((left -= region.people) < 0) return region;
  return REGIONS[0] as Region;
}
