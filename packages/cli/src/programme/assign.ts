import { type Datum, datums, say } from '@diku/engine/core';
import {
  assignmentCsv,
  assignmentDocument,
  assignmentMap,
  assignmentTable,
  assignmentXlsx,
} from '@diku/engine/documents';
import { type OwnersRule, parseQuotas, type Quarter, type Signature } from '@diku/engine/programme';
import { type Command, Option } from 'commander';
import { numberOption } from '../arguments.ts';
import { cliText } from '../cli-text.ts';
import { exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { blameFile, readJson } from '../read-input.ts';
import { runAs } from '../session.ts';
import { writeStore } from '../store/open-store.ts';
import { prepareChoice, takeChoice } from './choice.ts';
import { addChoosingOptions, type ChoosingOptions, prepareList, readRules } from './choosing-options.ts';
import { isStore, readCommunities } from './read-communities.ts';
import { addSignatureOptions, readSignature } from './signature-options.ts';

interface AssignOptions extends ChoosingOptions, Signature {
  quotas?: string;
  fromQuarter?: Quarter;
  owners: OwnersRule;
  datum: Datum;
  take?: boolean;
}

/** `diku programme assign <communities>`: the table of quotas filled; status 1 where one cannot be met. */
export function addAssignPart(group: Command): void {
  const command = addChoosingOptions(
    group.command('assign <communities>').description(help('programme-assign.about')),
  )
    .option('-o, --out <file>', help('programme-assign.out'))
    .option('--take', help('programme-assign.take'))
    .option('--quotas <file>', help('programme-assign.quotas'))
    .addOption(
      new Option('--from-quarter <quarter>', help('programme-assign.from-quarter')).argParser(
        numberOption('--from-quarter', 1, 4, true),
      ),
    )
    .addOption(
      new Option('--owners <rule>', help('programme-assign.owners'))
        .choices(['not-refused', 'agreed'])
        .default('not-refused'),
    )
    .addOption(
      new Option('--datum <datum>', help('programme-assign.datum')).choices(datums).default('gcj02'),
    );
  addSignatureOptions(command);
  runAs<[string], AssignOptions>(command, async (session, options, path) => {
    const { out, datum, take, wait } = options;
    const { language } = session;
    const writeList = prepareList(out, ['.csv', '.xlsx', '.svg']);
    if (take && !isStore(path)) throw usageError('--take', path, say('programme-file'));
    const choose = await prepareChoice({ ...readRules(options), ...readQuotas(options) });
    const access = { command: 'diku programme assign', waitS: wait };
    const signature = readSignature(options);
    const { ranking, assignment, steps } = take
      ? await writeStore(path, access, (store) => takeChoice(store, choose, signature))
      : { ...choose(await readCommunities(path, wait)), steps: undefined };
    const taken = steps?.length;
    writeList(session, {
      '.csv': () => assignmentCsv(assignment, language),
      '.xlsx': () => assignmentXlsx(assignment, language),
      '.svg': () => assignmentMap(assignment, ranking, { lang: language, datum }),
    });
    if (taken !== undefined) session.note(cliText(language, 'programme.chosen', { path, count: taken }));
    const document = assignmentDocument(assignment, ranking);
    session.print(
      { ...document, taken, timing: { totalS: session.now() } },
      `${assignmentTable(assignment, language)}\n${cliText(language, 'programme.lists')}`,
    );
    return document.met ? exitStatus.done : exitStatus.targetNotMet;
  });
}

/** Reads what the options name. Status 65 for impossible quotas. */
function readQuotas({ quotas: path, fromQuarter, owners }: AssignOptions) {
  const quotas = path === undefined ? undefined : blameFile(path, () => parseQuotas(readJson(path)));
  return { quotas, fromQuarter, owners };
}
