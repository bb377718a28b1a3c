import { InputError } from '../errors.ts';
import { checkFieldJob } from './check-field-job.ts';
import { decodeBase64 } from './decode-base64.ts';
import type { FieldJob, FieldKernel } from './field-kernel.ts';
import { createLeakageTable } from './leakage.ts';
import { planLayout, type SimdLayout, writeHeader } from './simd-layout.ts';
import { simdModuleBase64 } from './simd-module.generated.ts';
import { compileModule, instantiate, type WebAssemblyMemory } from './web-assembly.ts';

interface SimdExports {
  memory: WebAssemblyMemory;
  headerBytes: { value: number };
  shadowBytes: { value: number };
  obstacleLossUnits(header: number): void;
  pathLossDb(header: number): void;
}

const PAGE_BYTES = 65_536;
/** A job that needed more memory than this gives it back. */
const KEPT_BYTES = 2 ** 27;

let compiled: object | undefined;

/**
 * Kernel of exact shadow intervals in WebAssembly (packages/engine/assembly). It owns one memory, so one kernel
 * serves one thread; in browsers it must be created inside a worker. Results are fresh arrays.
 */
export function createSimdKernel(): FieldKernel {
  compiled ??= compileModule(decodeBase64(simdModuleBase64));
  const module = compiled;
  let instance = instantiate<SimdExports>(module);
  let table = leakageTable(Number.POSITIVE_INFINITY);
  /** The cap whose table lies in the instance's memory, always at the same place. */
  let copiedCapDb = table.capDb;

  function copyIn(job: FieldJob): SimdLayout {
    checkFieldJob(job);
    const { heightsMm, slabs } = job.obstacles;
    if (heightsMm || slabs) throw new Error('panels with heights and slabs are not done yet');
    if (table.capDb !== job.capDb) table = leakageTable(job.capDb);
    const layout = planLayout(job, table.lossesDb.length, {
      headerBytes: instance.headerBytes.value,
      shadowBytes: instance.shadowBytes.value,
    });
    const { memory } = instance;
    growTo(memory, layout.end, job);
    writeHeader(new DataView(memory.buffer), layout, job, table.lossesDb.length);
    new Int32Array(memory.buffer, layout.segments).set(job.obstacles.segmentsMm);
    new Int32Array(memory.buffer, layout.losses).set(job.obstacles.lossUnits);
    if (copiedCapDb !== job.capDb) new Float32Array(memory.buffer, layout.table).set(table.lossesDb);
    copiedCapDb = job.capDb;
    return layout;
  }

  function reset(): void {
    if (instance.memory.buffer.byteLength <= KEPT_BYTES) return;
    instance = instantiate<SimdExports>(module);
    copiedCapDb = Number.POSITIVE_INFINITY;
  }

  return {
    name: 'shadow intervals (WebAssembly SIMD)',

    obstacleLossUnits(job) {
      const layout = copyIn(job);
      instance.obstacleLossUnits(layout.header);
      const units = new Int32Array(instance.memory.buffer, layout.output, layout.cells).slice();
      reset();
      return units;
    },

    pathLossDb(job, into) {
      const layout = copyIn(job);
      instance.pathLossDb(layout.header);
      const lossesDb = new Float32Array(instance.memory.buffer, layout.output, layout.cells);
      const result = into ?? new Float32Array(layout.cells);
      result.set(lossesDb);
      reset();
      return result;
    },
  };
}

function growTo(memory: WebAssemblyMemory, bytes: number, { grid }: FieldJob): void {
  const missingBytes = bytes - memory.buffer.byteLength;
  if (missingBytes <= 0) return;
  try {
    memory.grow(Math.ceil(missingBytes / PAGE_BYTES));
  } catch {
    const found = `${grid.columns} × ${grid.rows} cells, ${Math.ceil(bytes / 1e6)} MB`;
    throw new InputError([{ at: 'grid', found, expected: 'a job that fits this machine’s memory' }]);
  }
}

function leakageTable(capDb: number): { capDb: number; lossesDb: Float32Array } {
  return { capDb, lossesDb: createLeakageTable(capDb) };
}
