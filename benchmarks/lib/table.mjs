/** A Markdown table; missing values become empty cells. */
export function markdownTable(headers, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell ?? '').join(' | ')} |`;
  return [line(headers), `|${headers.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** Three significant digits without exponents: 1234 → 1230, 0.01234 → 0.0123. */
export function short(value) {
  if (value === undefined) return undefined;
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 6, useGrouping: false });
}

export function percent(ratio) {
  return ratio === undefined ? undefined : `${short(100 * ratio)} %`;
}
