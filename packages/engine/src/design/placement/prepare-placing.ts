import { CancelledError, type LoadHighs, type Monitor, normalQuantile } from '../../core/index.ts';
import { type Antenna, type Plan, planProfile } from '../../plan/index.ts';
import { type FieldSolver, FieldStack, loadPlanModel, neededRatio, planModel } from '../../radio/index.ts';
import { type GarageProblem, problemOfGarage } from './bound/problem-of-garage.ts';
import type { OpenProver } from './bound/proof.ts';
import { buildGarageDemand } from './build-garage-demand.ts';
import type { CandidateOptions } from './candidates/find-candidates.ts';
import { shareOutCells } from './candidates/share-out-cells.ts';
import type { DemandState } from './demand-states.ts';
import type { GarageDemand } from './garage-demand.ts';
import { GarageEvaluator } from './garage-evaluator.ts';
import type { Objective } from './objectives/search-objective.ts';
import { PassJudge, type PassJudgeOptions, type Verification } from './pass-judge.ts';
import type { Effort } from './placement.ts';
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

export interface PlaceOptions {
  solver: FieldSolver;
  /** Default `normal`. */
  effort?: Effort;
  /** Seed of the search's random choices; default 1. */
  seed?: number;
  /** Cell of the prediction that the placed plan has to pass on, metres; default 0.5. It has to pass on 0.25 m too. */
  resolutionM?: number;
  /** Default: the plan's own, else `dominant-path`. */
  modelId?: string;
  /** What may be placed, and where. */
  candidates?: CandidateOptions;
  /** Keeps every antenna of the plan and adds what is missing. */
  keepExisting?: boolean;
  /** Default `antennas`. */
  objective?: Objective;
  /** For cost: what the whole network of a placed plan costs, CNY; undefined where none can be designed. */
  price?: (plan: Plan) => Promise<number | undefined>;
  /** The search ends once (antennas − lower bound) / antennas is no more, 0–1. */
  gapRatio?: number;
  /**
   * How a placed plan fares as the prediction finds it; undefined where it was cancelled meanwhile, or, of one that is looked
   * at beside the best (`isExtra`), the time is over. Given, it decides: what it does not pass is not placed as met, and
   * nothing is infeasible before it has failed all candidates together.
   */
  verify?: (plan: Plan, isExtra: boolean) => Promise<Verification | undefined>;
  /** Starts the solver of linear programs that the lower bound is proved with; without it the bound is weaker. */
  loadHighs?: LoadHighs;
  /** Opens a thread that proves it while the search goes on; default: it is proved on the calling thread after the search. */
  openProver?: OpenProver;
  monitor?: Monitor;
}
