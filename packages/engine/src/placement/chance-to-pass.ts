import { type AcceptanceWalk, createAcceptanceWalk } from '../coverage/acceptance-walk.ts';
import { commonErrors, walkSpreads } from '../coverage/assess-operator.ts';
import { walkAgain } from '../coverage/critical-bias.ts';
import { passProbability } from '../coverage/pass-probability.ts';
import type { RequirementProfile } from '../plan/requirement-profile.ts';
import type { Plan } from '../plan/schema.ts';
import { cellKind } from '../scene/scene.ts';
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
    const { grid, cellIndices, cellKinds } = demand;
    const cells = new Uint8Array(grid.rows * grid.columns);
    const index = new Int32Array(cells.length);
    cellIndices.forEach((cell, counted) => {
      cells[cell] = cellKinds[counted] === 1 ? cellKind.inBay : cellKind.onFoot;
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

/** Chance that the acceptance walk passes with these candidate sets. */
export function chanceToPass(
  { walk, counted, coverageRatio, profile }: SearchWalk,
  evaluators: readonly LevelEvaluator[],
  sets: readonly number[][],
): number {
  if (walk.sampleCount === 0) return 0;
  const marginDb = new Float32Array(walk.sampleCount);
  let sample = 0;
  evaluators.forEach((evaluator, level) => {
    const { cells } = evaluator.sums(sets[level]);
    for (const cell of counted[level]) {
      marginDb[sample] = ratioToDb(cells[cell]);
      sample += 1;
    }
  });
  const sigmaDb = new Float32Array(walk.sampleCount).fill(profile.shadowingSigmaDb);
  const vehicleSigmaDb = new Float32Array(walk.sampleCount).fill(profile.vehicleSigmaDb);
  const carriers = [{ number: 0, marginDb, sigmaDb, vehicleSigmaDb }];
  const [{ criticalBiasDb }] = walkAgain(
    walk,
    [{ carriers, combine: 'best' }],
    walkSpreads(profile),
    coverageRatio,
  );
  return passProbability(criticalBiasDb, commonErrors(profile));
}
