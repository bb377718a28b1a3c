import type { Language } from '../../core/index.ts';
import { phraseText } from '../../core/index.ts';
import type { EvaluatedFile, SetAsideReason } from '../../measurement/index.ts';
import { textsIn } from '../wording/document-text.ts';

const maxRanges = 8;

/** Lines on what was read of a file, assumed and set aside. */
export function fileLines(file: EvaluatedFile, lang: Language): string[] {
  const texts = textsIn(lang);
  const reasons = Object.entries(file.setAside) as [SetAsideReason, number][];
  const used = file.columns.map(({ name, role }) => `${name} → ${role}`).join(', ');
  return [
    texts('acceptance.file', {
      name: file.file,
      rows: file.rows,
      readings: file.readings,
      encoding: file.encoding,
    }),
    texts('acceptance.columns', { list: used }),
    ...(file.ignored.length > 0 ? [texts('acceptance.ignored', { list: shortList(file.ignored) })] : []),
    ...file.assumptions.map((phrase) => `  ${phraseText(phrase, lang)}`),
    ...reasons.map(([reason, count]) => {
      const rows = file.setAsideRows.filter((each) => each.reason === reason).map(({ row }) => row);
      return texts('acceptance.setAside', {
        reason: texts(`acceptance.reasons.${reason}`),
        count,
        lines: lineRanges(rows),
      });
    }),
  ];
}

function shortList(names: readonly string[]): string {
  return `${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}`;
}

/** `3, 7–12, 40, …`. */
function lineRanges(rows: readonly number[]): string {
  const unique = [...new Set(rows)].sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const row of unique) {
    const last = ranges[ranges.length - 1];
    if (last && row === last[1] + 1) last[1] = row;
    else ranges.push([row, row]);
  }
  const shown = ranges.slice(0, maxRanges).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return `${shown.join(', ')}${ranges.length > maxRanges ? ', …' : ''}`;
}
