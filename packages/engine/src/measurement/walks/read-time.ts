export const secondsPerDay = 86_400;
/** Days from Excel's day 0 to 1970-01-01. */
const excelEpochDays = 25_569;
const clock =
  /(\d{1,2})[:时点h](\d{1,2})(?:[:分m](\d{1,2}(?:[.,]\d+)?))?|(?<=\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[_ T])(\d{1,2})[.-](\d{1,2})[.-](\d{1,2}(?:[.,]\d+)?)/;
const yearFirst = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/;
export const dayFirst = /(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})/;
const compact = /^(\d{4})(\d{2})(\d{2})[T _-]?(\d{2})(\d{2})(\d{2}(?:[.,]\d+)?(?:[-_]\d{3})?)$/;
const zone = /(?:Z|([+-])(\d{2}):?(\d{2}))$/;

/**
 * Seconds since 1970 as the file's clock shows them (a stated zone is taken off), since midnight where there is no date;
 * undefined where it is no time. Numbers are seconds or milliseconds since 1970, or days of a spreadsheet.
 */
export function readTimeS(text: string, date = ''): number | undefined {
  const whole = `${date.trim()} ${text.trim()}`.trim().normalize('NFKC');
  if (whole === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(whole)) return fromNumber(whole);
  const packed = compact.exec(whole);
  if (packed) {
    const [year, month, day, hours, minutes] = packed.slice(1, 6).map(Number);
    const seconds = Number(packed[6].replace(/[-_,]/, '.'));
    return dayS(year, month, day) + hours * 3600 + minutes * 60 + seconds;
  }
  const at = clock.exec(whole);
  const seconds = at ? clockS(at, whole) : 0;
  const [, ...ymd] = (yearFirst.exec(whole) ?? []).map(Number);
  const [, ...dmy] = (dayFirst.exec(whole) ?? []).map(Number);
  // A clock of twelve hours comes with the month first; so does what has no such day.
  if (dmy.length > 0 && (dmy[1] > 12 || /\b[ap]m\b/i.test(whole))) dmy.splice(0, 2, dmy[1], dmy[0]);
  const days =
    ymd.length > 0 ? dayS(ymd[0], ymd[1], ymd[2]) : dmy.length > 0 ? dayS(dmy[2], dmy[1], dmy[0]) : undefined;
  if (days === undefined) return at ? seconds : undefined;
  return days + seconds - zoneS(whole);
}

function fromNumber(text: string): number | undefined {
  const value = Number(text);
  if (/^20\d{12}(\d{3})?$/.test(text)) {
    const thousandths = text.length > 14 ? `.${text.slice(14)}` : '';
    return readTimeS(`${text.slice(0, 8)}T${text.slice(8, 14)}${thousandths}`);
  }
  if (value > 1e17) return value / 1e9;
  if (value > 1e14) return value / 1e6;
  if (value > 1e11) return value / 1000;
  if (value > 30_000 && value < 80_000) return (value - excelEpochDays) * secondsPerDay;
  return value;
}

function clockS(at: RegExpExecArray, whole: string): number {
  const [hours, minutes, seconds] = at[1] === undefined ? at.slice(4) : at.slice(1);
  let hour = Number(hours);
  if (/下午|\bpm\b/i.test(whole) && hour < 12) hour += 12;
  if (/上午|\bam\b/i.test(whole) && hour === 12) hour = 0;
  return hour * 3600 + Number(minutes) * 60 + Number((seconds ?? '0').replace(',', '.'));
}

function zoneS(whole: string): number {
  const [, sign, hours, minutes] = (clock.test(whole) && zone.exec(whole)) || [];
  if (!sign) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

function dayS(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 1000;
}

/** Returns whether a time states its zone. */
export function statesZone(text: string): boolean {
  return clock.test(text) && zone.test(text);
}
