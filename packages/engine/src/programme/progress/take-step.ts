import { InputError, type LocalizedProblem, say } from '../../core/index.ts';
import { canonicalJson } from '../../plan/index.ts';
import { isDay, isQuarter } from './calendar.ts';
import { stateAt } from './community-state.ts';
import type { PlanResult, ProgrammeCommunity, Step, Works } from './programme-community.ts';
import { type Stage, stageIndex, stages } from './stages.ts';
import { signatureOf, worksOf } from './works.ts';

const longestNote = 2000;
const longestName = 200;
const maxAttachments = 20;

/** Evidence that a step forward to a stage asks for. */
const neededKinds: Partial<Record<Stage, 'consent' | 'walk'>> = { coordinated: 'consent', tested: 'walk' };

/**
 * Checks a step against the community's history: forward one stage at a time, back with a note that says why, never before the
 * step before it or after `today`, accepted only on evidence. A step to the same stage has
 * a remark, another plan or another quarter that is due.
 * @returns the step, without what it does not need
 * @throws InputError with the reason
 */
export function takeStep(community: ProgrammeCommunity, step: Step, today: string): Step {
  const { stage, date, note, due, evidence, plan } = step;
  checkTexts(step);
  const refuse = (problem: Omit<LocalizedProblem, 'at'>): never => {
    throw new InputError([
      { at: say('community-named', { id: community.id, name: community.name }), ...problem },
    ]);
  };
  if (!isDay(date)) refuse({ found: say('text-found', { text: date }), expected: say('a-day') });
  if (date > today) refuse({ found: date, expected: say('day-until', { day: today }) });
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
  const isNewDue = due !== undefined && due !== state?.due;
  if (index === before && !isRemark && !isNewPlan && !isNewDue && !bringsNews(step, state?.works))
    refuse({ found: say('already-at', { stage: stageName(stage) }), expected: say('another-stage') });
  if (due !== undefined && (!isQuarter(due) || index === 0))
    refuse({ found: say('text-found', { text: due }), expected: say('quarter-once-chosen') });
  const isAcceptance = stage === 'accepted' && index > before;
  if (isAcceptance && !evidence)
    refuse({ found: say('no-test-report'), expected: say('passed-test-report') });
  if (index > before) checkEvidence(community, step, refuse);
  if (!isAcceptance && evidence) refuse({ found: stageName(stage), expected: stageName('accepted') });
  return {
    ...{ stage, date },
    ...(note ? { note } : {}),
    ...(isNewDue ? { due } : {}),
    ...(evidence ? { evidence } : {}),
    ...(plan ? { plan } : {}),
    ...whatElse(step),
  };
}

type Refuse = (problem: Omit<LocalizedProblem, 'at'>) => never;

/** Refuses a step forward without the evidence that its stage asks for, and an acceptance of another plan than the recorded one. */
function checkEvidence({ history }: ProgrammeCommunity, step: Step, refuse: Refuse): void {
  const { stage, evidence, attachments, withoutEvidence } = step;
  if (evidence) {
    const recorded = lastPlan(history)?.planFingerprint;
    const { planFingerprint: tested } = evidence;
    if (recorded === undefined) refuse({ found: say('no-recorded-plan'), expected: say('recorded-plan') });
    if (tested !== recorded)
      refuse({
        found: say('plan-fingerprint', { fingerprint: shortOf(tested) }),
        expected: say('plan-fingerprint', { fingerprint: shortOf(recorded) }),
      });
  }
  const kind = neededKinds[stage];
  if (!kind || withoutEvidence || attachments?.some((attachment) => attachment.kind === kind)) return;
  refuse({ found: say('nothing'), expected: say(`needed-${kind}`) });
}

/** The rest of a step, without what it leaves open. */
function whatElse({ attachments, withoutEvidence, ...step }: Step): Partial<Step> {
  const works = worksOf(step.works ?? {});
  return {
    ...(works ? { works } : {}),
    ...(attachments && attachments.length > 0 ? { attachments } : {}),
    ...(withoutEvidence ? { withoutEvidence } : {}),
    ...signatureOf(step),
  };
}

/** Returns whether a step to the same stage says anything new besides a remark, a plan and a quarter. */
function bringsNews({ works = {}, attachments = [] }: Step, before: Works = {}): boolean {
  return attachments.length > 0 || canonicalJson({ ...before, ...works }) !== canonicalJson(before);
}

/** Refuses texts, and lists of files, that are too long. */
function checkTexts({ note, withoutEvidence, author, office, role, works, attachments = [] }: Step): void {
  const bounds: [string, number | undefined, number][] = [
    ['note', note?.length, longestNote],
    ['withoutEvidence', withoutEvidence?.length, longestNote],
    ...Object.entries({ author, office, role }).map(([name, text]): [string, number | undefined, number] => [
      ...([name, text?.length, longestName] as const),
    ]),
    ['works.builder', works?.builder?.length, longestName],
    ['works.sharing', works?.sharing?.join().length, longestName],
  ];
  const long = bounds.find(([, count, limit]) => count !== undefined && count > limit);
  if (long) {
    const [at, count = 0, limit] = long;
    const problem = {
      at,
      found: say('formula-characters', { count }),
      expected: say('at-most', { most: limit }),
    };
    throw new InputError([problem]);
  }
  if (attachments.length > maxAttachments) {
    const found = say('files-count', { count: attachments.length });
    throw new InputError([{ at: 'attachments', found, expected: say('at-most', { most: maxAttachments }) }]);
  }
}

/** Enough of a fingerprint for people. */
function shortOf(fingerprint = ''): string {
  return fingerprint.slice(0, 'sha256:'.length + 12);
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
