import type { Assessment } from '../coverage/assessment.ts';
import { type Phrase, say } from '../phrases/phrase.ts';
import type { Plan } from '../plan/schema.ts';
import { type DerivedStates, movedPhrase, phraseDocument } from './derived-states.ts';

/** Looks for reasons why nobody can say whether a plan meets its target; empty where it finds none. */
type FindReasons = (plan: Plan, states: DerivedStates) => readonly Phrase[];

/** Every source of reasons; another one is added here. */
const finders: readonly FindReasons[] = [staleReasons];

/**
 * Why the verdict on a plan cannot be decided, each as a phrase. With any of them no target counts as met, whatever the
 * figures say.
 */
export function verdictReasons(plan: Plan, states: DerivedStates): Phrase[] {
  return finders.flatMap((find) => find(plan, states));
}

/** The verdict with the reasons why it cannot be decided: a target is met only without any. */
export function decideVerdict(assessment: Assessment, reasons: readonly Phrase[]): Assessment {
  const decidable = reasons.length === 0;
  const { target } = assessment;
  return {
    ...assessment,
    target: { ...target, met: target.met && decidable },
    decidable,
    reasons: reasons.map((reason) => ({ ...reason, ...phraseDocument(reason), code: reason.code })),
  };
}

/** Powers that came from a network of other antennas are not known. What has no network is judged by its ports' nominal powers. */
function staleReasons(_plan: Plan, { network, portPowers }: DerivedStates): readonly Phrase[] {
  if (network.state === 'stale') return [say('network-stale', { moved: movedPhrase(network.moved) })];
  if (portPowers.state === 'stale')
    return [say('port-powers-stale', { moved: movedPhrase(portPowers.moved) })];
  return [];
}
