import { phraseText } from '@diku/engine';
import { say } from '@diku/engine/core';
import {
  isDay,
  isQuarter,
  readAmountCny,
  readNames,
  readProgressTable,
  type Signature,
  type Stage,
  stages,
  worksOf,
} from '@diku/engine/programme';
import { type Command, Option } from 'commander';
import { type ExitStatus, exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { blameFileAsync, readInput } from '../read-input.ts';
import { runAs, type Session } from '../session.ts';
import { AttachmentFolder } from '../store/attachments.ts';
import { writeStore } from '../store/open-store.ts';
import type { ProgrammeStore } from '../store/programme-store.ts';
import { today } from '../store/today.ts';
import { addWaitOption, type WaitOption } from '../store/wait-option.ts';
import { takenResultsText, takenText } from './programme-texts.ts';
import { addSignatureOptions, readSignature } from './signature-options.ts';
import { addResultSteps } from './take-results.ts';
import { addCheckedStep, addTableSteps, findCommunity, readEvidence, type TakenStep } from './take-steps.ts';

interface AdvanceOptions extends WaitOption, Signature {
  date?: string;
  note?: string;
  due?: string;
  report?: string;
  plan?: string;
  walk?: string[];
  attach?: string[];
  survey?: string;
  withoutEvidence?: string;
  builder?: string;
  sharing?: string;
  cost?: number;
  upkeep?: number;
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
        ...ofOneStep.filter((name) => name !== 'date'),
      ]),
    )
    .option('--date <day>', help('programme-advance.date'))
    .option('--note <text>', help('programme-advance.note'))
    .option('--due <quarter>', help('programme-advance.due'))
    .option('--report <file>', help('programme-advance.report'))
    .option('--plan <file>', help('programme-advance.plan'))
    .option('--walk <files...>', help('programme-advance.walk'))
    .option('--attach <files...>', help('programme-advance.attach'))
    .option('--survey <file>', help('programme-advance.survey'))
    .option('--without-evidence <reason>', help('programme-advance.without-evidence'))
    .option('--builder <name>', help('programme-advance.builder'))
    .option('--sharing <names>', help('programme-advance.sharing'))
    .option('--cost <amount>', help('programme-advance.cost'), amountOption('--cost'))
    .option('--upkeep <amount>', help('programme-advance.upkeep'), amountOption('--upkeep'));
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
      const folder = new AttachmentFolder(path);
      const steps = await writeStore(path, accessOf(options), (store) =>
        takeSteps(store, session, folder),
      ).catch((error) => {
        folder.takeBack();
        throw error;
      });
      session.print({ steps }, takenText(steps, session.language));
      return exitStatus.done;
    },
  );
}

/** Yuan, also `12.8万`. */
function amountOption(name: string): (text: string) => number {
  return (text) => {
    const amountCny = readAmountCny(text);
    if (typeof amountCny === 'number') return amountCny;
    throw usageError(name, `"${text}"`, say('an-amount'));
  };
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

type TakeSteps = (store: ProgrammeStore, session: Session, folder: AttachmentFolder) => Promise<TakenStep[]>;

/** The same step for each community that is named. */
function namedSteps(
  options: AdvanceOptions,
  stageName: string | undefined,
  ids: readonly string[],
): TakeSteps {
  const { date = today(), note, due } = options;
  const signature = readSignature(options);
  const stage = findStage(stageName ?? '');
  checkDay(date);
  if (due !== undefined && !isQuarter(due)) throw usageError('--due', `"${due}"`, say('quarter-once-chosen'));
  if (ids.length === 0) throw usageError('ids', say('nothing'), say('a-community-id'));
  const single = (['report', 'plan', 'walk', 'survey'] as const).find((name) => options[name] !== undefined);
  if (ids.length > 1 && single) throw usageError(`--${single}`, ids.join(' '), say('one-community'));
  const works = worksOf({
    ...{ builder: options.builder, sharing: readNames(options.sharing ?? '') },
    ...{ costCny: options.cost, upkeepCnyPerYear: options.upkeep },
  });
  return async (store, _, folder) => {
    const taken: TakenStep[] = [];
    for (const id of ids) {
      const community = findCommunity(store, id);
      const step = { ...{ stage, date, note, due, works }, ...signature };
      const rests = await readEvidence(store, folder, { community, stage, ...options });
      taken.push(addCheckedStep(store, community, { ...step, ...rests }));
    }
    return taken;
  };
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
  for (const name of ofOneStep) {
    const given = options[name];
    const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (given !== undefined) throw usageError(`--${option}`, `"${given}"`, say('table-tells'));
  }
  const bytes = readInput(path);
  const rows = await blameFileAsync(path, () => readProgressTable(bytes));
  const signature = readSignature(options);
  return (store, session, folder) => addTableSteps(store, session, { path, rows, signature, folder });
}

/** Options of a single step. */
const ofOneStep = [
  ...(['date', 'note', 'due', 'report', 'plan', 'walk', 'attach', 'survey', 'withoutEvidence'] as const),
  ...(['builder', 'sharing', 'cost', 'upkeep'] as const),
] as const;

/** A stage by its id or by its name in either language. */
function findStage(text: string): Stage {
  const stage = stages.find((each) => {
    const name = say(`stage-${each}`);
    return [each, phraseText(name, 'zh'), phraseText(name, 'en')].includes(text);
  });
  if (stage) return stage;
  throw usageError('stage', text ? `"${text}"` : say('nothing'), say('one-of', { list: stages.join(', ') }));
}
