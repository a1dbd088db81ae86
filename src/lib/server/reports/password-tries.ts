import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Wrong passwords that a link takes, whoever gives them, and in how many seconds. */
const MOST_TRIES = 5;
const PERIOD_S = 15 * 60;

const tries = new RateLimiterMemory({ points: MOST_TRIES, duration: PERIOD_S });

/** Takes a try of a link's password; gives the seconds to wait where there is none left. */
export async function takeTry(link: string): Promise<number | undefined> {
  try {
    await tries.consume(link);
    return undefined;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.ceil(refusal.msBeforeNext / 1000);
    throw refusal;
  }
}

/** A password that could not be judged took none. */
export async function giveTryBack(link: string): Promise<void> {
  await tries.reward(link, 1);
}

/** A right password: the tries before it count no more. */
export async function forgetTries(link: string): Promise<void> {
  await tries.delete(link);
}
