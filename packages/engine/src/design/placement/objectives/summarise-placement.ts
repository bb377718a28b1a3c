import { distance, type Point } from '../../../core/index.ts';
import { type Antenna, antennaLocation, type Plan } from '../../../plan/index.ts';
import { type Assessment, antennaDensity } from '../../../radio/index.ts';
import type { CandidateKind } from '../candidates/candidate.ts';
import { antennaCostCny, defaultCosts, kindOf, type PlacementCosts } from '../candidates/costs.ts';
import { feedDistanceM, planDistanceM } from '../candidates/feed-distance.ts';
import { listDemandLocations } from '../demand-walk.ts';

/** Changes of a placement to the antennas of a plan. */
export interface PlacementChanges {
  /** Ids of antennas that are as they were. */
  kept: string[];
  /** One that is gone and the new one that is nearest to it on its level. */
  moved: MovedAntenna[];
  added: string[];
  removed: string[];
}

interface MovedAntenna {
  id: string;
  /** Its id before, where that was another. */
  was?: string;
  level: string;
  from: Point;
  to: Point;
  distanceM: number;
}

/** Further away than this a new antenna is no old one that was moved, metres. */
const furthestMoveM = 15;

/** Figures of a placement by which garages can be compared. */
export interface PlacementSummary {
  /** Antennas of each kind, those that stay among them. */
  kinds: Partial<Record<CandidateKind, number>>;
  /** Parts, mounting and cable to the nearest tray or room, estimated; without radio units and what feeds the trays. */
  estimatedCostCny: number;
  /** Area as `antennaDensity` has it. */
  areaM2: number;
  antennasPer1000M2: number;
  /** Antennas of operators that do not have all of them, as `antennaDensity` has them. */
  operatorGroups?: Assessment['density']['operatorGroups'];
  /** Absent without radiating cables. */
  radiatingMPer1000M2?: number;
  /** The location of the acceptance test that is farthest from the antennas; absent where there is none. */
  farthest?: FarthestLocation;
  /** Changes against the antennas that the plan had; absent where it had none. */
  changes?: PlacementChanges;
}

/** A location of the acceptance test, and how far in plan the nearest antenna of its level is, metres. */
export interface FarthestLocation {
  level: string;
  position: Point;
  distanceM: number;
}

/** The location of the acceptance test that is farthest from the antennas of its level; undefined without antennas or locations there. */
export function farthestLocation(plan: Plan): FarthestLocation | undefined {
  const { levels, eastM, northM } = listDemandLocations(plan);
  let farthest: FarthestLocation | undefined;
  levels.forEach(({ locations }, index) => {
    const { id } = plan.levels[index];
    const antennas = plan.antennas.filter(({ level, carriers }) => level === id && carriers.length > 0);
    if (antennas.length === 0) return;
    for (const location of locations) {
      const position: Point = [eastM[location], northM[location]];
      const distanceM = Math.min(...antennas.map((antenna) => planDistanceM(antenna, position)));
      if (!farthest || distanceM > farthest.distanceM) farthest = { level: id, position, distanceM };
    }
  });
  return farthest;
}

/** @param before the plan as it was handed in */
export function summarisePlacement(
  before: Plan,
  after: Plan,
  costs: PlacementCosts = defaultCosts,
): PlacementSummary {
  const kinds: PlacementSummary['kinds'] = {};
  for (const antenna of after.antennas) {
    const kind = kindOf(antenna);
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  const farthest = farthestLocation(after);
  const { areaM2, antennasPer1000M2, radiatingMPer1000M2, operatorGroups } = antennaDensity(after);
  return {
    kinds,
    estimatedCostCny: estimatedCostCny(after, after.antennas, costs),
    areaM2,
    antennasPer1000M2,
    ...(operatorGroups ? { operatorGroups } : {}),
    ...(radiatingMPer1000M2 === undefined ? {} : { radiatingMPer1000M2 }),
    ...(farthest ? { farthest } : {}),
    ...(before.antennas.length > 0 ? { changes: describeChanges(before.antennas, after.antennas) } : {}),
  };
}

/** Estimated cost of antennas of a plan, CNY. */
export function estimatedCostCny(
  { levels }: Plan,
  antennas: readonly Antenna[],
  costs: PlacementCosts = defaultCosts,
): number {
  return levels.reduce((sum, level) => {
    const feedM = feedDistanceM(level);
    const matching = antennas.filter((antenna) => antenna.level === level.id);
    return (
      sum +
      matching.reduce((part, antenna) => part + antennaCostCny(antenna, feedM(antenna.position), costs), 0)
    );
  }, 0);
}

/** The antennas of a plan before and after: by what they are and where, not by their ids alone. */
function describeChanges(before: readonly Antenna[], after: readonly Antenna[]): PlacementChanges {
  const asBefore = new Set(before.map(describe));
  const asAfter = new Set(after.map(describe));
  const retained = after.filter((antenna) => asBefore.has(describe(antenna)));
  const gone = before.filter((antenna) => !asAfter.has(describe(antenna)));
  const fresh = after.filter((antenna) => !asBefore.has(describe(antenna)));
  const pairs = gone
    .flatMap((from) =>
      fresh
        .filter(({ level }) => level === from.level)
        .map((to) => ({ from, to, distanceM: distance(antennaLocation(from), antennaLocation(to)) })),
    )
    .filter((pair) => pair.distanceM <= furthestMoveM)
    .sort((a, b) => a.distanceM - b.distanceM);
  const used = new Set<Antenna>();
  const moved: MovedAntenna[] = [];
  for (const { from, to, distanceM: farM } of pairs) {
    if (used.has(from) || used.has(to)) continue;
    used.add(from).add(to);
    moved.push({
      id: to.id,
      ...(from.id === to.id ? {} : { was: from.id }),
      level: to.level,
      from: antennaLocation(from),
      to: antennaLocation(to),
      distanceM: Math.round(farM * 100) / 100,
    });
  }
  const rest = (antennas: readonly Antenna[]) =>
    antennas.filter((antenna) => !used.has(antenna)).map(({ id }) => id);
  return { kept: retained.map(({ id }) => id), moved, added: rest(fresh), removed: rest(gone) };
}

/** Key of an antenna's location and type; its name and who fixed it do not matter. */
function describe({ level, type, feed, heightM, azimuthDeg, path, position }: Antenna): string {
  return JSON.stringify([level, type, feed, heightM, azimuthDeg, path ?? position]);
}
