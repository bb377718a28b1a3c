import {
  type Assignment,
  assignCommunities,
  type Community,
  communityKey,
  type OwnersRule,
  type Quarter,
  type Quotas,
  quarterInProgress,
  quarterNumber,
  quarterOf,
  type Ranking,
  rankCommunities,
  type Signature,
  type StoredCommunity,
  shanghai2023Quotas,
  type Weights,
} from '@diku/engine/programme';
import type { ProgrammeStore } from '../store/programme-store.ts';
import { today } from '../store/today.ts';
import type { ReadCommunities } from './read-communities.ts';
import { addCheckedStep, type TakenStep } from './take-steps.ts';

/** How communities are ranked and chosen; what is not given is as the notice has it. */
export interface ChoiceRules {
  weights?: Weights;
  weakGroundDbm?: number;
  quotas?: Quotas;
  fromQuarter?: Quarter;
  owners?: OwnersRule;
}

export interface Choice {
  ranking: Ranking;
  assignment: Assignment;
}

/**
 * The choice by rules; it is made of communities once they are read. Of the programme's file the quotas of the notice are for this year,
 * from the present quarter on, and what is under way stays.
 */
export async function prepareChoice(rules: ChoiceRules): Promise<(read: ReadCommunities) => Choice> {
  const { weights, weakGroundDbm, quotas: givenQuotas, owners } = rules;
  const { loadHighs } = await import('../load-highs.ts');
  const highs = await loadHighs();
  const day = today();
  const thisYear = Number(day.slice(0, 4));
  return (read) => {
    const isStored = 'stored' in read;
    const quotas = givenQuotas ?? (isStored ? { ...shanghai2023Quotas, year: thisYear } : shanghai2023Quotas);
    const { year } = quotas;
    const present = isStored && year === thisYear ? (quarterNumber(quarterOf(day)) as Quarter) : 1;
    const fromQuarter = rules.fromQuarter ?? present;
    const inProgress = new Map<string, Quarter | 'other-year'>();
    for (const community of isStored ? read.stored : []) {
      const quarter = quarterInProgress(community, { year, fromQuarter, day });
      if (quarter !== undefined) inProgress.set(communityKey(community), quarter);
    }
    const ranking = rankCommunities(isStored ? read.stored : read.communities, { weights, weakGroundDbm });
    const choice = { quotas, inProgress, fromQuarter, owners, highs };
    return { ranking, assignment: assignCommunities(ranking, choice) };
  };
}

/** Makes the choice of what the store holds now, and takes the step of everyone chosen, with the quarter that is due. */
export function takeChoice(
  store: ProgrammeStore,
  choose: (read: ReadCommunities) => Choice,
  signature: Signature = {},
): Choice & { steps: TakenStep[] } {
  const stored = [...store.communities()];
  const of = new Map<Community, StoredCommunity>(stored.map((community) => [community, community]));
  const choice = choose({ stored });
  const { districts, quotas } = choice.assignment;
  const steps: TakenStep[] = [];
  for (const { ranked, quarter, isUnderWay } of districts.flatMap(({ assigned }) => assigned)) {
    const community = of.get(ranked.community);
    if (isUnderWay || !community) continue;
    const due = `${quotas.year}-Q${quarter}`;
    steps.push(addCheckedStep(store, community, { stage: 'chosen', date: today(), due, ...signature }));
  }
  return { ...choice, steps };
}
