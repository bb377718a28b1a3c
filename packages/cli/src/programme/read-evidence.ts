import { basename } from 'node:path';
import { acceptWalk, InputError, type LocalizedProblem, type Plan } from '@diku/engine';
import { say } from '@diku/engine/core';
import { planFingerprint } from '@diku/engine/plan';
import {
  type AcceptanceEvidence,
  type Attachment,
  type PlanResult,
  type ProgrammeCommunity,
  readAcceptance,
  readPlanResult,
  reportDifference,
  stateAt,
} from '@diku/engine/programme';
import { acceptanceReport, type WalkFile, type WalkReading } from '../acceptance-report.ts';
import { blameFile, readInput, readJson } from '../read-input.ts';
import { readPlanFor } from '../read-requirements.ts';
import { sha256 } from '../sha256.ts';
import type { AttachmentFolder } from '../store/attachments.ts';
import type { ProgrammeStore } from '../store/programme-store.ts';

/**
 * Reads the result that a plan promises, with the file that states it, under the name it is stored by. Status
 * 65 where it is none, or not of the community.
 */
export function readPlanFile(
  path: string,
  named = basename(path),
  community?: ProgrammeCommunity,
): PlanResult {
  const document = readJson(path);
  const source = { file: named, sha256: sha256(readInput(path)) };
  return { ...blameFile(path, () => readPlanResult(document, community)), source };
}

/** The files of an acceptance: what `diku accept --json` printed, the plan and the walk that it is of. */
export interface AcceptanceFiles {
  report: string;
  plan?: string;
  /** Default: the walks that the step "tested" stored. */
  walks?: readonly string[];
}

/**
 * An acceptance that holds: the report is of this community and of the plan that it has in the programme, and its figures come out again where
 * they are computed anew of the walk by that plan, all of them. Status 65 with what does not. Proves nothing of the walk itself.
 * @returns the evidence, and the files, stored
 */
export async function verifyAcceptance(
  store: ProgrammeStore,
  folder: AttachmentFolder,
  { files, community }: { files: AcceptanceFiles; community: ProgrammeCommunity },
): Promise<{ evidence: AcceptanceEvidence; attachments: Attachment[] }> {
  const { report: path, plan: planPath } = files;
  const document = readJson(path);
  const refuse = (
    at: string,
    found: LocalizedProblem['found'],
    expected: LocalizedProblem['expected'],
  ): never => {
    throw blameFile(path, () => {
      throw new InputError([{ at, found, expected }]);
    });
  };
  const stated = blameFile(path, () => readAcceptance(document, community));
  if (planPath === undefined) return refuse('planFingerprint', say('nothing'), say('plan-of-report'));
  const plan = await readPlanFor(planPath, {});
  const fingerprint = planFingerprint(plan);
  if (stated.planFingerprint !== fingerprint)
    refuse('planFingerprint', stated.planFingerprint ?? say('nothing'), fingerprint);
  const operators = [...new Set(plan.carriers.map(({ operator }) => operator))];
  const tested = stated.operators.map(({ operator }) => operator);
  if (operators.some((operator) => !tested.includes(operator)))
    refuse('acceptance.operators', tested.join(', '), operators.join(', '));
  const walks = walksOf(folder, files, community);
  for (const { bytes } of walks) {
    const other = store.otherWalkOf(sha256(bytes), community.id);
    if (other !== undefined) refuse('walks', say('walk-of-other', { id: other }), say('walk-of-community'));
  }
  const recomputed = blameFile(path, () => evaluateAgain(document, plan, walks));
  const difference = reportDifference(document, recomputed);
  if (difference) refuse(String(difference.at), difference.found, difference.expected);
  const evidence = blameFile(path, () => readAcceptance(JSON.parse(JSON.stringify(recomputed)), community));
  const source = { file: basename(path), sha256: sha256(readInput(path)) };
  const attachments = [
    folder.put(path, 'report'),
    folder.put(planPath, 'plan'),
    ...walks.map(({ name, bytes }) => folder.putBytes(bytes, { kind: 'walk', file: basename(name) })),
  ];
  return { evidence: { ...evidence, source }, attachments };
}

/** The walks that were given, else those of the step "tested"; where that has some, no others. */
function walksOf(
  folder: AttachmentFolder,
  { report, walks }: AcceptanceFiles,
  { history }: ProgrammeCommunity,
): WalkFile[] {
  const refuse = (found: ReturnType<typeof say>, expected: ReturnType<typeof say>): never => {
    throw blameFile(report, () => {
      throw new InputError([{ at: 'walks', found, expected }]);
    });
  };
  const since = stateAt({ history }, history[history.length - 1].date)?.since ?? '';
  const stored = history
    .filter(({ stage, date }) => stage === 'tested' && date >= since)
    .flatMap(({ attachments = [] }) => attachments.filter(({ kind }) => kind === 'walk'));
  if (walks === undefined || walks.length === 0) {
    if (stored.length === 0) return refuse(say('nothing'), say('walk-of-report'));
    return stored.map((attachment) => ({ name: attachment.file, bytes: folder.read(attachment) }));
  }
  const given = walks.map((name) => ({ name, bytes: readInput(name) }));
  const foreign = given.find(({ bytes }) => !stored.some((each) => each.sha256 === sha256(bytes)));
  if (stored.length > 0 && foreign)
    return refuse(say('text-found', { text: foreign.name }), say('walk-as-tested'));
  return given;
}

/** The report made again of the files, in the order and by the names that it has; anything else it says makes no difference. */
function evaluateAgain(document: unknown, plan: Plan, walks: readonly WalkFile[]) {
  const { reading, acceptance } = Object(document) as { reading?: unknown; acceptance: { files?: unknown } };
  const listed = Array.isArray(acceptance.files) ? (acceptance.files as { file?: unknown }[]) : [];
  const names = listed.map(({ file }) => String(file));
  const named = walks.map((walk) => {
    const name = names.find((each) => basename(each) === basename(walk.name));
    return name === undefined ? walk : { ...walk, name };
  });
  const at = ({ name }: WalkFile) => (names.includes(name) ? names.indexOf(name) : names.length);
  const files = [...named].sort((a, b) => at(a) - at(b));
  const { levelId, datum, floorDbm, pixelsPerM, operator, inCar } = Object(reading) as WalkReading;
  const options = { levelId, datum, floorDbm, pixelsPerM, operator, inCar };
  return acceptanceReport(plan, acceptWalk(plan, files, options), { walks: files, reading: options });
}
