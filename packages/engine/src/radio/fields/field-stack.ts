import { distanceToSegment, metresToMm } from '../../core/index.ts';
import type { Level } from '../../plan/index.ts';
import type { FieldJob, FieldSolver, Grid, Obstacles } from '../kernel/field-kernel.ts';
import type { PropagationModel } from '../propagation/propagation-model.ts';
import { hasSameFloor } from '../scene/build-grid.ts';
import { buildLevelCrossing, type LevelCrossing } from '../scene/build-level-crossing.ts';
import type { Scene } from '../scene/build-scene.ts';
import { buildScene } from '../scene/build-scene.ts';
import type { ObstacleOptions } from '../scene/level-facets.ts';
import { changedFacets } from './changed-facets.ts';
import { type CellBox, shadowBoxes } from './shadow-boxes.ts';
import { fieldJob, type Transmitter } from './trace-path-loss.ts';

/** Overhead of a separate job, in cells: the walls are handed over again. */
const jobCostCells = 2048;

/** The whole field is solved instead above this fraction of a full solve's cost. */
const maxPatchRatio = 0.7;

const defaultMemoryBytes = 256 * 1024 * 1024;

export interface FieldStackOptions {
  /**
   * Bytes of fields that stay cached; the oldest go first, the newest one stays whatever its size. Default 256 MiB.
   * Results have the same bits whatever it is.
   */
  memoryBytes?: number;
}

interface CachedField {
  job: FieldJob;
  site: string;
  field: Float32Array;
}

/**
 * Path loss per antenna, level and band, cached by what it depends on: a moved antenna costs one field, a changed port
 * power none, a changed wall or opening the shadows it casts. The fields have the same bits as if solved afresh; they
 * are shared, never write to them. Levels and obstacle sets are compared by identity: an edited level is a new object.
 */
export class FieldStack {
  /** Walls that are dragged; by default everything is exact. */
  passing: TransientWalls | undefined;
  readonly #solver: FieldSolver;
  readonly #memoryBytes: number;
  readonly #scenes = new WeakMap<Level, Map<string, Scene>>();
  /** The version last built and its cells, by level id and resolution. */
  readonly #floors = new Map<string, { level: Level; cells: Uint8Array }>();
  readonly #crossings = new WeakMap<Level, Map<string, { levels: Level[]; crossing: LevelCrossing }>>();
  readonly #fields = new Map<string, CachedField>();
  /** Key of the newest field of each site: a transmitter with everything of its job but the obstacles. */
  readonly #newest = new Map<string, string>();
  readonly #obstacleNumbers = new WeakMap<Obstacles, number>();
  #obstacleCount = 0;
  #cachedBytes = 0;

  constructor(solver: FieldSolver, { memoryBytes = defaultMemoryBytes }: FieldStackOptions = {}) {
    this.#solver = solver;
    this.#memoryBytes = memoryBytes;
  }

  /** The scene of a level and band, built once. */
  scene(level: Level, frequencyMhz: number, resolutionM: number, options: ObstacleOptions = {}): Scene {
    let scenes = this.#scenes.get(level);
    if (!scenes) {
      scenes = new Map();
      this.#scenes.set(level, scenes);
    }
    const resting = this.#atRest(level);
    const isPassing = resting !== level;
    const key = `${frequencyMhz}|${resolutionM}|${describeOptions(options)}|${isPassing ? 'passing' : ''}`;
    let scene = scenes.get(key);
    if (!scene) {
      scene = buildScene(level, frequencyMhz, {
        ...options,
        resolutionM,
        cells: this.#knownCells(level, resolutionM),
      });
      if (isPassing) {
        const bendsAs = this.scene(resting, frequencyMhz, resolutionM, options).obstacles;
        scene = bendingAs(scene, bendsAs);
      }
      scene = withKnownObstacles(scene, scenes.values());
      scenes.set(key, scene);
      this.#floors.set(`${level.id}|${resolutionM}`, { level, cells: scene.cells });
    }
    return scene;
  }

  /** The level before walls were dragged. */
  #atRest(level: Level): Level {
    return this.passing?.atRest.find(({ id }) => id === level.id) ?? level;
  }

  /** Bands share their cells, and so do versions of a level with the same floor. */
  #knownCells(level: Level, resolutionM: number): Uint8Array | undefined {
    const floor = this.#floors.get(`${level.id}|${resolutionM}`);
    return floor && hasSameFloor(floor.level, level) ? floor.cells : undefined;
  }

  /** Obstacles between two levels on a band, built once for these levels. */
  crossing(
    given: readonly Level[],
    givenFrom: Level,
    givenTo: Level,
    frequencyMhz: number,
    options: ObstacleOptions = {},
  ): LevelCrossing {
    const levels = given.map((level) => this.#atRest(level));
    const [from, to] = [this.#atRest(givenFrom), this.#atRest(givenTo)];
    let crossings = this.#crossings.get(from);
    if (!crossings) {
      crossings = new Map();
      this.#crossings.set(from, crossings);
    }
    const key = `${levels.indexOf(to)}|${frequencyMhz}|${describeOptions(options)}`;
    const cached = crossings.get(key);
    const same =
      cached?.levels.length === levels.length && cached.levels.every((level, i) => level === levels[i]);
    if (cached && same) return cached.crossing;
    const crossing = buildLevelCrossing(levels, from, to, frequencyMhz, options);
    crossings.set(key, { levels: [...levels], crossing });
    return crossing;
  }

  /** Path loss of each antenna on the scene's grid, dB. [antenna count] of [rows, columns] */
  fields(
    scene: Scene,
    antennas: readonly Transmitter[],
    model: PropagationModel,
    phoneHeightM: number,
  ): Promise<Float32Array[]> {
    const jobs = antennas.map((antenna) => fieldJob(scene, antenna, model, phoneHeightM));
    return this.solve(jobs, `${scene.levelId}|${scene.frequencyMhz}`);
  }

  /**
   * The field of each job, dB. [job count] of [rows, columns]
   * @param family what the obstacles belong to (a level on a band): jobs of one family whose obstacles differ are taken
   * for states of the same point before and after an edit
   */
  async solve(jobs: readonly FieldJob[], family: string): Promise<Float32Array[]> {
    const orders = new Map<string, FieldOrder>();
    // Cached fields are taken before the solver is waited for: another call may evict them meanwhile.
    const found = jobs.map((job): Float32Array | FieldOrder => {
      const site = describeSite(job, family);
      const key = `${this.#obstacleNumber(job.obstacles)}|${site}`;
      const known = this.#fields.get(key)?.field ?? orders.get(key) ?? this.#farField(site, job);
      if (known) return known;
      const order = this.#order(key, site, job);
      orders.set(key, order);
      return order;
    });
    const parts = await this.#solver.solve([...orders.values()].flatMap(orderedJobs));
    const fresh = new Map<FieldOrder, Float32Array>();
    let next = 0;
    for (const order of orders.values()) {
      const count = orderedJobs(order).length;
      fresh.set(order, assembleField(order, parts.slice(next, next + count)));
      next += count;
    }
    for (const [order, field] of fresh) this.#keep(order, field);
    return found.map((each) => (each instanceof Float32Array ? each : (fresh.get(each) as Float32Array)));
  }

  /** The newest field of a site that is far from everything that changed since. */
  #farField(site: string, { obstacles, transmitterXMm, transmitterYMm }: FieldJob): Float32Array | undefined {
    const reachMm = metresToMm(this.passing?.retainsBeyondM ?? Number.POSITIVE_INFINITY);
    const key = Number.isFinite(reachMm) ? this.#newest.get(site) : undefined;
    const old = key === undefined ? undefined : this.#fields.get(key);
    const facetsMm = old && changedFacets(old.job.obstacles, obstacles);
    if (!facetsMm) return undefined;
    const point = [transmitterXMm, transmitterYMm];
    for (let at = 0; at < facetsMm.length; at += 4) {
      const [ax, ay, bx, by] = facetsMm.subarray(at, at + 4);
      if (distanceToSegment(point, [ax, ay], [bx, by]) <= reachMm) return undefined;
    }
    return old?.field;
  }

  #order(key: string, site: string, job: FieldJob): FieldOrder {
    const oldKey = this.#newest.get(site);
    const old = oldKey === undefined ? undefined : this.#fields.get(oldKey);
    const boxes = old && dirtyBoxes(old.job, job);
    if (oldKey === undefined || !old || !boxes) return { key, site, job, from: undefined };
    return { key, site, job, from: { key: oldKey, field: old.field, boxes } };
  }

  #keep({ key, site, job, from }: FieldOrder, field: Float32Array): void {
    // An untouched field belongs to the new obstacles from now on; the old ones would find it again.
    if (from && from.field === field) this.#drop(from.key);
    this.#drop(key);
    this.#fields.set(key, { job, site, field });
    this.#newest.set(site, key);
    this.#cachedBytes += field.byteLength;
    for (const oldKey of this.#fields.keys()) {
      if (this.#cachedBytes <= this.#memoryBytes || oldKey === key) break;
      this.#drop(oldKey);
    }
  }

  #drop(key: string): void {
    const cached = this.#fields.get(key);
    if (!cached) return;
    this.#fields.delete(key);
    this.#cachedBytes -= cached.field.byteLength;
    if (this.#newest.get(cached.site) === key) this.#newest.delete(cached.site);
  }

  #obstacleNumber(obstacles: Obstacles): number {
    let number = this.#obstacleNumbers.get(obstacles);
    if (number === undefined) {
      number = this.#obstacleCount;
      this.#obstacleCount += 1;
      this.#obstacleNumbers.set(obstacles, number);
    }
    return number;
  }
}

/** Bands on which everything costs the same share one obstacle set: what is found out about it serves them all. */
function withKnownObstacles(scene: Scene, others: Iterable<Scene>): Scene {
  for (const { obstacles } of others) {
    if (hasSameObstacles(obstacles, scene.obstacles)) return { ...scene, obstacles };
  }
  return scene;
}

function describeOptions(options: ObstacleOptions): string {
  const { materials, parkedCars, columnRatio, beamDb, addsSquares, obliqueStepDb } = options;
  return JSON.stringify([materials, parkedCars, columnRatio, beamDb, addsSquares, obliqueStepDb]);
}

/** Everything a field depends on but the obstacles. */
function describeSite(job: FieldJob, family: string): string {
  const { grid, law } = job;
  return [
    family,
    ...[grid.originXMm, grid.originYMm, grid.cellMm, grid.columns, grid.rows],
    ...[job.transmitterXMm, job.transmitterYMm, job.transmitterZMm, job.receiverZMm],
    ...[law.interceptDb, law.slopeDbPerDecade, law.minDistanceM, law.table?.name, job.capDb],
    ...Object.values(law.diffraction ?? {}),
  ].join('|');
}

/** A field to be made: all of it, or an older one with some boxes solved anew. */
interface FieldOrder {
  key: string;
  site: string;
  job: FieldJob;
  from: { key: string; field: Float32Array; boxes: CellBox[] } | undefined;
}

/** Jobs to be solved for an order. */
function orderedJobs({ job, from }: FieldOrder): FieldJob[] {
  return from ? from.boxes.map((box) => boxJob(job, box)) : [job];
}

/** An order's field, given what its jobs came to; the older field itself where nothing changed. */
function assembleField({ job, from }: FieldOrder, parts: readonly Float32Array[]): Float32Array {
  if (!from) return parts[0];
  if (from.boxes.length === 0) return from.field;
  const field = from.field.slice();
  from.boxes.forEach((box, index) => {
    writeBox(field, job.grid, box, parts[index]);
  });
  return field;
}

/** Returns whether two obstacle sets of one level are the same, number by number. Sets with slabs never are. */
export function hasSameObstacles(left: Obstacles, right: Obstacles): boolean {
  if (left.slabs || right.slabs) return false;
  return (
    left.walls?.vertexZMm === right.walls?.vertexZMm &&
    left.walls?.bendsAs === right.walls?.bendsAs &&
    hasSameValues(left.lossUnits, right.lossUnits) &&
    hasSameValues(left.segmentsMm, right.segmentsMm) &&
    hasSameValues(left.heightsMm, right.heightsMm) &&
    hasSameValues(left.obliqueSteps, right.obliqueSteps) &&
    hasSameValues(left.walls?.indices, right.walls?.indices) &&
    hasSameValues(left.walls?.columns, right.walls?.columns)
  );
}

function hasSameValues(left: Int32Array | undefined, right: Int32Array | undefined): boolean {
  if (!left || !right) return left === right;
  return left.length === right.length && left.every((value, index) => value === right[index]);
}

/** Parts that stay as they were while walls are dragged. */
export interface TransientWalls {
  /**
   * A transmitter further than this from all that changed keeps the field it had, metres. Not exact, as a wall far
   * away can open a diffracted path.
   */
  retainsBeyondM: number;
  /**
   * The levels at rest: paths bend at the vertices of their walls, and what comes from another level passes these. Not
   * exact, as what moved stays behind there.
   */
  atRest: readonly Level[];
}

/** The scene with paths that bend at the vertices of another set. */
function bendingAs(scene: Scene, bendsAs: Obstacles): Scene {
  const { walls } = scene.obstacles;
  return walls ? { ...scene, obstacles: { ...scene.obstacles, walls: { ...walls, bendsAs } } } : scene;
}

/** Boxes that cover the same cells at less cost: two become one where that saves more than it adds. */
function uniteBoxes(boxes: readonly CellBox[]): CellBox[] {
  const united: CellBox[] = [];
  for (const box of boxes) {
    let grown = box;
    for (let index = 0; index < united.length; ) {
      const both = boxAround(grown, united[index]);
      if (cellsOf(both) > cellsOf(grown) + cellsOf(united[index]) + jobCostCells) {
        index += 1;
        continue;
      }
      grown = both;
      united.splice(index, 1);
      // The grown box may now reach those passed over.
      index = 0;
    }
    united.push(grown);
  }
  return united;
}

/** Cost of solving the boxes, in cells. */
function costCells(boxes: readonly CellBox[]): number {
  return boxes.reduce((sum, box) => sum + cellsOf(box) + jobCostCells, 0);
}

function boxAround(a: CellBox, b: CellBox): CellBox {
  const column = Math.min(a.column, b.column);
  const row = Math.min(a.row, b.row);
  return {
    column,
    row,
    columns: Math.max(a.column + a.columns, b.column + b.columns) - column,
    rows: Math.max(a.row + a.rows, b.row + b.rows) - row,
  };
}

function cellsOf({ columns, rows }: CellBox): number {
  return columns * rows;
}

/**
 * The cells of a solved job's field that may differ for a job which differs from it in its obstacles only; none where
 * the field stays as it is, undefined where solving everything is cheaper.
 */
function dirtyBoxes(solved: FieldJob, job: FieldJob): CellBox[] | undefined {
  const facetsMm = changedFacets(solved.obstacles, job.obstacles);
  if (!facetsMm) return undefined;
  if (job.law.diffraction && job.obstacles.walls) {
    // A wall anywhere can open or close a diffracted path to any cell.
    return facetsMm.length === 0 && hasSameWalls(solved.obstacles, job.obstacles) ? [] : undefined;
  }
  const boxes: CellBox[] = [];
  for (let at = 0; at < facetsMm.length; at += 4) {
    boxes.push(...shadowBoxes(job, facetsMm.subarray(at, at + 4)));
  }
  const united = uniteBoxes(boxes);
  const gridCells = job.grid.columns * job.grid.rows;
  return united.length > 0 && costCells(united) > maxPatchRatio * gridCells ? undefined : united;
}

/** Returns whether the same facets in the same order are walls, and paths bend at the same ones. */
function hasSameWalls(before: Obstacles, after: Obstacles): boolean {
  return (
    before.walls?.bendsAs === after.walls?.bendsAs &&
    before.segmentsMm.every((valueMm, index) => valueMm === after.segmentsMm[index]) &&
    before.walls?.indices.join() === after.walls?.indices.join()
  );
}

/** The part of a job that fills one box of its grid. */
function boxJob(job: FieldJob, box: CellBox): FieldJob {
  const { originXMm, originYMm, cellMm } = job.grid;
  const grid: Grid = {
    originXMm: originXMm + box.column * cellMm,
    originYMm: originYMm + box.row * cellMm,
    cellMm,
    columns: box.columns,
    rows: box.rows,
  };
  return { ...job, grid };
}

/** Writes a box's cells into the field of the whole grid. */
function writeBox(field: Float32Array, { columns }: Grid, box: CellBox, part: Float32Array): void {
  for (let row = 0; row < box.rows; row += 1) {
    const from = row * box.columns;
    field.set(part.subarray(from, from + box.columns), (box.row + row) * columns + box.column);
  }
}
