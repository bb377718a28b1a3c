import type { Plan } from '@diku/engine';
import { createFingerprintMemo, type PartState, rayState } from '@diku/engine/plan';
import type { RayComparison } from '@diku/engine/workflow';
import type { ViewState } from './view-state.ts';
import type { WorkFailure } from './work-failure.ts';

/** Level and carrier on screen, in a state of shutters and cars. */
export type ReferenceSubject = Pick<ViewState, 'levelId' | 'carrierId' | 'scenarioId'>;

/** A comparison with energy rays as a plan keeps it. */
export type RayRecord = NonNullable<NonNullable<Plan['derived']>['rays']>[number];

/** A fast model held against energy rays: what came out, and what it was computed from. */
export interface RayReference extends ReferenceSubject {
  comparison: RayComparison;
  /** The record for a plan, with fingerprints of its inputs, which have no state of shutters and cars. */
  record: RayRecord;
}

/** A reference that is being traced. */
export interface TracingState extends ReferenceSubject {
  doneRatio: number;
  /** The antenna whose rays are under way; undefined while the work is prepared. */
  antenna: string | undefined;
}

/** Rays of each antenna that can be chosen. */
export const rayCounts = [50_000, 200_000, 1_000_000] as const;

/** Ray references of the document on screen. */
export interface ReferenceState {
  /** The difference is shown in place of the field, where there is one. */
  isShown: boolean;
  rays: (typeof rayCounts)[number];
  tracing: TracingState | undefined;
  /** One for each level, carrier and state that was traced. */
  found: readonly RayReference[];
  failure: (ReferenceSubject & { reason: WorkFailure }) | undefined;
}

export const noReference: ReferenceState = {
  isShown: false,
  rays: 200_000,
  tracing: undefined,
  found: [],
  failure: undefined,
};

/** Returns whether something is of the level, carrier and state of another thing. */
export function isOfSubject(a: ReferenceSubject, b: ReferenceSubject): boolean {
  return a.levelId === b.levelId && a.carrierId === b.carrierId && a.scenarioId === b.scenarioId;
}

/** The reference of what is on screen. */
export function findReference(
  { found }: ReferenceState,
  subject: ReferenceSubject,
): RayReference | undefined {
  return found.find((each) => isOfSubject(each, subject));
}

/** The reference whose difference is on screen in place of the field. */
export function shownReference(state: ReferenceState, subject: ReferenceSubject): RayReference | undefined {
  return state.isShown ? findReference(state, subject) : undefined;
}

/** The references with another one, in place of an older one of the same. */
export function withReference(found: readonly RayReference[], added: RayReference): RayReference[] {
  return [...found.filter((each) => !isOfSubject(each, added)), added];
}

const memo = createFingerprintMemo();
const known = new WeakMap<RayRecord, { plan: Plan; state: PartState }>();

/** State of a record against the plan as it stands. */
export function recordState(record: RayRecord, plan: Plan): PartState {
  const before = known.get(record);
  if (before?.plan === plan) return before.state;
  const state = rayState(plan, { levelId: record.level, carrierId: record.carrier }, record, memo);
  known.set(record, { plan, state });
  return state;
}

/** The record that a plan keeps of a level and carrier. */
export function findRecord(plan: Plan, { levelId, carrierId }: ReferenceSubject): RayRecord | undefined {
  return plan.derived?.rays?.find(({ level, carrier }) => level === levelId && carrier === carrierId);
}

/** The plan with a record, in place of an older one of the same level and carrier. */
export function withRecord(plan: Plan, record: RayRecord): Plan {
  const others = (plan.derived?.rays ?? []).filter(
    ({ level, carrier }) => level !== record.level || carrier !== record.carrier,
  );
  return { ...plan, derived: { ...plan.derived, rays: [...others, record] } };
}

/** Returns whether the level and carrier on screen can be traced: a carrier by itself, and an antenna at a point that sends it. */
export function canTrace(plan: Plan | undefined, { levelId, carrierId }: ReferenceSubject): boolean {
  if (!plan?.carriers.some(({ id }) => id === carrierId)) return false;
  return plan.antennas.some(
    ({ level, carriers, path }) =>
      level === levelId && path === undefined && (carriers.includes('*') || carriers.includes(carrierId)),
  );
}
