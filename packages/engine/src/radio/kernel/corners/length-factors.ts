import { LOSS_UNITS_PER_DB } from '../../../core/index.ts';
import type { CornerLaw, DistanceLaw } from '../field-kernel.ts';
import { octavesPerDb, steadyAtan, steadyExp2 } from './steady-math.ts';
import { turnLossDb } from './turn-loss.ts';

/**
 * Losses as factors on the square of a path's length: a length so much greater loses as much by the distance law. The
 * least product of square and factors is the path that loses least.
 */
export interface LengthFactors {
  /** log2 of the factor per dB. */
  octavesPerDb: number;
  /** [steps + 1] of a turn whose half has the tangent `index / steps · tanHalfEnd`; a sharper one costs as the last. */
  turns: Float64Array;
  tanHalfEnd: number;
  /** [units] of what a leg crosses. */
  crossed: Float64Array;
  /** Of the loss from which a path does not count. */
  most: number;
}

const turnSteps = 4096;

export function createLengthFactors(
  { slopeDbPerDecade }: DistanceLaw,
  law: CornerLaw,
  mostExcessDb: number,
): LengthFactors {
  const perDb = (20 * octavesPerDb) / slopeDbPerDecade;
  const tanHalfEnd = tanHalfOf(law.breakpointRad);
  const turns = Float64Array.from({ length: turnSteps + 1 }, (_, step) =>
    steadyExp2(perDb * turnLossDb(law, (step / turnSteps) * tanHalfEnd)),
  );
  const crossed = Float64Array.from({ length: Math.ceil(mostExcessDb * LOSS_UNITS_PER_DB) }, (_, units) =>
    steadyExp2((perDb * units) / LOSS_UNITS_PER_DB),
  );
  return { octavesPerDb: perDb, turns, tanHalfEnd, crossed, most: steadyExp2(perDb * mostExcessDb) };
}

/** Tangent of half an angle up to 90°, by halving. */
function tanHalfOf(angleRad: number): number {
  let low = 0;
  let high = 1;
  for (let round = 0; round < 60; round += 1) {
    const middle = (low + high) / 2;
    if (2 * steadyAtan(middle) < angleRad) low = middle;
    else high = middle;
  }
  return high;
}
