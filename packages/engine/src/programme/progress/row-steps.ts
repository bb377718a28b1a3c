import { InputError, say } from '../../core/index.ts';
import { canonicalJson } from '../../plan/index.ts';
import { plainText } from '../community-key.ts';
import { stateAt } from './community-state.ts';
import type { ProgressRow } from './parse-progress-table.ts';
import type { ProgrammeCommunity, Step, Works } from './programme-community.ts';
import { stageIndex, stages } from './stages.ts';

/**
 * The steps that a row of the table adds to what is stored of its community, in order; none where the table says
 * nothing new. Whether they may be taken is for `takeStep`.
 * @throws InputError where the row is another community's, or changes a day that is stored
 */
export function rowSteps(row: ProgressRow, community: ProgrammeCommunity, today: string): Step[] {
  const { id, name, history } = community;
  if (plainText(row.name) !== plainText(name)) {
    const found = say('text-found', { text: row.name });
    throw new InputError([{ at: row.at('name'), found, expected: say('row-of-community', { id, name }) }]);
  }
  const state = stateAt(community, history[history.length - 1].date)!;
  const steps: Step[] = [];
  for (const stage of stages) {
    const date = row.days[stage];
    const stored = state.reached[stageIndex(stage)];
    if (date === undefined || date === stored) continue;
    if (stored)
      throw new InputError([
        { at: row.at(stage), found: date, expected: say('day-as-kept', { day: stored }) },
      ]);
    steps.push({ stage, date });
  }
  const due = row.due === state.due ? undefined : row.due;
  const note = row.note === state.lastNote ? undefined : row.note;
  const works = newWorks(row.works, state.works);
  if (steps.length === 0 && (due !== undefined || note !== undefined || works !== undefined)) {
    steps.push({ stage: state.stage, date: today });
  }
  if (due !== undefined) steps[0].due = due;
  if (note !== undefined) steps[steps.length - 1].note = note;
  if (works !== undefined) steps[steps.length - 1].works = works;
  return steps.map((step) => ({ ...step, ...row.signature }));
}

/** Facts of the works that a row states and that are not stored already. */
function newWorks(works: Works = {}, before: Works): Works | undefined {
  const isNew = (name: keyof Works) => canonicalJson(works[name]) !== canonicalJson(before[name]);
  const names = (Object.keys(works) as (keyof Works)[]).filter(isNew);
  return names.length === 0 ? undefined : Object.fromEntries(names.map((name) => [name, works[name]]));
}
