import { parseCatalogue } from '@diku/engine';
import type { Catalogue } from '@diku/engine/design';
import { blameFile, readJson } from './read-input.ts';

/** A catalogue file of parts and prices; undefined where none is named. Status 65 where it makes no sense. */
export function readCatalogue(path: string | undefined): Catalogue | undefined {
  return path === undefined ? undefined : blameFile(path, () => parseCatalogue(readJson(path)));
}
