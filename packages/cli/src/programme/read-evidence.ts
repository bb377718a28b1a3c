import { basename } from 'node:path';
import {
  type AcceptanceEvidence,
  type EvidenceSource,
  type PlanResult,
  type ProgrammeCommunity,
  readAcceptance,
  readPlanResult,
} from '@diku/engine/programme';
import { blameFile, readInput, readJson } from '../read-input.ts';
import { sha256 } from '../sha256.ts';

/** A community's test report with the file that it is in. Status 65 where it is not one that passed. */
export function readReportFile(path: string, community: ProgrammeCommunity): AcceptanceEvidence {
  const document = readJson(path);
  return { ...blameFile(path, () => readAcceptance(document, community)), source: sourceOf(path) };
}

/**
 * Reads the result that a plan promises, with the file that states it, under the name it is stored by. Status
 * 65 where it is none.
 */
export function readPlanFile(path: string, named = basename(path)): PlanResult {
  const document = readJson(path);
  return { ...blameFile(path, () => readPlanResult(document)), source: sourceOf(path, named) };
}

function sourceOf(path: string, file = basename(path)): EvidenceSource {
  return { file, sha256: sha256(readInput(path)) };
}
