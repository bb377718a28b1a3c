import { carrierInputs } from '../network/network-inputs.ts';
import {
  antennaPlaceInput,
  basisOf,
  type DerivedInputs,
  type FingerprintMemo,
  inputsById,
  inputsByLevel,
  noMemo,
  shortFingerprint,
} from '../plan/derived-inputs.ts';
import type { Derived } from '../plan/derived-schema.ts';
import type { Antenna, Level, Plan } from '../plan/schema.ts';

/** What an import's summary and doubts are of: the levels as they were read. */
export function importInputs(plan: Pick<Plan, 'levels'>, memo: FingerprintMemo = noMemo): DerivedInputs {
  const facilities = plan.levels.flatMap(({ id: level, facilities = [] }) =>
    facilities.map(({ id, kind, position, path }) => [
      JSON.stringify([level, id]),
      shortFingerprint([kind, position, path]),
    ]),
  );
  return { ...levelInputs(plan, memo), facilities: Object.fromEntries(facilities) };
}

/** The plan with what its import's summary is of; the summary is kept with it. To be called by what imports. */
export function withImportBasis(plan: Plan, summary: Readonly<Record<string, unknown>> = {}): Plan {
  const inputs = importInputs(plan);
  const part: Derived['import'] = { ...summary, basis: basisOf(inputs), inputs };
  return { ...plan, derived: { ...plan.derived, import: part } };
}

/** What a verdict is of: all of a plan that a prediction reads. */
export function verdictInputs(plan: Plan, memo: FingerprintMemo = noMemo): DerivedInputs {
  const { antennas, carriers, materials, propagation, requirements, outdoor, decisions, network } = plan;
  const accepted = decisions?.map(({ code, level, basis }) => shortFingerprint([code, level, basis])).sort();
  return {
    places: inputsById(antennas, (each) => memo.of(each, 'place', () => antennaPlaceInput(each))),
    antennas: inputsById(antennas, (each) => memo.of(each, 'radiating', () => radiatingInput(each))),
    ...levelInputs(plan, memo),
    carriers: carrierInputs(carriers, memo),
    network: network === undefined ? '' : memo.of(network, 'whole', () => shortFingerprint(network)),
    materials: shortFingerprint(materials),
    propagation: shortFingerprint(propagation),
    requirements: shortFingerprint(requirements),
    outdoor: shortFingerprint(outdoor),
    decisions: shortFingerprint(accepted ?? []),
  };
}

/** The plan with a verdict's summary and what it is of. To be called by what writes a plan that it has judged. */
export function withVerdict(plan: Plan, summary: Readonly<Record<string, unknown>>): Plan {
  const inputs = verdictInputs(plan);
  const part: Derived['verdict'] = { ...summary, basis: basisOf(inputs), inputs };
  return { ...plan, derived: { ...plan.derived, verdict: part } };
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

function levelInputs(plan: Pick<Plan, 'levels'>, memo: FingerprintMemo): DerivedInputs {
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
function radiatingInput(antenna: Antenna): string {
  const { level, position, heightM, path, name, fixed, locked, part, targetPowerDbm, ...read } = antenna;
  return `${antenna.type} ${shortFingerprint(read)}`;
}
