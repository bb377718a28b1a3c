import type { Community, StoredCommunity } from '@diku/engine/programme';
import type { ProgrammeStore } from '../store/programme-store.ts';
import { today } from '../store/today.ts';
import type { Choice } from './prepare-choice.ts';
import type { ReadCommunities } from './read-communities.ts';
import { addCheckedStep } from './take-steps.ts';

/** Makes the choice of what the store holds now, and takes the step of everyone chosen, with the quarter that is due. */
export function takeChoice(
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
