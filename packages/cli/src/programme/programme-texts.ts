import { type Language, phraseText } from '@diku/engine';
import { say } from '@diku/engine/core';
import { formatGrouped } from '@diku/engine/documents';
import { cliText } from '../cli-text.ts';
import type { ImportCounts } from '../store/status-import.ts';
import type { TakenResults } from './take-results.ts';
import type { TakenStep } from './take-steps.ts';

const maxListed = 40;

/** Count of rows beside the bar; before the first row it says that the table is being examined. */
export function rowsText(count: number, language: Language): string {
  return count === 0
    ? cliText(language, 'programme.looking')
    : cliText(language, 'programme.rows', { rows: formatGrouped(count) });
}

export function takenText(steps: readonly TakenStep[], language: Language): string {
  return [...stepLines(steps, language), cliText(language, 'programme.taken', { count: steps.length })].join(
    '\n',
  );
}

export function takenResultsText({ steps, unchanged, refused }: TakenResults, language: Language): string {
  const values = { count: steps.length, unchanged: unchanged.length, refused: refused.length };
  const key = refused.length > 0 ? 'programme.taken-results-refused' : 'programme.taken-results';
  return [...stepLines(steps, language), cliText(language, key, values), ...refusalLines(refused)].join('\n');
}

/** Text on what happened to the communities of a table in a programme's file. */
export function savedText(path: string, counts: ImportCounts, language: Language, isDryRun = false): string {
  const { added, updated, unchanged, absent, changes } = counts;
  const stored = cliText(language, 'programme.kept', { path, added, updated, unchanged });
  const whole = absent > 0 ? stored + cliText(language, 'programme.kept-absent', { absent }) : stored;
  if (!isDryRun) return whole;
  const lines = changes.map(
    ({ name, field, from, to }) => `  ${name}  ${field}: ${from ?? '–'} → ${to ?? '–'}`,
  );
  return [...lines, cliText(language, 'programme.dry-run'), whole].join('\n');
}

/** Every one, with its reason. */
function refusalLines(refused: TakenResults['refused']): string[] {
  return refused.map(
    ({ id, district, name, reason }) => `  ${[id, district, name, reason].filter(Boolean).join('  ')}`,
  );
}

function stepLines(steps: readonly TakenStep[], language: Language): string[] {
  const lines = steps.slice(0, maxListed).map(({ id, name, from, to, date, due, note }) => {
    const [before, after] = [from, to].map((stage) => phraseText(say(`stage-${stage}`), language));
    return [id, name, before === after ? after : `${before} → ${after}`, date, due, note]
      .filter(Boolean)
      .join('  ');
  });
  return steps.length > maxListed ? [...lines, '…'] : lines;
}
