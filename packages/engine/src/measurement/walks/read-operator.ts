import type { Operator } from '../../plan/index.ts';

const words: readonly [Operator, RegExp][] = [
  ['telecom', /电信|telecom|ctcc|chn-?ct|(^|[^a-z])(ct|dx)($|[^a-z])/],
  ['unicom', /联通|unicom|cucc|chn-?(unicom|cu)|(^|[^a-z])(cu|lt)($|[^a-z])/],
  ['broadnet', /广电|broadnet|cbn|chn-?cbn/],
  ['mobile', /移动|china ?mobile|cmcc|(^|[^a-z])(cm|yd|mobile)($|[^a-z])/],
];
/** Mobile network codes under 460 (ITU-T E.212 list of China). */
const codes: Readonly<Record<string, Operator>> = {
  '00': 'mobile',
  '02': 'mobile',
  '04': 'mobile',
  '07': 'mobile',
  '08': 'mobile',
  '13': 'mobile',
  '01': 'unicom',
  '06': 'unicom',
  '09': 'unicom',
  '10': 'unicom',
  '03': 'telecom',
  '05': 'telecom',
  '11': 'telecom',
  '12': 'telecom',
  '15': 'broadnet',
};
/** Two letters are too short to trust in the name of a file or column. */
const short = /^(ct|dx|cu|lt|cm|yd)$/;

/** The operator that a value, a column's name or a file's name names; undefined where none or several. */
export function operatorOf(text: string, where: 'value' | 'column' | 'file'): Operator | undefined {
  const folded = text.normalize('NFKC').trim().toLowerCase();
  const code = /^460[-_ ]?(\d\d)$/.exec(folded)?.[1];
  if (code) return codes[code];
  if (where !== 'value' && short.test(folded)) return undefined;
  // "mobile" alone is an operator as a value; in a name it may be anything.
  const found = words.filter(([, pattern]) => pattern.test(folded)).map(([operator]) => operator);
  return found.length === 1 ? found[0] : undefined;
}
