import { dbmToMw } from '../../units.ts';
import type { CableOption } from './design-parts.ts';
import type { CableRun, FeedOption, OptionList } from './feed-option.ts';
import type { FeedProblem } from './feed-problem.ts';
import { OptionPool } from './option-pool.ts';

/** A cable of any kind before what it leads to, with or without an attenuator at its end. */
export function cableOptions(problem: FeedProblem, run: CableRun, inner: readonly FeedOption[]): OptionList {
  const pool = new OptionPool(problem);
  const jumperM = roundLength(2 * problem.endSlackM);
  const jumper = { cable: problem.parts.cables[0], lengthM: jumperM };
  for (const cable of problem.parts.cables) {
    if (run.lengthM > cable.longestM) continue;
    const lossDb = cableDb(cable, run.lengthM);
    const costCny = cable.metreCny * run.lengthM;
    for (const then of inner) {
      pool.addBehind(then, lossDb, then.costCny + costCny, () => ({
        kind: 'cable',
        run,
        cable,
        jumper,
        then,
      }));
      for (const attenuator of problem.parts.attenuators) {
        const alsoDb = cableDb(jumper.cable, jumperM);
        if (attenuatedMw(then, alsoDb, attenuator.lossDb) > attenuator.ratedMw) continue;
        const sumDb = lossDb.map((each, at) => each + attenuator.lossDb[at] + alsoDb[at]);
        const sumCny = then.costCny + costCny + attenuator.costCny + jumper.cable.metreCny * jumperM;
        pool.addBehind(then, sumDb, sumCny, () => ({ kind: 'cable', run, cable, attenuator, jumper, then }));
      }
    }
  }
  return pool.finish();
}

/** The most that enters an attenuator, all carriers together, mW. */
function attenuatedMw({ highDbm }: FeedOption, afterDb: Float64Array, lossDb: Float64Array): number {
  let sumMilliwatts = 0;
  for (let carrier = 0; carrier < highDbm.length; carrier += 1) {
    sumMilliwatts += dbmToMw(highDbm[carrier] + afterDb[carrier] + lossDb[carrier]);
  }
  return sumMilliwatts;
}

function cableDb({ endsDb, metreDb }: CableOption, lengthM: number): Float64Array {
  return endsDb.map((lossDb, at) => lossDb + metreDb[at] * lengthM);
}

/** Lengths are whole centimetres, as they are cut. */
export function roundLength(lengthM: number): number {
  return Math.round(lengthM * 100) / 100;
}
