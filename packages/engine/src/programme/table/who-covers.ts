import type { ProgrammeOperator } from '../community.ts';
import { readFlag } from './read-flag.ts';
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
  if (/(三|3)[家网](均|都|全)?(无|未|没)|(均|都|全)(无|未|没)|^(无|没有|三无)/.test(text)) {
    return { value: all(false), kinds: ['flag_for_all'] };
  }
  const named = (['telecom', 'mobile', 'unicom'] as const).filter((operator) => words[operator].test(text));
  if (named.length > 0) {
    const isDenied = /未|无|没/.test(text);
    const value = all(isDenied ? null : false);
    for (const operator of named) value[operator] = !isDenied;
    return { value, kinds: ['flag_for_all'] };
  }
  if (/(三|3)[家网]|(均|都|全)(部|已|有)?/.test(text)) return { value: all(true), kinds: ['flag_for_all'] };
  const flag = readFlag(raw).value;
  return { value: all(flag === true ? true : null), kinds: ['flag_for_all'] };
}
