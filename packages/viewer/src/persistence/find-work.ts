import { hashOf } from './hash-of.ts';
import {
  maxPersistedPlans,
  type PersistedPlan,
  type PersistedView,
  planRetentionDays,
} from './persisted-plan.ts';
import { claimedPlans } from './plan-lock.ts';
import type { PlanMemory } from './plan-memory.ts';
import { planOfThisTab } from './tab-memory.ts';

export interface Persisted {
  persisted: PersistedPlan;
  view: PersistedView | undefined;
}

/** A page begins with this: the plan served beside it, and what this browser persisted. */
export interface FoundWork {
  served: File | undefined;
  persisted: Persisted | undefined;
  /** The server has a programme's file that can be written to. */
  hasDesk: boolean;
}

/** Finds what a page begins with. */
export async function findWork(plans: PlanMemory): Promise<FoundWork> {
  const { plan: served, hasDesk } = await readServed();
  const persisted = await findPersisted(plans, served && (await hashOf(served))).catch(() => undefined);
  return { served, persisted, hasDesk };
}

/**
 * Work of this tab; for a tab that had none, the newest plan, unless another tab is at work.
 * @param servedHash of the plan beside the page: only what was made of it comes back then
 */
async function findPersisted(
  plans: PlanMemory,
  servedHash: string | undefined,
): Promise<Persisted | undefined> {
  const planId = planOfThisTab();
  const claimed = await claimedPlans();
  const all = await plans.recent();
  const oldestMs = Date.now() - planRetentionDays * 24 * 3600 * 1000;
  for (const [index, { id, savedMs }] of all.entries()) {
    const isOld = savedMs < oldestMs || index >= maxPersistedPlans;
    if (isOld && id !== planId && !claimed.has(id)) await plans.forget(id);
  }
  const mine = all.find(({ id }) => id === planId);
  const free = claimed.size === 0 ? all : [];
  const [chosen] =
    servedHash === undefined
      ? planId === undefined
        ? free
        : [mine]
      : [mine, ...all.filter(({ id }) => !claimed.has(id))].filter((each) => each?.fileHash === servedHash);
  return chosen && (await plans.read(chosen.id));
}

/** The plan that the server offers with the page, and whether a programme's file can be written to; a server without one says so by 204 or 404. */
async function readServed(): Promise<{ plan?: File; hasDesk: boolean }> {
  try {
    const response = await fetch('./plan.json', { cache: 'no-store' });
    const hasDesk = response.headers.has('diku-programme');
    if (response.status !== 200 || !/json/.test(response.headers.get('content-type') ?? ''))
      return { hasDesk };
    return { plan: new File([await response.blob()], 'plan.json'), hasDesk };
  } catch {
    return { hasDesk: false };
  }
}
