import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { fixturePlan, runCli } from '../../support/run-cli.ts';

/** Writes the plan of a small garage, as that of a community. */
export function writeGarage(
  folder: string,
  name: string,
  community: Record<string, string>,
  // biome-ignore lint/suspicious/noExplicitAny: a plan as an outsider edits it
  change: (plan: any) => void = () => {},
): void {
  const plan = JSON.parse(readFileSync(fixturePlan, 'utf8'));
  plan.community = { ...plan.community, ...community };
  change(plan);
  writeFileSync(join(folder, name), JSON.stringify(plan));
}

/** Writes a walk of every point of a plan's survey, with these levels. */
export async function writeWalk(
  folder: string,
  plan: string,
  { walk, rsrpDbm }: { walk: string; rsrpDbm: (row: number) => number },
): Promise<void> {
  await runCli(folder, ['survey', plan, '-o', 'points.csv', '--lang', 'en']);
  const [head, ...points] = parse(readFileSync(join(folder, 'points.csv')), { bom: true }) as string[][];
  const at = head.findIndex((each) => /rsrp/i.test(each));
  const filled = points.map((cells, row) =>
    cells.map((cell, column) => (column === at ? String(rsrpDbm(row)) : cell)),
  );
  const lines = [head, ...filled].map((cells) => cells.map((cell) => `"${cell}"`).join());
  writeFileSync(join(folder, walk), lines.join('\n'));
}

/** Writes what a command prints with `--json`; its status comes back. */
export async function writeResult(
  folder: string,
  file: string,
  words: readonly string[],
): Promise<number | null> {
  const { status, stdout } = await runCli(folder, [...words, '--json']);
  writeFileSync(join(folder, file), stdout);
  return status;
}
