import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { isVariants, type Variant } from '../store/compare-state.ts';
import {
  isNamedViews,
  isPersistedPlan,
  isPersistedView,
  type NamedView,
  type PersistedPlan,
  type PersistedView,
  type RecentPlan,
} from './persisted-plan.ts';

export const planDatabase = 'diku-plans';

interface PlanDatabase extends DBSchema {
  /** The last two revisions of every plan, by id and revision. */
  plans: { key: [string, number]; value: PersistedPlan };
  recents: { key: string; value: RecentPlan };
  views: { key: string; value: PersistedView };
  variants: { key: string; value: Variant[] };
  'named-views': { key: string; value: NamedView[] };
}

type Database = IDBPDatabase<PlanDatabase>;

/** `outdated`: the plan has been written since, by another tab. */
export type Written = 'kept' | 'outdated';

/**
 * Plans on this computer, in the browser's own database. A revision is written whole or not at all, as a record of its
 * own: the one before stays until the next. Every call rejects where the browser stores nothing, or has no room.
 */
export class PlanMemory {
  #database: Promise<Database> | undefined;

  /** Newest first. */
  async recent(): Promise<RecentPlan[]> {
    const all = await (await this.#open()).getAll('recents');
    return all.sort((a, b) => b.savedMs - a.savedMs);
  }

  /** The newest revision of a plan that can be read, and what was looked at. */
  async read(id: string): Promise<{ persisted: PersistedPlan; view: PersistedView | undefined } | undefined> {
    const transaction = (await this.#open()).transaction(['plans', 'views']);
    const view: unknown = await transaction.objectStore('views').get(id);
    for (const persisted of (await transaction.objectStore('plans').getAll(revisionsOf(id))).reverse()) {
      if (isPersistedPlan(persisted)) return { persisted, view: isPersistedView(view) ? view : undefined };
    }
    return undefined;
  }

  /**
   * Writes the revision that follows its parent, unless another one does already.
   * @param isLeaving the page may be gone before it hears of anything: everything is asked for at once
   */
  async write(persisted: PersistedPlan, view: PersistedView, isLeaving = false): Promise<Written> {
    const { id, revision } = persisted;
    const database = await this.#open();
    const transaction = database.transaction(['plans', 'recents', 'views'], 'readwrite', {
      durability: 'strict',
    });
    const plans = transaction.objectStore('plans');
    let isOutdated = false;
    const done = transaction.done.then(
      (): Written => 'kept',
      (error: unknown): Written => {
        if (isOutdated) return 'outdated';
        throw error;
      },
    );
    const noteFailure = () => {};
    void plans.getAllKeys(revisionsOf(id)).then((keys) => {
      const newest = keys.at(-1)?.[1] ?? 0;
      if (isLeaving || newest < revision) return;
      isOutdated = true;
      transaction.abort();
    }, noteFailure);
    void plans.add(persisted, [id, revision]).catch((error: DOMException) => {
      // Another tab has written it.
      if (error.name === 'ConstraintError') isOutdated = true;
    });
    if (revision > 2) {
      void plans.delete(IDBKeyRange.bound([id, 0], [id, revision - 2])).catch(noteFailure);
    }
    void transaction.objectStore('recents').put(describe(persisted), id).catch(noteFailure);
    void transaction.objectStore('views').put(view, id).catch(noteFailure);
    if (isLeaving) transaction.commit();
    return done;
  }

  async writeView(id: string, view: PersistedView, isLeaving = false): Promise<void> {
    const transaction = (await this.#open()).transaction('views', 'readwrite');
    void transaction.store.put(view, id).catch(() => {});
    if (isLeaving) transaction.commit();
    await transaction.done;
  }

  /** The variants of a plan, not parsed yet; none where they cannot be read. */
  async variantsOf(id: string): Promise<Variant[]> {
    const found: unknown = await (await this.#open()).get('variants', id);
    return isVariants(found) ? found : [];
  }

  async writeVariants(id: string, variants: readonly Variant[]): Promise<void> {
    await (await this.#open()).put('variants', [...variants], id);
  }

  /** Looks at a plan under names; none where they cannot be read. */
  async namedViewsOf(id: string): Promise<NamedView[]> {
    const found: unknown = await (await this.#open()).get('named-views', id);
    return isNamedViews(found) ? found : [];
  }

  async writeNamedViews(id: string, views: readonly NamedView[]): Promise<void> {
    await (await this.#open()).put('named-views', [...views], id);
  }

  async forget(id: string): Promise<void> {
    const stores = ['plans', 'recents', 'views', 'variants', 'named-views'] as const;
    const transaction = (await this.#open()).transaction(stores, 'readwrite');
    void transaction.objectStore('plans').delete(revisionsOf(id));
    void transaction.objectStore('recents').delete(id);
    void transaction.objectStore('views').delete(id);
    void transaction.objectStore('variants').delete(id);
    void transaction.objectStore('named-views').delete(id);
    await transaction.done;
  }

  #open(): Promise<Database> {
    this.#database ??= openDB<PlanDatabase>(planDatabase, 3, {
      upgrade(database, before) {
        if (before < 1)
          for (const name of ['plans', 'recents', 'views'] as const) database.createObjectStore(name);
        if (before < 2) database.createObjectStore('variants');
        if (before < 3) database.createObjectStore('named-views');
      },
      // A newer page wants another layout: it does not wait for this one.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return this.#database;
  }
}

function revisionsOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
}

function describe({ id, name, savedMs, plan, isInFile, fileHash }: PersistedPlan): RecentPlan {
  return {
    id,
    name,
    savedMs,
    community: plan.community.name,
    communityId: plan.community.id,
    district: plan.community.district,
    levelCount: plan.levels.length,
    antennaCount: plan.antennas.length,
    isInFile,
    ...(fileHash === undefined ? {} : { fileHash }),
  };
}
