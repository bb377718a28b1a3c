import { operatorRows, type ProgrammeOperator, programmeOperators } from '../../plan/index.ts';
import { type Community, ofEachOperator } from '../community.ts';
import type { Answers } from './column-answers.ts';
import type { IssueKind } from './issue-kinds.ts';
import { answeredBy, readAnswer } from './read-answer.ts';
import { type Flag, partly, readFlag } from './read-flag.ts';
import { type Reading, withoutSpaces } from './reading.ts';

const words = Object.fromEntries(
  operatorRows.filter(({ isInProgramme }) => isInProgramme).map(({ id, written }) => [id, written.answer]),
) as Record<ProgrammeOperator, RegExp>;

/**
 * One column for all operators: it names those that cover (`电信、联通`), or says yes or no of all. "No" to all of them
 * together does not say that each has none, so that it is unknown unless none is stated.
 */
function whoCovers(raw: string): Reading<Record<ProgrammeOperator, boolean | null>> {
  const all = (value: boolean | null) => ofEachOperator(() => value);
  const text = withoutSpaces(raw);
  if (text === '') return { value: all(null), kinds: ['missing_coverage_flag'] };
  const except = exceptIn(text);
  if (except) return { value: except, kinds: ['flag_for_all'] };
  if (/(三|3)[家网](均|都|全)?(无|未|没)|(均|都|全)(无|未|没)|^(无|没有|三无)/.test(text)) {
    return { value: all(false), kinds: ['flag_for_all'] };
  }
  if (Object.values(words).some((word) => word.test(text))) {
    return { value: coveredIn(text), kinds: ['flag_for_all'] };
  }
  if (/(三|3)[家网]|(均|都|全)(部|已|有)?/.test(text)) return { value: all(true), kinds: ['flag_for_all'] };
  const flag = readFlag(raw).value;
  return { value: all(flag === true ? true : null), kinds: ['flag_for_all'] };
}

/** `除联通外均已覆盖`: what is stated of the others, and its opposite of those that are named. */
function exceptIn(text: string): Record<ProgrammeOperator, boolean> | undefined {
  const [, named = '', rest = ''] = /除了?(.+?)(?:之|以)?外(.*)$/.exec(text) ?? [];
  if (!Object.values(words).some((word) => word.test(named))) return undefined;
  const isCovering = !/未|无|没/.test(rest);
  const covers = (operator: ProgrammeOperator) => words[operator].test(named) !== isCovering;
  return ofEachOperator(covers);
}

const affirmed = /有|已|是|[√✓✔]|覆盖|开通|正常|cover|yes/i;
const denied = /未|无|没|不|否|[×✗✘xX]|no\b/;

/**
 * `电信、移动有，联通无`, `CT有/CM无`, `电信√ 移动×`: who is named covers, unless what stands behind the name, or before all
 * names of its clause, denies it; of who is not named the others tell.
 */
function coveredIn(text: string): Record<ProgrammeOperator, boolean | null> {
  const found = new Map<ProgrammeOperator, boolean | null>();
  for (const clause of text.split(/[，,；;。\n]/)) {
    const names = programmeOperators
      .flatMap((operator) => {
        const match = words[operator].exec(clause);
        return match ? [{ operator, at: match.index, end: match.index + match[0].length }] : [];
      })
      .sort((a, b) => a.at - b.at);
    let value: boolean | null = !denied.test(clause.slice(0, names[0]?.at ?? 0));
    // Names before a word share it: the last ones are looked at first.
    for (const [index, { operator, end }] of [...names.entries()].reverse()) {
      const behind = clause.slice(end, names[index + 1]?.at ?? clause.length);
      if (partly.test(behind)) value = null;
      else if (denied.test(behind)) value = false;
      else if (affirmed.test(behind)) value = true;
      found.set(operator, value);
    }
  }
  const isAnyCovering = [...found.values()].includes(true);
  return ofEachOperator((operator) => {
    const value = found.get(operator);
    return value === undefined ? (isAnyCovering ? false : null) : value;
  });
}

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
    const read = whoCovers(raw);
    // Below "not covered" a name without a verb is of one that does not cover.
    const rest = raw.replace(/移动|联通|电信/g, '');
    const isListed = isDenial && !/覆盖|开通|有|无|未|没|均|都|cover/i.test(rest);
    return isListed ? { ...read, value: turned(read.value) } : read;
  }
  const value = answeredBy(raw, answers)?.value as boolean | undefined;
  const all = ofEachOperator(() => value ?? null);
  return { value: all, kinds: [value === undefined ? 'answer_open' : 'flag_for_all'] };
}

function turned(covered: Community['covered']): OfOperators {
  const not = (value: boolean | null) => (value === null ? null : !value);
  return ofEachOperator((operator) => not(covered[operator]));
}
