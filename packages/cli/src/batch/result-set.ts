import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BatchRow } from '@diku/engine/documents';
import { isAsWritten, manifestName, readManifest } from '../folder-manifest.ts';
import { orCannotWrite, writeOutputs } from '../write-output.ts';
import type { Community } from './community.ts';
import { isThere, replaceFolder, syncPath } from './durable-files.ts';
import { findDamage, type JobRecord, readRecord, recordName, writeRecord } from './job-record.ts';
import { type FolderLock, lockFolder } from './lock-folder.ts';

/**
 * The results of a batch on the disk: a folder per community, which is there whole or not at all, whatever ends the
 * process. Jobs write into parts, which take their final path by a rename once every byte of them is on the disk. One
 * process at a time.
 */
export class ResultSet {
  readonly #folder: string;
  readonly #lock: FolderLock;
  #parts = 0;

  /** Opens or makes the folder and finishes what an earlier process left. Status 74 where that cannot be, or another has it. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#lock = orCannotWrite(folder, () => {
      mkdirSync(folder, { recursive: true });
      return lockFolder(folder);
    });
    try {
      orCannotWrite(folder, () => {
        mkdirSync(join(folder, partsName), { recursive: true });
        this.#recover();
      });
    } catch (error) {
      this.#lock.release();
      throw error;
    }
  }

  /** A folder for one job, which does not exist yet. */
  createPart(): string {
    this.#parts += 1;
    return join(this.#folder, partsName, `${process.pid}-${this.#parts}`);
  }

  /**
   * Result of a community's job, where there is one; `damaged` names a file of it that is not as it was written.
   */
  stored(community: Community): { record: JobRecord; damaged?: string } | undefined {
    const folder = join(this.#folder, community.folder);
    const record = readRecord(folder);
    if (!record) {
      const hasBeen = [recordName, manifestName].some((name) => isThere(join(folder, name)));
      return hasBeen ? { record: noRecord(community), damaged: recordName } : undefined;
    }
    const { id, input, folder: path } = record.row;
    const isOfCommunity = id === community.id && input === community.input && path === community.folder;
    const damaged = isOfCommunity ? findDamage(folder, record) : recordName;
    return { record, ...(damaged === undefined ? {} : { damaged }) };
  }

  /**
   * Puts a complete part in its place.
   * @param folder where that is; default: as the part states, one that a process left which was ended
   */
  commit(part: string, folder?: string): BatchRow {
    return orCannotWrite(this.#folder, () => {
      this.#lock.check();
      const record = readRecord(part);
      const damaged = record && findDamage(part, record);
      if (!record || damaged !== undefined || record.row.folder !== (folder ?? record.row.folder)) {
        throw new Error(`${join(part, damaged ?? recordName)} is not as it was written`);
      }
      this.#parts += 1;
      const aside = join(this.#folder, partsName, `${asidePrefix}${process.pid}-${this.#parts}`);
      replaceFolder(part, join(this.#folder, record.row.folder), aside, carryOthers);
      return record.row;
    });
  }

  /** The same for a job that has no files. */
  commitFailure(hash: string, row: BatchRow): BatchRow {
    const part = this.createPart();
    orCannotWrite(this.#folder, () => {
      mkdirSync(part);
      writeRecord(part, hash, row);
    });
    return this.commit(part, row.folder);
  }

  /** Removes what is left of a job that did not end well. */
  discard(part: string): void {
    rmSync(part, { recursive: true, force: true });
  }

  /** Writes files beside the communities, all of them or none. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void {
    this.#lock.check();
    writeOutputs(
      Object.entries(files).map(([name, content]) => ({ path: join(this.#folder, name), content })),
    );
  }

  close(): void {
    try {
      rmSync(join(this.#folder, partsName), { recursive: true, force: true });
    } catch {
      // The next run does.
    }
    this.#lock.release();
  }

  /** The process ended between the two renames, or before what is the user's was brought along. */
  #putBack(aside: string): void {
    const record = readRecord(aside);
    if (!record) return;
    const to = join(this.#folder, record.row.folder);
    if (isThere(to)) carryOthers(aside, to);
    else {
      mkdirSync(dirname(to), { recursive: true });
      renameSync(aside, to);
    }
  }

  /** A part that is complete was about to take its place. */
  #recover(): void {
    const parts = join(this.#folder, partsName);
    const names = readdirSync(parts);
    for (const name of names.filter((each) => !each.startsWith(asidePrefix))) {
      const part = join(parts, name);
      const record = readRecord(part);
      if (record && findDamage(part, record) === undefined) this.commit(part);
      else this.discard(part);
    }
    for (const name of names.filter((each) => each.startsWith(asidePrefix))) {
      const aside = join(parts, name);
      this.#putBack(aside);
      this.discard(aside);
    }
    if (isThere(this.#folder)) syncPath(this.#folder);
  }
}

/** Brings what this program did not write, or what was changed since, from a community's old folder into its new one. */
function carryOthers(from: string, to: string): void {
  const written = writtenIn(from);
  for (const name of readdirSync(from)) {
    if (written.has(name) || isThere(join(to, name))) continue;
    renameSync(join(from, name), join(to, name));
  }
}

function writtenIn(folder: string): Set<string> {
  const files = readManifest(folder);
  const names =
    files.length > 0
      ? files.filter((file) => isAsWritten(folder, file)).map(({ name }) => name)
      : unlisted(folder);
  return new Set([recordName, manifestName, ...names]);
}

const namesWithoutList =
  /^(plan\.diku\.json|verdict\.json|report\.html|plan\.pdf|bill\.(xlsx|csv)|ports\.csv|diagram\.(svg|dxf)|floor-.+\.dxf|review-.+\.png|review\.html)$/;

/** Files that versions without a list wrote: these names, and an image beside each raster. */
function unlisted(folder: string): string[] {
  const names = readdirSync(folder);
  const isMap = (name: string) => {
    const [, stem] = /^(.+-.+)\.(?:png|tif)$/.exec(name) ?? [];
    return stem !== undefined && names.includes(`${stem}.png`) && names.includes(`${stem}.tif`);
  };
  return names.filter((name) => namesWithoutList.test(name) || isMap(name));
}

/** Stands for a record that cannot be read. */
function noRecord({ id, input, folder }: Community): JobRecord {
  return { format: 'diku-batch-job', version: 1, hash: '', row: { id, input, folder }, check: '' };
}

const partsName = '.parts';
const asidePrefix = 'aside-';
