import type { Antenna } from '../../plan/schema.ts';

/** What can hang at a candidate. */
export const candidateKinds = ['omni', 'directional', 'cable', 'small-cell'] as const;
export type CandidateKind = (typeof candidateKinds)[number];

/** One antenna that a placement may choose: as it would stand in the plan, but for its id. */
export interface Candidate {
  kind: CandidateKind;
  antenna: Antenna;
  /** Its part, its mounting and the cable to the nearest tray or room, estimated, CNY. */
  costCny: number;
}
