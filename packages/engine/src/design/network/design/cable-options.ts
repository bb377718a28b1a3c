import { roundLength } from './carrier-cable.ts';
import { type AttenuatorOption, type CableOption, cablesFor } from './design-parts.ts';
import type { CableRun, FeedOption, OptionList } from './feed-option.ts';
import type { FeedProblem } from './feed-problem.ts';
import { OptionPool } from './option-pool.ts';
import type { PlanOf } from './option-table.ts';
import type { RestBound } from './parts-guide.ts';
import { isWithinRating } from './power-rating.ts';

/**
 * A cable of any kind before what it leads to, with or without an attenuator at its end: no thinner than the cables that branch off it,
 * but for runs so short that none of these kinds is laid there.
 */
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
  const fitting = cablesFor(cables, run.lengthM);
  // Each is asked for by every cable; many pads would never stand what enters them.
  const noises = attenuators.map(() => new Float64Array(inner.length).fill(Number.NaN));
  const noiseOf = ({ part, lossDb }: AttenuatorOption, knownCny: Float64Array, index: number) => {
    if (Number.isNaN(knownCny[index])) {
      const powersDbm = inner[index].lowDbm.map((each, at) => each + jumperDb[at] + lossDb[at]);
      knownCny[index] = problem.padNoiseCny(part, powersDbm);
    }
    return knownCny[index];
  };
  const thickestMm = Math.max(...cables.map(({ diameterMm }) => diameterMm));
  const isTrunk = ({ diameterMm }: CableOption, thickMm: number) =>
    diameterMm >= Math.min(thickMm, thickestMm) || run.lengthM < shortestOver(cables, diameterMm);
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
    const { diameterMm } = cable;
    inner.forEach((then, index) => {
      if (!isTrunk(cable, then.thickMm)) return;
      if (attenuator && enteringDb && !isWithinRating(then.highDbm, enteringDb, attenuator.ratedDbm)) return;
      const noiseCny = attenuator ? noiseOf(attenuator, knownCny, index) : 0;
      pool.addBehind(then, lossDb, {
        ...{ costCny: then.costCny + costCny + noiseCny, plan },
        thickMm: Math.max(diameterMm, then.thickMm),
      });
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

/** Length from which some cable that is thicker is laid, metres. */
function shortestOver(cables: readonly CableOption[], diameterMm: number): number {
  return cables.reduce(
    (minM, cable) => (cable.diameterMm > diameterMm ? Math.min(minM, cable.shortestM) : minM),
    Number.POSITIVE_INFINITY,
  );
}

const noNoise = new Float64Array(0);

function cableDb({ endsDb, metreDb }: CableOption, lengthM: number): Float64Array {
  return endsDb.map((lossDb, at) => lossDb + metreDb[at] * lengthM);
}
