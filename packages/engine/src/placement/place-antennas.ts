import { FieldStack } from '../fields/field-stack.ts';
import type { FieldSolver } from '../kernel/field-kernel.ts';
import { planProfile } from '../plan/plan-profile.ts';
import type { Plan } from '../plan/schema.ts';
import type { Monitor } from '../progress.ts';
import { loadPlanModel, planModel } from '../propagation/plan-model.ts';
import { buildLevelDemand } from './build-level-demand.ts';
import type { CandidateOptions } from './candidates/find-candidates.ts';
import { nameAntennas } from './candidates/name-antennas.ts';
import { createSearchWalk } from './chance-to-pass.ts';
import { LevelEvaluator } from './level-evaluator.ts';
import { coverageUpperBounds, leastAntennas } from './lower-bound.ts';
import type { Effort, Placement, UnservedPlace } from './placement.ts';
import { type SearchResult, searchAim } from './search-aim.ts';
import type { SearchBudget } from './search-level.ts';

export interface PlaceOptions {
  solver: FieldSolver;
  /** Default `normal`. */
  effort?: Effort;
  /** Default: the plan's own, else `dominant-path`. */
  modelId?: string;
  /** What may be placed, and where. */
  candidates?: CandidateOptions;
  /**
   * Chance to pass of a placed plan as the prediction finds it (the lowest over operators), 0–1. Given, the search
   * is repeated with a larger reserve until that chance reaches the confidence too.
   */
  verify?: (plan: Plan) => Promise<number>;
  monitor?: Monitor;
}

const budgets: Record<Effort, SearchBudget> = {
  low: { swapPasses: 0, swapReachM: 0 },
  normal: { swapPasses: 6, swapReachM: 20 },
  high: { swapPasses: 30, swapReachM: 60 },
};

/** The chance found on the search grid must exceed the confidence by this, for the finer grid's sake. */
const firstReserve = 0.003;
const mostVerifications = 4;

/**
 * Antenna positions for every level of a plan: as few as the search finds so that every operator passes the
 * acceptance walk with the plan's confidence and every charger, gate and payment point is served. Antennas with
 * `fixed: true` stay; the others are replaced.
 */
export async function placeAntennas(
  plan: Plan,
  options: PlaceOptions,
): Promise<{ plan: Plan; placement: Placement }> {
  const profile = planProfile(plan);
  await loadPlanModel(plan, options.modelId);
  const model = planModel(plan, options.modelId);
  const fields = new FieldStack(options.solver);
  const fixed = plan.antennas.filter((antenna) => antenna.fixed === true);
  const evaluators: LevelEvaluator[] = [];
  for (const level of plan.levels) {
    const demand = await buildLevelDemand(plan, level, {
      solver: options.solver,
      fields,
      model,
      profile,
      fixed: fixed.filter((antenna) => antenna.level === level.id),
      candidates: options.candidates,
      monitor: options.monitor,
    });
    evaluators.push(new LevelEvaluator(demand));
  }
  const expired = options.monitor?.expired ? () => options.monitor?.expired?.() === true : undefined;
  const budget = { ...budgets[options.effort ?? 'normal'], expired };
  const walk = createSearchWalk(plan, evaluators, profile);
  let reserve = firstReserve;
  for (let attempt = 1; ; attempt += 1) {
    const search = searchAim(plan, evaluators, walk, budget, reserve, options.monitor);
    const chosen = evaluators.flatMap(({ demand }, index) =>
      search.sets[index].filter((each) => each >= demand.fixedCount).map((each) => demand.antennas[each]),
    );
    const levelIds = plan.levels.map(({ id }) => id);
    const antennas = [
      ...fixed,
      ...nameAntennas(
        chosen,
        levelIds,
        fixed.map(({ id }) => id),
      ),
    ];
    const placed: Plan = { ...plan, antennas };
    const struck = expired?.() === true;
    const unchecked = !options.verify || !search.met || attempt === mostVerifications;
    const chance = unchecked ? 1 : ((await options.verify?.(placed)) ?? 1);
    if (chance >= plan.requirements.confidence) {
      return { plan: placed, placement: summarise(plan, evaluators, search, antennas.length, struck) };
    }
    reserve += plan.requirements.confidence - chance + 0.002;
  }
}

function summarise(
  plan: Plan,
  evaluators: readonly LevelEvaluator[],
  search: SearchResult,
  antennas: number,
  timeLimitStruck: boolean,
): Placement {
  const { coverageRatio, confidence } = plan.requirements;
  const bounds = evaluators.map((evaluator, index) => ({
    bounds: evaluator.demand.singleCarrier
      ? coverageUpperBounds(evaluator, search.sets[index], search.sets[index].length)
      : search.sets[index].map(() => 1).concat(1),
    weight: evaluator.demand.cellIndices.length,
  }));
  const unserved = evaluators.flatMap(unreachablePoints);
  const lowerBound = Math.min(antennas, Math.max(1, leastAntennas(bounds, coverageRatio, confidence)));
  const emptyLevels = evaluators.filter(isEmpty).map(({ demand }) => demand.levelId);
  const met = search.met && unserved.length === 0;
  return {
    antennas,
    lowerBound,
    gapRatio: antennas === 0 ? 0 : (antennas - lowerBound) / antennas,
    status: met ? (lowerBound === antennas ? 'optimal' : 'feasible') : 'infeasible',
    candidates: evaluators.reduce((sum, evaluator) => sum + evaluator.demand.candidates.length, 0),
    evaluations: evaluators.reduce((sum, evaluator) => sum + evaluator.evaluations, 0),
    aimedCoverageRatio: search.aimRatio,
    ...(timeLimitStruck ? { timeLimitStruck } : {}),
    ...(emptyLevels.length > 0 ? { emptyLevels } : {}),
    unserved,
  };
}

function isEmpty({ demand }: LevelEvaluator): boolean {
  return demand.cellIndices.length === 0 && demand.pointIds.length === 0;
}

function unreachablePoints(evaluator: LevelEvaluator): UnservedPlace[] {
  const { demand, reachablePoints } = evaluator;
  return demand.pointIds.flatMap((pointId, point): UnservedPlace[] =>
    reachablePoints.includes(point)
      ? []
      : [
          {
            level: demand.levelId,
            pointId,
            position: demand.pointPositions[point],
            reason: 'all candidates together do not reach it with the point probability',
          },
        ],
  );
}
