import { type AcceptanceWalk, createAcceptanceWalk } from '../coverage/acceptance-walk.ts';
import { commonErrors, walkSpreads } from '../coverage/assess-operator.ts';
import { walkAgain } from '../coverage/critical-bias.ts';
import { cellVehicleSigmaDb } from '../coverage/operator-cells.ts';
import { passProbability } from '../coverage/pass-probability.ts';
import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Plan } from '../plan/schema.ts';
import { cellKind } from '../scene/scene.ts';
import { lookUpSpread, spreadTable } from '../signal/log-normal-sum.ts';
import { ratioToDb } from '../units.ts';
import type { LevelEvaluator } from './level-evaluator.ts';

/** The acceptance walk on the search's own grid. */
export interface SearchWalk {
  walk: AcceptanceWalk;
  /** [samples]: the evaluator's counted cell at each sample of its level, level by level. */
  counted: Int32Array[];
  coverageRatio: number;
  profile: RequirementProfile;
}

/** Lays the walk out once for all candidate sets. */
export function createSearchWalk(
  plan: Plan,
  evaluators: readonly LevelEvaluator[],
  profile: RequirementProfile,
): SearchWalk {
  const indices: Int32Array[] = [];
  const floors = evaluators.map(({ demand }, level) => {
    const { grid, cellIndices } = demand;
    const cells = new Uint8Array(grid.rows * grid.columns);
    const index = new Int32Array(cells.length);
    cellIndices.forEach((cell, counted) => {
      cells[cell] = kindOf(demand, counted);
      index[cell] = counted;
    });
    indices.push(index);
    return { grid, cells, bays: plan.levels[level].bays };
  });
  const walk = createAcceptanceWalk(floors, profile);
  return {
    walk,
    counted: walk.levelCells.map((cells, level) => cells.map((cell) => indices[level][cell])),
    coverageRatio: plan.requirements.coverageRatio,
    profile,
  };
}

const spread = new Float64Array(2);

/** Chance that the acceptance walk passes with these candidate sets. */
export function chanceToPass(
  { walk, counted, coverageRatio, profile }: SearchWalk,
  evaluators: readonly LevelEvaluator[],
  sets: readonly number[][],
): number {
  if (walk.sampleCount === 0) return 0;
  const marginDb = new Float32Array(walk.sampleCount);
  const sigmaDb = new Float32Array(walk.sampleCount);
  const vehicleSigmaDb = new Float32Array(walk.sampleCount);
  const commonVarianceDb2 = profile.shadowingCorrelationRatio * profile.shadowingSigmaDb ** 2;
  const ownVarianceDb2 = profile.shadowingSigmaDb ** 2 - commonVarianceDb2;
  const vehicles = cellVehicleSigmaDb(profile);
  const spreads = spreadTable(Math.sqrt(ownVarianceDb2));
  let sample = 0;
  evaluators.forEach(({ demand }, level) => {
    const ratios = sets[level].map((candidate) => demand.ratios[candidate]);
    for (const cell of counted[level]) {
      let sum = 0;
      let squares = 0;
      let strongest = 0;
      for (const ratio of ratios) {
        sum += ratio[cell];
        squares += ratio[cell] * ratio[cell];
        strongest = Math.max(strongest, ratio[cell]);
      }
      // As in the prediction: several antennas together have a higher median and a smaller spread.
      if (sum > 0) lookUpSpread(spreads, squares / (sum * sum), strongest / sum, spread);
      else spread.set([0, ownVarianceDb2]);
      marginDb[sample] = ratioToDb(sum) + spread[0];
      sigmaDb[sample] = Math.sqrt(spread[1] + commonVarianceDb2);
      vehicleSigmaDb[sample] = vehicles[kindOf(demand, cell)];
      sample += 1;
    }
  });
  const carriers = [{ number: 0, marginDb, sigmaDb, vehicleSigmaDb }];
  const [{ criticalBiasDb }] = walkAgain(
    walk,
    [{ carriers, combine: 'best' }],
    walkSpreads(profile),
    coverageRatio,
  );
  return passProbability(criticalBiasDb, commonErrors(profile));
}

function kindOf({ cellKinds }: LevelEvaluator['demand'], counted: number): number {
  return cellKinds[counted] === 1 ? cellKind.inBay : cellKind.onFoot;
}
