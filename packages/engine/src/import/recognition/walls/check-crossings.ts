import { DrawingError, say, segmentsCross } from '../../../core/index.ts';
import type { WallLine } from './wall-line.ts';

const sampleCount = 200;
/** Twice as many pieces as a level is traced with. */
const mostPieces = 300_000;

/**
 * Throws `DrawingError` where walls cross so often that their pieces could not be traced: told by some of them, spread
 * over the list, before anything is done with all.
 */
export function checkCrossings(walls: readonly WallLine[]): void {
  const stride = Math.max(1, Math.floor(walls.length / sampleCount));
  let looked = 0;
  let crossings = 0;
  for (let index = 0; index < walls.length; index += stride) {
    const { a, b } = walls[index];
    looked++;
    for (const other of walls) if (segmentsCross(a, b, other.a, other.b)) crossings++;
  }
  if (looked === 0 || (crossings / looked) * walls.length <= mostPieces) return;
  throw new DrawingError(say('wall-layers'), say('walls-cross'), say('walls-of-plan'));
}
