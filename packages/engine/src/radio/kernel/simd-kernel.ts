import { decodeBase64, InputError } from '../../core/index.ts';
import { checkFieldJob, checkTarget } from './check-field-job.ts';
import {
  type BendExports,
  createDiffractionFields,
  type DiffractionFields,
} from './diffraction/diffraction-field.ts';
import type { FieldJob, FieldKernel, Grid, Obstacles, PathLossLaw } from './field-kernel.ts';
import { type GroupedGrid, groupGrid, isSameGrid } from './grouped-grid.ts';
import { leakageTable } from './leakage.ts';
import { addTableLoss, farLawTerms } from './path-loss-law.ts';
import { prepareObstacles } from './prepare-obstacles.ts';
import { planLayout, type SimdLayout, writeHeader } from './simd-layout.ts';
import { simdModuleBase64 } from './simd-module.generated.ts';

/** The few WebAssembly signatures used here; the engine compiles without the DOM's types. */
interface WebAssemblyPlatform {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
}

export interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer;
  /** Adds pages of 64 KiB; throws RangeError when the machine has none left. */
  grow(pages: number): number;
}

interface SimdExports {
  memory: WebAssemblyMemory;
  headerBytes: { value: number };
  lineBytes: { value: number };
  sidesBytes: { value: number };
  stampBytes: { value: number };
  tableAddress: { value: number };
  cubicsAddress: { value: number };
  quadraticsAddress: { value: number };
  prepare(header: number): void;
  beginObstacleLoss(header: number): void;
  beginPathLoss(header: number): void;
  obstacleLossRows(header: number, rowStart: number, rowEnd: number): void;
  pathLossRows(header: number, rowStart: number, rowEnd: number): void;
}

/** Content of the instance's memory, so that the next job copies only what differs. */
interface Loaded {
  grid: Grid;
  obstacles: Obstacles;
  capDb: number;
  grouped: GroupedGrid;
  layout: SimdLayout;
}

export const PAGE_BYTES = 65_536;
/** A job that needed more memory than this gives it back. */
const CACHE_BYTES = 2 ** 27;

/**
 * Kernel of exact shadows in WebAssembly (packages/engine/assembly). It owns one memory, so one kernel serves one
 * thread; in browsers it must be created inside a worker. Jobs that share grid, obstacles and cap with the one before
 * are quickest.
 */
export function createSimdKernel(): FieldKernel {
  const direct = createDirectKernel();
  let diffraction: DiffractionFields | undefined;
  return {
    ...direct,
    pathLossDb(job, into) {
      const lossesDb = direct.pathLossDb(job, into);
      if (job.law.diffraction && job.obstacles.walls) {
        diffraction ??= createDiffractionFields(direct, createDirectKernel, createBendMemory);
        diffraction.add(job, lossesDb);
      }
      return lossesDb;
    },
  };
}

function createBendMemory(): BendExports {
  return instantiateSimd<BendExports>();
}

/** The straight line alone. */
function createDirectKernel(): FieldKernel {
  const memory = new KernelMemory();
  return {
    name: 'shadow steps (WebAssembly SIMD)',

    obstacleLossUnits(job, into) {
      checkTarget(job, into);
      const present = memory.load(job);
      const { instance } = memory;
      const { header, output } = present.layout;
      const units = into ?? new Int32Array(job.grid.columns * job.grid.rows);
      instance.beginObstacleLoss(header);
      takeRows(present, units, new Int32Array(instance.memory.buffer, output), instance.obstacleLossRows);
      memory.release();
      return units;
    },

    pathLossDb(job, into) {
      checkTarget(job, into);
      const present = memory.load(job);
      const { instance } = memory;
      const { header, output } = present.layout;
      const lossesDb = into ?? new Float32Array(job.grid.columns * job.grid.rows);
      memory.loadFarLaw(job.law);
      instance.beginPathLoss(header);
      takeRows(present, lossesDb, new Float32Array(instance.memory.buffer, output), instance.pathLossRows);
      addTableLoss(job, lossesDb);
      memory.release();
      return lossesDb;
    },
  };
}

/** An instance of the module, and what lies in its memory: only what differs from job to job is copied. */
class KernelMemory {
  instance: SimdExports;
  private loaded: Loaded | undefined;
  private farLaw: PathLossLaw | undefined;

  constructor() {
    this.instance = instantiateSimd<SimdExports>();
  }

  /** Copies a job in, with its grid and obstacles where they are not there yet. */
  load(job: FieldJob): Loaded {
    checkFieldJob(job);
    const { loaded, instance } = this;
    const isLoaded =
      loaded?.obstacles === job.obstacles && loaded.capDb === job.capDb && isSameGrid(loaded.grid, job.grid);
    const present = loaded && isLoaded ? loaded : this.loadObstacles(job);
    writeHeader(new DataView(instance.memory.buffer), present.layout, present.grouped, job);
    if (!isLoaded) instance.prepare(present.layout.header);
    this.loaded = present;
    return present;
  }

  loadFarLaw(law: PathLossLaw): void {
    const { farLaw } = this;
    const isCopied =
      farLaw?.interceptDb === law.interceptDb && farLaw.slopeDbPerDecade === law.slopeDbPerDecade;
    if (isCopied) return;
    const { memory, cubicsAddress, quadraticsAddress } = this.instance;
    new Float32Array(memory.buffer, cubicsAddress.value).set(farLawTerms(law, 3));
    new Float32Array(memory.buffer, quadraticsAddress.value).set(farLawTerms(law, 2));
    this.farLaw = law;
  }

  /** Gives the memory back where a job needed much of it. */
  release(): void {
    if (this.instance.memory.buffer.byteLength <= CACHE_BYTES) return;
    this.instance = instantiateSimd<SimdExports>();
    this.loaded = undefined;
    this.farLaw = undefined;
  }

  private loadObstacles(job: FieldJob): Loaded {
    const { memory, headerBytes, lineBytes, sidesBytes, stampBytes, tableAddress } = this.instance;
    const lossesDb = leakageTable(job.capDb, job.obstacles.areSquares);
    const obstacles = prepareObstacles(job.obstacles);
    const grouped = groupGrid(job.grid);
    const layout = planLayout(grouped, obstacles, lossesDb.length, {
      headerBytes: headerBytes.value,
      lineBytes: lineBytes.value,
      sidesBytes: sidesBytes.value,
      stampBytes: stampBytes.value,
      tableAddress: tableAddress.value,
    });
    growTo(memory, layout.end, job);
    if (!this.loaded || !hasTableOf(this.loaded, job)) {
      new Float32Array(memory.buffer, tableAddress.value).set(lossesDb);
    }
    new Float64Array(memory.buffer, layout.vertices).set(obstacles.vertices);
    new Int32Array(memory.buffer, layout.facets).set(obstacles.facets);
    new Int32Array(memory.buffer, layout.groups).set(obstacles.groups);
    new Int32Array(memory.buffer, layout.planeFacets).set(obstacles.planeFacets);
    new Float64Array(memory.buffer, layout.planeVertices).set(obstacles.planeVertices);
    new Int32Array(memory.buffer, layout.slabs).set(obstacles.slabs);
    new Float64Array(memory.buffer, layout.slabEdges).set(obstacles.slabEdges);
    new Int32Array(memory.buffer, layout.obliques).set(obstacles.obliques);
    return { grid: job.grid, obstacles: job.obstacles, capDb: job.capDb, grouped, layout };
  }
}

function hasTableOf(loaded: Loaded, { capDb, obstacles }: FieldJob): boolean {
  return loaded.capDb === capDb && loaded.obstacles.areSquares === obstacles.areSquares;
}

/** Lets the kernel write some rows at a time and takes them away while they lie near. */
function takeRows<Cells extends Int32Array | Float32Array>(
  { grid, grouped, layout }: Loaded,
  into: Cells,
  written: Cells,
  writeRows: (header: number, rowStart: number, rowEnd: number) => void,
): void {
  const { columns } = grid;
  const { rows, skippedRows } = grouped;
  for (let row = 0; row < rows; row += layout.outputRows) {
    const rowEnd = Math.min(rows, row + layout.outputRows);
    writeRows(layout.header, row, rowEnd);
    const skipped = row === 0 ? skippedRows : 0;
    const part = written.subarray(columns * skipped, columns * (rowEnd - row));
    into.set(part, columns * (row + skipped - skippedRows));
  }
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

let compiled: object | undefined;

/** A fresh instance of the module of packages/engine/assembly, with a memory of its own; the caller names its exports. */
export function instantiateSimd<Exports>(): Exports {
  compiled ??= compileModule(decodeBase64(simdModuleBase64));
  return new (platform().Instance)(compiled).exports as Exports;
}

/** Compiles a module, synchronously: in browsers only workers may do this for more than 4 KiB. */
function compileModule(bytes: Uint8Array): object {
  return new (platform().Module)(bytes);
}

function platform(): WebAssemblyPlatform {
  return (globalThis as unknown as { WebAssembly: WebAssemblyPlatform }).WebAssembly;
}
