import { InputError } from '../errors.ts';
import { checkFieldJob, checkTarget } from './check-field-job.ts';
import { decodeBase64 } from './decode-base64.ts';
import type { FieldJob, FieldKernel, Grid, Obstacles } from './field-kernel.ts';
import { createLeakageTable } from './leakage.ts';
import { prepareObstacles } from './prepare-obstacles.ts';
import { planLayout, type SimdLayout, writeHeader } from './simd-layout.ts';
import { simdModuleBase64 } from './simd-module.generated.ts';
import { compileModule, instantiate, type WebAssemblyMemory } from './web-assembly.ts';

interface SimdExports {
  memory: WebAssemblyMemory;
  headerBytes: { value: number };
  lineBytes: { value: number };
  sidesBytes: { value: number };
  stampBytes: { value: number };
  tableAddress: { value: number };
  prepare(header: number): void;
  obstacleLossUnits(header: number): void;
  pathLossDb(header: number): void;
}

/** What lies in the instance's memory, so that the next job copies only what differs. */
interface Loaded {
  grid: Grid;
  obstacles: Obstacles;
  capDb: number;
  layout: SimdLayout;
}

const PAGE_BYTES = 65_536;
/** A job that needed more memory than this gives it back. */
const KEPT_BYTES = 2 ** 27;

let compiled: object | undefined;

/**
 * Kernel of exact shadows in WebAssembly (packages/engine/assembly). It owns one memory, so one kernel serves one
 * thread; in browsers it must be created inside a worker. Jobs that share grid, obstacles and cap with the one before
 * are quickest.
 */
export function createSimdKernel(): FieldKernel {
  compiled ??= compileModule(decodeBase64(simdModuleBase64));
  const module = compiled;
  let instance = instantiate<SimdExports>(module);
  let loaded: Loaded | undefined;
  let table = { capDb: Number.POSITIVE_INFINITY, lossesDb: createLeakageTable(Number.POSITIVE_INFINITY) };

  function copyIn(job: FieldJob): SimdLayout {
    checkFieldJob(job);
    const { memory } = instance;
    const isLoaded =
      loaded?.obstacles === job.obstacles && loaded.capDb === job.capDb && isSameGrid(loaded.grid, job.grid);
    const layout = loaded && isLoaded ? loaded.layout : load(job);
    writeHeader(new DataView(memory.buffer), layout, job);
    if (!isLoaded) instance.prepare(layout.header);
    loaded = { grid: job.grid, obstacles: job.obstacles, capDb: job.capDb, layout };
    return layout;
  }

  function load(job: FieldJob): SimdLayout {
    const { memory, headerBytes, lineBytes, sidesBytes, stampBytes, tableAddress } = instance;
    if (table.capDb !== job.capDb) table = { capDb: job.capDb, lossesDb: createLeakageTable(job.capDb) };
    const obstacles = prepareObstacles(job.obstacles);
    const layout = planLayout(job.grid, obstacles, table.lossesDb.length, {
      headerBytes: headerBytes.value,
      lineBytes: lineBytes.value,
      sidesBytes: sidesBytes.value,
      stampBytes: stampBytes.value,
      tableAddress: tableAddress.value,
    });
    growTo(memory, layout.end, job);
    if (loaded?.capDb !== job.capDb) {
      new Float32Array(memory.buffer, tableAddress.value).set(table.lossesDb);
    }
    new Float64Array(memory.buffer, layout.vertices).set(obstacles.vertices);
    new Int32Array(memory.buffer, layout.panels).set(obstacles.panels);
    new Int32Array(memory.buffer, layout.groups).set(obstacles.groups);
    new Int32Array(memory.buffer, layout.planePanels).set(obstacles.planePanels);
    new Float64Array(memory.buffer, layout.planeVertices).set(obstacles.planeVertices);
    new Int32Array(memory.buffer, layout.slabs).set(obstacles.slabs);
    new Float64Array(memory.buffer, layout.slabEdges).set(obstacles.slabEdges);
    new Int32Array(memory.buffer, layout.obliques).set(obstacles.obliques);
    return layout;
  }

  function reset(): void {
    if (instance.memory.buffer.byteLength <= KEPT_BYTES) return;
    instance = instantiate<SimdExports>(module);
    loaded = undefined;
  }

  return {
    name: 'shadow steps (WebAssembly SIMD)',

    obstacleLossUnits(job) {
      const layout = copyIn(job);
      instance.obstacleLossUnits(layout.header);
      const units = new Int32Array(instance.memory.buffer, layout.output, layout.cells).slice();
      reset();
      return units;
    },

    pathLossDb(job, into) {
      checkTarget(job, into);
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

function isSameGrid(left: Grid, right: Grid): boolean {
  return (
    left.originXMm === right.originXMm &&
    left.originYMm === right.originYMm &&
    left.cellMm === right.cellMm &&
    left.columns === right.columns &&
    left.rows === right.rows
  );
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
