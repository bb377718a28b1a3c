import { formatJson, noteText, verdictInShort } from '@diku/engine/documents';
import { placedSoFar } from '@diku/engine/workflow';
import type { Command } from 'commander';
import { acceptanceOptions, addOptions } from '../arguments.ts';
import { cliText } from '../cli-text.ts';
import { describePlacement } from '../describe-placement.ts';
import { exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { addPlacingOptions, type PlacingOptions, readPlacing } from '../placing-options.ts';
import { readCatalogue } from '../read-catalogue.ts';
import { blameFileAsync } from '../read-input.ts';
import { type RequirementOptions, readPlanFor } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import { runAs } from '../session.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface PlaceOptions extends RequirementOptions, PlacingOptions {
  out: string;
  model?: string;
  workers: number;
  catalogue?: string;
}

/**
 * `diku place <plan.json> -o plan.json`: antenna positions with their lower bound; status 1 when it does not pass, 130 when it was
 * interrupted, with the best plan so far written.
 */
export function addPlaceCommand(program: Command): void {
  const command = program
    .command('place <plan>')
    .description(help('place.about'))
    .requiredOption('-o, --out <file>', help('place.out'));
  addPlacingOptions(command);
  addOptions(
    command,
    'confidence',
    'profile',
    'require-scenarios',
    'survive',
    ...acceptanceOptions,
    'model',
    'workers',
  );
  runAs<[string], PlaceOptions>(command, async (session, options, path) => {
    checkWritable(options.out);
    const plan = await readPlanFor(path, options);
    const catalogue = readCatalogue(options.catalogue);
    const placing = { ...readPlacing(options, plan), modelId: options.model, catalogue };
    const { timeLimit: limitS, workers: workerCount } = options;
    const order = { name: 'place', input: { plan, options: placing }, workerCount, limitS } as const;
    const result = await blameFileAsync(path, () =>
      runJob(order, session, ({ placing, ended }) => placedSoFar(plan, placing, ended)),
    );
    writeOutput(options.out, formatJson(result.plan));
    const { placement, check, walkNotes = [] } = result;
    const evaluated = check ? { target: check.target, operators: check.operators } : {};
    const document = {
      ...{ ...evaluated, placement, antennas: result.plan.antennas.length },
      ...(result.losesNetwork ? { networkDropped: true } : {}),
      ...(walkNotes.length > 0 ? { notes: walkNotes } : {}),
    };
    const timing = { totalS: session.now() };
    const isCancelled = placement.ended === 'cancelled';
    const { language } = session;
    const lines = [
      ...(isCancelled ? [cliText(language, 'interrupted'), cliText(language, 'unchecked')] : []),
      describePlacement(placement, session.language, options.objective ?? plan.choices?.objective),
      ...(check
        ? verdictInShort({ plan: result.plan, assessment: check }, session.language, session.columns)
        : []),
      ...walkNotes.map((note) => noteText(note, language)),
    ];
    session.print({ ...document, timing }, lines.join('\n'));
    session.note(cliText(language, 'written', { path: options.out }));
    if (result.losesNetwork) session.note(cliText(language, 'network-dropped', { path: options.out }));
    if (isCancelled) return exitStatus.interrupted;
    const isMet = placement.status === 'feasible' || placement.status === 'optimal';
    return isMet && check?.target.figuresMet !== false ? exitStatus.done : exitStatus.targetNotMet;
  });
}
