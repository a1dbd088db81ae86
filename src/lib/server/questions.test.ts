import { describe, expect, it, vi } from 'vitest';
import { Questions } from './questions';

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
    await vi.waitFor(() => expect(questions.idleMs).toBeGreaterThan(0));
  });

  it('may follow what somebody just did', async () => {
    const questions = new Questions();
    await vi.waitFor(() => expect(questions.idleMs).toBeGreaterThan(20));
    questions.note();
    expect(questions.idleMs).toBeLessThan(20);
  });
});
