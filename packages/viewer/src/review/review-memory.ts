import {
  isPersistedFiles,
  isPersistedReview,
  type PersistedFiles,
  type PersistedReview,
} from '../store/persisted-review.ts';

const databaseName = 'diku-reviews';
const stores = ['reviews', 'files'] as const;
type StoreName = (typeof stores)[number];

/**
 * Reviews on this computer, in the browser's own database: what was decided, and apart from it the drawing's files.
 * Every call rejects where the browser stores nothing, or has no room.
 */
export class ReviewMemory {
  #database: Promise<IDBDatabase> | undefined;

  /** All reviews with their ids, newest first; what cannot be read is left out. */
  async list(): Promise<{ id: string; review: PersistedReview }[]> {
    const store = (await this.#open()).transaction('reviews').objectStore('reviews');
    const keys = settled(store.getAllKeys());
    const values = settled<unknown[]>(store.getAll());
    const [ids, reviews] = [await keys, await values];
    return reviews
      .flatMap((review, index) => (isPersistedReview(review) ? [{ id: String(ids[index]), review }] : []))
      .sort((a, b) => b.review.savedMs - a.review.savedMs);
  }

  async filesOf(id: string): Promise<PersistedFiles | undefined> {
    const found: unknown = await settled(
      (await this.#open()).transaction('files').objectStore('files').get(id),
    );
    return isPersistedFiles(found) ? found : undefined;
  }

  putReview(id: string, review: PersistedReview): Promise<void> {
    return this.#change('reviews', (store) => store.put(review, id));
  }

  putFiles(id: string, files: PersistedFiles): Promise<void> {
    return this.#change('files', (store) => store.put({ file: files.file, others: [...files.others] }, id));
  }

  async forget(id: string): Promise<void> {
    await this.#change('reviews', (store) => store.delete(id));
    await this.#change('files', (store) => store.delete(id));
  }

  async #change(name: StoreName, work: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = (await this.#open()).transaction(name, 'readwrite');
    work(transaction.objectStore(name));
    // A page that is being left does not wait for the rest.
    transaction.commit();
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('not kept'));
    });
  }

  #open(): Promise<IDBDatabase> {
    if (this.#database) return this.#database;
    this.#database = new Promise((resolve, reject) => {
      const request = indexedDB.open(databaseName, 1);
      request.onupgradeneeded = () => {
        for (const name of stores) request.result.createObjectStore(name);
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return this.#database;
  }
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
