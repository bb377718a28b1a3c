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
  stageIndex,
  takeStep,
} from '@diku/engine/programme';
import { cliText } from '../cli-text.ts';
import { exitStatus, problemError } from '../exit-status.ts';
import type { Session } from '../session.ts';
import type { AttachmentFolder } from '../store/attachments.ts';
import type { ProgrammeStore, RankedCommunity } from '../store/programme-store.ts';
import { today } from '../store/today.ts';
import { readPlanFile, verifyAcceptance } from './read-evidence.ts';

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

/** Files and reasons that are given for a step. */
export interface GivenEvidence {
  stage: Stage;
  /** The result of a plan; for an acceptance the plan itself. */
  plan?: string;
  report?: string;
  walk?: readonly string[];
  attach?: readonly string[];
  survey?: string;
  withoutEvidence?: string;
}

/**
 * Evidence of a step, read and checked, its files stored. An attached file is what its stage asks for: the paper of the residents'
 * consent, the walk of a test. Statuses 65 and 66.
 */
export async function readEvidence(
  store: ProgrammeStore,
  folder: AttachmentFolder,
  { community, ...given }: GivenEvidence & { community: StoredCommunity },
): Promise<Pick<Step, 'evidence' | 'plan' | 'attachments' | 'withoutEvidence'>> {
  const { stage, plan, report, walk = [], attach = [], survey, withoutEvidence } = given;
  const kind = stage === 'coordinated' ? 'consent' : stage === 'tested' ? 'walk' : 'unspecified';
  const isAcceptance = report !== undefined;
  const tests = isAcceptance ? [] : walk;
  const attachments = [
    ...attach.map((path) => folder.put(path, kind)),
    ...tests.map((path) => folder.put(path, 'walk')),
    ...(survey === undefined ? [] : [folder.put(survey, 'survey')]),
  ];
  for (const { kind: each, sha256, file } of attachments) {
    const other = each === 'walk' ? store.otherWalkOf(sha256, community.id) : undefined;
    if (other === undefined) continue;
    const expected = say('walk-of-community');
    throw new InputError([{ at: file, found: say('walk-of-other', { id: other }), expected }]);
  }
  const rest = withoutEvidence === undefined ? {} : { withoutEvidence };
  if (!isAcceptance) {
    const result = plan === undefined ? {} : { plan: readPlanFile(plan, undefined, community) };
    return { ...result, ...rest, attachments };
  }
  const files = { report, ...(plan === undefined ? {} : { plan }), walks: walk };
  const verified = await verifyAcceptance(store, folder, { files, community });
  return { evidence: verified.evidence, ...rest, attachments: [...attachments, ...verified.attachments] };
}

/**
 * The steps that a table adds. Every row that is refused is noted; where one is, none is taken.
 * @param table path of the table, which the paths of test reports in it start from, and who takes the steps of rows that name nobody
 */
export async function addTableSteps(
  store: ProgrammeStore,
  session: Session,
  table: { path: string; rows: readonly ProgressRow[]; signature: Signature; folder: AttachmentFolder },
): Promise<TakenStep[]> {
  const refused: LocalizedProblem[] = [];
  const taken: TakenStep[] = [];
  for (const row of table.rows) {
    try {
      const signature = { ...table.signature, ...row.signature };
      taken.push(...(await addRowSteps(store, { ...row, signature }, table)));
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

async function addRowSteps(
  store: ProgrammeStore,
  row: ProgressRow,
  { path, folder }: { path: string; folder: AttachmentFolder },
): Promise<TakenStep[]> {
  let community = findCommunity(store, row.id);
  const taken: TakenStep[] = [];
  for (const step of rowSteps(row, community, today())) {
    const given = givenInRow(row, step.stage, (file) => resolve(dirname(path), file));
    const isForward =
      stageIndex(step.stage) > stageIndex(community.history[community.history.length - 1].stage);
    const rests = isForward ? await readEvidence(store, folder, { community, ...given }) : {};
    taken.push(addCheckedStep(store, community, { ...step, ...rests }));
    community = findCommunity(store, row.id);
  }
  return taken;
}

/** Files that a row names for a stage, from the folder of the table on. */
function givenInRow(
  { report, consent, walks = [], planFile, planResult, withoutEvidence }: ProgressRow,
  stage: Stage,
  locate: (file: string) => string,
): GivenEvidence {
  if (stage === 'planned' && planResult) return { stage, plan: locate(planResult) };
  if (stage === 'coordinated' && consent) return { stage, attach: consent.map(locate) };
  if (stage === 'tested' && walks.length > 0) return { stage, walk: walks.map(locate) };
  if (stage === 'accepted' && report) {
    const plan = planFile === undefined ? {} : { plan: locate(planFile) };
    return { stage, report: locate(report), walk: walks.map(locate), ...plan };
  }
  return stage === 'coordinated' || stage === 'tested' ? { stage, withoutEvidence } : { stage };
}
