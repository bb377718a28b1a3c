import type { ProgrammeCommunity, Step, Works } from './programme-community.ts';
import { type Stage, stageIndex, stages } from './stages.ts';

/** State of a community on a day. */
export interface CommunityState {
  stage: Stage;
  /** Day it came to that stage, also where it came back to it. */
  since: string;
  /** Quarter in which it is to be accepted, where one was named. */
  due?: string;
  /** Day on which each stage up to the present one was reached. A stage that was gone back behind is not reached. */
  reached: (string | undefined)[];
  /** The step that led back to the present stage, where one did. */
  steppedBack?: Step;
  lastNote?: string;
  /** Facts of the works; empty where nobody said anything. */
  works: Works;
}

/** State at the end of a day; undefined where the community was not there yet. */
export function stateAt(
  { history }: Pick<ProgrammeCommunity, 'history'>,
  day: string,
): CommunityState | undefined {
  let state: CommunityState | undefined;
  for (const step of history) {
    if (step.date > day) break;
    const before = state ? stageIndex(state.stage) : -1;
    const index = stageIndex(step.stage);
    const reached = state?.reached ?? stages.map(() => undefined);
    if (index > before) reached[index] = step.date;
    else reached.fill(undefined, index + 1);
    state = {
      stage: step.stage,
      since: state && index === before ? state.since : step.date,
      due: step.due ?? state?.due,
      reached,
      steppedBack: index < before ? step : index === before ? state?.steppedBack : undefined,
      lastNote: step.note ?? state?.lastNote,
      works: { ...state?.works, ...step.works },
    };
  }
  return state;
}
