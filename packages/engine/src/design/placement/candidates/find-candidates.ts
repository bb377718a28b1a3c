import type { Antenna, Level, Plan, Position } from '../../../plan/index.ts';
import { boundedPlaces, makers } from './antennas-of-kinds.ts';
import type { Candidate, CandidateKind } from './candidate.ts';
import { antennaCostCny, defaultCosts, kindOf, type PlacementCosts } from './costs.ts';
import { feedDistanceM } from './feed-distance.ts';
import { isNear } from './grid-places.ts';
import { barsAt, type MountMask, mountBar } from './mount-bars.ts';
import { buildMountMask } from './mount-mask.ts';
import { isBarred, type MountRules, mountRules } from './mount-rules.ts';
import { areSideBySide, type OwnLevels, standSideBySide } from './own-levels.ts';
import { placesUpRamps, rampFeet, rampMouths } from './ramp-places.ts';
import { roomPlaces } from './room-places.ts';

/** What is placed where nothing else is said. */
export const defaultKinds: readonly CandidateKind[] = ['omni', 'directional'];

export interface CandidateOptions {
  /** Default: ceiling antennas, and panels on ramps. */
  kinds?: readonly CandidateKind[];
  costs?: PlacementCosts;
  /** Instead of those that are looked for: antennas as they would stand in the plan, of all levels. */
  own?: readonly Antenna[];
  /** Antennas that hang already and may stay, of all levels: candidates too. */
  known?: readonly Antenna[];
  /** The level's antennas that stay: `leastDistanceM` counts from them too. */
  fixed?: readonly Antenna[];
  /** What small cells and radiating cables are placed with; needed where they may be placed. */
  ownLevels?: OwnLevels;
}

/**
 * What a placement may choose from on one level: ceilings over lanes, lobbies and corridors clear of walls, columns, beams and
 * bays, feet of ramps, ends of long lanes; not in locked rooms and not where the plan's `placement` forbids it.
 */
export function findCandidates(plan: Plan, level: Level, options: CandidateOptions = {}): Candidate[] {
  const rules = mountRules(plan, level);
  const feedM = feedDistanceM(level);
  const costs = options.costs ?? defaultCosts;
  const mask = buildMountMask(level, rules);
  const places = options.own ? [] : boundedPlaces(mask, rules.spacingM, rules.leastDistanceM, feedM);
  const rooms = options.own ? [] : roomPlaces(plan, level, mask);
  const context = {
    plan,
    level,
    mask,
    rules,
    feedM,
    places,
    feet: rampFeet(level, mask),
    mouths: rampMouths(level, mask),
    upRamps: placesUpRamps(level, rules),
    rooms,
    ownLevels: options.ownLevels ?? {},
  };
  const found = options.own
    ? options.own
        .filter(({ level: levelId, position }) => levelId === level.id && isAllowed(mask, rules, position))
        .flatMap((antenna) => standSideBySide(antenna, context.ownLevels))
    : [...(options.kinds ?? defaultKinds)].sort().flatMap((kind) => makers[kind](context));
  const known = (options.known ?? []).filter(
    ({ level: levelId, position }) => levelId === level.id && isAllowed(mask, rules, position),
  );
  const hanging = new Set(known.map(placeOf));
  const apart = farEnough(
    [...known, ...found.filter((antenna) => !hanging.has(placeOf(antenna)))],
    options.fixed ?? [],
    rules.leastDistanceM,
  );
  return apart.map((antenna) => ({
    kind: kindOf(antenna),
    antenna,
    costCny: antennaCostCny(antenna, feedM(antenna.position), costs),
  }));
}

/** Whether the planner's own place may be used: it may be over bays or on a ramp, but not where he forbade it himself. */
function isAllowed(mask: MountMask, rules: MountRules, place: Position): boolean {
  return (barsAt(mask, place) & mountBar.barred) === 0 && !isBarred(rules, place);
}

/** What must not hang twice at one place. */
function placeOf({ position, type, feed, azimuthDeg, carriers }: Antenna): string {
  const sent = feed === 'small-cell' ? [...carriers].sort() : [];
  return JSON.stringify([position, type, feed ?? 'network', azimuthDeg ?? 0, sent]);
}

/** Without antennas nearer to a fixed one, or to one of their kind before them, than is allowed. */
function farEnough(antennas: readonly Antenna[], fixed: readonly Antenna[], leastM: number): Antenna[] {
  if (leastM === 0) return [...antennas];
  const kept: Antenna[] = [];
  for (const antenna of antennas) {
    const near = (other: Antenna) =>
      !areSideBySide(antenna, other) && isNear(antenna.position, other.position, leastM);
    if (!fixed.some(near) && !kept.some(near)) kept.push(antenna);
  }
  return kept;
}
