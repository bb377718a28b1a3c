import { dirname, resolve } from 'node:path';
import { describeProblem, InputError, type LocalizedProblem, type Phrase } from '@diku/engine';
import { say } from '@diku/engine/core';
import {
  type ProgressRow,
  rowSteps,
  type Signature,
  type Stage,
  type Step,
  type StoredCommunity,
  signatureOf,
  takeStep,
} from '@diku/engine/programme';
import { cliText } from '../cli-text.ts';
import { exitStatus, problemError } from '../exit-status.ts';
import type { Session } from '../session.ts';
import type { ProgrammeStore, RankedCommunity } from '../store/programme-store.ts';
import { today } from '../store/today.ts';
import { readReportFile } from './read-evidence.ts';

/** A step that was taken. */
export interface TakenStep extends Pick<Step, 'date' | 'note' | 'due'>, Signature {
  id: string;
  name: string;
  from: Stage;
  to: Stage;
}

const maxNoted = 50;

/** The community of an id; throws `InputError` where there is none. */
export function findCommunity(store: ProgrammeStore, id: string): RankedCommunity {
  const community = store.find(id);
  if (community) return community;
  throw new InputError([{ at: id, found: say('no-community'), expected: say('a-community-id') }]);
}

/** Checks a step and adds it; throws `InputError` with the reason where it is refused. */
export function addCheckedStep(store: ProgrammeStore, community: StoredCommunity, wanted: Step): TakenStep {
  const step = takeStep(community, wanted, today());
  store.addStep(community.id, step);
  const { stage: to, date, note, due } = step;
  const from = community.history[community.history.length - 1].stage;
  return { ...{ id: community.id, name: community.name, from, to, date, note, due }, ...signatureOf(step) };
}

/**
 * The steps that a table adds. Every row that is refused is noted; where one is, none is taken.
 * @param table path of the table, which the paths of test reports in it start from, and who takes the steps of rows that name nobody
 */
export function addTableSteps(
  store: ProgrammeStore,
  session: Session,
  table: { path: string; rows: readonly ProgressRow[]; signature: Signature },
): TakenStep[] {
  const refused: LocalizedProblem[] = [];
  const taken: TakenStep[] = [];
  for (const row of table.rows) {
    try {
      const signature = { ...table.signature, ...row.signature };
      taken.push(...addRowSteps(store, { ...row, signature }, dirname(table.path)));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused.push(...error.said.map((stated) => ({ ...stated, at: rowLocation(row, stated.at) })));
    }
  }
  if (refused.length === 0) return taken;
  for (const problem of refused.slice(1, maxNoted)) {
    const refusal = describeProblem(problem, session.language);
    session.note(cliText(session.language, 'of-file', { path: table.path, refusal }));
  }
  const [first] = refused;
  throw problemError(exitStatus.badInput, {
    ...first,
    at: say('file-place', { file: table.path, at: first.at }),
  });
}

function rowLocation({ row }: ProgressRow, at: LocalizedProblem['at']): Phrase {
  return typeof at === 'object' && at.code === 'row-column' ? at : say('row-place', { row, at });
}

function addRowSteps(store: ProgrammeStore, row: ProgressRow, folder: string): TakenStep[] {
  let community = findCommunity(store, row.id);
  return rowSteps(row, community, today()).map((step) => {
    const report = step.stage === 'accepted' && row.report ? resolve(folder, row.report) : undefined;
    const evidence = report === undefined ? undefined : readReportFile(report, community);
    const taken = addCheckedStep(store, community, { ...step, evidence });
    community = findCommunity(store, row.id);
    return taken;
  });
}
