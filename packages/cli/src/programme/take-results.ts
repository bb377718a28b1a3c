import { basename, join, resolve } from 'node:path';
import { InputError, type Language, type Phrase } from '@diku/engine';
import { say, verbatim } from '@diku/engine/core';
import { type BatchRow, formatPercent } from '@diku/engine/documents';
import {
  isLastPlan,
  matchCommunities,
  type PlanResult,
  plainText,
  planConclusion,
  type Signature,
  type Step,
  stageIndex,
} from '@diku/engine/programme';
import { type CsvError, parse } from 'csv-parse/sync';
import { findDamage, readRecord } from '../batch/job-record.ts';
import { exitStatus, problemError } from '../exit-status.ts';
import { inputReason } from '../input-reason.ts';
import { readText } from '../read-input.ts';
import type { ProgrammeStore } from '../store/programme-store.ts';
import { readPlanFile } from './read-evidence.ts';
import { addCheckedStep, findCommunity, type TakenStep } from './take-steps.ts';

/** Ids of communities that have one name. */
const maxListed = 5;

/** A result that moves no community on, and why. */
export interface RefusedResult extends Pick<BatchRow, 'id' | 'name' | 'district'> {
  reason: string;
}

/** Effect of a result set on the programme. */
export interface TakenResults {
  steps: TakenStep[];
  /** Communities that have these plans already. */
  unchanged: string[];
  refused: RefusedResult[];
}

interface ResultOptions {
  folder: string;
  date: string;
  language: Language;
  signature: Signature;
}

/**
 * Every community of a result set of `diku batch` whose plan meets its target is planned from `date` on, with that plan; what is refused is told,
 * and stops nothing. A plan that a community has already is no step, so that a second time does nothing.
 */
export function addResultSteps(
  store: ProgrammeStore,
  { folder, date, language, signature }: ResultOptions,
): TakenResults {
  const results = readResults(folder);
  const matches = matchCommunities(
    // Files are often named after communities, whatever folder they are in.
    results.map(({ row: { id, name, district } }) => ({ id: id.replace(/^.*\//, ''), name, district })),
    store.communities(),
  );
  const steps: TakenStep[] = [];
  const unchanged: string[] = [];
  const refused: RefusedResult[] = [];
  /** Results by the id of the community. */
  const earlier = new Map<string, string>();
  results.forEach((result, index) => {
    const { id, name, district } = result.row;
    try {
      const community = meantCommunity(store, result.row, matches[index]);
      const other = earlier.get(community.id);
      if (other !== undefined) {
        throw refusal(result.row.input, say('result-before', { id: community.id, other }), say('one-result'));
      }
      earlier.set(community.id, id);
      const step = addResultStep(store, community, result, { date, ...signature });
      if (step) steps.push(step);
      else unchanged.push(community.id);
    } catch (error) {
      const reason = inputReason(error, id, language);
      if (reason === undefined) throw error;
      refused.push({ id, name, district, reason });
    }
  });
  return { steps, unchanged, refused };
}

type Found = ReturnType<typeof findCommunity>;

function meantCommunity(
  store: ProgrammeStore,
  { id, name = id, input }: BatchRow,
  ids: readonly string[],
): Found {
  const expected = say('id-or-name');
  if (ids.length === 0) throw refusal(input, say('no-community-named', { name }), expected);
  if (ids.length > 1) {
    const list = ids.slice(0, maxListed).join(', ');
    throw refusal(input, say('communities-named', { name, count: ids.length, list }), expected);
  }
  return findCommunity(store, ids[0]);
}

/** Undefined where the community has that plan already. */
function addResultStep(
  store: ProgrammeStore,
  community: Found,
  { row, readPlan }: BatchResult,
  taken: Pick<Step, 'date'> & Signature,
): TakenStep | undefined {
  const { id, name, history } = community;
  const refuse = (found: Phrase, expected = say('plan-meeting-target')): never => {
    throw refusal(say('community-named', { id, name }), found, expected);
  };
  if (row.name !== undefined && plainText(row.name) !== plainText(name)) {
    refuse(say('text-found', { text: row.name }), say('row-of-community', { id, name }));
  }
  if (!row.figures) return refuse(say('no-plan-since', { reason: row.failure?.reason ?? '' }));
  const plan = readPlan();
  if (planConclusion(plan) === 'undecided') return refuse(say('plan-undecided'));
  if (!plan.met) {
    const { limitingOperator: operator, expectedCoverageRatio } = row.figures;
    return refuse(say('plan-missing-target', { operator, ratio: formatPercent(expectedCoverageRatio) }));
  }
  if (isLastPlan(history, plan)) return undefined;
  const { stage } = history[history.length - 1];
  if (stageIndex(stage) > stageIndex('planned')) {
    refuse(say('already-at', { stage: say(`stage-${stage}`) }), say('plan-until-coordinated'));
  }
  return addCheckedStep(store, community, { stage: 'planned', plan, ...taken });
}

function refusal(at: string | Phrase, found: Phrase, expected: Phrase): InputError {
  return new InputError([{ at, found, expected }]);
}

/** A community of a result set, as its record has it. */
interface BatchResult {
  row: BatchRow;
  /**
   * Reads the result that its plan promises, with the file that states it, named from the result set on.
   * Statuses 65, 66 where that is not there.
   */
  readPlan(): PlanResult;
}

/**
 * Reads the results of `diku batch`, in the order of its table: folders that the table does not have are of
 * communities that are no longer listed. Status 65 where a folder is no finished result set, 66 where there
 * is none.
 */
function readResults(folder: string): BatchResult[] {
  const table = join(folder, 'communities.csv');
  return foldersOf(table).map((communityFolder, index) => {
    const record = communityFolder === undefined ? undefined : readRecord(join(folder, communityFolder));
    // Nothing outside the result set is a result of it.
    if (communityFolder === undefined || record?.row.folder !== communityFolder) {
      const at = say('row-column', { row: index + 2, column: 'folder' });
      throw noResultSet(
        table,
        at,
        communityFolder === undefined ? say('nothing') : verbatim(JSON.stringify(communityFolder)),
      );
    }
    const file = join(folder, communityFolder, 'verdict.json');
    const named = `${basename(resolve(folder))}/${communityFolder}/verdict.json`;
    return {
      row: record.row,
      readPlan() {
        const damaged = findDamage(join(folder, communityFolder), record);
        if (damaged === undefined) return readPlanFile(file, named);
        const at = verbatim(`${basename(resolve(folder))}/${communityFolder}/${damaged}`);
        throw refusal(at, say('changed-since-written'), say('result-as-written'));
      },
    };
  });
}

/** Relative to the result set; undefined in a row that has none. */
function foldersOf(table: string): (string | undefined)[] {
  try {
    const rows = parse(readText(table), { columns: true, bom: true }) as Record<string, string | undefined>[];
    return rows.map(({ folder }) => folder || undefined);
  } catch (error) {
    if (!(error as Partial<CsvError>).code?.startsWith('CSV_')) throw error;
    const at = say('csv-line', { line: Number((error as CsvError).lines ?? 1) });
    throw noResultSet(table, at, verbatim((error as Error).message));
  }
}

function noResultSet(table: string, at: ReturnType<typeof say>, found: ReturnType<typeof say>) {
  const location = say('file-place', { file: table, at });
  return problemError(exitStatus.badInput, { at: location, found, expected: say('result-set') });
}
