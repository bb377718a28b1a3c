import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createPlainSolver, createSimdKernel, type FieldSolver } from '@diku/engine';
import type { LoadHighs } from '@diku/engine/core';
import { type BatchRow, garageFigures } from '@diku/engine/documents';
import highs from 'highs';
import { CommandError, exitStatus } from '../exit-status.ts';
import { inputReason } from '../input-reason.ts';
import { jobs } from '../jobs.ts';
import { type MainJobOptions, readMainJob, writeMainJob } from '../main-job.ts';
import { openOutputFolder } from '../output-folder.ts';
import { readGarage } from '../read-garage.ts';
import { orCannotWrite } from '../write-output.ts';
import type { Community } from './community.ts';
import { syncTree } from './durable-files.ts';
import { jobHash } from './job-hash.ts';
import type { JobOrder, SpentTime } from './job-order.ts';
import { writeRecord } from './job-record.ts';
import { type JobTools, writePack } from './write-pack.ts';

/** This is as much of WebAssembly as is used here; Node's types leave it to those of browsers. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: object): Promise<object>;
};

type Load = (options: {
  instantiateWasm(imports: object, instantiated: (instance: object, module: object) => void): void;
}) => ReturnType<LoadHighs>;

let compiling: Promise<object> | undefined;

/**
 * Works like `loadHighs`, for a process that has many jobs: the program is compiled once, which takes longer than most
 * of its solves, and each call gives an instance with memory of its own, which goes with it.
 */
const loadSharedHighs: LoadHighs = async () => {
  const path = createRequire(import.meta.url).resolve('highs/runtime');
  compiling ??= readFile(path).then((bytes) => WebAssembly.compile(bytes));
  const module = await compiling;
  return (highs as unknown as Load)({
    instantiateWasm: (imports, instantiated) =>
      void WebAssembly.instantiate(module, imports).then((instance) => instantiated(instance, module)),
  });
};

let solver: FieldSolver | undefined;

/**
 * One job of a batch, on this thread: the main job on one garage or its pack, all files and last the record, every byte on the disk before
 * the record is. An input that cannot be used gives a folder too, with the reason in its record.
 */
export async function runCommunity({ community, settings, part }: JobOrder): Promise<SpentTime> {
  const { path } = community;
  const spent: SpentTime = {};
  const { user, system } = process.cpuUsage();
  let hash = readOr('', () => jobHash(community, settings));
  let row: BatchRow;
  try {
    solver ??= createPlainSolver(createSimdKernel());
    const order = { community, settings, part };
    const tools = { solver, loadHighs: loadSharedHighs, now: () => performance.now() / 1000 };
    const done =
      settings.kind === 'pack'
        ? { pack: await writePack(order, settings.options, tools, spent) }
        : { figures: await planCommunity(order, settings.options, tools, spent) };
    row = { ...communityRow(community), ...done };
  } catch (error) {
    const reason = inputReason(error, path, settings.language);
    if (reason === undefined) throw error;
    // A file that cannot be read says nothing of what is in it: it is tried again.
    if (error instanceof CommandError && error.status === exitStatus.inputNotFound) hash = '';
    orCannotWrite(part, () => mkdirSync(part, { recursive: true }));
    row = { ...communityRow(community), failure: { kind: 'input', reason } };
  }
  orCannotWrite(part, () => {
    syncTree(part);
    writeRecord(part, hash, row);
  });
  const used = process.cpuUsage({ user, system });
  return { ...spent, processorS: (used.user + used.system) / 1e6 };
}

/** Adds the seconds of each stage to `spent`. */
async function planCommunity(
  { community, settings, part }: JobOrder,
  options: MainJobOptions,
  tools: JobTools,
  spent: SpentTime,
) {
  const { path, planId, name, district } = community;
  const { language } = settings;
  const garage = readGarage(path);
  const read = readMainJob(options, path, 'plan' in garage ? garage.plan : undefined);
  const called = {
    ...(planId ? { id: planId } : {}),
    ...(name ? { name } : {}),
    ...(district ? { district } : {}),
  };
  const startMs = performance.now();
  const { timeLimit: limitS = Number.POSITIVE_INFINITY } = options;
  const { now } = tools;
  const result = await jobs.plan(
    { garage, options: { ...read, community: called } },
    {
      ...tools,
      monitor: { expired: () => performance.now() - startMs > limitS * 1000 },
    },
  );
  const folder = openOutputFolder(part, 'plan');
  Object.assign(spent, result.timing);
  const clock = { step: 'plan', startS: now() };
  const began = (step: string) => {
    spent[`${clock.step}FilesS`] = now() - clock.startS;
    Object.assign(clock, { step, startS: now() });
  };
  await writeMainJob(result, folder, { language, note() {}, began });
  folder.finish();
  began('');
  return garageFigures(result, language);
}

export function communityRow({ id, name, district, input, folder }: Community): BatchRow {
  return { id, ...(name ? { name } : {}), ...(district ? { district } : {}), input, folder };
}

/** Result of `read`, or `otherwise` where the file cannot be read. */
function readOr<Result>(otherwise: Result, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof CommandError) return otherwise;
    throw error;
  }
}
