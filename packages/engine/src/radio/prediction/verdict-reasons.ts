import { type Phrase, phraseText, say } from '../../core/index.ts';
import { acceptedPhrase, type DerivedStates, movedPhrase, type Plan, sortReasons } from '../../plan/index.ts';
import type { Assessment, VerdictReason } from '../coverage/assessment.ts';

/** Looks for reasons why nobody can say whether a plan meets its target; empty where it finds none. */
type FindReasons = (plan: Plan, states: DerivedStates) => readonly Phrase[];

/** Every source of reasons; another one is added here. */
const finders: readonly FindReasons[] = [importDoubts, (_plan, states) => powerReasons(states)];

/**
 * Why the verdict on a plan cannot be decided, each as a phrase. With any of them no target counts as met, whatever the
 * figures say.
 */
export function verdictReasons(plan: Plan, states: DerivedStates): Phrase[] {
  return finders.flatMap((find) => find(plan, states));
}

/** The verdict with the reasons why it cannot be decided, and those that a person has accepted: a target is met only without any open. */
export function decideVerdict(
  assessment: Assessment,
  reasons: readonly Phrase[],
  accepted: readonly Phrase[] = [],
): Assessment {
  const decidable = reasons.length === 0;
  const { target } = assessment;
  return {
    ...assessment,
    target: { ...target, met: target.met && decidable, figuresMet: target.met },
    decidable,
    reasons: reasons.map(inEnglish),
    accepted: accepted.map(inEnglish),
  };
}

function inEnglish(reason: Phrase): VerdictReason {
  return { ...reason, message: phraseText(reason, 'en') };
}

/** What a person accepted of how the plan was read, each with by whom and when. */
export function acceptedReasons(plan: Plan): Phrase[] {
  return sortReasons(plan).accepted.map(acceptedPhrase);
}

/** What is doubtful of how the plan was read, and what nobody has accepted yet. */
function importDoubts(plan: Plan): readonly Phrase[] {
  return sortReasons(plan).open.map(({ said }) => said);
}

/** Powers that came from a network of other antennas are not known. What has no network is judged by its ports' nominal powers. */
export function powerReasons({ network, portPowers }: DerivedStates): readonly Phrase[] {
  if (network.state === 'stale') return [say('network-stale', { moved: movedPhrase(network.moved) })];
  if (portPowers.state === 'stale')
    return [say('port-powers-stale', { moved: movedPhrase(portPowers.moved) })];
  return [];
}
