import type { IssueKind } from './issue-kinds.ts';
import { isUnknown, plainly, type Reading, wideDigits, withoutSpaces } from './reading.ts';
import type { CountField } from './table-column.ts';

const digits: Readonly<Record<string, number>> = {
  ...{ 零: 0, 〇: 0, 一: 1, 壹: 1, 二: 2, 两: 2, 贰: 2, 三: 3, 叁: 3, 四: 4, 肆: 4 },
  ...{ 五: 5, 伍: 5, 六: 6, 陆: 6, 七: 7, 柒: 7, 八: 8, 捌: 8, 九: 9, 玖: 9 },
};
const powers: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };

/** A number as people write it in a cell; null where it is not known or makes no sense. `factor`: of the column's unit. */
export function readCount(raw: string, field: CountField, factor = 1): Reading<number | null> {
  // Most cells are plain.
  if (/^\d{1,7}$/.test(raw)) return believed(Number(raw), field, factor, []);
  const trimmed = raw.trim();
  if (trimmed === '') return { value: null, kinds: ['missing'] };
  const kinds: IssueKind[] = [];
  if (wideDigits.test(raw)) kinds.push('fullwidth_digits');
  let text = withoutSpaces(raw);
  if (text !== raw) kinds.push('number_spaces');
  text = text.normalize('NFKC').replace(/[−–—－]/g, '-');
  if (none.test(text) || (strokeIsNone.has(field) && /^(\/|\\|-+)$/.test(text))) return plainly(0);
  if (isUnknown(text)) return { value: null, kinds: ['missing'] };
  if (field === 'levels') {
    const levels = namedLevels(text);
    if (levels !== undefined) return believed(levels, field, 1, ['level_names']);
  }
  if (field === 'builtYear') {
    const years = [...new Set(text.match(/(?<!\d)(19|20)\d\d(?!\d)/g) ?? [])];
    const rest = text.replace(/(19|20)\d\d|[\d年月日.\-/]/g, '');
    if (years.length === 1 && rest !== '' && !/前|后|以|约|代|[<>~至到]/.test(text))
      return believed(Number(years[0]), field, 1, [...kinds, 'year_month']);
  }
  const year = field === 'builtYear' && shortYear.exec(text)?.[1];
  if (year)
    return believed(Number(year) + (Number(year) < 50 ? 2000 : 1900), field, 1, [...kinds, 'short_year']);
  if (field === 'garageAreaM2' && openUnit.test(text)) return { value: null, kinds: ['unit_open'] };
  text = text.replace(unitInBracket, '$1');
  const { text: bare, marks, scale } = withoutMarks(text);
  kinds.push(...marks);
  const value = numberOf(bare, field, kinds, scale);
  if (value === undefined) return { value: null, kinds: ['unreadable'] };
  // A cell with a unit of its own goes by that and not by its column's.
  const isSquareMetres = squareMetres.test(text) && value >= minAreaM2;
  // Nobody has garages of square kilometres: somebody went on in square metres.
  const isTooLarge =
    field === 'garageAreaM2' && factor > 1 && value >= minAreaM2 * 10 && value * factor > 1_000_000;
  // Of another unit, and not of a multiple of the column's own.
  const isOfOther =
    field === 'garageAreaM2' &&
    ((isSquareMetres && factor !== 1 && factor !== 10_000) ||
      (scale !== undefined && factor !== 1 && scale !== factor));
  if ((isTooLarge && !isSquareMetres) || (isOfOther && !kinds.includes('unit_mixed')))
    kinds.push('unit_mixed');
  const hasUnit = scale !== undefined || isSquareMetres || isTooLarge;
  return believed(value, field, hasUnit ? 1 : factor, kinds);
}

/** 十二 → 12, 三百零五 → 305, 二〇一五 → 2015, 一万二 → 12,000; undefined where it is no number. */
function parseChineseNumber(text: string): number | undefined {
  if (text === '' || text.length > 12) return undefined;
  const [high, low, ...more] = text.split('万');
  if (more.length > 0) return undefined;
  if (low !== undefined) {
    const thousands = parseChineseNumber(high);
    const rest = low === '' ? 0 : parseChineseNumber(low);
    if (thousands === undefined || rest === undefined) return undefined;
    return thousands * 10_000 + (low.length === 1 ? rest * 1000 : rest);
  }
  const letters = [...text];
  if (letters.length > 1 && letters.every((letter) => letter in digits)) {
    return Number(letters.map((letter) => digits[letter]).join(''));
  }
  let sum = 0;
  let digit: number | undefined;
  let [power, isAfterZero] = [10, false];
  for (const letter of letters) {
    if (letter in digits) {
      digit = digits[letter];
      isAfterZero ||= digit === 0;
    } else if (letter in powers) {
      power = powers[letter];
      sum += (digit ?? 1) * power;
      digit = undefined;
    } else return undefined;
  }
  // 八百八 is 880, 八百零八 is 808.
  const unit = isAfterZero || power < 100 || sum === 0 ? 1 : power / 10;
  return sum + (digit ?? 0) * unit;
}

/** A stroke says "none" for these; for others that nobody knows. */
const strokeIsNone: ReadonlySet<CountField> = new Set(['chargers', 'gates']);
const none = /^(无|没有|零|〇|none|no)$/i;
const units =
  /(平方米|平米|平方|(?<=[\d万千百])平|m2|m²|㎡|sqm|户数?|个|套|台|层|件|起|次|宗|单|票|年|辆|桩|根|处|条|家|位|泊位|车位|units?|floors?|levels?)$/i;
const before = /^(约为?|大约|大概|近|约计|估计|预计|~|≈|共计?|总计|合计|地下)/;
const approximate = /^(约|大|近|估|预|~|≈)/;
const after = /(左右|上下|余|多|\+)$/;
const bound = /^(不少于|不低于|不超过|超过|小于|大于|低于|高于|至少|至多|[<>≤≥＜＞]=?)|(以上|以下|以内)$/;
const grouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/;
const plain = /^\d+(\.\d+)?$/;

const scales: Readonly<Record<string, number | undefined>> = {
  ...{ 万: 10_000, w: 10_000, 千: 1000, k: 1000, 百: 100 },
  ...{ 公顷: 10_000, ha: 10_000, 亩: 2000 / 3, 平方公里: 1_000_000 },
};
/** `2.4（万）`, `1.2（公顷）`: a bracket that has the unit alone. */
const unitInBracket = /[(（[]((?:万|千|百)?(?:平方米|平米|平方|平|㎡|m2|户|个)?|公顷|亩)[)）\]]/;
/** Units of area of several sizes. */
const openUnit = /平方英?尺|sqft|ft2|坪/i;
/** `98年底`, but no decade. */
const shortYear = /^约?(\d{2})年(?!代)/;
const squareMetres = /平方|平米|m2|m²|sqm/i;
/** A number below it in a column of 万㎡ is one of those, whatever unit stands behind it. */
const minAreaM2 = 100;

/** Largest value that is believed. */
const max: Record<CountField, number> = {
  builtYear: 2100,
  households: 100_000,
  levels: 20,
  garageAreaM2: 10_000_000,
  bays: 100_000,
  chargers: 100_000,
  gates: 10_000,
  complaints: 1_000_000,
};

/** Takes what stands before and behind a number off it. */
function withoutMarks(given: string): { text: string; marks: IssueKind[]; scale?: number } {
  const marks = new Set<IssueKind>();
  let text = given;
  const bracket = /^([^(（[]*\d[^(（[]*)[(（[].*$/.exec(text);
  if (bracket) {
    text = bracket[1];
    marks.add('remark_in_cell');
  }
  for (let last = ''; last !== text; ) {
    last = text;
    if (bound.test(text)) {
      marks.add('bound');
      text = text.replace(bound, '');
    }
    const head = before.exec(text);
    if (head) {
      if (approximate.test(text)) marks.add('approx_prefix');
      text = text.slice(head[0].length);
    }
    if (after.test(text)) {
      marks.add('approx_prefix');
      text = text.replace(after, '');
    }
    if (units.test(text) && !/^(\d{4}年\d+月)/.test(text)) {
      marks.add('unit_suffix');
      text = text.replace(units, '');
    }
  }
  const unit = /^[\d.,~-]+([万千百wk]|公顷|ha|亩|平方公里)$/i.exec(text)?.[1] ?? '';
  const scale = scales[unit.toLowerCase()];
  if (scale) {
    marks.delete('unit_suffix');
    marks.add(scale === 10_000 ? 'unit_wan' : 'unit_thousand');
    text = text.slice(0, -unit.length);
  }
  return { text, marks: [...marks], scale };
}

/** The number in a text without marks; adds what it took to `kinds`. */
function numberOf(text: string, field: CountField, kinds: IssueKind[], factor = 1): number | undefined {
  if (field === 'builtYear') {
    const year = /^((?:18|19|20|21)\d{2})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?)?月?|\d{4})$/.exec(text);
    if (year) {
      kinds.push('year_month');
      return Number(year[1]);
    }
  }
  if (grouped.test(text)) {
    kinds.push('thousands_comma');
    return Number(text.replaceAll(',', '')) * factor;
  }
  if (plain.test(text)) return Number((Number(text) * factor).toPrecision(12));
  const chinese = parseChineseNumber(text);
  if (chinese !== undefined) {
    const at = kinds.indexOf('unit_suffix');
    if (at >= 0) kinds.splice(at, 1);
    kinds.push('chinese_number');
    return chinese * factor;
  }
  const range = /^(\d+(?:\.\d+)?)(?:-|~|至|到|—)(\d+(?:\.\d+)?)$/.exec(text);
  if (range) {
    kinds.push('range_mean');
    // What is finished last is finished; a garage has the levels of its deepest part.
    if (field === 'builtYear' || field === 'levels') return Math.max(Number(range[1]), Number(range[2]));
    return ((Number(range[1]) + Number(range[2])) / 2) * factor;
  }
  if (/^\d+(\.\d+)?([+、]\d+(\.\d+)?)+$/.test(text)) {
    kinds.push('sum_of_parts');
    return text.split(/[+、]/).reduce((sum, part) => sum + Number(part), 0) * factor;
  }
  const only = [...text.matchAll(/\d+(?:\.\d+)?/g)];
  if (only.length !== 1 || /-\d/.test(text)) return undefined;
  kinds.push('number_in_text');
  return Number(only[0][0]) * factor;
}

function believed(
  given: number,
  field: CountField,
  factor: number,
  ranked: readonly IssueKind[],
): Reading<number | null> {
  // Most are whole, and what is whole needs no rounding, which takes longer than all else here.
  let value = factor === 1 && Number.isInteger(given) ? given : Number((given * factor).toPrecision(12));
  let kinds = ranked;
  // A spreadsheet keeps dates as days since 1900.
  if (field === 'builtYear' && value >= 20_000 && value < 60_000) {
    value = 1900 + Math.floor((value - 1) / 365.2425);
    kinds = [...kinds, 'year_month'];
  }
  const isWhole = field === 'garageAreaM2' || Number.isInteger(value);
  if (!isWhole) {
    if (field === 'builtYear') value = Math.floor(value);
    else if (value < 1 && value > 0) return { value: null, kinds: ['unit_doubtful'] };
    else {
      value = Math.round(value);
      if (!kinds.includes('range_mean')) kinds = [...kinds, 'not_whole'];
    }
  }
  const min = field === 'builtYear' ? 1900 : 0;
  if (value < min || value > max[field]) return { value: null, kinds: ['out_of_range'] };
  return { value, kinds };
}

/** `B1、B2`, `B1-B3`, `地下一层`, `负二层`, `-2`: how many levels they name; undefined where they name none. */
function namedLevels(text: string): number | undefined {
  const name = /(?:b|地下|负|-)(\d{1,2}|[一二三四五六七八九十]{1,3})(?:层|f)?/gi;
  const rest = text.replace(name, '').replace(/[、,，和及至到~\-/+夹层]+/g, '');
  if (rest !== '') return undefined;
  const depths = [...text.matchAll(name)].map(([, digits]) =>
    /\d/.test(digits) ? Number(digits) : (parseChineseNumber(digits) ?? 0),
  );
  return depths.length === 0 ? undefined : Math.max(...depths);
}
