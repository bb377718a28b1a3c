import {
  type Assignment,
  assignCommunities,
  communityKey,
  type OwnersRule,
  parseQuotas,
  type Quarter,
  quarterNumber,
  quarterOf,
  quarterUnderWay,
  type Ranking,
  shanghai2023Quotas,
} from '@diku/engine/programme';
import { blameFile, readJson } from '../read-input.ts';
import { today } from '../store/today.ts';
import { type ChoosingOptions, prepareRanking } from './choosing-options.ts';
import type { ReadCommunities } from './read-communities.ts';

export interface ChoiceOptions extends ChoosingOptions {
  quotas?: string;
  fromQuarter?: Quarter;
  owners: OwnersRule;
}

export interface Choice {
  ranking: Ranking;
  assignment: Assignment;
}

/**
 * Reads what the options name; the choice itself is made of communities. Of the programme's file the quotas of the notice are for this
 * year, from the present quarter on, and what is under way stays.
 */
export async function prepareChoice(options: ChoiceOptions): Promise<(read: ReadCommunities) => Choice> {
  const { quotas: path, owners } = options;
  const own = path === undefined ? undefined : blameFile(path, () => parseQuotas(readJson(path)));
  const rank = prepareRanking(options);
  const { loadHighs } = await import('../load-highs.ts');
  const highs = await loadHighs();
  const day = today();
  const thisYear = Number(day.slice(0, 4));
  return (read) => {
    const isStored = 'stored' in read;
    const quotas = own ?? (isStored ? { ...shanghai2023Quotas, year: thisYear } : shanghai2023Quotas);
    const { year } = quotas;
    const present = isStored && year === thisYear ? (quarterNumber(quarterOf(day)) as Quarter) : 1;
    const fromQuarter = options.fromQuarter ?? present;
    const underWay = new Map<string, Quarter | 'other-year'>();
    for (const community of isStored ? read.stored : []) {
      const quarter = quarterUnderWay(community, { year, fromQuarter, day });
      if (quarter !== undefined) underWay.set(communityKey(community), quarter);
    }
    const ranking = rank(isStored ? read.stored : read.communities);
    const choice = { quotas, underWay, fromQuarter, owners, highs };
    return { ranking, assignment: assignCommunities(ranking, choice) };
  };
}
