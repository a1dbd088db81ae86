import { describe, expect, it } from 'vitest';
import { OnePerFrame } from './after-frame';

/** Frames that come when the test says so. */
function frames() {
  const asked: (() => void)[] = [];
  const done: string[] = [];
  const work = new OnePerFrame((run) => asked.push(run));
  const [chart, table] = [{}, {}];
  return {
    work,
    chart,
    table,
    done,
    asked,
    next: () => asked.shift()?.(),
    do: (text: string) => () => done.push(text),
  };
}

describe('OnePerFrame', () => {
  it('does one piece after each frame, in the order asked, and asks for no frame without work', () => {
    const { work, chart, table, done, asked, next, do: say } = frames();
    work.ask(chart, say('chart'));
    work.ask(table, say('table'));
    expect([done, asked.length]).toEqual([[], 1]);
    next();
    expect([done, asked.length]).toEqual([['chart'], 1]);
    next();
    expect([done, asked.length]).toEqual([['chart', 'table'], 0]);
  });

  it('does what was asked last, in the place of the first: who is asked at every key is not put off for ever', () => {
    const { work, chart, table, done, next, do: say } = frames();
    work.ask(chart, say('chart at 1'));
    work.ask(table, say('table at 1'));
    work.ask(chart, say('chart at 2'));
    next();
    work.ask(chart, say('chart at 3'));
    next();
    next();
    next();
    expect(done).toEqual(['chart at 2', 'table at 1', 'chart at 3']);
  });

  it('does not what was cancelled, and goes on after a piece that threw', () => {
    const { work, chart, table, done, next, do: say } = frames();
    work.ask({}, () => {
      throw new Error('a chart that cannot be drawn');
    });
    work.ask(chart, say('chart'));
    work.ask(table, say('table'));
    work.cancel(chart);
    expect(next).toThrow('cannot be drawn');
    next();
    next();
    expect(done).toEqual(['table']);
  });

  it('finishes all of it at once, with what that asks for', () => {
    const { work, chart, table, done, asked, next, do: say } = frames();
    work.ask(table, () => {
      done.push('table');
      work.ask(chart, say('chart'));
    });
    work.finish();
    expect(done).toEqual(['table', 'chart']);
    while (asked.length > 0) next();
    expect(done).toEqual(['table', 'chart']);
  });
});
