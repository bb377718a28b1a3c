import { isDay, isQuarter, phraseText, readProgressTable, type Stage, say, stages } from '@diku/engine';
import type { Command } from 'commander';
import { exitStatus, usageError } from '../exit-status.ts';
import { blameFileAsync, readInput } from '../read-input.ts';
import { runAs, type Session } from '../session.ts';
import { writeStore } from '../store/open-store.ts';
import type { ProgrammeStore } from '../store/programme-store.ts';
import { today } from '../store/today.ts';
import { addWaitOption, type WaitOption } from '../store/wait-option.ts';
import { programmeTexts } from './programme-texts.ts';
import { readPlanFile, readReportFile } from './read-evidence.ts';
import { addCheckedStep, addTableSteps, findCommunity, type TakenStep } from './take-steps.ts';

interface AdvanceOptions extends WaitOption {
  date?: string;
  note?: string;
  due?: string;
  report?: string;
  plan?: string;
  table?: string;
}

/** `diku programme advance <store> <stage> <ids…>`, or `--table`: communities take steps, all of them or none. */
export function addAdvancePart(group: Command): void {
  const command = group
    .command('advance <store> [stage] [ids...]')
    .description('communities take a step, or the steps of a table that was filled in; all of them or none')
    .option('--table <file>', 'the table of "export" as it was filled in, .csv or .xlsx')
    .option('--date <day>', 'of the step (default: today)')
    .option('--note <text>', 'kept with the step; a step back needs one')
    .option('--due <quarter>', 'in which it is to be accepted, such as 2026-Q4')
    .option('--report <file>', 'test report for an acceptance: what accept --json printed')
    .option('--plan <file>', "the community's plan: what plan or check --json printed");
  addWaitOption(command);
  runAs<[string, string | undefined, string[]], AdvanceOptions>(
    command,
    async (session, options, path, stage, ids) => {
      const takeSteps =
        options.table === undefined
          ? namedSteps(options, stage, ids)
          : await tableSteps(options.table, stage);
      const access = { command: 'diku programme advance', waitS: options.wait };
      const steps = await writeStore(path, access, (store) => takeSteps(store, session));
      session.print({ steps }, programmeTexts[session.language].taken(steps));
      return exitStatus.done;
    },
  );
}

type TakeSteps = (store: ProgrammeStore, session: Session) => TakenStep[];

/** The same step for each community that is named. */
function namedSteps(
  options: AdvanceOptions,
  stageName: string | undefined,
  ids: readonly string[],
): TakeSteps {
  const { date = today(), note, due, report, plan } = options;
  const stage = findStage(stageName ?? '');
  if (!isDay(date)) throw usageError('--date', `"${date}"`, say('a-day'));
  if (due !== undefined && !isQuarter(due)) throw usageError('--due', `"${due}"`, say('quarter-once-chosen'));
  if (ids.length === 0) throw usageError('ids', say('nothing'), say('a-community-id'));
  if (ids.length > 1 && (report ?? plan) !== undefined) {
    throw usageError(report === undefined ? '--plan' : '--report', ids.join(' '), say('one-community'));
  }
  return (store) =>
    ids.map((id) => {
      const community = findCommunity(store, id);
      return addCheckedStep(store, community, {
        ...{ stage, date, note, due },
        evidence: report === undefined ? undefined : readReportFile(report, community),
        plan: plan === undefined ? undefined : readPlanFile(plan),
      });
    });
}

/** What the table says and the store does not know yet. */
async function tableSteps(path: string, stageName: string | undefined): Promise<TakeSteps> {
  if (stageName !== undefined) throw usageError('--table', stageName, say('table-alone'));
  const bytes = readInput(path);
  const rows = await blameFileAsync(path, () => readProgressTable(bytes));
  return (store, session) => addTableSteps(store, session, { path, rows });
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
