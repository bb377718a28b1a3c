/** Days are `2026-11-27`, months `2026-11`, quarters `2026-Q4`: texts that sort as they follow each other. */

const dayMs = 86_400_000;

/** Returns whether the text is a day of the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

/** Returns whether a text is a month, `2026-09`. */
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** Returns whether a text is a quarter, `2026-Q3`. */
export function isQuarter(text: string): boolean {
  return /^\d{4}-Q[1-4]$/.test(text);
}

/** Month of a day, or of a month. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** Quarter of a day, or of a month. */
export function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** 1–4. */
export function quarterNumber(quarter: string): number {
  return Number(quarter.slice(-1));
}

/** The last day of a month, `2026-09-30`. */
export function lastDayOfMonth(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** The last day of a quarter. */
export function lastDayOfQuarter(quarter: string): string {
  return lastDayOfMonth(`${quarter.slice(0, 4)}-${String(3 * quarterNumber(quarter)).padStart(2, '0')}`);
}

/** Months from one to another, both included; none where the first is later. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}

function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}

/** Days from one to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs;
}
