import { basename } from 'node:path';
import { type Datum, say } from '@diku/engine/core';
import {
  type DistrictName,
  formatProgrammeDocument,
  type ProgrammeCopy,
  parseProgrammeCopy,
  type StoredCommunity,
} from '@diku/engine/programme';
import { cliText } from '../cli-text.ts';
import { exitStatus, problemError } from '../exit-status.ts';
import { blameFile, readInput, readJson } from '../read-input.ts';
import type { Session } from '../session.ts';
import { sha256 } from '../sha256.ts';
import { readStore, writeStore } from '../store/open-store.ts';
import type { ProgrammeStore } from '../store/programme-store.ts';
import { today } from '../store/today.ts';
import { isStore } from './read-communities.ts';

/** Communities of one district, of those whose district is not known (null), or all of them (undefined). */
export function inDistrict<Item extends StoredCommunity>(
  communities: Iterable<Item>,
  district: DistrictName | null | undefined,
): Iterable<Item> {
  if (district === undefined) return communities;
  return {
    *[Symbol.iterator]() {
      for (const community of communities) if (community.district === district) yield community;
    },
  };
}

/** The programme as JSON: everything that the store has, by which another is made like it. */
export function programmeJson(
  store: ProgrammeStore,
  { datum, district }: { datum?: Datum; district?: DistrictName | null },
): string {
  const { imports, merges, communities } = store.copy();
  return formatProgrammeDocument(inDistrict(communities, district), {
    asOf: today(),
    datum: datum ?? (store.fact('datum') as Datum | undefined) ?? null,
    // A store of an earlier version does not know what each of its tables said.
    ...(imports.length > 0 ? { imports, merges } : {}),
  });
}

/** A whole store out of its file, or out of what `export` wrote as JSON. Statuses 65 and 66. */
export async function readCopy(path: string, waitS: number): Promise<ProgrammeCopy> {
  const document = isStore(path)
    ? JSON.parse(await readStore(path, waitS, (store) => programmeJson(store, {})))
    : readJson(path);
  const source = { file: basename(path), sha256: sha256(readInput(path)) };
  return blameFile(path, () => parseProgrammeCopy(document, source));
}

/** Makes a new store of a copy. Status 65 where there is one with anything in it. */
export function storeCopy(
  path: string,
  copy: ProgrammeCopy,
  { command, waitS, isDryRun }: { command: string; waitS: number; isDryRun?: boolean },
): Promise<void> {
  return writeStore(path, { command, waitS, create: true, isDryRun }, (store) => {
    if (store.restore(copy)) return;
    const found = say('store-not-empty');
    throw problemError(exitStatus.badInput, { at: path, found, expected: say('new-store') });
  });
}

/** Says which stored files could not be brought along. */
export function noteMissing(session: Session, missing: readonly string[]): void {
  if (missing.length === 0) return;
  const list = missing.slice(0, maxNoted).join(', ');
  session.note(cliText(session.language, 'programme.files-missing', { count: missing.length, list }));
}

const maxNoted = 20;
