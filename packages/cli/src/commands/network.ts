import {
  type DesignedFeeder,
  describeProblem,
  InputError,
  type NetworkReport,
  type Plan,
  phraseText,
  reportNetwork,
} from '@diku/engine';
import { say } from '@diku/engine/core';
import {
  type Catalogue,
  changeNetwork,
  type DesignFeederOptions,
  type ExistingNetwork,
  existingNetwork,
  listRework,
  type NetworkChange,
  type NetworkDesign,
  networkDocument,
  proposeTreeColumns,
  readTreeTable,
} from '@diku/engine/design';
import { feederSentence, formatJson, networkTable, reworkText } from '@diku/engine/documents';
import { type PathsChoice, withFeederPaths } from '@diku/engine/plan';
import { type Command, Option } from 'commander';
import { addOptions } from '../arguments.ts';
import { cliText } from '../cli-text.ts';
import { derivedFields } from '../derived-parts.ts';
import { describeAttempts } from '../describe-network.ts';
import { exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { pathsOption, sectorsOption } from '../placing-options.ts';
import { readCatalogue } from '../read-catalogue.ts';
import { blameFile, blameFileAsync, readInput, readJson } from '../read-input.ts';
import { type RequirementOptions, readPlanFor } from '../read-requirements.ts';
import { runJob } from '../run-job.ts';
import { runAs, type Session } from '../session.ts';
import { checkWritable, writeOutput } from '../write-output.ts';

interface NetworkArguments extends RequirementOptions {
  out: string;
  catalogue?: string;
  existing?: string;
  columns?: string;
  saveColumns?: string;
  leaveOutContradictions?: boolean;
  keepExisting?: boolean;
  effort?: 'low' | 'normal' | 'high';
  seed?: number;
  workers: number;
  timeLimit?: number;
  resolution: number;
  reserve?: DesignFeederOptions['reserve'];
  changes?: string;
  paths?: PathsChoice;
  sectors?: number | 'auto';
}

/**
 * `diku network <plan.json> -o plan.json`: the feeder network, its bill and its rules, and whether the plan meets its target with
 * it; status 1 when a rule fails.
 */
export function addNetworkCommand(program: Command): void {
  const command = program
    .command('network <plan>')
    .description(help('network.about'))
    .requiredOption('-o, --out <file>', help('network.out'))
    .option('--catalogue <file>', help('network.catalogue'))
    .option('--existing <table>', help('network.existing'))
    .option('--columns <file>', help('network.columns'))
    .option('--save-columns <file>', help('network.save-columns'))
    .option('--leave-out-contradictions', help('network.leave-out'))
    .option('--keep-existing', help('network.keep'))
    .option('--changes <file>', help('network.changes'))
    .addOption(pathsOption())
    .addOption(sectorsOption())
    .addOption(new Option('--reserve <reserve>', help('network.reserve')).argParser(reserveOption));
  addOptions(command, 'plan-effort', 'profile', 'resolution', 'model', 'plan-seed', 'time-limit', 'workers');
  runAs<[string], NetworkArguments>(command, async (session, options, path) => {
    for (const each of [options.out, options.saveColumns]) if (each !== undefined) checkWritable(each);
    const given = await readPlanFor(path, options);
    const catalogue = readCatalogue(options.catalogue);
    const existing = await readExisting(options, given, { catalogue, session });
    const known = withChanges(existing?.plan ?? given, options.changes, catalogue);
    const paths = options.paths ?? known.choices?.paths;
    const plan = paths === undefined ? known : withFeederPaths(known, paths);
    const reuse = existing || options.keepExisting ? { without: existing?.unknown ?? [] } : undefined;
    const { effort, seed, timeLimit: limitS, workers: workerCount } = options;
    const { reserve, sectors, resolution: resolutionM, model: modelId } = options;
    const chosen = { catalogue, effort, seed, reserve, sectors, resolutionM, modelId, reuse };
    const input = { plan, options: chosen };
    const designed = await blameFileAsync(path, () =>
      runJob({ name: 'network', input, workerCount, limitS }, session),
    );
    const report = reportNetwork(designed.plan) as NetworkReport;
    writeOutput(options.out, formatJson(designed.plan));
    session.print(
      {
        ...networkResult(designed.plan, report, designed.design),
        ...feederResult(designed),
        ...reworkResult(designed.plan, existing),
        derived: derivedFields(designed.plan).derived,
        timing: { totalS: session.now() },
      },
      [
        networkTable(report, designed.plan, session.language, {
          design: designed.design,
          columns: session.columns,
        }),
        '',
        ...describeRework(designed.plan, existing, session),
        ...describeAttempts(designed.reserve.attempts, session.language),
        feederSentence(designed, session.language),
      ].join('\n'),
    );
    session.note(cliText(session.language, 'written', { path: options.out }));
    return report.met ? exitStatus.done : exitStatus.targetNotMet;
  });
}

/** `--changes`: what a person sets in the network, a JSON list. Status 65 naming the change and what there is instead. */
function withChanges(plan: Plan, path: string | undefined, catalogue: Catalogue | undefined): Plan {
  if (path === undefined) return plan;
  return blameFile(path, () => changeNetwork(plan, readJson(path) as NetworkChange[], { catalogue }));
}

/**
 * `--existing`: the tree of a table, in the plan. Status 65 with every row that contradicts another or the plan, and with what each
 * column was taken for, to be corrected and given as `--columns`.
 */
async function readExisting(
  { existing: path, columns: columnsPath, saveColumns, leaveOutContradictions }: NetworkArguments,
  plan: Plan,
  { catalogue, session }: { catalogue: Catalogue | undefined; session: Session },
): Promise<ExistingNetwork | undefined> {
  if (path === undefined) return undefined;
  const bytes = readInput(path);
  const columns = columnsPath === undefined ? {} : { columns: readJson(columnsPath) };
  const options = { ...columns, leaveOutContradictions };
  return blameFileAsync(path, async () => {
    try {
      const table = await readTreeTable(bytes, options);
      // The error says the first; who corrects a table wants to see them all.
      for (const problem of table.problems.slice(1, maxProblems)) {
        session.note(describeProblem(problem, session.language));
      }
      if (table.problems.length > 0) session.note(cliText(session.language, 'existing.contradictions'));
      return existingNetwork(plan, table, { catalogue });
    } catch (error) {
      if (error instanceof InputError && saveColumns === undefined) {
        session.note(cliText(session.language, 'existing.columns'));
        session.note(formatJson(await proposeTreeColumns(bytes)));
      }
      throw error;
    } finally {
      if (saveColumns !== undefined) {
        writeOutput(saveColumns, formatJson(await proposeTreeColumns(bytes)));
        session.note(cliText(session.language, 'written', { path: saveColumns }));
      }
    }
  });
}

const maxProblems = 50;

/** The parts of an existing tree, kept or not, and what nobody knows of it. */
function reworkResult(plan: Plan, existing: ExistingNetwork | undefined) {
  const rework = listRework(plan);
  const doubts = existing?.doubts.map(({ at, text }) => ({
    at: phraseText(at, 'en'),
    text: phraseText(text, 'en'),
  }));
  return { ...(rework ? { rework } : {}), ...(doubts ? { existing: { doubts } } : {}) };
}

function describeRework(plan: Plan, existing: ExistingNetwork | undefined, session: Session): string[] {
  const { language } = session;
  const rework = listRework(plan);
  const doubts = existing?.doubts.map(({ at, text }) =>
    cliText(language, 'existing.doubt', { at: phraseText(at, language), text: phraseText(text, language) }),
  );
  return [
    ...(doubts && doubts.length > 0 ? [cliText(language, 'existing.doubts'), ...doubts, ''] : []),
    ...(rework ? [reworkText(rework, language, session.columns), ''] : []),
  ];
}

/** `--reserve`. */
function reserveOption(text: string): NetworkArguments['reserve'] {
  if (text === 'auto') return text;
  if (['0', '0.5', '1', '1.5'].includes(text)) return Number(text);
  throw usageError('--reserve', `"${text}"`, say('one-of', { list: 'auto, 0, 0.5, 1, 1.5' }));
}

/** Choice of the port targets, and the verdict where one was predicted. */
function feederResult({ reserve, assessment }: DesignedFeeder) {
  const { way, reserveDb, attempts, nominalMet, unpredicted } = reserve;
  const why =
    typeof unpredicted === 'object' ? unpredicted.map((each) => describeProblem(each)) : unpredicted;
  return {
    reserve: {
      ...{ way, reserveDb },
      ...(nominalMet === undefined ? {} : { nominalMet }),
      ...(why === undefined ? {} : { unpredicted: why }),
    },
    networkAttempts: attempts,
    ...(assessment ? { target: assessment.target, decidable: assessment.decidable } : {}),
  };
}

/** The contract's document; notes in English, as the numbers do not depend on the language. */
function networkResult(plan: Plan, report: NetworkReport, { notes, unreached, ...design }: NetworkDesign) {
  const sum = (value: (tree: NetworkDesign['trees'][number]) => number) =>
    design.trees.reduce((total, tree) => total + value(tree), 0);
  return {
    network: {
      ...networkDocument(report, plan),
      courseM: sum(({ lengthM }) => lengthM),
      minCourseM: sum(({ leastLengthM }) => leastLengthM),
      design: {
        ...design,
        unreached: unreached.map((each) => ({ ...each, reason: phraseText(each.reason, 'en') })),
        notes: notes.map((note) => phraseText(note, 'en')),
      },
    },
  };
}
