import type { Level, Plan, Point } from '@diku/engine';
import type { Marquee } from './edit-state.ts';
import { type Footprint, recordFootprint } from './footprint.ts';
import { findList, type PlanRecord, type RecordKind, type RecordRef } from './plan-records.ts';
import { apartM, isInRing, meetAlong, ringAreaM2, toPathM, toRingM } from './plane-geometry.ts';

/**
 * Position of the pointer: the point on the floor under it, and the one at the ceiling that the same ray
 * passes.
 */
export interface Sight {
  floor: Point;
  /** The floor's own point in a view from straight above. */
  ceiling: Point;
  /** How near counts as on it, metres. */
  reachM: number;
}

/** Kinds from the one that is taken first to the one that everything else lies on. */
const spotKinds: readonly RecordKind[] = ['point', 'facility'];
const solidKinds: readonly RecordKind[] = ['opening', 'column', 'wall'];
const flatKinds: readonly RecordKind[] = ['bay', 'slab-opening', 'zone'];

/**
 * The record of a level under the pointer: spots first, then what stands nearest to the eye along the sight, then areas,
 * the smallest first. Zones lie under everything: only their edge is one. Antennas have marks of
 * their own, and parts of the network are picked where they are drawn.
 */
export function pickRecord(plan: Plan, level: Level, sight: Sight): RecordRef | undefined {
  return pickSpot(plan, level, sight) ?? pickSolid(plan, level, sight) ?? pickArea(plan, level, sight);
}

function pickSpot(plan: Plan, level: Level, sight: Sight): RecordRef | undefined {
  const { floor, reachM } = sight;
  let best: RecordRef | undefined;
  let bestM = Infinity;
  for (const [ref, footprint] of placed(plan, level, spotKinds)) {
    if (!isNear(footprint, sight)) continue;
    const awayM =
      footprint.form === 'path'
        ? toPathM(footprint.points, floor)
        : Math.max(0, apartM(footprint.points[0], floor) - footprint.radiusM);
    if (awayM > reachM || awayM >= bestM) continue;
    best = ref;
    bestM = awayM;
  }
  return best;
}

/** Something thin may be missed by a hair; what is hit, and hit first, wins. */
function pickSolid(plan: Plan, level: Level, sight: Sight): RecordRef | undefined {
  const { floor, ceiling, reachM } = sight;
  const lengthM = apartM(ceiling, floor);
  let best: RecordRef | undefined;
  let bestM = Infinity;
  for (const [ref, footprint] of placed(plan, level, solidKinds)) {
    if (!isNear(footprint, sight)) continue;
    const ratio = meetRatio(footprint, ceiling, floor, level.clearHeightM);
    const missedM = ratio === undefined ? toRingM(footprint.points, floor) : 0;
    if (missedM > reachM) continue;
    const hitM = ratio === undefined ? missedRankM + missedM : ratio * lengthM;
    // An opening lies in its wall: hit at about the same point it wins.
    const rankM = hitM + 1e-3 * solidKinds.indexOf(ref.kind) - (ref.kind === 'opening' ? inWallM : 0);
    if (rankM >= bestM) continue;
    best = ref;
    bestM = rankM;
  }
  return best;
}

/** A rank behind everything that a sight hits, metres. */
const missedRankM = 1e6;
/** An opening may lie so far behind the face of its wall. */
const inWallM = 0.5;

function isNear({ box: [minX, maxX, minY, maxY] }: Footprint, { floor, ceiling, reachM }: Sight): boolean {
  return (
    Math.max(floor[0], ceiling[0]) >= minX - reachM &&
    Math.min(floor[0], ceiling[0]) <= maxX + reachM &&
    Math.max(floor[1], ceiling[1]) >= minY - reachM &&
    Math.min(floor[1], ceiling[1]) <= maxY + reachM
  );
}

/** Ratio along a sight from ceiling to floor at which it meets what stands on a footprint, 0 to 1. */
function meetRatio(
  { points, bottomM, topM }: Footprint,
  ceiling: Point,
  floor: Point,
  heightM: number,
): number | undefined {
  const ratioAt = (atM: number) => 1 - Math.min(1, Math.max(0, atM / heightM));
  const at = (ratio: number): Point => [
    ceiling[0] + ratio * (floor[0] - ceiling[0]),
    ceiling[1] + ratio * (floor[1] - ceiling[1]),
  ];
  const [from, to] = [at(ratioAt(topM)), at(ratioAt(bottomM))];
  if (isInRing(points, from)) return ratioAt(topM);
  let first: number | undefined;
  for (let index = 0, last = points.length - 1; index < points.length; last = index++) {
    const met = meetAlong(from, to, points[last], points[index]);
    if (met !== undefined && met < (first ?? Infinity)) first = met;
  }
  return first === undefined ? undefined : ratioAt(topM) + first * (ratioAt(bottomM) - ratioAt(topM));
}

function pickArea(plan: Plan, level: Level, sight: Sight): RecordRef | undefined {
  const { floor, reachM } = sight;
  let best: RecordRef | undefined;
  let bestM2 = Infinity;
  for (const [ref, footprint] of placed(plan, level, flatKinds)) {
    if (!isNear(footprint, sight)) continue;
    const { points } = footprint;
    const isHit = ref.kind === 'zone' ? toRingM(points, floor) <= reachM : isInRing(points, floor);
    if (!isHit) continue;
    // What is whole under the pointer comes before an edge.
    const areaM2 = ringAreaM2(points) * (ref.kind === 'zone' ? 1e6 : 1);
    if (areaM2 >= bestM2) continue;
    best = ref;
    bestM2 = areaM2;
  }
  return best;
}

/**
 * Everything of a level that lies in a rectangle on the canvas, whole or, where it is a `crossing` one, in part. Antennas
 * included; areas that everything lies on only where they are in it whole.
 */
export function pickRectangle(
  plan: Plan,
  level: Level,
  rectangle: Marquee,
  spotOf: (point: Point) => { left: number; top: number },
): RecordRef[] {
  const found: RecordRef[] = [];
  for (const [ref, { points, form }] of placed(plan, level, allKinds)) {
    const spots = points.map((point): Point => {
      const { left, top } = spotOf(point);
      return [left, top];
    });
    const isWhole = spots.every((spot) => isInBox(rectangle, spot));
    if (isWhole || (rectangle.crossing && ref.kind !== 'zone' && isCut(rectangle, spots, form)))
      found.push(ref);
  }
  return found;
}

const allKinds: RecordKind[] = [
  ...(['antenna', 'source', 'device'] as const),
  ...[...spotKinds, ...solidKinds, 'beam' as const, ...flatKinds],
];

function isInBox({ left, right, top, bottom }: Marquee, [x, y]: Point): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

function isCut(box: Marquee, spots: readonly Point[], form: Footprint['form']): boolean {
  if (spots.some((spot) => isInBox(box, spot))) return true;
  const { left, right, top, bottom } = box;
  const corners: Point[] = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
  const first = form === 'ring' ? 0 : 1;
  for (let index = first; index < spots.length; index++) {
    const [from, to] = [spots[(index || spots.length) - 1], spots[index]];
    const isMet = corners.some(
      (corner, at) => meetAlong(from, to, corner, corners[(at + 1) % 4]) !== undefined,
    );
    if (isMet) return true;
  }
  return form === 'ring' && isInRing(spots, corners[0]);
}

function* placed(plan: Plan, level: Level, kinds: readonly RecordKind[]): Generator<[RecordRef, Footprint]> {
  for (const kind of kinds) {
    for (const record of findList(plan, kind, level.id) ?? []) {
      if (!isOnLevel(record, level)) continue;
      const footprint = recordFootprint(kind, record, level);
      if (footprint) yield [{ kind, level: level.id, id: record.id }, footprint];
    }
  }
}

function isOnLevel(record: PlanRecord, level: Level): boolean {
  return !('level' in record) || record.level === level.id;
}

/** Everything that can be selected on the level that is looked at. */
export function everythingOn(plan: Plan | undefined, { levelId }: { levelId: string }): RecordRef[] {
  const level = plan?.levels.find(({ id }) => id === levelId);
  return plan && level ? [...placed(plan, level, allKinds)].map(([ref]) => ref) : [];
}
