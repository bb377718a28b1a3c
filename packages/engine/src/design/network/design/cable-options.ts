import { roundLength } from './carrier-cable.ts';
import type { AttenuatorOption, CableOption } from './design-parts.ts';
import type { CableRun, FeedOption, OptionList } from './feed-option.ts';
import type { FeedProblem } from './feed-problem.ts';
import { OptionPool } from './option-pool.ts';
import type { PlanOf } from './option-table.ts';
import type { RestBound } from './parts-guide.ts';
import { isWithinRating } from './power-rating.ts';

/** A cable of any kind before what it leads to, with or without an attenuator at its end. */
export function cableOptions(
  problem: FeedProblem,
  run: CableRun,
  inner: readonly FeedOption[],
  rest?: RestBound,
): OptionList {
  const pool = new OptionPool(problem, rest);
  const { cables, attenuators } = problem.parts;
  const jumper = { cable: cables[0], lengthM: roundLength(2 * problem.endSlackM) };
  const jumperDb = cableDb(jumper.cable, jumper.lengthM);
  const fitting = cables.filter(({ longestM }) => run.lengthM <= longestM);
  // Each is asked for by every cable; many pads would never stand what enters them.
  const noises = attenuators.map(() => new Float64Array(inner.length).fill(Number.NaN));
  const noiseOf = ({ part, lossDb }: AttenuatorOption, knownCny: Float64Array, index: number) => {
    if (Number.isNaN(knownCny[index])) {
      const powersDbm = inner[index].lowDbm.map((each, at) => each + jumperDb[at] + lossDb[at]);
      knownCny[index] = problem.padNoiseCny(part, powersDbm);
    }
    return knownCny[index];
  };
  const tryCable = (cable: CableOption, attenuator?: AttenuatorOption, knownCny = noNoise) => {
    const enteringDb = attenuator ? jumperDb.map((each, at) => each + attenuator.lossDb[at]) : undefined;
    const cableLossDb = cableDb(cable, run.lengthM);
    const lossDb = enteringDb ? cableLossDb.map((each, at) => each + enteringDb[at]) : cableLossDb;
    const attenuatedCny = attenuator ? attenuator.costCny + jumper.cable.metreCny * jumper.lengthM : 0;
    const costCny = cable.metreCny * run.lengthM + attenuatedCny;
    const plan: PlanOf = ([then]) => ({
      ...{ kind: 'cable', run, cable, jumper, then },
      ...(attenuator ? { attenuator } : {}),
    });
    inner.forEach((then, index) => {
      if (attenuator && enteringDb && !isWithinRating(then.highDbm, enteringDb, attenuator.ratedDbm)) return;
      const noiseCny = attenuator ? noiseOf(attenuator, knownCny, index) : 0;
      pool.addBehind(then, lossDb, then.costCny + costCny + noiseCny, plan);
    });
  };
  for (const cable of fitting) {
    tryCable(cable);
    attenuators.forEach((attenuator, index) => {
      tryCable(cable, attenuator, noises[index]);
    });
  }
  return pool.finish();
}

const noNoise = new Float64Array(0);

function cableDb({ endsDb, metreDb }: CableOption, lengthM: number): Float64Array {
  return endsDb.map((lossDb, at) => lossDb + metreDb[at] * lengthM);
}
