import { type Community, parseStatusData, type StoredCommunity } from '@diku/engine/programme';
import { blameFile, readJson } from '../read-input.ts';
import { isDatabase, readStore } from '../store/open-store.ts';

/** Communities of a document of `diku programme import`, or with their steps of the programme's file. */
export type ReadCommunities = { communities: Community[] } | { stored: StoredCommunity[] };

/** Statuses 65 and 66 as for any document, or as `readStore`. */
export async function readCommunities(path: string, waitS: number): Promise<ReadCommunities> {
  if (!isStore(path))
    return { communities: blameFile(path, () => parseStatusData(readJson(path))).communities };
  return { stored: await readStore(path, waitS, (store) => [...store.communities()]) };
}

/** Returns whether it is the programme's file; a file that cannot be read is reported by its reader. */
export function isStore(path: string): boolean {
  try {
    return isDatabase(path);
  } catch {
    return false;
  }
}
