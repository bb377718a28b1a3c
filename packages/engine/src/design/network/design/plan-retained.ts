import { PlanError, type SaidProblem, say } from '../../../core/index.ts';
import type { Plan } from '../../../plan/index.ts';
import { chooseParts } from './choose-parts.ts';
import type { FeedNode } from './feed-tree.ts';
import { lockedProblem } from './locked-problem.ts';
import type { PlannedSource } from './plan-cell.ts';
import type { TreeSearch } from './plan-tree.ts';
import type { PreparedRetained } from './prepare-retained.ts';
import type { RetainedNetwork, RetainedPart, RetainedStart } from './retained-network.ts';

/**
 * A source whose first cable stays: it stands where it stood, and the parts behind are the cheapest for what stays.
 * @throws PlanError where they do not bring the antennas to their power
 */
export function planRetained(
  plan: Plan,
  search: TreeSearch,
  { network, prepared, start }: { network: RetainedNetwork; prepared: PreparedRetained; start: number },
): PlannedSource {
  const { node, source } = network.starts[start];
  const terminal = network.first + start;
  const tree: FeedNode = { node, antennas: [terminal], branches: [], isFed: true };
  const { task, strongestDbm, toleranceDb, widestDb } = search;
  const isStronger = strongestDbm.some((powerDbm, carrier) => powerDbm > task.mostDbm[carrier]);
  // The narrow tolerance by itself first: what a part is rated for may bear that, and not the wide one.
  const choose = (mostDbm: Float64Array) =>
    [toleranceDb, widestDb].reduce<ReturnType<typeof chooseParts>>(
      (found, triedDb) =>
        found ?? chooseParts({ ...task, mostDbm }, tree, { toleranceDb, widestDb: triedDb, isFinal: true }),
      undefined,
    );
  const usual = choose(task.mostDbm);
  const chosen = usual ?? (isStronger ? choose(strongestDbm) : undefined);
  if (!chosen || !source) {
    throw new PlanError(unfedProblems(plan, network.starts[start]));
  }
  const { layingCny: laidCny, ...courses } = prepared.courses[start];
  return {
    ...{ site: source.site, antennas: [terminal], tree, edges: [], chosen },
    totalCny: chosen.option.costCny + laidCny,
    ...courses,
    isLeast: courses.courseCny <= courses.leastCourseCny * (1 + 1e-9),
    isStronger: usual === undefined,
    isUnderpowered: false,
    sourceId: source.id,
  };
}

/** The courses of a tree with those of what stays behind it. */
export function withRetainedCourses(
  source: PlannedSource,
  network: RetainedNetwork,
  prepared: PreparedRetained,
): PlannedSource {
  const behind = source.antennas.filter((terminal) => terminal >= network.first);
  if (behind.length === 0) return source;
  const sum = (key: 'lengthM' | 'leastLengthM' | 'courseCny' | 'leastCourseCny') =>
    behind.reduce((total, terminal) => total + prepared.courses[terminal - network.first][key], source[key]);
  const [courseCny, leastCourseCny] = [sum('courseCny'), sum('leastCourseCny')];
  return {
    ...source,
    ...{ lengthM: sum('lengthM'), leastLengthM: sum('leastLengthM'), courseCny, leastCourseCny },
    isLeast: courseCny <= leastCourseCny * (1 + 1e-9),
  };
}

/** Refuses what stays and was left unfed. */
export function refuseUnfed(plan: Plan, network: RetainedNetwork, unfed: readonly number[]): void {
  const starts = unfed.flatMap((terminal): RetainedStart[] => {
    const start = network.starts[terminal - network.first];
    return start ? [start] : [];
  });
  if (starts.length === 0) return;
  throw new PlanError(starts.flatMap((start) => unfedProblems(plan, start)));
}

/** One for each locked part of what hangs together: nobody knows which of them it is. */
function unfedProblems(plan: Plan, { top }: RetainedStart): SaidProblem[] {
  return lockedIn(top).map((id) => lockedProblem(plan, id, say('locked-no-network')));
}

function lockedIn(part: RetainedPart): string[] {
  if (part.kind === 'cable') {
    return [...(part.cable.locked ? [part.cable.id] : []), ...lockedIn(part.end)];
  }
  if (part.kind === 'load') return part.device.locked ? [part.device.id] : [];
  if (part.kind !== 'device') return [];
  return [...(part.device.locked ? [part.device.id] : []), ...part.outputs.flatMap(lockedIn)];
}
