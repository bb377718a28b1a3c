import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Redis } from 'ioredis';
import { ownerTag } from '../file-owner.ts';
import { orderKey, partKey, retentionS, type storingWhenRoom } from './connect-queue.ts';
import { isThere, syncPath } from './durable-files.ts';

export type ParcelKind = 'order' | 'part';

/** Parcels between a batch and its workers, by the hash of their job: orders one way, results the other. */
export interface ParcelStore {
  put(kind: ParcelKind, id: string, parcel: Uint8Array): Promise<void>;
  get(kind: ParcelKind, id: string): Promise<Uint8Array | undefined>;
  has(kind: ParcelKind, id: string): Promise<boolean>;
  /** Deletes both parcels of a job. */
  remove(id: string): Promise<void>;
}

/** Parcels in the memory of the Redis server. */
export function serverParcels(redis: Redis, whenRoom: ReturnType<typeof storingWhenRoom>): ParcelStore {
  const keyOf = (kind: ParcelKind, id: string) => (kind === 'order' ? orderKey(id) : partKey(id));
  return {
    async put(kind, id, parcel) {
      await whenRoom(() => redis.set(keyOf(kind, id), Buffer.from(parcel), 'EX', retentionS));
    },
    async get(kind, id) {
      return (await redis.getBuffer(keyOf(kind, id))) ?? undefined;
    },
    async has(kind, id) {
      return (await redis.exists(keyOf(kind, id))) === 1;
    },
    async remove(id) {
      await redis.del(orderKey(id), partKey(id));
    },
  };
}

/** Hashes begin the names of this many folders, so that none has too many files. */
const folderNameLength = 2;

/** Parcels as files of a folder that batch and workers see: the server then holds a few hundred bytes a job. */
export function folderParcels(folder: string): ParcelStore {
  let count = 0;
  const pathOf = (kind: ParcelKind, id: string) =>
    join(folder, id.slice(0, folderNameLength), `${id}.${kind}.zip`);
  return {
    async put(kind, id, parcel) {
      const path = pathOf(kind, id);
      mkdirSync(dirname(path), { recursive: true });
      // Two workers that have lost sight of each other write the same result.
      count += 1;
      const temporary = `${path}.${ownerTag()}-${count}`;
      try {
        writeFileSync(temporary, parcel);
        syncPath(temporary);
        renameSync(temporary, path);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
    },
    async get(kind, id) {
      const path = pathOf(kind, id);
      return isThere(path) ? readFileSync(path) : undefined;
    },
    async has(kind, id) {
      return isThere(pathOf(kind, id));
    },
    async remove(id) {
      for (const kind of ['order', 'part'] as const) rmSync(pathOf(kind, id), { force: true });
    },
  };
}

/** Deletes parcels that nobody fetched in a week, and what writers left that were ended. */
export function sweepParcels(folder: string): void {
  const oldestMs = Date.now() - 1000 * retentionS;
  for (const name of readdirSync(folder).filter((each) => /^[0-9a-f]{2}$/.test(each))) {
    for (const file of readdirSync(join(folder, name)).filter((each) => /\.(order|part)\.zip/.test(each))) {
      const path = join(folder, name, file);
      const found = statSync(path, { throwIfNoEntry: false });
      if (found?.isFile() && found.mtimeMs < oldestMs) rmSync(path, { force: true });
    }
  }
}
