import { problem } from '$lib/server/problem';
import { ClosedMonthsKept } from './guard';

/** Answers with what a write comes to; 409 with who closed which month, where one is in the way. */
export async function writing(respond: () => Promise<Response>): Promise<Response> {
  try {
    return await respond();
  } catch (error) {
    if (!(error instanceof ClosedMonthsKept)) throw error;
    const title = 'A closed month would change';
    const detail = `Nothing was saved. ${error.message}`;
    return problem(409, { type: 'closed-month', title, detail, issues: error.issues });
  }
}
