import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { InputError } from '@diku/engine';
import { say } from '@diku/engine/core';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import { queueHash } from '../program-version.ts';
import { findSidecar } from '../read-image.ts';
import { readInput } from '../read-input.ts';
import { writeDurably } from './durable-files.ts';
import { optionFiles } from './job-hash.ts';
import type { JobOrder, JobSettings } from './job-order.ts';
import { recordName } from './job-record.ts';

/** Limits of a packed parcel, as Redis holds it, and of all its files unpacked. */
const largestBytes = { packed: 64 * 2 ** 20, unpacked: 512 * 2 ** 20 };
const orderName = 'order.json';
/** Fast: most of what is sent is compressed already. */
const level = 1;

interface SentOrder extends Omit<JobOrder, 'part'> {
  /** Version of the program that sends it. */
  program: string;
}

/**
 * A job as one ZIP that another machine can do it from: the order, drawing or plan with what lies beside it, and the files that
 * options name. Statuses as of reading them; an InputError where it is too large for a queue.
 */
export function packOrder({ community, settings }: JobOrder): Uint8Array {
  const files: Zippable = {};
  const sidecar = findSidecar(community.path);
  for (const path of [community.path, ...(sidecar === undefined ? [] : [sidecar])]) {
    files[`input/${basename(path)}`] = readInput(path);
  }
  const options = { ...settings.options };
  for (const [option, path] of Object.entries(optionFiles(settings))) {
    const name = `options/${option}/${basename(path)}`;
    files[name] = readInput(path);
    Object.assign(options, { [option]: name });
  }
  const order: SentOrder = {
    community: { ...community, path: `input/${basename(community.path)}` },
    settings: { ...settings, options } as JobSettings,
    program: queueHash(),
  };
  files[orderName] = Buffer.from(JSON.stringify(order));
  return checkSize(zipSync(files, { level }));
}

/** Lays a job out in a folder; its paths are there. Undefined where another program packed it. */
export function unpackOrder(parcel: Uint8Array, folder: string): Omit<JobOrder, 'part'> | undefined {
  const files = unpackFiles(parcel, /^(order\.json|(input|options\/\w+)\/[^/\\]+)$/);
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  const { community, settings, program } = JSON.parse(
    new TextDecoder().decode(files[orderName]),
  ) as SentOrder;
  if (program !== queueHash()) return undefined;
  const options = { ...settings.options };
  for (const [option, name] of Object.entries(optionFiles(settings))) {
    Object.assign(options, { [option]: join(folder, name) });
  }
  return {
    community: { ...community, path: join(folder, 'input', basename(community.path)) },
    settings: { ...settings, options } as JobSettings,
  };
}

/** A complete part as one ZIP. */
export function packPart(part: string): Uint8Array {
  const names = readdirSync(part);
  return checkSize(
    zipSync(Object.fromEntries(names.map((name) => [name, readFileSync(join(part, name))])), { level }),
  );
}

/** The same as a folder, its record last. */
export function unpackPart(parcel: Uint8Array, part: string): void {
  const { [recordName]: record, ...files } = unpackFiles(parcel, /^[^/\\]+$/);
  mkdirSync(part);
  for (const [name, bytes] of Object.entries(files)) writeDurably(join(part, name), bytes);
  writeDurably(join(part, recordName), record);
}

/** The files of a ZIP whose names are as they should be; what comes over a network may be anything. */
function unpackFiles(parcel: Uint8Array, names: RegExp): Record<string, Uint8Array> {
  let sumBytes = 0;
  return unzipSync(checkSize(parcel), {
    filter({ name, originalSize }) {
      sumBytes += originalSize;
      if (names.test(name) && !/(^|\/)\.\.?($|\/)/.test(name) && sumBytes <= largestBytes.unpacked)
        return true;
      throw new Error(`a parcel of the queue with ${JSON.stringify(name)}, ${sumBytes} bytes`);
    },
  });
}

function checkSize(parcel: Uint8Array): Uint8Array {
  if (parcel.length <= largestBytes.packed) return parcel;
  const found = say('bytes-count', { count: parcel.length });
  const expected = say('at-most-bytes', { most: largestBytes.packed });
  throw new InputError([{ at: say('size'), found, expected }]);
}
