import { InputError, type Monitor, say } from '../../core/index.ts';
import type { Antenna, Plan } from '../../plan/index.ts';
import {
  type FieldSolver,
  type FieldStack,
  type PropagationModel,
  requiredKinds,
} from '../../radio/index.ts';
import { type CandidateOptions, findCandidates } from './candidates/find-candidates.ts';
import { type DemandState, demandStates } from './demand-states.ts';
import { type DemandPlaces, layDemandPlaces } from './demand-walk.ts';
import type { DemandPoint, GarageDemand } from './garage-demand.ts';
import { placeDemand } from './place-demand.ts';
import { pointDemand } from './point-demand.ts';
import { roomDemand } from './room-demand.ts';

/** Bytes of what candidates give to places; for larger garages the candidates stand further apart. */
const mostRatioBytes = 512 * 1024 * 1024;
/** What candidates are apart where the plan says nothing, metres. */
const usualSpacingM = 3.5;

export interface DemandOptions {
  solver: FieldSolver;
  fields: FieldStack;
  model: PropagationModel;
  /** The antennas that stay: as they are, whatever their type, height and powers. */
  fixed: readonly Antenna[];
  candidates?: CandidateOptions;
  monitor?: Monitor;
}

/** Candidates of a garage and what each gives to every place of the walk and every point, in every state that has to pass. */
export async function buildGarageDemand(
  plan: Plan,
  options: DemandOptions,
): Promise<{ demand: GarageDemand; places: DemandPlaces; states: DemandState[] }> {
  const states = demandStates(plan, options);
  const places = layDemandPlaces(plan);
  const points = plan.levels.flatMap((level, index): DemandPoint[] =>
    (level.points ?? [])
      .filter(({ kind }) => requiredKinds.has(kind))
      .map((point) => ({ level: index, point })),
  );
  for (let wider = 1; ; wider *= 1.25) {
    const candidatesOf = plan.levels.map((level) =>
      findCandidates(widened(plan, wider), level, { ...options.candidates, fixed: options.fixed }).map(
        ({ antenna }) => antenna,
      ),
    );
    const antennas = [...options.fixed, ...candidatesOf.flat()];
    const mostLayers = Math.floor(mostRatioBytes / 4 / Math.max(1, antennas.length * places.kinds.length));
    const placed = await placeDemand(plan, antennas, places, states, mostLayers, options.monitor);
    if (!placed && options.candidates?.own) throw tooMany(options.candidates.own.length);
    if (!placed) continue;
    const demand: GarageDemand = {
      candidates: antennas,
      candidateLevels: Int32Array.from(antennas, ({ level }) =>
        plan.levels.findIndex(({ id }) => id === level),
      ),
      fixedCount: options.fixed.length,
      levels: plan.levels.map(({ id }, index) => ({
        levelId: id,
        ...levelPlaces(places, index),
        firstCandidate: options.fixed.length + candidatesOf.slice(0, index).flat().length,
        candidateCount: candidatesOf[index].length,
      })),
      placeCount: places.kinds.length,
      placeKinds: places.kinds,
      eastM: places.eastM,
      northM: places.northM,
      ...placed,
      points,
      ...(await pointDemand(plan, antennas, points, states, options.monitor)),
      ...(await roomDemand(plan, antennas, states, options.monitor)),
    };
    return { demand, places, states };
  }
}

/** Those that are looked for can be further apart; the planner's own cannot. */
function tooMany(own: number): InputError {
  return new InputError([{ at: 'candidates', found: String(own), expected: say('fewer-candidates') }]);
}

/** The plan with its candidates further apart. */
function widened(plan: Plan, ratio: number): Plan {
  if (ratio === 1) return plan;
  const spacingM = ratio * (plan.placement?.spacingM ?? usualSpacingM);
  return { ...plan, placement: { ...plan.placement, spacingM } };
}

/** The places of a level. */
function levelPlaces({ walk }: DemandPlaces, level: number) {
  const counts = walk.levelCells.map((cells) => cells.length);
  const firstPlace = counts.slice(0, level).reduce((sum, count) => sum + count, 0);
  return { firstPlace, placeCount: counts[level] };
}
