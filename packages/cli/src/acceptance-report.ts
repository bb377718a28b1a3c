import { basename } from 'node:path';
import type { acceptWalk, Plan } from '@diku/engine';
import { fingerprint, planFingerprint } from '@diku/engine/plan';
import type { AcceptWalkOptions } from '@diku/engine/workflow';
import { derivedFields } from './derived-parts.ts';
import { sha256 } from './sha256.ts';

/** A file of a walk test, by the name that it was given by. */
export interface WalkFile {
  name: string;
  bytes: Uint8Array;
}

/** How the files of a walk were read, as far as somebody said so. */
export type WalkReading = Pick<
  AcceptWalkOptions,
  'operator' | 'levelId' | 'datum' | 'floorDbm' | 'pixelsPerM' | 'inCar'
>;

/**
 * The document of `diku accept --json`, without timing: the evaluation, the plan and the walks that it is of, and how these were read, so that
 * it can be made again of the same files.
 */
export function acceptanceReport(
  plan: Plan,
  acceptance: ReturnType<typeof acceptWalk>,
  { walks, reading }: { walks: readonly WalkFile[]; reading: WalkReading },
) {
  const given = Object.entries(reading).filter(([, value]) => value !== undefined);
  const basis = {
    ...{ community: plan.community, planFingerprint: planFingerprint(plan) },
    walks: walks.map(({ name, bytes }) => ({ file: basename(name), sha256: sha256(bytes) })),
    reading: Object.fromEntries(given),
  };
  return {
    ...basis,
    // One who changes what the report is of has to say so twice.
    basis: fingerprint(basis),
    acceptance,
    ...derivedFields(plan),
  };
}
