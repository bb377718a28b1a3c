import {
  formatJson,
  type NetworkDesign,
  type NetworkReport,
  networkDocument,
  networkTable,
  type Plan,
  phraseText,
  reportNetwork,
} from '@diku/engine';
import type { Command } from 'commander';
import { addOptions } from '../arguments.ts';
import { derivedFields } from '../derived-parts.ts';
import { exitStatus } from '../exit-status.ts';
import { readCatalogue } from '../read-catalogue.ts';
import { blameFileAsync } from '../read-input.ts';
import { type RequirementOptions, readPlanFor } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import { runAs } from '../session.ts';
import { texts } from '../texts.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface NetworkArguments extends RequirementOptions {
  out: string;
  catalogue?: string;
  effort: 'low' | 'normal' | 'high';
  seed: number;
  workers: number;
  timeLimit?: number;
}

/** `diku network <plan.json> -o plan.json`: the feeder network, its bill and its rules; status 1 when a rule fails. */
export function addNetworkCommand(program: Command): void {
  const command = program
    .command('network <plan>')
    .description(
      'the feeder network: cables, splitters, couplers, bill and rules; status 1 when a rule fails',
    )
    .requiredOption('-o, --out <file>', 'plan with the network')
    .option('--catalogue <file>', 'parts and prices as JSON (default: the built-in catalogue)');
  addOptions(command, 'effort', 'profile', 'seed', 'time-limit', 'workers');
  runAs<[string], NetworkArguments>(command, async (session, options, path) => {
    checkWritable(options.out);
    const plan = await readPlanFor(path, options);
    const catalogue = readCatalogue(options.catalogue);
    const { effort, seed, timeLimit: limitS, workers: workerCount } = options;
    const input = { plan, options: { catalogue, effort, seed } };
    const designed = await blameFileAsync(path, () =>
      runJob({ name: 'network', input, workerCount, limitS }, session),
    );
    const report = reportNetwork(designed.plan) as NetworkReport;
    writeOutput(options.out, formatJson(designed.plan));
    session.print(
      {
        ...networkResult(designed.plan, report, designed.design),
        derived: derivedFields(designed.plan).derived,
        timing: { totalS: session.now() },
      },
      networkTable(report, designed.plan, session.language, {
        design: designed.design,
        columns: session.columns,
      }),
    );
    session.note(texts[session.language].written(options.out));
    return report.met ? exitStatus.done : exitStatus.targetNotMet;
  });
}

/** The contract's document; notes in English, as the numbers do not depend on the language. */
function networkResult(plan: Plan, report: NetworkReport, { notes, unreached, ...design }: NetworkDesign) {
  const sum = (value: (tree: NetworkDesign['trees'][number]) => number) =>
    design.trees.reduce((total, tree) => total + value(tree), 0);
  return {
    network: {
      ...networkDocument(report, plan),
      courseM: sum(({ lengthM }) => lengthM),
      leastCourseM: sum(({ leastLengthM }) => leastLengthM),
      design: {
        ...design,
        unreached: unreached.map((each) => ({ ...each, reason: phraseText(each.reason, 'en') })),
        notes: notes.map((note) => phraseText(note, 'en')),
      },
    },
  };
}
