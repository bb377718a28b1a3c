import type { FeedOption } from './feed-option.ts';

/** An antenna and what is lost on the way to it. */
export interface AntennaLoss {
  antenna: number;
  /** [carrier] dB from the input of the option. */
  lossDb: Float64Array;
}

/** Losses from the input of an option to every antenna that it feeds. */
export function feedLosses(option: FeedOption, carrierCount: number): AntennaLoss[] {
  const found: AntennaLoss[] = [];
  const walk = ({ plan }: FeedOption, lostDb: Float64Array) => {
    if (plan.kind === 'antenna') {
      found.push({ antenna: plan.antenna, lossDb: lostDb });
      return;
    }
    if (plan.kind === 'load') return;
    if (plan.kind === 'split') {
      plan.outputs.forEach((output, index) => {
        walk(output, addDb(lostDb, plan.option.lossesDb[index]));
      });
      return;
    }
    const { run, cable, attenuator, jumper, then } = plan;
    let sumDb = addDb(addDb(lostDb, cable.endsDb), cable.metreDb, run.lengthM);
    if (attenuator) {
      sumDb = addDb(sumDb, attenuator.lossDb);
      sumDb = addDb(addDb(sumDb, jumper.cable.endsDb), jumper.cable.metreDb, jumper.lengthM);
    }
    walk(then, sumDb);
  };
  walk(option, new Float64Array(carrierCount));
  return found;
}

function addDb(lostDb: Float64Array, lossDb: Float64Array, factor = 1): Float64Array {
  return lostDb.map((each, carrier) => each + factor * lossDb[carrier]);
}
