import {
  antennaPlaceInput,
  basisOf,
  type DerivedInputs,
  type FingerprintMemo,
  inputsById,
  noMemo,
  shortFingerprint,
} from './derived-inputs.ts';
import type { Derived } from './derived-schema.ts';
import { levelInputs } from './level-inputs.ts';
import { carrierInputs } from './network-inputs.ts';
import type { Antenna, Plan } from './schema.ts';

/** What a verdict is of: all of a plan that a prediction reads. */
export function verdictInputs(plan: Plan, memo: FingerprintMemo = noMemo): DerivedInputs {
  const { antennas, antennaTypes, carriers, materials, propagation } = plan;
  const { requirements, outdoor, decisions, network } = plan;
  const accepted = decisions?.map(({ code, level, basis }) => shortFingerprint([code, level, basis])).sort();
  return {
    places: inputsById(antennas, (each) => memo.of(each, 'place', () => antennaPlaceInput(each))),
    antennas: inputsById(antennas, (each) => {
      const read = memo.of(each, 'radiating', () => radiatingInput(each));
      const custom = antennaTypes?.[each.type];
      return custom ? `${read} ${memo.of(custom, 'pattern', () => shortFingerprint(custom.bands))}` : read;
    }),
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

/** The type first, in clear; without where it is, and without what only a placement reads. */
function radiatingInput(antenna: Antenna): string {
  const { level, position, heightM, path, name, fixed, locked, part, targetPowerDbm, ...read } = antenna;
  return `${antenna.type} ${shortFingerprint(read)}`;
}
