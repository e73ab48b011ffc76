import { describe, expect, it } from 'vitest';
import { keep } from '../../utils/keep';

describe('keep', () => {
  it('reads once, until it is told to forget', async () => {
    let stored = 1;
    const kept = keep(async () => stored);
    expect(await kept.read()).toBe(1);
    stored = 2;
    expect(await kept.read()).toBe(1);
    kept.forget();
    expect(await kept.read()).toBe(2);
  });

  it('keeps nothing that was being read when it was told to forget', async () => {
    const answers: ((value: number) => void)[] = [];
    const kept = keep(() => new Promise<number>((answer) => answers.push(answer)));
    const before = kept.read();
    kept.forget();
    const after = kept.read();
    answers[0]?.(1);
    answers[1]?.(2);
    expect(await Promise.all([before, after, kept.read()])).toEqual([1, 2, 2]);
  });

  it('tries again after a failure', async () => {
    let fails = true;
    const kept = keep(async () => {
      if (fails) throw new Error('gone');
      return 1;
    });
    await expect(kept.read()).rejects.toThrow('gone');
    fails = false;
    expect(await kept.read()).toBe(1);
  });
});
