import type { ProgrammeOperator } from '../../plan/index.ts';
import { ofEachOperator } from '../community.ts';
import type { Answers } from './column-answers.ts';
import type { IssueKind } from './issue-kinds.ts';
import { answeredBy, readAnswer } from './read-answer.ts';
import { type Flag, readFlag } from './read-flag.ts';
import { readOperators } from './read-operators.ts';
import type { Reading } from './reading.ts';

/**
 * The reader of a column's cells that takes a bare yes or no for what the column's header asks, and leaves everything else to `read`.
 * @param told of an answer that says something and no value, such as that there are complaints
 */
export function answered<Value>(
  read: (raw: string) => Reading<Value | null>,
  answers: Answers | undefined,
  told: IssueKind = 'missing',
): (raw: string) => Reading<Value | null> {
  if (!answers || answers.isPlain) return read;
  return (raw) => {
    const answer = answeredBy(raw, answers);
    if (!answer) return read(raw);
    if (answer.value === undefined) return { value: null, kinds: ['answer_open'] };
    if (answer.value === null) return { value: null, kinds: [told] };
    return { value: answer.value as Value, kinds: answer.value === 'no-signal' ? ['no_signal_text'] : [] };
  };
}

/** The same of a column on one operator's coverage: how a yes or no is written is told as of other columns. */
export function readAskedFlag(raw: string, answers: Answers | undefined): Reading<Flag> {
  const plain = readFlag(raw);
  if (!answers || answers.isPlain || plain.value === 'blank') return plain;
  const answer = answeredBy(raw, answers);
  if (!answer) return plain;
  if (answer.value === undefined) return { value: null, kinds: ['answer_open'] };
  return { value: answer.value as boolean, kinds: plain.kinds };
}

type OfOperators = Record<ProgrammeOperator, boolean | null>;

/** One column for all operators; where it asks for the lack, those that it names have it. */
export function readAskedOperators(raw: string, answers: Answers | undefined): Reading<OfOperators> {
  const answer = readAnswer(raw);
  const isDenial = answers?.isDenial ?? false;
  const isOpen = answer?.isOfPresence && answer.sign > 0 && answers?.yes === undefined;
  if (!answers || !answer || (answer.isOfPresence && !isDenial && !isOpen)) {
    // Below "not covered" a name without a verb is of one that does not cover.
    return readOperators(raw, !isDenial);
  }
  const value = answeredBy(raw, answers)?.value as boolean | undefined;
  const all = ofEachOperator(() => value ?? null);
  return { value: all, kinds: [value === undefined ? 'answer_open' : 'flag_for_all'] };
}
