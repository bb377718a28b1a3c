import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { OpenProgramme, ProgrammeView } from '../store/programme/programme-state.ts';

/** So many programmes are persisted on this computer; the oldest make room. */
const maxPersistedProgrammes = 5;

/** View of a programme that was open, and the folder of its plans. */
export interface PersistedCity {
  view: ProgrammeView;
  folder?: FileSystemDirectoryHandle;
}

/** Entry of a list of programmes. */
export interface RecentProgramme {
  name: string;
  /** Milliseconds since 1970. */
  savedMs: number;
  communityCount: number;
}

interface StoredProgramme extends OpenProgramme {
  version: 1;
  savedMs: number;
}

interface ProgrammeDatabase extends DBSchema {
  programmes: { key: string; value: StoredProgramme };
  recents: { key: string; value: RecentProgramme };
  views: { key: string; value: PersistedCity };
}

/**
 * Programmes on this computer, in the browser's own database, by the names of their files: next month's file of the
 * same name takes the place of this one and keeps its view and its folder. Every call rejects where the browser stores
 * nothing, or has no room.
 */
export class ProgrammeMemory {
  #database: Promise<IDBPDatabase<ProgrammeDatabase>> | undefined;

  /** Newest first. */
  async recent(): Promise<RecentProgramme[]> {
    const all = await (await this.#open()).getAll('recents');
    return all.sort((a, b) => b.savedMs - a.savedMs);
  }

  /** Undefined where there is none of that name, or one of another version. */
  async read(name: string): Promise<OpenProgramme | undefined> {
    const found: unknown = await (await this.#open()).get('programmes', name);
    const { version, content } = Object(found) as Partial<StoredProgramme>;
    if (version !== 1 || !Array.isArray(content?.communities)) return undefined;
    return { name, content };
  }

  async readView(name: string): Promise<PersistedCity | undefined> {
    const found: unknown = await (await this.#open()).get('views', name);
    const { view } = Object(found) as Partial<PersistedCity>;
    return typeof view?.filters === 'object' ? (found as PersistedCity) : undefined;
  }

  async write({ name, content }: OpenProgramme, savedMs: number): Promise<void> {
    const transaction = (await this.#open()).transaction(['programmes', 'recents', 'views'], 'readwrite');
    void transaction.objectStore('programmes').put({ version: 1, name, content, savedMs }, name);
    const recents = transaction.objectStore('recents');
    void recents.put({ name, savedMs, communityCount: content.communities.length }, name);
    const all = (await recents.getAll()).sort((a, b) => b.savedMs - a.savedMs);
    for (const { name: old } of all.slice(maxPersistedProgrammes)) {
      for (const store of ['programmes', 'recents', 'views'] as const)
        void transaction.objectStore(store).delete(old);
    }
    await transaction.done;
  }

  async writeView(name: string, persisted: PersistedCity): Promise<void> {
    await (await this.#open()).put('views', persisted, name);
  }

  #open(): Promise<IDBPDatabase<ProgrammeDatabase>> {
    this.#database ??= openDB<ProgrammeDatabase>('diku-programmes', 1, {
      upgrade(database) {
        for (const name of ['programmes', 'recents', 'views'] as const) database.createObjectStore(name);
      },
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return this.#database;
  }
}
