import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatRun } from './format-run.mjs';
import { formatScale } from './format-scale.mjs';
import { root } from './machine.mjs';
import { scaleTasks } from './read-options.mjs';
import { markdownTable, short } from './table.mjs';

const begin = '<!-- benchmarks: written by npm run bench -- --write-docs -->';
const end = '<!-- /benchmarks -->';

/**
 * Puts the run's tables between the marks of the pages: of a run of some tasks those of docs/scale.md alone, of one without
 * batches those of the other pages. Batches and queues stand in docs/scale.md alone.
 */
export function writeDocs(run, { date, revision, isWhole }) {
  const stamp = `Measured ${date.slice(0, 10)} at ${revision}. Only the ratios carry over to other machines.`;
  const scale = formatScale(run);
  if (scale !== undefined) replaceInFile('docs/scale.md', `${scale}\n\n${stamp}`);
  if (!isWhole) return;
  replaceInFile('README.md', `${formatHeadline(run)}\n\n${stamp}`);
  const tasks = run.tasks.filter(({ name }) => !scaleTasks.includes(name));
  replaceInFile('benchmarks/README.md', `${stamp}\n\n${formatRun({ ...run, tasks })}`);
}

function replaceInFile(page, text) {
  const file = join(root, page);
  writeFileSync(file, replaceBetweenMarks(readFileSync(file, 'utf8'), text, page));
}

/** The page with `text` between its marks. Throws for a page that has not exactly one pair of them. */
export function replaceBetweenMarks(page, text, name) {
  const parts = page.split(begin);
  const rest = parts[1]?.split(end);
  if (parts.length !== 2 || rest.length !== 2) {
    throw new Error(`${name}: expected one “${begin}” and one “${end}” after it`);
  }
  return `${parts[0]}${begin}\n\n${text}\n\n${end}${rest[1]}`;
}

function formatHeadline({ machine, tasks }) {
  const fields = tasks.filter(
    ({ reference, cellsPerS }) => reference?.name === 'per-cell reference' && cellsPerS,
  );
  const rows = fields.map(({ name, obstacles, medianMs, reference, ratio, minRatio, cellsPerS }) => [
    name,
    obstacles,
    short(cellsPerS / 1e6),
    short(medianMs),
    short(reference.medianMs),
    short(ratio),
    short(minRatio),
  ]);
  const headers = [
    'fields',
    'segments',
    'M cells·Tx/s',
    'ms',
    'per-cell reference, ms',
    'ratio',
    'of the shortest times',
  ];
  return `${machine.cpu}, one thread, Node ${machine.node}:\n\n${markdownTable(headers, rows)}`;
}
