import { InputError, type Phrase, say } from '../../../core/index.ts';
import type { AntennaCuts } from '../../../plan/index.ts';

/** What a pattern file says of an antenna on one band. */
export interface AntennaPatternFile {
  format: 'msi' | 'nsma';
  name?: string;
  make?: string;
  band: AntennaCuts;
  /** What was assumed, or looks wrong. */
  doubts: Phrase[];
}

/** An angle, degrees, and the loss there below the largest gain, dB. */
export type CutPoint = readonly [angleDeg: number, lossDb: number];

export type CutName = 'horizontal' | 'vertical';

/** Gain of a half-wave dipole, dBi. */
export const dipoleGainDbi = 2.15;

/** Fewer angles are no pattern. */
const leastAngles = 8;
/** Between angles this far apart a lobe may be missed. */
const widestStepDeg = 10;
/** Tables have a value each degree, or each half or tenth where a file is as fine. */
const tableSizes = [360, 720, 3600];

/**
 * A cut with values at equal steps, linear between those of the file; the last of several values at one angle counts.
 * @throws InputError for too few angles
 */
export function evenCut(points: readonly CutPoint[], cut: CutName, doubts: Phrase[]): number[] {
  const byAngle = new Map(points.map(([angleDeg, lossDb]) => [wholeTurn(angleDeg), lossDb]));
  const angles = [...byAngle.keys()].sort((a, b) => a - b);
  if (angles.length < leastAngles) {
    throw new InputError([
      {
        at: cut,
        found: say('pattern-points', { count: angles.length }),
        expected: say('pattern-cut', { cut, least: leastAngles }),
      },
    ]);
  }
  const closed = [...angles, angles[0] + 360];
  const gapsDeg = angles.map((fromDeg, index) => closed[index + 1] - fromDeg);
  const gapDeg = Math.max(...gapsDeg);
  if (gapDeg > widestStepDeg) doubts.push(say('pattern-gaps', { cut, gap: Number(gapDeg.toFixed(1)) }));
  const finestDeg = Math.min(...gapsDeg);
  const size = tableSizes.find((count) => 360 / count <= finestDeg + 1e-6) ?? tableSizes[2];
  let next = 0;
  return Array.from({ length: size }, (_, step) => {
    const atDeg = (step * 360) / size;
    while (next < angles.length && angles[next] <= atDeg) next += 1;
    const from = angles[(next + angles.length - 1) % angles.length];
    const to = closed[next];
    const before = from > atDeg ? from - 360 : from;
    const [fromDb, toDb] = [byAngle.get(from) ?? 0, byAngle.get(to % 360) ?? 0];
    const lossDb = fromDb + ((atDeg - before) / (to - before)) * (toDb - fromDb);
    return Math.round(lossDb * 1000) / 1000;
  });
}

function wholeTurn(angleDeg: number): number {
  const turned = ((angleDeg % 360) + 360) % 360;
  return Math.round(turned * 1e6) / 1e6;
}

/** Cuts that differ by more straight ahead are not of one pattern. */
const mostApartDb = 3;

/**
 * Whether two cuts can be of one pattern: they agree straight ahead, at the horizon or, where the horizontal cut goes
 * through a tilted beam, at its peak; and the beam of the horizontal one is ahead, where the vertical one was measured.
 */
export function cutsDoubts(band: Pick<AntennaCuts, 'horizontalLossDb' | 'verticalLossDb'>): Phrase[] {
  const { horizontalLossDb, verticalLossDb } = band;
  const aheadDb = horizontalLossDb[0];
  const beamDb = Math.min(...verticalLossDb);
  const apartDb = Math.min(Math.abs(aheadDb - verticalLossDb[0]), Math.abs(aheadDb - beamDb));
  const asideDb = Math.min(aheadDb - Math.min(...horizontalLossDb), aheadDb - beamDb);
  const difference = Math.max(apartDb, asideDb);
  if (difference <= mostApartDb) return [];
  return [say('pattern-cuts-apart', { difference: Number(difference.toFixed(1)) })];
}

/** A number at the start of a text, with a point or a comma before its decimals. */
export function leadingNumber(text: string | undefined): number | undefined {
  const found = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?/i.exec(text?.trim() ?? '');
  return found ? Number(found[0].replace(',', '.')) : undefined;
}

/** What is refused without it: a value that neither the file has nor the caller gives. */
export function required<Value>(
  value: Value | undefined,
  key: string,
  expected: 'pattern-frequency' | 'pattern-gain',
): Value {
  if (value !== undefined) return value;
  throw new InputError([{ at: key, found: say('pattern-no-value', { key }), expected: say(expected) }]);
}
