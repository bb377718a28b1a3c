import type { Antenna, Level, Plan, Point } from '@diku/engine';
import { roundMm } from '@diku/engine/core';
import { antennaLocation, drawingToPlan, moveAntenna, planToDrawing } from '@diku/engine/plan';
import type { ImportReview } from './imported.ts';

type Placed = Pick<ImportReview, 'levels' | 'evidence'>;
/** Clearance under a ceiling that turns out lower. */
const underCeilingM = 0.1;

/**
 * The antennas of a plan over another import of the same drawing: each keeps its location in the drawing, whatever
 * became of the level's name, unit or position, under a lower ceiling if need be. Those whose level is gone, or whose
 * location is no longer `inside` it, are left out.
 */
export function carryAntennas(
  antennas: readonly Antenna[],
  before: Placed,
  { plan, review, inside }: { plan: Plan; review: Placed; inside: (level: Level, point: Point) => boolean },
): Antenna[] {
  const sources = sourceIds(before);
  const targets = new Map([...sourceIds(review)].map(([id, source]) => [source, id]));
  return antennas.flatMap((antenna) => {
    const source = sources.get(antenna.level);
    const levelId = source === undefined ? antenna.level : targets.get(source);
    const level = plan.levels.find(({ id }) => id === levelId);
    if (!level) return [];
    const old = before.levels.find(({ id }) => id === antenna.level)?.transform;
    const now = review.levels.find(({ id }) => id === level.id)?.transform;
    const isMoved = old && now && JSON.stringify(old) !== JSON.stringify(now);
    const moved = isMoved
      ? moveAntenna(antenna, rounded(drawingToPlan(planToDrawing(antennaLocation(antenna), old), now)))
      : antenna;
    if (!inside(level, antennaLocation(moved))) return [];
    const heightM =
      antenna.heightM > level.clearHeightM ? roundMm(level.clearHeightM - underCeilingM) : antenna.heightM;
    if (moved === antenna && level.id === antenna.level && heightM === antenna.heightM) return [antenna];
    return [{ ...moved, level: level.id, heightM }];
  });
}

/** Id of each level in the plan → the id the import gives it without corrections. */
function sourceIds({ evidence }: Placed): Map<string, string> {
  const levels = evidence.filter(({ kind }) => kind === 'level');
  return new Map(levels.map(({ id, reference }) => [id, reference.slice('level:'.length)]));
}

function rounded([x, y]: Point): Point {
  return [roundMm(x), roundMm(y)];
}

/**
 * The value `after` with every part that equals its counterpart in `before` replaced by that one: what did not change
 * stays the same object. Things in lists are found by their `id` where they have one.
 */
export function reuseUnchanged<Value>(before: unknown, after: Value): Value {
  if (Object.is(before, after)) return after;
  if (ArrayBuffer.isView(after)) return (isSameView(before, after) ? before : after) as Value;
  if (Array.isArray(after)) return fractionList(before, after) as Value;
  if (typeof after === 'object' && after !== null) return reuseRecord(before, after) as Value;
  return after;
}

function fractionList(before: unknown, after: readonly unknown[]): unknown {
  const old: readonly unknown[] = Array.isArray(before) ? before : [];
  const byId = new Map(old.flatMap((each) => (idOf(each) === undefined ? [] : [[idOf(each), each]])));
  let same = old.length === after.length && Array.isArray(before);
  const shared = after.map((each, index) => {
    const id = idOf(each);
    const part = reuseUnchanged(id === undefined ? old[index] : byId.get(id), each);
    if (!Object.is(part, old[index])) same = false;
    return part;
  });
  return same ? before : shared;
}

function reuseRecord(before: unknown, after: object): unknown {
  if (Object.getPrototypeOf(after) !== Object.prototype) return after;
  const old = (typeof before === 'object' && before !== null ? before : {}) as Record<string, unknown>;
  const keys = Object.keys(after);
  let same = before === old && !Array.isArray(before) && Object.keys(old).length === keys.length;
  const shared: Record<string, unknown> = {};
  for (const key of keys) {
    shared[key] = reuseUnchanged(old[key], (after as Record<string, unknown>)[key]);
    if (!Object.is(shared[key], old[key]) || !Object.hasOwn(old, key)) same = false;
  }
  return same ? before : shared;
}

function idOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, reference } = value as { id?: unknown; reference?: unknown };
  if (typeof reference === 'string') return `reference ${reference}`;
  return typeof id === 'string' ? id : undefined;
}

function isSameView(before: unknown, after: ArrayBufferView): boolean {
  if (!(before instanceof Float32Array) || !(after instanceof Float32Array)) return false;
  return before.length === after.length && before.every((value, index) => Object.is(value, after[index]));
}
