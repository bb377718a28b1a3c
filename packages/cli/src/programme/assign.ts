import {
  assignCommunities,
  assignmentCsv,
  assignmentDocument,
  assignmentMap,
  assignmentTable,
  assignmentXlsx,
  type Datum,
  datums,
  type OwnersRule,
  parseQuotas,
  type Quarter,
  type Quotas,
  shanghai2023Quotas,
} from '@diku/engine';
import { type Command, Option } from 'commander';
import { numberOption } from '../arguments.ts';
import { exitStatus } from '../exit-status.ts';
import { blameFile, readJson } from '../read-input.ts';
import { runAs } from '../session.ts';
import { addChoosingOptions, type ChoosingOptions, prepareList, readRanking } from './choosing-options.ts';

interface AssignOptions extends ChoosingOptions {
  quotas?: string;
  fromQuarter: Quarter;
  owners: OwnersRule;
  datum: Datum;
}

/** `diku programme assign <communities.json>`: the table of quotas filled; status 1 where one cannot be met. */
export function addAssignPart(group: Command): void {
  const command = addChoosingOptions(
    group
      .command('assign <communities>')
      .description('fills the quotas of districts and quarters by rank; status 1 where one cannot be met'),
  )
    .option('-o, --out <file>', 'the whole list as .csv or .xlsx, or a map as .svg')
    .option('--quotas <file>', 'JSON as under quotas of --json (default: the notice of 2023)')
    .addOption(
      new Option('--from-quarter <quarter>', 'the first quarter that can still be filled')
        .argParser(numberOption('--from-quarter', 1, 4, true))
        .default(1),
    )
    .addOption(
      new Option('--owners <rule>', 'what owners must have said for a community to be chosen')
        .choices(['not-refused', 'agreed'])
        .default('not-refused'),
    )
    .addOption(
      new Option('--datum <datum>', 'of the coordinates in the table').choices(datums).default('gcj02'),
    );
  runAs<[string], AssignOptions>(command, async (session, options, path) => {
    const { out, fromQuarter, owners, datum } = options;
    const { language } = session;
    const writeList = prepareList(out, ['.csv', '.xlsx', '.svg']);
    const quotas = readQuotas(options.quotas);
    const ranking = readRanking(path, options);
    const { loadHighs } = await import('../load-highs.ts');
    const highs = await loadHighs();
    const assignment = assignCommunities(ranking, { quotas, fromQuarter, owners, highs });
    writeList(session, {
      '.csv': () => assignmentCsv(assignment, language),
      '.xlsx': () => assignmentXlsx(assignment, language),
      '.svg': () => assignmentMap(assignment, ranking, { lang: language, datum }),
    });
    const document = assignmentDocument(assignment, ranking);
    session.print({ ...document, timing: { totalS: session.now() } }, assignmentTable(assignment, language));
    return document.met ? exitStatus.done : exitStatus.targetNotMet;
  });
}

/** Status 65 for a table of another kind. */
function readQuotas(path: string | undefined): Quotas {
  return path === undefined ? shanghai2023Quotas : blameFile(path, () => parseQuotas(readJson(path)));
}
