import { phraseText } from '@diku/engine';
import { say } from '@diku/engine/core';
import {
  isDay,
  isQuarter,
  readProgressTable,
  type Signature,
  type Stage,
  stages,
} from '@diku/engine/programme';
import { type Command, Option } from 'commander';
import { type ExitStatus, exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { blameFileAsync, readInput } from '../read-input.ts';
import { runAs, type Session } from '../session.ts';
import { writeStore } from '../store/open-store.ts';
import type { ProgrammeStore } from '../store/programme-store.ts';
import { today } from '../store/today.ts';
import { addWaitOption, type WaitOption } from '../store/wait-option.ts';
import { takenResultsText, takenText } from './programme-texts.ts';
import { readPlanFile, readReportFile } from './read-evidence.ts';
import { addSignatureOptions, readSignature } from './signature-options.ts';
import { addResultSteps } from './take-results.ts';
import { addCheckedStep, addTableSteps, findCommunity, type TakenStep } from './take-steps.ts';

interface AdvanceOptions extends WaitOption, Signature {
  date?: string;
  note?: string;
  due?: string;
  report?: string;
  plan?: string;
  table?: string;
  results?: string;
}

/**
 * `diku programme advance <store> <stage> <ids…>`, or `--table`: communities take steps, all of them or none. With `--results` those whose
 * plan meets its target do, and status 1 says that others do not.
 */
export function addAdvancePart(group: Command): void {
  const command = group
    .command('advance <store> [stage] [ids...]')
    .description(help('programme-advance.about'))
    .option('--table <file>', help('programme-advance.table'))
    .addOption(
      new Option('--results <folder>', help('programme-advance.results')).conflicts([
        'table',
        'note',
        'due',
        'report',
        'plan',
      ]),
    )
    .option('--date <day>', help('programme-advance.date'))
    .option('--note <text>', help('programme-advance.note'))
    .option('--due <quarter>', help('programme-advance.due'))
    .option('--report <file>', help('programme-advance.report'))
    .option('--plan <file>', help('programme-advance.plan'));
  addSignatureOptions(command);
  addWaitOption(command);
  runAs<[string, string | undefined, string[]], AdvanceOptions>(
    command,
    async (session, options, path, stage, ids) => {
      if (options.results !== undefined) return takeResults(session, options, path, stage);
      const takeSteps =
        options.table === undefined
          ? namedSteps(options, stage, ids)
          : await tableSteps(options.table, stage, options);
      const steps = await writeStore(path, accessOf(options), (store) => takeSteps(store, session));
      session.print({ steps }, takenText(steps, session.language));
      return exitStatus.done;
    },
  );
}

function accessOf({ wait }: AdvanceOptions) {
  return { command: 'diku programme advance', waitS: wait };
}

async function takeResults(
  session: Session,
  options: AdvanceOptions,
  path: string,
  stageName: string | undefined,
): Promise<ExitStatus> {
  const { results: folder = '', date = today() } = options;
  if (stageName !== undefined) throw usageError('--results', stageName, say('results-alone'));
  checkDay(date);
  const { language } = session;
  const signature = readSignature(options);
  const taken = await writeStore(path, accessOf(options), (store) =>
    addResultSteps(store, { folder, date, language, signature }),
  );
  session.print(taken, takenResultsText(taken, language));
  return taken.refused.length > 0 ? exitStatus.targetNotMet : exitStatus.done;
}

function checkDay(date: string): void {
  if (!isDay(date)) throw usageError('--date', `"${date}"`, say('a-day'));
}

type TakeSteps = (store: ProgrammeStore, session: Session) => TakenStep[];

/** The same step for each community that is named. */
function namedSteps(
  options: AdvanceOptions,
  stageName: string | undefined,
  ids: readonly string[],
): TakeSteps {
  const { date = today(), note, due, report, plan } = options;
  const signature = readSignature(options);
  const stage = findStage(stageName ?? '');
  checkDay(date);
  if (due !== undefined && !isQuarter(due)) throw usageError('--due', `"${due}"`, say('quarter-once-chosen'));
  if (ids.length === 0) throw usageError('ids', say('nothing'), say('a-community-id'));
  if (ids.length > 1 && (report ?? plan) !== undefined) {
    throw usageError(report === undefined ? '--plan' : '--report', ids.join(' '), say('one-community'));
  }
  return (store) =>
    ids.map((id) => {
      const community = findCommunity(store, id);
      return addCheckedStep(store, community, {
        ...{ stage, date, note, due, ...signature },
        evidence: report === undefined ? undefined : readReportFile(report, community),
        plan: plan === undefined ? undefined : readPlanFile(plan),
      });
    });
}

/**
 * Steps that the table states and the store does not have yet. Options of a single step are refused:
 * rows have more than one.
 */
async function tableSteps(
  path: string,
  stageName: string | undefined,
  options: AdvanceOptions,
): Promise<TakeSteps> {
  if (stageName !== undefined) throw usageError('--table', stageName, say('table-alone'));
  for (const name of ['date', 'note', 'due', 'report', 'plan'] as const) {
    const given = options[name];
    if (given !== undefined) throw usageError(`--${name}`, `"${given}"`, say('table-tells'));
  }
  const bytes = readInput(path);
  const rows = await blameFileAsync(path, () => readProgressTable(bytes));
  const signature = readSignature(options);
  return (store, session) => addTableSteps(store, session, { path, rows, signature });
}

/** A stage by its id or by its name in either language. */
function findStage(text: string): Stage {
  const stage = stages.find((each) => {
    const name = say(`stage-${each}`);
    return [each, phraseText(name, 'zh'), phraseText(name, 'en')].includes(text);
  });
  if (stage) return stage;
  throw usageError('stage', text ? `"${text}"` : say('nothing'), say('one-of', { list: stages.join(', ') }));
}
