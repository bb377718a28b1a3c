import type { Plan } from '@diku/engine';
import { createFingerprintMemo, type PartState, type RayBasis, rayState } from '@diku/engine/plan';
import type { RayComparison } from '@diku/engine/workflow';
import type { ViewState } from './view-state.ts';
import type { WorkFailure } from './work-failure.ts';

/** Level and carrier on screen, in a state of shutters and cars. */
export type ReferenceSubject = Pick<ViewState, 'levelId' | 'carrierId' | 'scenarioId'>;

/** A fast model held against energy rays: what came out, and what it was computed from. */
export interface RayReference extends ReferenceSubject {
  comparison: RayComparison;
  /** Fingerprints of the plan's inputs, without the state of shutters and cars. */
  of: RayBasis;
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
const known = new WeakMap<RayReference, { plan: Plan; state: PartState }>();

/** State of a reference against the plan as it stands. */
export function referenceState(reference: RayReference, plan: Plan): PartState {
  const before = known.get(reference);
  if (before?.plan === plan) return before.state;
  const state = rayState(plan, reference, reference.of, memo);
  known.set(reference, { plan, state });
  return state;
}

/** Returns whether the level and carrier on screen can be traced: a carrier by itself, and an antenna at a point that sends it. */
export function canTrace(plan: Plan | undefined, { levelId, carrierId }: ReferenceSubject): boolean {
  if (!plan?.carriers.some(({ id }) => id === carrierId)) return false;
  return plan.antennas.some(
    ({ level, carriers, path }) =>
      level === levelId && path === undefined && (carriers.includes('*') || carriers.includes(carrierId)),
  );
}
