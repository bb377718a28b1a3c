import { derivedStates, type Language, type Phrase, type Plan, phraseText } from '@diku/engine';
import { describeReasons, staleStamp } from '@diku/engine/documents';
import {
  type DerivedDocument,
  derivedDocument,
  derivedParts,
  partStateText,
  phraseDocument,
  sortReasons,
} from '@diku/engine/plan';
import { powerReasons, verdictReasons } from '@diku/engine/radio';
import { importReasonsDocument } from '@diku/engine/workflow';
import { Option } from 'commander';
import { cliText } from './cli-text.ts';
import { help } from './help.ts';
import { blameFile } from './read-input.ts';
import type { Session } from './session.ts';

/** `--allow-stale` of commands that write documents. */
export function allowStaleOption(): Option {
  return new Option('--allow-stale', help('derived-parts.allow-stale'));
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

/** Fields of a document on a plan's derived parts: `decidable`, `reasons`, `derived`. */
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

/**
 * The same of what does not depend on the floor beyond what was read, such as fields at people's heads: decidable where the powers
 * are known. Doubts of the import stand beside it.
 */
export function powerFields(plan: Plan): ReturnType<typeof derivedFields> & {
  doubts: ReturnType<typeof phraseDocument>[];
} {
  const states = derivedStates(plan);
  const reasons = powerReasons(states);
  return {
    decidable: reasons.length === 0,
    reasons: reasons.map(phraseDocument),
    derived: derivedDocument(states),
    doubts: importReasonsDocument(plan).reasons,
  };
}

/** Says on stderr that nobody knows a plan's powers, and what computes them anew: where doubts of the import stand in the result. */
export function noteStalePowers(path: string, plan: Plan, session: Session): void {
  noteReasons(path, powerReasons(derivedStates(plan)), session);
  noteRemedy(path, plan, session);
}

/** Says on stderr what of a plan is stale, and what computes it anew. */
export function noteStale(path: string, plan: Plan, session: Session): void {
  noteReasons(path, verdictReasons(plan, derivedStates(plan)), session);
  noteRemedy(path, plan, session);
}

function noteReasons(path: string, reasons: readonly Phrase[], session: Session): void {
  for (const reason of reasons) {
    const note = phraseText(reason, session.language);
    session.note(cliText(session.language, 'note-of', { path, note }));
  }
}

/** Says on stderr what computes a stale network anew. */
export function noteRemedy(path: string, plan: Plan, session: Session): void {
  const { network, portPowers } = derivedStates(plan);
  if (network.state !== 'stale' && portPowers.state !== 'stale') return;
  session.note(cliText(session.language, 'design-anew', { path }));
}

/** A line for every derived part that the plan has or should have. */
export function describeDerived(plan: Plan, language: Language): string[] {
  const states = derivedStates(plan);
  return derivedParts
    .filter((part) => states[part].state !== 'none')
    .map((part) => `  ${partStateText(part, states[part], language)}`);
}

/**
 * The doubts of the plan's import by name and position, how to accept those that are open, and what was accepted;
 * nothing where there are none.
 */
export function describeDoubts(path: string, plan: Plan, language: Language): string[] {
  const { open } = sortReasons(plan);
  const names = open.map(({ code, level }) => (level === undefined ? code : `${code}:${level}`));
  const how = cliText(language, 'accept-doubts', { path, names: names.join(' ') });
  return [...describeReasons(plan, language), ...(open.length > 0 ? [`  ${how}`] : [])];
}
