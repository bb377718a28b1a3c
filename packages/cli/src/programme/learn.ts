import { basename } from 'node:path';
import { formatJson, learnedTable } from '@diku/engine/documents';
import { learnSpreads } from '@diku/engine/measurement';
import { findRequirementProfile } from '@diku/engine/plan';
import type { Command } from 'commander';
import { cliText } from '../cli-text.ts';
import { exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { readPlanFor } from '../read-requirements.ts';
import { runAs } from '../session.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface LearnOptions {
  out?: string;
}

/** `diku programme learn <plans…> -o profile.json`: spreads between garages from those that walks have calibrated. */
export function addLearnPart(group: Command): void {
  const command = group
    .command('learn <plans...>')
    .description(help('programme-learn.about'))
    .option('-o, --out <file>', help('programme-learn.out'));
  runAs<[string[]], LearnOptions>(command, async (session, { out }, paths) => {
    if (out !== undefined) checkWritable(out);
    const garages: { name: string; plan: Awaited<ReturnType<typeof readPlanFor>> }[] = [];
    for (const path of paths) garages.push({ name: basename(path), plan: await readPlanFor(path, {}) });
    const profile = findRequirementProfile('shanghai-2023');
    const learned = learnSpreads(garages, profile);
    if (out !== undefined) writeOutput(out, formatJson(learned.profileOverrides));
    const document = { ...learned, written: out ?? null, timing: { totalS: session.now() } };
    session.print(document, learnedTable(learned, session.language));
    if (out !== undefined) session.note(cliText(session.language, 'written', { path: out }));
    return exitStatus.done;
  });
}
