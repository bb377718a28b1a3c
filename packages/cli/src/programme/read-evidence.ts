import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import {
  type AcceptanceEvidence,
  type EvidenceSource,
  type PlanResult,
  type ProgrammeCommunity,
  readAcceptance,
  readPlanResult,
} from '@diku/engine';
import { blameFile, readInput, readJson } from '../read-input.ts';

/** A community's test report with the file that it is in. Status 65 where it is not one that passed. */
export function readReportFile(path: string, community: ProgrammeCommunity): AcceptanceEvidence {
  const document = readJson(path);
  return { ...blameFile(path, () => readAcceptance(document, community)), source: sourceOf(path) };
}

/** What a plan promises, with the file that says so. Status 65 where it is none. */
export function readPlanFile(path: string): PlanResult {
  const document = readJson(path);
  return { ...blameFile(path, () => readPlanResult(document)), source: sourceOf(path) };
}

function sourceOf(path: string): EvidenceSource {
  return { file: basename(path), sha256: createHash('sha256').update(readInput(path)).digest('hex') };
}
