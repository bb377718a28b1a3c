import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BatchRow } from '@diku/engine/documents';
import { isAsWritten, manifestName, readManifest } from '../folder-manifest.ts';
import { orCannotWrite } from '../write-output.ts';
import type { Community } from './community.ts';
import { replaceFolder, syncPath, writeDurably } from './durable-files.ts';
import { type JobRecord, readRecord, recordName, writeRecord } from './job-record.ts';
import { lockFolder } from './lock-folder.ts';

/**
 * The results of a batch on the disk: a folder per community, which is there whole or not at all, whatever ends the
 * process. Jobs write into parts, which take their final path by a rename once every byte of them is on the disk. One
 * process at a time.
 */
export class ResultSet {
  readonly #folder: string;
  readonly #unlock: () => void;
  #parts = 0;

  /** Opens or makes the folder and finishes what an earlier process left. Status 74 where that cannot be, or another has it. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#unlock = orCannotWrite(folder, () => {
      mkdirSync(join(folder, partsName), { recursive: true });
      return lockFolder(folder);
    });
    orCannotWrite(folder, () => this.#recover());
  }

  /** A folder for one job, which does not exist yet. */
  createPart(): string {
    this.#parts += 1;
    return join(this.#folder, partsName, `${process.pid}-${this.#parts}`);
  }

  /** Record of a community's job, where there is one. */
  record(community: Community): JobRecord | undefined {
    return readRecord(join(this.#folder, community.folder));
  }

  /** Puts a complete part in its place. */
  commit(part: string): BatchRow {
    return orCannotWrite(this.#folder, () => {
      const record = readRecord(part);
      if (!record) throw new Error(`${part} is not complete`);
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
    return this.commit(part);
  }

  /** Removes what is left of a job that did not end well. */
  discard(part: string): void {
    rmSync(part, { recursive: true, force: true });
  }

  write(name: string, content: string | Uint8Array): void {
    orCannotWrite(join(this.#folder, name), () => writeDurably(join(this.#folder, name), content));
  }

  close(): void {
    rmSync(join(this.#folder, partsName), { recursive: true, force: true });
    this.#unlock();
  }

  /** The process ended between the two renames, or before what is the user's was brought along. */
  #putBack(aside: string): void {
    const record = readRecord(aside);
    if (!record) return;
    const to = join(this.#folder, record.row.folder);
    if (existsSync(to)) carryOthers(aside, to);
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
      if (readRecord(part)) this.commit(part);
      else this.discard(part);
    }
    for (const name of names.filter((each) => each.startsWith(asidePrefix))) {
      const aside = join(parts, name);
      this.#putBack(aside);
      this.discard(aside);
    }
    if (existsSync(this.#folder)) syncPath(this.#folder);
  }
}

/** Brings what this program did not write, or what was changed since, from a community's old folder into its new one. */
function carryOthers(from: string, to: string): void {
  const written = writtenIn(from);
  for (const name of readdirSync(from)) {
    if (written.has(name) || existsSync(join(to, name))) continue;
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

const partsName = '.parts';
const asidePrefix = 'aside-';
