import { InputError } from '../errors.ts';
import { checkFieldJob, checkTarget } from './check-field-job.ts';
import { type CornerFields, createCornerFields } from './corners/corner-field.ts';
import { decodeBase64 } from './decode-base64.ts';
import { addTableLoss } from './distance-law.ts';
import type { FieldJob, FieldKernel, Grid, Obstacles } from './field-kernel.ts';
import { createLeakageTable } from './leakage.ts';
import { prepareObstacles } from './prepare-obstacles.ts';
import { isSameGrid } from './same-grid.ts';
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
  beginObstacleLoss(header: number): void;
  beginPathLoss(header: number): void;
  obstacleLossRows(header: number, rowStart: number, rowEnd: number): void;
  pathLossRows(header: number, rowStart: number, rowEnd: number): void;
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
  const direct = createDirectKernel();
  let corners: CornerFields | undefined;
  return {
    ...direct,
    pathLossDb(job, into) {
      const lossesDb = direct.pathLossDb(job, into);
      if (job.law.corners && job.obstacles.walls) {
        corners ??= createCornerFields(direct, createDirectKernel);
        corners.add(job, lossesDb);
      }
      return lossesDb;
    },
  };
}

/** The straight line alone. */
function createDirectKernel(): FieldKernel {
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

    obstacleLossUnits(job, into) {
      checkTarget(job, into);
      const { header, output, outputRows } = copyIn(job);
      const { columns, rows } = job.grid;
      const units = into ?? new Int32Array(columns * rows);
      const written = new Int32Array(instance.memory.buffer, output, columns * outputRows);
      instance.beginObstacleLoss(header);
      for (let row = 0; row < rows; row += outputRows) {
        const rowEnd = Math.min(rows, row + outputRows);
        instance.obstacleLossRows(header, row, rowEnd);
        units.set(written.subarray(0, columns * (rowEnd - row)), columns * row);
      }
      reset();
      return units;
    },

    pathLossDb(job, into) {
      checkTarget(job, into);
      const { header, output, outputRows } = copyIn(job);
      const { columns, rows } = job.grid;
      const lossesDb = into ?? new Float32Array(columns * rows);
      const written = new Float32Array(instance.memory.buffer, output, columns * outputRows);
      instance.beginPathLoss(header);
      for (let row = 0; row < rows; row += outputRows) {
        const rowEnd = Math.min(rows, row + outputRows);
        instance.pathLossRows(header, row, rowEnd);
        lossesDb.set(written.subarray(0, columns * (rowEnd - row)), columns * row);
      }
      addTableLoss(job, lossesDb);
      reset();
      return lossesDb;
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
