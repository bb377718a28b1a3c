import { type Antenna, candidateKinds } from '../../../plan/index.ts';

/** Id of a candidate that is no antenna of the plan yet. */
export const candidateId = 'candidate';

export { candidateKinds };
/** Kind of antenna at a candidate location. */
export type CandidateKind = (typeof candidateKinds)[number];

/** One antenna that a placement may choose: as it would stand in the plan, but for its id (`candidateId`) unless it hangs already. */
export interface Candidate {
  kind: CandidateKind;
  antenna: Antenna;
  /** Its part, its mounting and the cable to the nearest tray or room, estimated, CNY. */
  costCny: number;
}
