/** Numbers for people: a true minus sign, fixed decimals, no locale. Not for JSON. */

/** Fixed decimals with U+2212; an en dash for what is not finite. */
export function formatFixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return '–';
  const text = roundHalfUp(Math.abs(value), decimals).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** Rounds as by hand, halves up: 5.35 is 5.4, though its binary form lies below it; so is 5.3499999999999996, which a sum left. */
function roundHalfUp(value: number, decimals: number): number {
  const shortest = String(Number(value.toPrecision(14)));
  return shortest.includes('e')
    ? value
    : Number(`${Math.round(Number(`${shortest}e${decimals}`))}e-${decimals}`);
}

/** A number as it is shown with so many decimals, to be computed with. */
export function roundShown(value: number, decimals: number): number {
  return Math.sign(value) * roundHalfUp(Math.abs(value), decimals);
}

/** Difference of two figures as they are shown beside it: of the rounded ones, so that the three agree on paper. */
export function shownDifference(value: number, less: number, decimals: number): number {
  return roundShown(roundShown(value, decimals) - roundShown(less, decimals), decimals);
}

/**
 * Terms rounded so that they add up to the rounded difference of two totals: those that rounding moved farthest are rounded the other
 * way, none by more than one unit of the last decimal.
 */
export function roundTerms(values: readonly number[], shownSum: number, decimals: number): number[] {
  const unit = 10 ** -decimals;
  const rounded = values.map((value) => roundShown(value, decimals));
  const missing = Math.round((shownSum - rounded.reduce((sum, value) => sum + value, 0)) / unit);
  const way = Math.sign(missing);
  const order = values
    .map((value, index) => ({ index, movedBy: way * (value - rounded[index]) }))
    .sort((a, b) => b.movedBy - a.movedBy);
  for (const { index } of order.slice(0, Math.abs(missing))) {
    rounded[index] = roundShown(rounded[index] + way * unit, decimals);
  }
  return rounded;
}

/** The same with its sign, of nothing too. */
export function formatSigned(value: number, decimals: number): string {
  const text = formatFixed(value, decimals);
  return text.startsWith('−') ? text : `+${text}`;
}

/** Writes a number with at most that many decimals, without trailing zeros. */
export function formatShort(value: number, decimals = 2): string {
  const text = formatFixed(value, decimals);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/**
 * A value of the installation with its unit, as every sheet, drawing and table shows it: lengths to the decimetre (`1.0 m`), couplings and
 * losses as they are named (`5 dB`, `3.2 dB`), of two values a range.
 */
export function formatQuantity(values: number | readonly number[], unit: 'm' | 'dB'): string {
  const shown = [values].flat().map((value) => quantityFigures(value, unit));
  return `${[...new Set(shown)].join('–')} ${unit}`;
}

/** The figures of it, where the unit stands elsewhere. */
export function quantityFigures(value: number, unit: 'm' | 'dB'): string {
  return unit === 'm' ? formatFixed(value, 1) : formatShort(value, 1);
}

/** Ratio 0–1 as percent; rounds down, so that 99.96 % never reads as a full 100 %. */
export function formatPercent(ratio: number, decimals = 1): string {
  if (!Number.isFinite(ratio)) return '–';
  const step = 10 ** decimals;
  return `${(Math.floor(ratio * 100 * step + 1e-9) / step).toFixed(decimals)} %`;
}

/** Thousands separated by a thin space: `8 540`. */
export function formatGrouped(value: number, decimals = 0): string {
  const [whole, fraction] = formatFixed(value, decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u2009');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A coordinate of an image, one decimal, shortest form. */
export function formatPixel(value: number): string {
  return String(Math.round(value * 10) / 10 + 0);
}

/** Probability as percent; never a bare 0 % or 100 %, which a model cannot promise. */
export function formatProbability(probability: number): string {
  if (probability > 0.999) return '> 99.9 %';
  if (probability < 0.001) return '< 0.1 %';
  return formatPercent(probability);
}
