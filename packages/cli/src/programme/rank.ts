import { rankingCsv, rankingDocument, rankingTable, rankingXlsx } from '@diku/engine/documents';
import { type DistrictName, districtNames, rankCommunities } from '@diku/engine/programme';
import { type Command, Option } from 'commander';
import { numberOption } from '../arguments.ts';
import { cliText } from '../cli-text.ts';
import { exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { runAs } from '../session.ts';
import { addChoosingOptions, type ChoosingOptions, prepareList, readRules } from './choosing-options.ts';
import { readCommunities } from './read-communities.ts';

interface RankOptions extends ChoosingOptions {
  district?: DistrictName;
  top: number;
}

/** `diku programme rank <communities.json|store>`: who comes first by the notice's criteria, with a reason each. */
export function addRankPart(group: Command): void {
  const command = addChoosingOptions(
    group.command('rank <communities>').description(help('programme-rank.about')),
  )
    .option('-o, --out <file>', help('programme-rank.out'))
    .addOption(new Option('--district <name>', help('programme-rank.district')).choices(districtNames))
    .addOption(
      new Option('--top <count>', help('programme-rank.top'))
        .argParser(numberOption('--top', 1, 1_000_000, true))
        .default(20),
    );
  runAs<[string], RankOptions>(command, async (session, options, path) => {
    const { out, district, top } = options;
    const { language } = session;
    const writeList = prepareList(out, ['.csv', '.xlsx']);
    const rules = readRules(options);
    const read = await readCommunities(path, options.wait);
    const city = rankCommunities('stored' in read ? read.stored : read.communities, rules);
    const communities = city.communities.filter(
      ({ community }) => district === undefined || community.district === district,
    );
    const ranking = { ...city, communities };
    writeList(session, {
      '.csv': () => rankingCsv(ranking, language),
      '.xlsx': () => rankingXlsx(ranking, language),
    });
    session.print(
      { ...rankingDocument(ranking), timing: { totalS: session.now() } },
      `${rankingTable(ranking, top, language)}\n${cliText(language, 'programme.lists')}`,
    );
    return exitStatus.done;
  });
}
