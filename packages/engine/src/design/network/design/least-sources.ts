import { dbmToMw, dbToRatio } from '../../../core/index.ts';
import type { PartsTask } from './choose-parts.ts';
import type { SplitOption } from './design-parts.ts';

/** What limits how many antennas one source can feed. */
export interface SourcesTask extends PartsTask {
  /** Ports may be off by so much, dB. */
  widestDb: number;
  /** One source feeds no more. */
  mostAntennas: number;
  /** [antenna in the plan] the shortest course from any site, metres. */
  leastCourseM: readonly number[];
}

/**
 * No fewer sources feed the antennas, whatever trees and parts: by the most that one may feed, and for each carrier by its
 * power, since a cable of the least loss leads to every antenna and parts give no more than they get.
 */
export function leastSources(task: SourcesTask, antennas: readonly number[]): number {
  if (antennas.length === 0) return 0;
  let least = Math.ceil(antennas.length / task.mostAntennas);
  for (let carrier = 0; carrier < task.mostDbm.length; carrier += 1) {
    const sourceMw = dbmToMw(task.mostDbm[carrier]);
    // What needs more than a source has gets one of its own all the same.
    const neededMw = antennas.map((antenna) => Math.min(sourceMw, neededAtSourceMw(task, antenna, carrier)));
    // Figures rounded to a tenth may let a part give a little more than it gets.
    const isPassive = task.parts.splits.every(({ lossesDb }) => gainRatio(lossesDb, carrier) <= 1);
    const sumMw = isPassive ? neededMw.reduce((sum, each) => sum + each, 0) : 0;
    const together = mostTogether(task.parts.splits, carrier, {
      sourceMw,
      eachMw: Math.min(...neededMw),
      count: antennas.length,
    });
    least = Math.max(least, Math.ceil(sumMw / sourceMw - 1e-9), Math.ceil(antennas.length / together));
  }
  // What even a source of its own is too weak for gets one nevertheless.
  return Math.min(antennas.length, least);
}

/** All that leaves a part over what enters it. */
function gainRatio(lossesDb: readonly Float64Array[], carrier: number): number {
  return lossesDb.reduce((sum, losses) => sum + dbToRatio(-losses[carrier]), 0);
}

/** What of a source's power goes the way to an antenna at least, splits left out. */
function neededAtSourceMw(task: SourcesTask, antenna: number, carrier: number): number {
  const { targetsDbm, widestDb, leastCourseM, dropsM, rackDropM, endSlackM, parts } = task;
  // Pieces are cut to whole centimetres; their slack is more than that.
  const lengthM = endSlackM < 0.01 ? 0 : leastCourseM[antenna] + dropsM[antenna] + rackDropM;
  const endsDb = Math.min(...parts.cables.map((cable) => cable.endsDb[carrier]));
  const lossDb = endsDb + lengthM * Math.min(...parts.cables.map((cable) => cable.metreDb[carrier]));
  return dbmToMw(targetsDbm[antenna][carrier] - widestDb + lossDb);
}

/** Most antennas that a source's power is enough for when each needs so much, with the losses of splitters and couplers only. */
function mostTogether(
  splits: readonly SplitOption[],
  carrier: number,
  { sourceMw, eachMw, count }: { sourceMw: number; eachMw: number; count: number },
): number {
  const ratios = splits.map(({ lossesDb }) => lossesDb.map((losses) => dbToRatio(losses[carrier])));
  /** By number of antennas: least power at the input of what feeds them. */
  const inputMw = [0, eachMw];
  for (let together = 2; together <= count; together += 1) {
    let least = Number.POSITIVE_INFINITY;
    for (const outputs of ratios) least = Math.min(least, splitMw(outputs, together, inputMw));
    if (!(least <= sourceMw)) return together - 1;
    inputMw.push(least);
  }
  return count;
}

/** Least power into a part that feeds so many, shared out among its outputs as suits it best. */
function splitMw(ratios: readonly number[], together: number, inputMw: readonly number[]): number {
  if (ratios.length === 2) {
    let least = Number.POSITIVE_INFINITY;
    for (let first = 1; first < together; first += 1) {
      least = Math.min(least, Math.max(inputMw[first] * ratios[0], inputMw[together - first] * ratios[1]));
    }
    return least;
  }
  // More are never easier to feed: as even as can be, by the output that loses least; of few some ends stay free.
  return inputMw[Math.ceil(together / ratios.length)] * Math.min(...ratios);
}
