import { type Phrase, roundMm, say } from '../core/index.ts';
import { radiatesAlongPath } from './antenna-types.ts';
import { canonicalJson, fingerprint } from './fingerprint.ts';
import type { Antenna, Level, Plan } from './schema.ts';

/**
 * Inputs of a derived part of a plan, by kind of input and by id: fingerprints, and for antennas' locations
 * the locations themselves. Stored as `derived.<part>.inputs`; its fingerprint is the part's `basis`.
 */
export type DerivedInputs = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Fingerprints of records and lists that were computed before, by the objects themselves: these must not be changed in place. */
export interface FingerprintMemo {
  of(key: object, use: string, compute: () => string): string;
}

/** A memory of fingerprints for records that do not change from one question to the next. */
export function createFingerprintMemo(): FingerprintMemo {
  const known = new WeakMap<object, Map<string, string>>();
  return {
    of(key, use, compute) {
      const uses = known.get(key) ?? new Map<string, string>();
      const text = uses.get(use) ?? compute();
      known.set(key, uses.set(use, text));
      return text;
    },
  };
}

/** Remembers nothing. */
export const noMemo: FingerprintMemo = { of: (_key, _use, compute) => compute() };

const shortDigits = 16;

/** Long enough that no two of a plan's inputs meet, short enough to stand in a file by the thousand. */
export function shortFingerprint(value: unknown): string {
  return fingerprint(value).slice('sha256:'.length, 'sha256:'.length + shortDigits);
}

/** Records of a list by id. */
export function inputsById<Item extends { id: string }>(
  items: readonly Item[],
  describe: (item: Item) => string,
): Record<string, string> {
  return Object.fromEntries(items.map((item) => [item.id, describe(item)]));
}

/** The same whatever the order of the list. */
export function unorderedFingerprint<Item>(
  items: readonly Item[],
  describe: (item: Item) => readonly unknown[],
): string {
  return shortFingerprint(items.map((item) => JSON.stringify(describe(item))).sort());
}

/**
 * Location of an antenna, in clear: `["B1",12.5,30.25,2.4]`, for a radiating cable with a fingerprint of its
 * course.
 */
export function antennaLocationInput({ level, position, heightM, type, path, fallM }: Antenna): string {
  const isCable = radiatesAlongPath({ type }) && path;
  const [x, y] = isCable ? path[0] : position;
  return JSON.stringify([
    level,
    x,
    y,
    heightM,
    ...(isCable ? [shortFingerprint(fallM === undefined ? path : [path, fallM])] : []),
  ]);
}

/** Returns what of a level is a location for a list; undefined where there is nothing in it. */
export function inputsByLevel(
  plan: Pick<Plan, 'levels'>,
  describe: (level: Level) => string | undefined,
): Record<string, string> {
  return Object.fromEntries(
    plan.levels.flatMap((level) => {
      const text = describe(level);
      return text === undefined ? [] : [[level.id, text]];
    }),
  );
}

export function basisOf(inputs: DerivedInputs): `sha256:${string}` {
  return fingerprint(inputs);
}

/** Kinds of input that are one per level, and how it is stated that one has changed. */
const levelChanges = {
  outlines: 'moved-outline',
  walls: 'moved-walls',
  columns: 'moved-columns',
  openings: 'moved-openings',
  beams: 'moved-beams',
  slabs: 'moved-slabs',
  zones: 'moved-zones',
  stairs: 'moved-stairs',
  compartments: 'moved-compartments',
  bays: 'moved-bays',
  points: 'moved-points',
  heights: 'moved-heights',
} as const;
/** Kinds of input that are one of the whole plan. */
const planChanges = {
  limits: 'moved-limits',
  materials: 'moved-materials',
  propagation: 'moved-propagation',
  requirements: 'moved-requirements',
  outdoor: 'moved-outdoor',
  placement: 'moved-placement',
  decisions: 'moved-decisions',
  network: 'moved-network',
} as const;

/**
 * Differences of a part's inputs, each as a phrase: antennas first, then the plan's levels, then the rest.
 */
export function compareInputs(before: DerivedInputs, now: DerivedInputs): Phrase[] {
  const levels = differences(before.heights, now.heights);
  const goneOrNew = new Set([...levels.added, ...levels.removed]);
  return [
    ...movedAntennas(before, now),
    ...levels.added.map((level) => say('moved-level-added', { level })),
    ...levels.removed.map((level) => say('moved-level-removed', { level })),
    ...Object.entries(levelChanges).flatMap(([kind, code]) => {
      const { added, removed, changed } = differences(before[kind], now[kind]);
      const ids = [...added, ...removed, ...changed].filter((level) => !goneOrNew.has(level));
      return ids.map((level) => say(code, { level }));
    }),
    ...movedFacilities(before.facilities, now.facilities),
    ...movedById(before.carriers, now.carriers, 'carrier'),
    ...movedById(before.parts, now.parts, 'part'),
    ...movedById(before.locked, now.locked, 'locked'),
    ...movedPowers(before.powers, now.powers),
    ...Object.entries(planChanges).flatMap(([kind, code]) =>
      canonicalJson(before[kind]) === canonicalJson(now[kind]) ? [] : [say(code)],
    ),
  ];
}

type Group = DerivedInputs[string] | undefined;

function recordOf(group: Group): Readonly<Record<string, string>> {
  return typeof group === 'object' ? group : {};
}

function differences(before: Group, now: Group) {
  const [old, current] = [recordOf(before), recordOf(now)];
  const has = (record: object, key: string) => Object.hasOwn(record, key);
  return {
    added: Object.keys(current).filter((key) => !has(old, key)),
    removed: Object.keys(old).filter((key) => !has(current, key)),
    changed: Object.keys(current).filter((key) => has(old, key) && old[key] !== current[key]),
  };
}

function movedAntennas(before: DerivedInputs, now: DerivedInputs): Phrase[] {
  const { added, removed, changed } = differences(before.places, now.places);
  const [old, current] = [recordOf(before.places), recordOf(now.places)];
  return [
    ...changed.map((id) => movedLocation(id, old[id], current[id])),
    ...added.map((id) => say('moved-antenna-added', { id })),
    ...removed.map((id) => say('moved-antenna-removed', { id })),
    ...differences(before.antennas, now.antennas).changed.map((id) => {
      const [type, kind] = [before, now].map(({ antennas }) => recordOf(antennas)[id].split(' ')[0]);
      return type === kind
        ? say('moved-antenna-changed', { id })
        : say('moved-antenna-type', { id, before: type, after: kind });
    }),
  ];
}

function movedLocation(id: string, before: string, now: string): Phrase {
  const [old, current] = [before, now].map(readLocation);
  if (!old || !current) return say('moved-antenna-changed', { id });
  if (old.level !== current.level) {
    return say('moved-antenna-level', { id, before: old.level, after: current.level });
  }
  const distanceM = Math.hypot(current.x - old.x, current.y - old.y);
  if (distanceM > 0) return say('moved-antenna', { id, distanceM: roundMm(distanceM) });
  if (old.heightM !== current.heightM) {
    return say('moved-antenna-height', { id, before: old.heightM, after: current.heightM });
  }
  return say('moved-antenna-course', { id });
}

/** A location as `antennaLocationInput` writes it; undefined for what somebody else wrote there. */
function readLocation(text: string): { level: string; x: number; y: number; heightM: number } | undefined {
  try {
    const [level, x, y, heightM] = JSON.parse(text);
    return [x, y, heightM].every(Number.isFinite) ? { level: String(level), x, y, heightM } : undefined;
  } catch {
    return undefined;
  }
}

function movedFacilities(before: Group, now: Group): Phrase[] {
  const { added, removed, changed } = differences(before, now);
  const at = (key: string) => {
    const [level, id] = JSON.parse(key) as [string, string];
    return { level, id };
  };
  return [
    ...changed.map((key) => say('moved-facility', at(key))),
    ...added.map((key) => say('moved-facility-added', at(key))),
    ...removed.map((key) => say('moved-facility-removed', at(key))),
  ];
}

function movedById(before: Group, now: Group, kind: 'carrier' | 'part' | 'locked'): Phrase[] {
  const { added, removed, changed } = differences(before, now);
  return [
    ...changed.map((id) => say(`moved-${kind}`, { id })),
    ...added.map((id) => say(`moved-${kind}-added`, { id })),
    ...removed.map((id) => say(`moved-${kind}-removed`, { id })),
  ];
}

function movedPowers(before: Group, now: Group): Phrase[] {
  const { added, removed, changed } = differences(before, now);
  return [...changed, ...added, ...removed].map((id) => say('moved-power', { id }));
}

/** Lists of a level by kind of input. */
const lists = {
  walls: 'walls',
  columns: 'columns',
  openings: 'openings',
  beams: 'beams',
  zones: 'zones',
  bays: 'bays',
  points: 'points',
} as const satisfies Record<string, keyof Level>;

/** Everything of the levels that a prediction reads, by kind and level. */
export function levelInputs(plan: Pick<Plan, 'levels'>, memo: FingerprintMemo): DerivedInputs {
  const ofList = (key: (typeof lists)[keyof typeof lists]) =>
    inputsByLevel(plan, (level) => {
      const list = level[key];
      return list && memo.of(list, 'all', () => recordsInput(list));
    });
  return {
    heights: inputsByLevel(plan, ({ elevationM, clearHeightM }) =>
      JSON.stringify([elevationM, clearHeightM]),
    ),
    outlines: inputsByLevel(plan, ({ outline, holes = [] }) => shortFingerprint([outline, holes])),
    slabs: inputsByLevel(plan, ({ slabThicknessM, slabOpenings }) =>
      shortFingerprint([slabThicknessM, slabOpenings]),
    ),
    ...Object.fromEntries(Object.entries(lists).map(([kind, key]) => [kind, ofList(key)])),
  };
}

/** All of them but what they are called, in whatever order they stand. */
function recordsInput(records: readonly { id: string; name?: unknown }[]): string {
  return shortFingerprint(records.map(({ name: _, ...read }) => shortFingerprint(read)).sort());
}

/** The type first, in clear; without where it is, and without what only a placement reads. */
export function radiatingInput(antenna: Antenna): string {
  const { level, position, heightM, path, name, fixed, locked, part, targetPowerDbm, ...read } = antenna;
  return `${antenna.type} ${shortFingerprint(read)}`;
}

/**
 * `current`: computed from the plan as it is. `stale`: from another, and what moved since. `missing`: it could be there and is
 * not. `none`: there is nothing that it could be computed from.
 */
export interface PartState {
  state: 'current' | 'stale' | 'missing' | 'none';
  /** Empty but of what is stale. */
  moved: readonly Phrase[];
}

/** A part of the plan against what it is computed from now. */
export function stateOf(
  part: { basis: string; inputs?: DerivedInputs } | undefined,
  inputs: () => DerivedInputs,
): PartState {
  if (part === undefined) return { state: 'stale', moved: [say('moved-no-basis')] };
  const now = inputs();
  if (part.basis === basisOf(now)) return { state: 'current', moved: [] };
  const moved = compareInputs(part.inputs ?? now, now);
  return { state: 'stale', moved: moved.length > 0 ? moved : [say('moved-unknown')] };
}
