import { InputError, type LocalizedProblem, say } from '../../core/index.ts';
import { isDay, isQuarter } from './calendar.ts';
import { stateAt } from './community-state.ts';
import type { PlanResult, ProgrammeCommunity, Step } from './programme-community.ts';
import { type Stage, stageIndex, stages } from './stages.ts';

const longestNote = 2000;

/**
 * Checks a step against the community's history: forward one stage at a time, back with a note that says why, never before the
 * step before it or after `today`, accepted only on evidence. A step to the same stage has
 * a remark, another plan or another quarter that is due.
 * @returns the step, without what it does not need
 * @throws InputError with the reason
 */
export function takeStep(community: ProgrammeCommunity, step: Step, today: string): Step {
  const { stage, date, note, due, evidence, plan } = step;
  const refuse = (problem: Omit<LocalizedProblem, 'at'>): never => {
    throw new InputError([
      { at: say('community-named', { id: community.id, name: community.name }), ...problem },
    ]);
  };
  if (!isDay(date)) refuse({ found: say('text-found', { text: date }), expected: say('a-day') });
  if (date > today) refuse({ found: date, expected: say('day-until', { day: today }) });
  if (note !== undefined && note.length > longestNote)
    refuse({
      found: say('formula-characters', { count: note.length }),
      expected: say('at-most', { most: longestNote }),
    });
  const last = community.history.at(-1);
  const state = last && stateAt(community, last.date);
  if (last && date < last.date) refuse({ found: date, expected: say('day-from', { day: last.date }) });
  const index = stageIndex(stage);
  const before = state ? stageIndex(state.stage) : -1;
  const from = state ? stageName(state.stage) : say('nothing');
  if (index > before + 1)
    refuse({
      found: say('step-from-to', { from, to: stageName(stage) }),
      expected: stageName(stages[before + 1]),
    });
  if (index < before && !note)
    refuse({
      found: say('step-from-to', { from, to: stageName(stage) }),
      expected: say('note-for-step-back'),
    });
  const isRemark = note !== undefined && note !== state?.lastNote;
  const isNewPlan = plan !== undefined && !isLastPlan(community.history, plan);
  if (index === before && !isRemark && !isNewPlan && (due === undefined || due === state?.due))
    refuse({ found: say('already-at', { stage: stageName(stage) }), expected: say('another-stage') });
  if (due !== undefined && (!isQuarter(due) || index === 0))
    refuse({ found: say('text-found', { text: due }), expected: say('quarter-once-chosen') });
  const isAcceptance = stage === 'accepted' && index > before;
  if (isAcceptance && !evidence)
    refuse({ found: say('no-test-report'), expected: say('passed-test-report') });
  if (!isAcceptance && evidence) refuse({ found: stageName(stage), expected: stageName('accepted') });
  return {
    ...{ stage, date },
    ...(note ? { note } : {}),
    ...(due === undefined || due === state?.due ? {} : { due }),
    ...(evidence ? { evidence } : {}),
    ...(plan ? { plan } : {}),
  };
}

function stageName(stage: Stage) {
  return say(`stage-${stage}`);
}

/** Plan stored by the last step that has one; undefined where there was none. */
function lastPlan(history: readonly Step[]): PlanResult | undefined {
  return history.flatMap(({ plan }) => plan ?? []).at(-1);
}

/** Returns whether a plan is the one that was stored last: read from a file of the same bytes. */
export function isLastPlan(history: readonly Step[], { source }: PlanResult): boolean {
  return source !== undefined && source.sha256 === lastPlan(history)?.source?.sha256;
}
