import { mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { say } from '@diku/engine/core';
import type { Attachment, StoredCommunity } from '@diku/engine/programme';
import { isThere, writeDurably } from '../batch/durable-files.ts';
import { exitStatus, problemError } from '../exit-status.ts';
import { readInput } from '../read-input.ts';
import { sha256 } from '../sha256.ts';

/** A scan of a signed paper or a walk of a whole garage is far less. */
const maxBytes = 64 * 1024 * 1024;

/**
 * The files that steps of a programme rest on: a folder beside the store, `city.diku-programme.files`, in which each is named by its
 * SHA-256. A file that is there already is stored once; what is not as its name says is not read.
 */
export class AttachmentFolder {
  readonly #folder: string;
  readonly #added: string[] = [];

  constructor(storePath: string) {
    this.#folder = `${storePath}.files`;
  }

  /** Stores a file. Statuses 65 for one that is too large, 66, 74. */
  put(path: string, kind: Attachment['kind']): Attachment {
    const bytes = readInput(path);
    return this.putBytes(bytes, { kind, file: basename(path) });
  }

  putBytes(bytes: Uint8Array, { kind, file }: Pick<Attachment, 'kind' | 'file'>): Attachment {
    if (bytes.length > maxBytes) {
      const found = say('bytes-count', { count: bytes.length });
      throw problemError(exitStatus.badInput, {
        at: file,
        found,
        expected: say('at-most-bytes', { most: maxBytes }),
      });
    }
    const hash = sha256(bytes);
    const target = join(this.#folder, hash);
    if (!isThere(target)) {
      mkdirSync(this.#folder, { recursive: true });
      writeDurably(target, bytes);
      this.#added.push(target);
    }
    return { kind, file, sha256: hash, bytes: bytes.length };
  }

  /** Content of a stored file. Status 66 where it is not there, 65 where it is not as it was stored. */
  read({ sha256: hash, file }: Pick<Attachment, 'sha256' | 'file'>): Uint8Array {
    const bytes = readInput(join(this.#folder, hash));
    if (sha256(bytes) === hash) return bytes;
    const found = say('changed-since-written');
    throw problemError(exitStatus.badInput, {
      at: `${this.#folder}/${hash}`,
      found,
      expected: say('stored-file', { file }),
    });
  }

  /** Removes what was put: the steps that it is of were not taken. */
  takeBack(): void {
    for (const path of this.#added.splice(0)) rmSync(path, { force: true });
    if (isThere(this.#folder) && readdirSync(this.#folder).length === 0) rmdirSync(this.#folder);
  }
}

/**
 * Brings along the files of stores, or of what was exported of them, to another of the same steps, each verified.
 * @returns names of files that none of them has as it was stored
 */
export function carryAttachments(
  from: readonly string[],
  to: string,
  communities: Iterable<Pick<StoredCommunity, 'history'>>,
): string[] {
  const target = new AttachmentFolder(to);
  const missing: string[] = [];
  const seen = new Set<string>();
  for (const { history } of communities)
    for (const attachment of history.flatMap(({ attachments = [] }) => attachments)) {
      if (seen.has(attachment.sha256)) continue;
      seen.add(attachment.sha256);
      const holder = from.find((store) => isThere(join(`${store}.files`, attachment.sha256)));
      if (holder === undefined) missing.push(attachment.file);
      else target.putBytes(new AttachmentFolder(holder).read(attachment), attachment);
    }
  return missing;
}
