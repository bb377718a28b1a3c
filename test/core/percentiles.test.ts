import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentiles } from '../../packages/engine/src/core/index.ts';

/** The nearest rank of a sorted list, NaN of an empty one. */
function ranked(lists: readonly Float32Array[], ratio: number): number {
  const sorted = Float32Array.from(
    lists.flatMap((list) => [...list].filter((value) => !Number.isNaN(value))),
  ).sort();
  return sorted.length === 0 ? Number.NaN : sorted[Math.max(0, Math.ceil(ratio * sorted.length) - 1)];
}

const value = fc.oneof(
  fc.float({ noDefaultInfinity: false, noNaN: false }),
  fc.float({ min: -120, max: -60, noNaN: true }),
  fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -90, -90.00001),
);
const list = fc.array(value, { maxLength: 60 }).map((values) => Float32Array.from(values));

describe('percentiles', () => {
  it('are the nearest ranks of all numbers sorted, whatever they are and however they are divided', () => {
    fc.assert(
      fc.property(fc.array(list, { maxLength: 4 }), (lists) => {
        const { p5, p50, p95 } = percentiles(lists);
        expect([p5, p50, p95]).toEqual([0.05, 0.5, 0.95].map((ratio) => ranked(lists, ratio)));
      }),
      { numRuns: 400, seed: 5 },
    );
  });

  it('of a part of an array are those of that part', () => {
    const whole = Float32Array.from({ length: 1000 }, (_, index) => Math.sin(index) * 100);
    const part = whole.subarray(100, 700);
    expect(percentiles([part])).toEqual(percentiles([part.slice()]));
  });
});
