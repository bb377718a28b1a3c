import {
  acceptWalk,
  calibratePlan,
  InputError,
  type Monitor,
  type Plan,
  parsePlan,
  parseWalk,
  phraseText,
} from '@diku/engine';
import { decodeWalkText } from '@diku/engine/core';
import { acceptanceHtml } from '@diku/engine/documents';
import type { Acceptance, Walk } from '@diku/engine/measurement';
import { loadPlanModel } from '@diku/engine/radio';
import type { WalkChoices, WalkPoint, WalkResult } from '../store/walk-state.ts';
import { type LocalizedLine, localizedLine } from '../texts/localized-line.ts';
import type { FileBytes } from './read-request.ts';
import { describeError } from './work-failure.ts';

/** A walk test as it leaves the worker: without the plan, which the page has. */
export type ReadWalk = Omit<WalkResult, 'basis'>;

/** A walk test held against a plan. @throws InputError where it is none, or nothing of it lies in the garage */
export async function readWalk(
  given: Plan,
  file: FileBytes,
  choices: WalkChoices,
  monitor: Monitor,
): Promise<ReadWalk> {
  // With its records in the order in which a plan file is read.
  const plan = parsePlan(given);
  await loadPlanModel(plan);
  const { roles, isInCar, skipsPoints, ...options } = choices;
  const fileName = file.fileName;
  const plain = parseWalk(file.bytes, plan, { fileName, ...options });
  const bytes = withRoles(file.bytes, plain, roles);
  const walk = bytes === file.bytes ? plain : parseWalk(bytes, plan, { fileName, ...options });
  const points: WalkPoint[] = [];
  const acceptance = acceptWalk(plan, [{ name: fileName, bytes }], {
    ...options,
    inCar: isInCar || undefined,
    evaluatePoints: !skipsPoints,
    monitor,
    onCompared(compared) {
      for (const { mean, predicted } of compared) {
        const { level, x, y, carrierId, operator = '', rsrpDbm, censored = false } = mean;
        if (rsrpDbm === undefined || !Number.isFinite(predicted.rsrpDbm)) continue;
        const errorDb = rsrpDbm - predicted.rsrpDbm;
        points.push({
          level,
          x,
          y,
          carrierId,
          operator,
          measuredDbm: rsrpDbm,
          isCensored: censored,
          errorDb,
        });
      }
    },
  });
  return {
    fileName,
    columns: namedAsInFile(columnUses(walk), columnUses(plain)),
    rows: walk.rowCount,
    readings: walk.readings.length,
    assumptions: walk.assumptions.map(
      (phrase): LocalizedLine => localizedLine((each) => phraseText(phrase, each)),
    ),
    setAside: countReasons(walk),
    points,
    acceptance,
    ...calibrated(plan, walk),
  };
}

/** Names by which columns of each role are known. */
const roleNames: Readonly<Record<string, string>> = {
  channel: 'earfcn',
  frequency: 'frequency',
  band: 'band',
};

/** The file with other names over columns that were given other roles. */
function withRoles(
  bytes: Uint8Array<ArrayBuffer>,
  { headerRow, separator }: Walk,
  roles: WalkChoices['roles'],
): Uint8Array<ArrayBuffer> {
  if (Object.keys(roles).length === 0) return bytes;
  const lines = decodeWalkText(bytes).text.split('\n');
  const cells = (lines[headerRow - 1] ?? '').replace(/\r$/, '').split(separator);
  for (const [index, role] of Object.entries(roles)) {
    cells[Number(index)] = role === '' ? `unused ${index}` : (roleNames[role] ?? role);
  }
  lines[headerRow - 1] = cells.join(separator);
  return new TextEncoder().encode(lines.join('\n'));
}

function columnUses({ columns, ignored }: Walk): WalkResult['columns'] {
  const used = columns.map(({ index, name, role }) => ({ index, name, role: role as string }));
  const taken = new Set(used.map(({ index }) => index));
  // Columns that are not used stand in the gaps, in their order.
  let at = 0;
  const unused = ignored.map((name) => {
    while (taken.has(at)) at += 1;
    const index = at;
    at += 1;
    return { index, name };
  });
  return [...used, ...unused].sort((a, b) => a.index - b.index);
}

/** Columns by the names that the file has. */
function namedAsInFile(uses: WalkResult['columns'], plain: WalkResult['columns']): WalkResult['columns'] {
  const names = new Map(plain.map(({ index, name }) => [index, name]));
  return uses.map((each) => ({ ...each, name: names.get(each.index) ?? each.name }));
}

function countReasons({ setAside }: Walk): WalkResult['setAside'] {
  const counts = new Map<string, number>();
  for (const { reason } of setAside) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

/** The result of `diku calibrate` on the plan; why nothing where the walk is too short. */
function calibrated(plan: Plan, walk: Walk): Pick<WalkResult, 'calibration' | 'calibrationFailure'> {
  try {
    const { plan: fitted, report } = calibratePlan(plan, walk);
    const { propagation, materials, requirements } = fitted;
    return { calibration: { propagation, materials, requirements, report }, calibrationFailure: undefined };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { calibration: undefined, calibrationFailure: describeError(error) };
  }
}

/** The sheet of an acceptance test, with the bytes that `diku accept` writes. */
export function walkSheet(plan: Plan, acceptance: Acceptance, language: 'zh' | 'en'): string {
  return acceptanceHtml(acceptance, parsePlan(plan), language);
}
