import {
  type Language,
  languages,
  type Phrase,
  phraseText,
  requireList,
  requireObject,
  requireOneOf,
  say,
} from '../core/index.ts';
import { type FingerprintMemo, noMemo } from './derived-inputs.ts';
import { type DerivedPartName, derivedParts } from './derived-schema.ts';
import { importInputs } from './level-inputs.ts';
import { networkState, type PartState, portPowerState, stateOf } from './network-state.ts';
import { requirePlan } from './plan-profile.ts';
import type { Plan } from './schema.ts';
import { verdictInputs } from './verdict-inputs.ts';

/** For each computed part of a plan whether it is of the plan as it stands. */
export type DerivedStates = Readonly<Record<DerivedPartName, PartState>>;

/**
 * How every derived part of a plan stands to what it was computed from. A part without a fingerprint is stale.
 * @param memo fingerprints of records that did not change since the last call: for plans whose records are never changed in place
 */
export function derivedStates(plan: Plan, memo: FingerprintMemo = noMemo): DerivedStates {
  requirePlan(plan);
  const network = networkState(plan, memo);
  return {
    network,
    portPowers: portPowerState(plan, network, memo),
    import: importState(plan, memo),
    verdict: verdictState(plan, memo),
  };
}

function importState(plan: Plan, memo: FingerprintMemo): PartState {
  const part = plan.derived?.import;
  if (part) return stateOf(part, () => importInputs(plan, memo));
  const isRead = plan.levels.some(({ source }) => source !== undefined);
  return { state: isRead ? 'missing' : 'none', moved: [] };
}

function verdictState(plan: Plan, memo: FingerprintMemo): PartState {
  const part = plan.derived?.verdict;
  if (part) return stateOf(part, () => verdictInputs(plan, memo));
  return { state: plan.antennas.length > 0 ? 'missing' : 'none', moved: [] };
}

/** So many of the things that moved are named in a sentence. */
const mostNamed = 3;

/** What moved, in one phrase: the first few by name. */
export function movedPhrase(moved: readonly Phrase[]): Phrase {
  requireList('moved', moved);
  requireObject('moved[0]', moved[0], ['code']);
  const named = moved.slice(0, mostNamed);
  const more = moved.length - named.length;
  const all = more > 0 ? [...named, say('moved-more', { count: more })] : named;
  return all.reduceRight((rest, first) => say('moved-and', { first, rest }));
}

/** A derived part, its state and what moved, in one line. */
export function partStateText(part: DerivedPartName, partState: PartState, language: Language): string {
  requireOneOf('part', part, derivedParts);
  requireObject('state', partState, ['state', 'moved']);
  requireOneOf('language', language, languages);
  const { state, moved } = partState;
  requireOneOf('state', state, ['current', 'stale', 'missing', 'none']);
  requireList('moved', moved);
  const head = phraseText(
    say('part-state', { part: say(`derived-${part}`), state: say(`state-${state}`) }),
    language,
  );
  if (moved.length === 0) return head;
  return `${head}${language === 'zh' ? '：' : ': '}${phraseText(movedPhrase(moved), language)}`;
}

/** A phrase as a document has it: its code, its English words and what is filled in. */
export interface PhraseDocument {
  code: string;
  message: string;
  values: Readonly<Record<string, string | number>>;
}

/** A phrase as JSON: its code, its values and its text. */
export function phraseDocument(phrase: Phrase): PhraseDocument {
  requireObject('phrase', phrase, ['code']);
  const values = Object.entries(phrase.values ?? {}).map(([name, value]) => [
    name,
    typeof value === 'object' ? phraseText(value, 'en') : value,
  ]);
  return { code: phrase.code, message: phraseText(phrase, 'en'), values: Object.fromEntries(values) };
}

/** `derived` of a result document: every part's state, and of stale ones what moved. */
export type DerivedDocument = Record<DerivedPartName, PartState['state']> & {
  moved: Partial<Record<DerivedPartName, PhraseDocument[]>>;
};

/** The states of the computed parts as a JSON document. */
export function derivedDocument(states: DerivedStates): DerivedDocument {
  requireObject('states', states, derivedParts);
  const { network, portPowers, import: ofImport, verdict } = states;
  const stale = derivedParts.filter((part) => states[part].moved.length > 0);
  return {
    ...{ network: network.state, portPowers: portPowers.state },
    ...{ import: ofImport.state, verdict: verdict.state },
    moved: Object.fromEntries(stale.map((part) => [part, states[part].moved.map(phraseDocument)])),
  };
}
