import { distance, type Point } from '../../core/index.ts';
import type { Beam } from '../../plan/index.ts';
import type { Drawing } from '../drawing/drawing.ts';
import { tuning } from '../tuning.ts';

const { mostBeams, shortestM } = tuning.statedBeams;

/** The beams that a format states, each from `at(start)` to `at(end)`; concrete where nothing says what they are of. */
export function statedBeams(
  { paths }: Drawing,
  at: (point: Point) => Point,
  ids: (prefix: string) => string,
): Beam[] {
  return paths
    .flatMap(({ stated, points, widthInUnits }) => {
      if (!stated?.beam || points.length !== 2) return [];
      const [start, end] = points.map(at);
      if (distance(start, end) < shortestM) return [];
      return [{ ...stated.beam, start, end, widthM: widthInUnits, material: stated.material }];
    })
    .slice(0, mostBeams)
    .map(
      ({ start, end, bottomM, topM, widthM, material }): Beam => ({
        id: ids('b'),
        start,
        end,
        bottomM: roundMm(bottomM),
        ...(topM === undefined ? {} : { topM: roundMm(topM) }),
        widthM: roundMm(widthM),
        material: material ?? 'reinforced-concrete',
      }),
    );
}

function roundMm(value: number): number {
  return Math.round(value * 1000) / 1000;
}
