/** The cheapest cut of small grids, against every way to part them. */
import { describe, expect, it } from 'vitest';
import { createRandom, cutGrid, type GridCosts, neverCut } from '../../packages/engine/src/core/index.ts';

function costOf({ columns, right, below, inside, outside }: GridCosts, part: ArrayLike<number>): number {
  let sum = 0;
  for (let cell = 0; cell < inside.length; cell++) {
    sum += part[cell] === 1 ? outside[cell] : inside[cell];
    const isApart = (to: number) => part[cell] !== part[to];
    if ((cell + 1) % columns !== 0 && isApart(cell + 1)) sum += right[cell];
    if (cell + columns < inside.length && isApart(cell + columns)) sum += below[cell];
  }
  return sum;
}

/** Every grid of so many cells inside and outside, as masks of bits. */
function bestOf(costs: GridCosts): { cost: number; largest: number } {
  const count = costs.inside.length;
  let cost = Infinity;
  let largest = 0;
  for (let bits = 0; bits < 2 ** count; bits++) {
    const part = Array.from({ length: count }, (_, k) => (bits >> k) & 1);
    const each = costOf(costs, part);
    const size = part.filter((value) => value === 1).length;
    if (each < cost || (each === cost && size > largest)) [cost, largest] = [each, size];
  }
  return { cost, largest };
}

describe('the cheapest cut of a grid', () => {
  it('costs what the best of all cuts does, and is the largest of these (60 grids of seed 11)', () => {
    const random = createRandom(11);
    const whole = (max: number) => Math.floor(random() * (max + 1));
    for (let k = 0; k < 60; k++) {
      const [columns, rows] = [2 + whole(2), 2 + whole(1)];
      const list = (max: number, ratio: number) =>
        Int32Array.from({ length: columns * rows }, () => (random() < ratio ? whole(max) : 0));
      const costs: GridCosts = {
        ...{ columns, right: list(9, 0.9), below: list(9, 0.9), maxSteps: 1e6 },
        ...{ inside: list(12, 0.4), outside: list(12, 0.4) },
      };
      const part = cutGrid(costs)!;
      const best = bestOf(costs);
      expect(costOf(costs, part)).toBe(best.cost);
      expect(part.filter((value) => value === 1)).toHaveLength(best.largest);
    }
  });

  it('leaves cells that cost too much to give up where they are, and stops after so many steps', () => {
    const size = 9;
    const all = (value: number) => new Int32Array(size * size).fill(value);
    const inside = all(0);
    const outside = all(0);
    inside[40] = neverCut;
    for (let k = 0; k < size; k++) outside[k] = neverCut;
    const costs: GridCosts = {
      ...{ columns: size, right: all(5), below: all(5), inside, outside, maxSteps: 1e5 },
    };
    // Around one cell, or below the first row, which is longer.
    const part = cutGrid(costs)!;
    expect([part[40], part[0], costOf(costs, part)]).toEqual([1, 0, 20]);
    expect(cutGrid({ ...costs, maxSteps: 50 })).toBeUndefined();
  });
});
