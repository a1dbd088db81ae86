import { afterEach, describe, expect, it, vi } from 'vitest';
import { Questions } from './questions';

afterEach(() => vi.restoreAllMocks());

describe('Questions', () => {
  it('are open until all have their answers, also where there is none', async () => {
    const questions = new Questions();
    let fail: (error: Error) => void = () => undefined;
    let answer: (figure: number) => void = () => undefined;
    const first = questions.during(() => new Promise<number>((_, reject) => (fail = reject)));
    const second = questions.during(() => new Promise<number>((resolve) => (answer = resolve)));
    expect(questions.idleMs).toBe(0);
    fail(new Error('none'));
    await expect(first).rejects.toThrow('none');
    expect(questions.idleMs).toBe(0);
    answer(1);
    expect(await second).toBe(1);
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 5);
    expect(questions.idleMs).toBeGreaterThan(0);
  });

  it('may follow what somebody just did', () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
    const questions = new Questions();
    now.mockReturnValue(1025);
    expect(questions.idleMs).toBe(25);
    questions.note();
    expect(questions.idleMs).toBe(0);
  });
});
