import type { ProgrammeOperator } from '../../plan/index.ts';
import { ofEachOperator } from '../community.ts';
import type { Answers } from './column-answers.ts';
import type { IssueKind } from './issue-kinds.ts';
import { answeredBy, readAnswer } from './read-answer.ts';
import { type Flag, readFlag } from './read-flag.ts';
import { readOperators } from './read-operators.ts';
import { type Reading, withoutSpaces } from './reading.ts';

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

const everywhere =
  /^(全部?|整个|所有|全库|全域|均|都|皆)(是|为|有|的|在|地下|车库|地库|区域|楼层|楼栋|层|盲区|无信号|未覆盖|没有?信号)*$/;
const nowhere = /^(无|没有|未发现|不存在|无盲区|没有盲区|0|零)$/;

/** A cell below a header that asks for more than yes or no. */
function readSpecial(raw: string, plain: Reading<Flag>, answers: Answers): Reading<Flag> | undefined {
  const text = withoutSpaces(raw).normalize('NFKC');
  const isUnread = plain.kinds.includes('missing_coverage_flag') || plain.kinds.includes('answer_unknown');
  if (isUnread) return undefined;
  const open: Reading<Flag> = { value: null, kinds: ['answer_open'] };
  if (answers.isIntended) return /覆盖|开通|建成/.test(text) ? undefined : open;
  if (answers.isGraded)
    return /^(无|没有|无信号|没信号|没有信号|[0零]格|无服务)$/.test(text)
      ? { value: false, kinds: ['flag_style_text'] }
      : open;
  if (!answers.isOfLocations || readAnswer(raw)) return undefined;
  if (everywhere.test(text)) return { value: false, kinds: ['flag_style_text'] };
  if (nowhere.test(text)) return undefined;
  return { value: null, kinds: ['flag_partial'] };
}

/** A day of this century, as people and spreadsheets write it: `2025-10-22`, `2025.10.22`, `2025年10月22日`, `2025年10月`. */
function isDay(raw: string): boolean {
  return /^\s*20\d\d\s*[-./年]\s*(?:0?[1-9]|1[0-2])\s*(?:月|[-./月]\s*(?:0?[1-9]|[12]\d|3[01])\s*日?)(?:[ T]00:00(?::00)?)?\s*$/.test(
    raw.normalize('NFKC'),
  );
}

/** The same of a column on one operator's coverage: how a yes or no is written is told as of other columns. */
export function readAskedFlag(raw: string, answers: Answers | undefined): Reading<Flag> {
  const plain = readFlag(raw);
  if (answers?.isCoded && /^\s*[\d●■◉◆★]\s*$/.test(raw)) return { value: null, kinds: ['answer_open'] };
  if (answers?.isDone && plain.value === null && isDay(raw))
    return { value: true, kinds: ['flag_style_text'] };
  if (!answers || answers.isPlain || plain.value === 'blank') return plain;
  const special = readSpecial(raw, plain, answers);
  if (special) return special;
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
