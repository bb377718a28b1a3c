import {
  type DerivedDocument,
  derivedDocument,
  derivedParts,
  derivedStates,
  type Plan,
  partStateText,
  phraseDocument,
  phraseText,
  staleStamp,
  verdictReasons,
} from '@diku/engine';
import { Option } from 'commander';
import { blameFile } from './read-input.ts';
import type { Session } from './session.ts';
import { type Language, texts } from './texts.ts';

/** `--allow-stale` of commands that write documents. */
export function allowStaleOption(): Option {
  return new Option(
    '--allow-stale',
    'documents of a network that is stale too: every page says STALE and what moved (default: status 65)',
  );
}

export interface StaleArguments {
  allowStale?: boolean;
}

/** Refuses a plan with a stale network before a document of it is made: status 65, with what moved and what mends it. */
export function refuseStale(
  path: string,
  plan: Plan,
  { allowStale }: StaleArguments,
  session: Session,
): void {
  blameFile(path, () => staleStamp(plan, { lang: session.language, allowStale }));
}

/** What a document says of a plan's derived parts: `decidable`, `reasons`, `derived`. */
export function derivedFields(plan: Plan): {
  decidable: boolean;
  reasons: ReturnType<typeof phraseDocument>[];
  derived: DerivedDocument;
} {
  const states = derivedStates(plan);
  const reasons = verdictReasons(plan, states);
  return {
    decidable: reasons.length === 0,
    reasons: reasons.map(phraseDocument),
    derived: derivedDocument(states),
  };
}

/** Says on stderr what of a plan is stale, and what computes it anew. */
export function noteStale(path: string, plan: Plan, session: Session): void {
  const words = texts[session.language];
  const reasons = verdictReasons(plan, derivedStates(plan));
  for (const reason of reasons) {
    session.note(`${words.warning}: ${path}: ${phraseText(reason, session.language)}`);
  }
  noteRemedy(path, plan, session);
}

/** Says on stderr what computes a stale network anew. */
export function noteRemedy(path: string, plan: Plan, session: Session): void {
  const { network, portPowers } = derivedStates(plan);
  if (network.state !== 'stale' && portPowers.state !== 'stale') return;
  session.note(texts[session.language].designAnew(path));
}

/** A line for every derived part that the plan has or should have. */
export function describeDerived(plan: Plan, language: Language): string[] {
  const states = derivedStates(plan);
  return derivedParts
    .filter((part) => states[part].state !== 'none')
    .map((part) => `  ${partStateText(part, states[part], language)}`);
}
