import { CancelledError } from '../core/errors.ts';
import { normalQuantile } from '../core/numerics/normal-distribution.ts';
import { neededRatio } from '../coverage/acceptance-walk.ts';
import { FieldStack } from '../fields/field-stack.ts';
import { planProfile } from '../plan/plan-profile.ts';
import type { Antenna, Plan } from '../plan/schema.ts';
import { loadPlanModel, planModel } from '../propagation/plan-model.ts';
import { type GarageProblem, problemOfGarage } from './bound/problem-of-garage.ts';
import { buildGarageDemand } from './build-garage-demand.ts';
import { shareOutCells } from './candidates/share-out-cells.ts';
import type { DemandState } from './demand-states.ts';
import type { GarageDemand } from './garage-demand.ts';
import { GarageEvaluator } from './garage-evaluator.ts';
import { PassJudge, type PassJudgeOptions } from './pass-judge.ts';
import type { PlaceOptions } from './place-antennas.ts';
import { RoomEvaluator } from './room-evaluator.ts';
import { firstReserve, mostNeeded } from './search-checked.ts';
import { type Stops, watchStops } from './stops.ts';

/** What a placement is searched with. */
export interface Prepared {
  demand: GarageDemand;
  states: DemandState[];
  /** The antennas that stay. */
  fixed: Antenna[];
  evaluator: GarageEvaluator;
  garage: GarageProblem;
  /** Of a judge who does not change what it asks. */
  judging: Omit<PassJudgeOptions, 'needed'>;
  judge: PassJudge;
  stops: Stops;
}

/** Candidates, what each gives to the garage, and who judges them; undefined where that had to end before it was done. */
export async function preparePlacing(plan: Plan, options: PlaceOptions): Promise<Prepared | undefined> {
  const { solver, monitor, candidates } = options;
  const profile = planProfile(plan);
  await loadPlanModel(plan, options.modelId);
  const model = planModel(plan, options.modelId);
  const fixed = plan.antennas.filter(
    (antenna) => options.keepExisting || antenna.fixed === true || antenna.locked === true,
  );
  const built = await unlessEnded(() =>
    buildGarageDemand(plan, { solver, fields: new FieldStack(solver), model, fixed, candidates, monitor }),
  );
  if (!built) return undefined;
  const { demand, places, states } = built;
  const { confidence } = plan.requirements;
  const biasDb = normalQuantile(confidence) * Math.hypot(profile.modelBiasSigmaDb, profile.phoneBiasSigmaDb);
  const evaluator = new GarageEvaluator(demand, profile, biasDb);
  const { reachable } = evaluator.points;
  const { walk } = places;
  const test = { locationCount: walk.locationCount, neededRatio: neededRatio(walk), confidence };
  const garage = problemOfGarage(demand, test, profile, reachable, evaluator.rooms.reachable);
  const levelIds = plan.levels.map(({ id }) => id);
  const cellsOf = (set: readonly number[]) => {
    const antennas = set.map((candidate) => demand.candidates[candidate]);
    return shareOutCells(antennas, levelIds, profile.network.mostUnitsCount).map(({ cell }) => cell);
  };
  const context = { demand, cellsOf, walk, profile };
  // Rooms of its own: what is asked of those that are searched for may grow.
  const plainRooms = new RoomEvaluator(demand, profile);
  const judging = { context, reachable, layers: garage.problem.layers, rooms: plainRooms, confidence };
  const { rooms } = evaluator;
  const judge = new PassJudge({ ...judging, rooms, needed: Math.min(mostNeeded, confidence + firstReserve) });
  const stops = watchStops(monitor, () => evaluator.work + judge.work);
  return { demand, states, fixed, evaluator, garage, judging, judge, stops };
}

async function unlessEnded<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CancelledError) return undefined;
    throw error;
  }
}
