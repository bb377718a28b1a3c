import { derivedStates, type Plan, phraseText } from '@diku/engine';
import {
  createFingerprintMemo,
  type DerivedPartName,
  type DerivedStates,
  movedPhrase,
  type PartState,
} from '@diku/engine/plan';
import { language } from '../texts/language.ts';

// Records are never changed in place here: an edit computes the fingerprints of what it made anew.
const memo = createFingerprintMemo();
const known = new WeakMap<Plan, DerivedStates>();

/** State of every derived part of a plan: found once for each plan. */
export function planStates(plan: Plan): DerivedStates {
  const found = known.get(plan) ?? derivedStates(plan, memo);
  known.set(plan, found);
  return found;
}

/** State of a plan's feeder network, and of the powers that it brings. */
export function feedState(plan: Plan): PartState {
  const { network, portPowers } = planStates(plan);
  return network.state !== 'stale' && portPowers.state === 'stale' ? portPowers : network;
}

export function isFeedStale(plan: Plan | undefined): boolean {
  return plan !== undefined && feedState(plan).state === 'stale';
}

export function isPartStale(plan: Plan | undefined, part: DerivedPartName): boolean {
  return plan !== undefined && planStates(plan)[part].state === 'stale';
}

/** Text on what moved under a stale part, in the language of the page. */
export function movedText({ moved }: PartState): string {
  return phraseText(movedPhrase(moved), language());
}
