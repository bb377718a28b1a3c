import { InputError, metresToMm, say, signedArea } from '../../core/index.ts';
import type { Level } from '../../plan/index.ts';
import type { Grid } from '../kernel/field-kernel.ts';

/** Cell of predictions that are not told another, metres. */
export const defaultResolutionM = 0.5;

/** Cells a single grid may have; 0.1 m over a 400 m × 400 m level. */
export const maxGridCells = 16_000_000;

/**
 * The receiver grid over a level's outline, anchored at the outline's lower left corner so that moving a plan
 * by whole millimetres moves its cells with it.
 */
export function buildGrid(level: Level, resolutionM: number): Grid {
  const cellMm = 2 * Math.round((resolutionM * 1000) / 2);
  const xsMm = level.outline.map((position) => metresToMm(position[0]));
  const ysMm = level.outline.map((position) => metresToMm(position[1]));
  const leftMm = Math.min(...xsMm);
  const bottomMm = Math.min(...ysMm);
  if (!(cellMm >= 50 && cellMm <= 20_000)) {
    throw new InputError([{ at: 'resolution', found: `${resolutionM} m`, expected: '0.05–20 m' }]);
  }
  const columns = Math.max(1, Math.ceil((Math.max(...xsMm) - leftMm) / cellMm));
  const rows = Math.max(1, Math.ceil((Math.max(...ysMm) - bottomMm) / cellMm));
  if (columns * rows > maxGridCells) {
    throw new InputError([
      {
        at: say('resolution-on', { level: level.id }),
        found: say('resolution-of', {
          resolution: resolutionM,
          size: say('cells-count', { count: columns * rows }),
        }),
        expected: say('at-most-cells', { count: maxGridCells }),
      },
    ]);
  }
  return {
    originXMm: leftMm + cellMm / 2,
    originYMm: bottomMm + cellMm / 2,
    cellMm,
    columns,
    rows,
  };
}

/** Area inside the outline less its holes, m². */
export function levelAreaM2(level: Level): number {
  const holes = level.holes ?? [];
  return (
    Math.abs(signedArea(level.outline)) - holes.reduce((sum, hole) => sum + Math.abs(signedArea(hole)), 0)
  );
}
