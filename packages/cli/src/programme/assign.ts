import { type Datum, datums, say } from '@diku/engine/core';
import {
  assignmentCsv,
  assignmentDocument,
  assignmentMap,
  assignmentTable,
  assignmentXlsx,
} from '@diku/engine/documents';
import {
  type Assignment,
  assignCommunities,
  type Community,
  communityKey,
  type OwnersRule,
  parseQuotas,
  type Quarter,
  quarterInProgress,
  quarterNumber,
  quarterOf,
  type Ranking,
  type StoredCommunity,
  shanghai2023Quotas,
} from '@diku/engine/programme';
import { type Command, Option } from 'commander';
import { numberOption } from '../arguments.ts';
import { cliText } from '../cli-text.ts';
import { exitStatus, usageError } from '../exit-status.ts';
import { help } from '../help.ts';
import { blameFile, readJson } from '../read-input.ts';
import { runAs } from '../session.ts';
import { writeStore } from '../store/open-store.ts';
import type { ProgrammeStore } from '../store/programme-store.ts';
import { today } from '../store/today.ts';
import { addChoosingOptions, type ChoosingOptions, prepareList, prepareRanking } from './choosing-options.ts';
import { isStore, type ReadCommunities, readCommunities } from './read-communities.ts';
import { addCheckedStep } from './take-steps.ts';

interface AssignOptions extends ChoiceOptions {
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
  runAs<[string], AssignOptions>(command, async (session, options, path) => {
    const { out, datum, take, wait } = options;
    const { language } = session;
    const writeList = prepareList(out, ['.csv', '.xlsx', '.svg']);
    if (take && !isStore(path)) throw usageError('--take', path, say('programme-file'));
    const choose = await prepareChoice(options);
    const access = { command: 'diku programme assign', waitS: wait };
    const { ranking, assignment, taken } = take
      ? await writeStore(path, access, (store) => takeChoice(store, choose))
      : { ...choose(await readCommunities(path, wait)), taken: undefined };
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

/** Makes the choice of what the store holds now, and takes the step of everyone chosen, with the quarter that is due. */
function takeChoice(
  store: ProgrammeStore,
  choose: (read: ReadCommunities) => Choice,
): Choice & { taken: number } {
  const stored = [...store.communities()];
  const of = new Map<Community, StoredCommunity>(stored.map((community) => [community, community]));
  const choice = choose({ stored });
  const { districts, quotas } = choice.assignment;
  let taken = 0;
  for (const { ranked, quarter, isUnderWay } of districts.flatMap(({ assigned }) => assigned)) {
    const community = of.get(ranked.community);
    if (isUnderWay || !community) continue;
    addCheckedStep(store, community, { stage: 'chosen', date: today(), due: `${quotas.year}-Q${quarter}` });
    taken += 1;
  }
  return { ...choice, taken };
}

interface ChoiceOptions extends ChoosingOptions {
  quotas?: string;
  fromQuarter?: Quarter;
  owners: OwnersRule;
}

interface Choice {
  ranking: Ranking;
  assignment: Assignment;
}

/**
 * Reads what the options name; the choice itself is made of communities. Of the programme's file the quotas of the notice are for this
 * year, from the present quarter on, and what is under way stays.
 */
async function prepareChoice(options: ChoiceOptions): Promise<(read: ReadCommunities) => Choice> {
  const { quotas: path, owners } = options;
  const givenQuotas = path === undefined ? undefined : blameFile(path, () => parseQuotas(readJson(path)));
  const rank = prepareRanking(options);
  const { loadHighs } = await import('../load-highs.ts');
  const highs = await loadHighs();
  const day = today();
  const thisYear = Number(day.slice(0, 4));
  return (read) => {
    const isStored = 'stored' in read;
    const quotas = givenQuotas ?? (isStored ? { ...shanghai2023Quotas, year: thisYear } : shanghai2023Quotas);
    const { year } = quotas;
    const present = isStored && year === thisYear ? (quarterNumber(quarterOf(day)) as Quarter) : 1;
    const fromQuarter = options.fromQuarter ?? present;
    const inProgress = new Map<string, Quarter | 'other-year'>();
    for (const community of isStored ? read.stored : []) {
      const quarter = quarterInProgress(community, { year, fromQuarter, day });
      if (quarter !== undefined) inProgress.set(communityKey(community), quarter);
    }
    const ranking = rank(isStored ? read.stored : read.communities);
    const choice = { quotas, inProgress, fromQuarter, owners, highs };
    return { ranking, assignment: assignCommunities(ranking, choice) };
  };
}
