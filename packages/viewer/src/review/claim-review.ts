import type { PersistedDrawing } from '../persistence/persisted-plan.ts';
import type { ImportSource } from '../store/imported.ts';

const tabKey = 'diku.review';
const lockPrefix = 'diku-review-';
/** A page that is left lets go of its review about when the next one begins. */
const tries = 10;
const waitMs = 100;

/** The id that this tab persisted its review under before it was loaded again. */
export function idOfThisTab(): string | undefined {
  try {
    return sessionStorage.getItem(tabKey) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes a review for this page as long as it lives: false where another tab is at it.
 * @param isOfThisTab this tab had it before: its former page may not have let go yet
 */
export async function claimReview(id: string, isOfThisTab: boolean): Promise<boolean> {
  for (let attempt = 0; attempt < (isOfThisTab ? tries : 1); attempt++) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (await lock(id)) {
      noteIdOfThisTab(id);
      return true;
    }
  }
  return false;
}

function noteIdOfThisTab(id: string): void {
  try {
    sessionStorage.setItem(tabKey, id);
  } catch {
    // The newest review is taken instead.
  }
}

/** Held until the page is gone, crashed or not. Pages without locks (no secure address) have one tab at a time. */
function lock(id: string): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const held = navigator.locks.request(lockPrefix + id, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    });
    held.catch(() => resolve(true));
  });
}

/** Reviews that some tab is at. */
export async function claimedReviews(): Promise<ReadonlySet<string>> {
  const { held = [] } = 'locks' in navigator ? await navigator.locks.query() : {};
  return new Set(held.map(({ name = '' }) => name.slice(lockPrefix.length)));
}

/** The drawing that this tab keeps, as the plan remembers it. */
export function persistedDrawing({ file }: Pick<ImportSource, 'file'>): PersistedDrawing | undefined {
  const reviewId = idOfThisTab();
  if (reviewId === undefined) return undefined;
  return { reviewId, fileName: file.name, sizeBytes: file.size, lastModifiedMs: file.lastModified };
}
