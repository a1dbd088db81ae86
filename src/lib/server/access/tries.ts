import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const WINDOW_S = 15 * 60;

/** Wrong passwords, wrong codes and unknown addresses of one account. */
const PER_ACCOUNT = new RateLimiterMemory({ keyPrefix: 'account', points: 5, duration: WINDOW_S });
/** Offices share an address: so many of their tries may go wrong. */
const PER_ADDRESS = new RateLimiterMemory({ keyPrefix: 'address', points: 50, duration: WINDOW_S });

/**
 * Counts a try to sign in, before it is judged, so that tries at the same time count too: seconds to wait where there
 * were five for an account, or fifty from an address, in 15 minutes; undefined where it may be judged. They are counted
 * in memory: a restart forgets them.
 */
export async function countTry(account: string, address: string): Promise<number | undefined> {
  return (await countOne(PER_ADDRESS, address)) ?? (await countOne(PER_ACCOUNT, account));
}

/** A try that nobody could judge was none either: what was counted for it is taken back, and no more. */
export async function giveTryBack(account: string, address: string): Promise<void> {
  await PER_ACCOUNT.reward(account, 1);
  await PER_ADDRESS.reward(address, 1);
}

/** A try that went well was none. */
export async function forgetTries(account: string, address: string): Promise<void> {
  await PER_ACCOUNT.delete(account);
  await PER_ADDRESS.reward(address, 1);
}

async function countOne(limiter: RateLimiterMemory, key: string): Promise<number | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.ceil(error.msBeforeNext / 1000);
    throw error;
  }
}
