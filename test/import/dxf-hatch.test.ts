/** Boundaries of fillings written as single edges, as drawings have them: in one path more or less than one ring. */
import { describe, expect, it } from 'vitest';
import type { Tag } from './drawing-support.ts';
import { importParts } from './recognition-support/small-garage.ts';

describe('a filling of the walls bounded by edges', () => {
  /** A filling bounded by straight edges, mm. */
  const edgeFilling = (edges: readonly (readonly [number, number, number, number])[]): Tag[] => [
    [0, 'HATCH'],
    [8, 'A-WALL'],
    [10, 0],
    [20, 0],
    [2, 'SOLID'],
    [70, 1],
    [91, 1],
    [92, 1],
    [93, edges.length],
    ...edges.flatMap(([x1, y1, x2, y2]): Tag[] => [
      [72, 1],
      [10, x1],
      [20, y1],
      [11, x2],
      [21, y2],
    ]),
    [97, 0],
    [75, 0],
    [76, 1],
  ];
  const box = (x: number, y: number, width: number, height: number) =>
    [
      [x, y, x + width, y],
      [x + width, y, x + width, y + height],
      [x + width, y + height, x, y + height],
      [x, y + height, x, y],
    ] as const;

  it('loose edges far from each other bound nothing', async () => {
    const { plan } = await importParts(
      edgeFilling([
        [4000, 20_000, 4100, 20_000],
        [36_000, 9000, 36_100, 9000],
        [4000, 21_000, 4150, 21_900],
      ]),
    );
    expect(plan.levels[0].walls).toHaveLength(7);
  });

  it('two boxes written as one path are two piers and nothing between them', async () => {
    const { plan } = await importParts(
      edgeFilling([...box(12_000, 20_000, 300, 900), ...box(28_000, 18_000, 300, 900)]),
    );
    expect(plan.levels[0].walls).toHaveLength(9);
  });
});
