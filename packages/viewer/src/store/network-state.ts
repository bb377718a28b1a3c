import {
  createFingerprintMemo,
  movedPhrase,
  networkState,
  type PartState,
  type Plan,
  phraseText,
  portPowerState,
} from '@diku/engine';
import { language } from '../texts/language.ts';

// Records are never changed in place here: an edit computes the fingerprints of what it made anew.
const memo = createFingerprintMemo();
const known = new WeakMap<Plan, PartState>();

/** How a plan's feeder network, and the powers that it brings, stand to the plan: found once for each plan. */
export function feedState(plan: Plan): PartState {
  const found = known.get(plan);
  if (found) return found;
  const network = networkState(plan, memo);
  const powers = portPowerState(plan, network, memo);
  const state = network.state !== 'stale' && powers.state === 'stale' ? powers : network;
  known.set(plan, state);
  return state;
}

export function isFeedStale(plan: Plan | undefined): boolean {
  return plan !== undefined && feedState(plan).state === 'stale';
}

/** What moved under a stale network, in the language of the page. */
export function movedText({ moved }: PartState): string {
  return phraseText(movedPhrase(moved), language());
}
