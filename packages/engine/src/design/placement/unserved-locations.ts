import { provenance } from '../../core/index.ts';
import type { Antenna, Plan } from '../../plan/index.ts';
import { chanceToPass } from './chance-to-pass.ts';
import type { DemandState } from './demand-states.ts';
import type { DemandPoint } from './garage-demand.ts';
import type { GarageEvaluator } from './garage-evaluator.ts';
import type { PassEvaluator } from './pass-evaluator.ts';
import type { UnservedLocation } from './placement.ts';
import { pointDemand } from './point-demand.ts';
import { PointEvaluator } from './point-evaluator.ts';

/** More power than this is no answer, dB. */
const maxMoreDb = 60;
/** Gap below the ceiling, metres. */
const ceilingGapM = 0.1;

/** Points that all candidates together do not serve, and what would. */
export async function unreachablePoints(
  plan: Plan,
  { demand, points }: GarageEvaluator,
  states: readonly DemandState[],
): Promise<UnservedLocation[]> {
  const everything = points.stateOf(demand.candidates.map((_, candidate) => candidate));
  const locations: UnservedLocation[] = [];
  const named = new Set<DemandPoint['point']>();
  for (const [index, entry] of demand.points.entries()) {
    // Phones and modems at a point have an entry each.
    if (points.reachable.includes(index) || named.has(entry.point)) continue;
    named.add(entry.point);
    const level = plan.levels[entry.level];
    const above: Antenna = {
      id: 'above',
      level: level.id,
      position: entry.point.position,
      heightM: level.clearHeightM - ceilingGapM,
      type: 'ceiling-omni',
      cell: 'S1',
      carriers: ['*'],
    };
    const demandAt = await pointDemand(plan, [above], [entry], states);
    const alone = { ...demand, ...demandAt, candidates: [above] };
    const { reachable } = new PointEvaluator(alone, states[0].context.profile);
    const shortDb = points.shortDb(everything, index);
    locations.push({
      level: level.id,
      pointId: entry.point.id,
      position: entry.point.position,
      reason: provenance('source.all-candidates-together-do-not-reach-it-with'),
      ...(shortDb < maxMoreDb ? { shortDb: Math.ceil(10 * shortDb) / 10 } : {}),
      isServedFromAbove: reachable.length === alone.points.length,
    });
  }
  return locations;
}

/** Rooms that no few candidates serve as demanded, with what all candidates together give. */
export function unreachableRooms(plan: Plan, { demand, rooms }: GarageEvaluator): UnservedLocation[] {
  const served = rooms.stateOf(demand.candidates.map((_, candidate) => candidate));
  return demand.rooms.flatMap(({ kind, level, zone, name, position, requiredRatio }, index) => {
    if (rooms.reachable.includes(index)) return [];
    return [
      {
        ...{ level: plan.levels[level].id, zone: name ?? zone, kind, position },
        servedRatio: Math.max(0, rooms.servedRatio(index, served) - rooms.errorRatio(index)),
        requiredRatio,
        reason: provenance('source.no-six-candidates-serve-the-room-as-its-kind'),
      },
    ];
  });
}

/** Power that every port would need more so that the walk passes with a set, dB; undefined where none helps. */
export function missingPowerDb(
  { context, needed }: PassEvaluator,
  set: readonly number[],
): number | undefined {
  const chance = (moreDb: number) => chanceToPass(context, set, moreDb);
  if (set.length === 0 || chance(maxMoreDb) < needed) return undefined;
  let low = 0;
  let high = maxMoreDb;
  while (high - low > 0.05) {
    const middle = (low + high) / 2;
    if (chance(middle) >= needed) high = middle;
    else low = middle;
  }
  return Math.ceil(10 * high) / 10;
}
