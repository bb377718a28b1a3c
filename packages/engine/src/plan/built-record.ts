import { antennaLocationInput, unorderedFingerprint } from './derived-inputs.ts';
import { fingerprint } from './fingerprint.ts';
import type { Plan } from './schema.ts';

/** Fingerprint of what a record of the works made of a plan: where its antennas hang, its cables, and its devices where it has some. */
export function recordBasis({
  antennas,
  network,
  asBuilt,
}: Pick<Plan, 'antennas' | 'network'> & { asBuilt?: Pick<NonNullable<Plan['asBuilt']>, 'devices'> }): string {
  const { devices = [], sources = [] } = network ?? {};
  return fingerprint([
    unorderedFingerprint(antennas, (antenna) => [antenna.id, antennaLocationInput(antenna)]),
    unorderedFingerprint(network?.devices ?? [], ({ id, part }) => [id, part]),
    unorderedFingerprint(network?.cables ?? [], ({ id, part, from, to, lengthM, mismatchLossDb, course }) => [
      ...[id, part, from.node, from.port, to.node, to.port, lengthM, mismatchLossDb ?? 0],
      JSON.stringify(course.map(({ level, path }) => [level, path])),
    ]),
    ...(asBuilt?.devices
      ? [
          unorderedFingerprint(devices, ({ id, level, position }) => [id, level, position]),
          unorderedFingerprint(sources, ({ id, part, level, position, units }) => [
            ...[id, part, level, position],
            JSON.stringify(units.map((unit) => [unit.id, unit.part])),
          ]),
        ]
      : []),
  ]);
}

/** Returns whether a plan with a record of the works was edited since: it is neither as designed nor as built then. */
export function isEditedSinceRecord(plan: Plan): boolean {
  return plan.asBuilt !== undefined && plan.asBuilt.basis !== recordBasis(plan);
}
