import { type ProgrammeOperator, programmeOperators } from '../community.ts';
import { partly, readFlag } from './read-flag.ts';
import { type Reading, withoutSpaces } from './reading.ts';

const words: Record<ProgrammeOperator, RegExp> = {
  telecom: /电信|telecom|ctcc|\bct\b/i,
  mobile: /移动|mobile|cmcc|\bcm\b/i,
  unicom: /联通|unicom|cucc|\bcu\b/i,
};

/**
 * One column for all operators: it names those that cover (`电信、联通`), or says yes or no of all. "No" to all of them together does not say that
 * each has none, so that it is unknown unless none is said.
 */
export function whoCovers(raw: string): Reading<Record<ProgrammeOperator, boolean | null>> {
  const all = (value: boolean | null) => ({ telecom: value, mobile: value, unicom: value });
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

/** `除联通外均已覆盖`: what is said of the others, and its opposite of those that are named. */
function exceptIn(text: string): Record<ProgrammeOperator, boolean> | undefined {
  const [, named = '', rest = ''] = /除了?(.+?)(?:之|以)?外(.*)$/.exec(text) ?? [];
  if (!Object.values(words).some((word) => word.test(named))) return undefined;
  const isCovering = !/未|无|没/.test(rest);
  const covers = (operator: ProgrammeOperator) => words[operator].test(named) !== isCovering;
  return { telecom: covers('telecom'), mobile: covers('mobile'), unicom: covers('unicom') };
}

/** `电信、移动有，联通无`: who is named covers, unless the clause denies it; of who is not named the others tell. */
function coveredIn(text: string): Record<ProgrammeOperator, boolean | null> {
  const clauses = text.split(/[，,；;。]/);
  const said = (operator: ProgrammeOperator, isDenial: boolean) =>
    clauses.some((clause) => words[operator].test(clause) && /未|无|没/.test(clause) === isDenial);
  const isAnyCovering = programmeOperators.some((operator) => said(operator, false));
  const covers = (operator: ProgrammeOperator) => {
    if (clauses.some((clause) => words[operator].test(clause) && partly.test(clause))) return null;
    if (said(operator, true)) return false;
    if (said(operator, false)) return true;
    return isAnyCovering ? false : null;
  };
  return { telecom: covers('telecom'), mobile: covers('mobile'), unicom: covers('unicom') };
}
