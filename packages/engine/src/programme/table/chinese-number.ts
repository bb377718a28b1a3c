const digits: Readonly<Record<string, number>> = {
  ...{ 零: 0, 〇: 0, 一: 1, 壹: 1, 二: 2, 两: 2, 贰: 2, 三: 3, 叁: 3, 四: 4, 肆: 4 },
  ...{ 五: 5, 伍: 5, 六: 6, 陆: 6, 七: 7, 柒: 7, 八: 8, 捌: 8, 九: 9, 玖: 9 },
};
const powers: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };

/** 十二 → 12, 三百零五 → 305, 二〇一五 → 2015, 一万二 → 12,000; undefined where it is no number. */
export function parseChineseNumber(text: string): number | undefined {
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
  for (const letter of letters) {
    if (letter in digits) digit = digits[letter];
    else if (letter in powers) {
      sum += (digit ?? 1) * powers[letter];
      digit = undefined;
    } else return undefined;
  }
  return sum + (digit ?? 0);
}
