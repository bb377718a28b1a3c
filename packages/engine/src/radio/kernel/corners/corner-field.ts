import { LOSS_UNITS_PER_DB } from '../../../core/index.ts';
import type { SpaceMm } from '../crosses-panel.ts';
import type { CornerLaw, FieldJob, FieldKernel, Obstacles } from '../field-kernel.ts';
import { cornerGraph } from './corner-graph.ts';
import { cornerLabels } from './corner-labels.ts';
import { thickWalls } from './corner-nodes.ts';
import { leakedRatio, mostExcessDb, passedRatio } from './corner-share.ts';
import { CornerSights } from './corner-sight.ts';
import { createLengthFactors, type LengthFactors } from './length-factors.ts';
import { scanLabel } from './scan-label.ts';
import { octavesPerDb, steadyDb, steadyExp2, steadyLog2, steadyRatio } from './steady-math.ts';

/** Adds the paths around corners to fields of the direct path. It keeps what corners see: one serves one thread. */
export interface CornerFields {
  /** Lowers a solved field of the direct path, dB, in place wherever a path around corners counts. */
  add(job: FieldJob, fieldDb: Float32Array): void;
}

/** Obstacle losses with an entry of their own in the table of shares; what is beyond passes nothing. */
const tableUnits = 160 * LOSS_UNITS_PER_DB;

/** Tables of one cap. */
interface Shares {
  leakRatio: number;
  /** [tableUnits + 1] `passedRatio` */
  passed: Float64Array;
}

/** Of one field: [rows, columns] each. */
interface Scratch {
  /** Least square of a path's length times the factors of its losses, mm²; 0 where no corner counts. */
  best: Float64Array;
  /** Where one may: the direct line's length in space, squared, as the distance law holds it, mm². */
  squares: Float64Array;
  /** Of the direct line. */
  sumUnits: Int32Array;
  /** The same without thick walls. */
  openUnits: Int32Array;
}

/** Larger arrays are given back after each field. */
const mostKeptCells = 2 ** 20;

/** Tables that a thread keeps of laws and caps: a plan has one cap, and a law per band. */
const mostTables = 12;

/**
 * @param direct counts obstacles; the two that `createKernel` makes keep other sets of obstacles at hand
 */
export function createCornerFields(direct: FieldKernel, createKernel: () => FieldKernel): CornerFields {
  const open = createKernel();
  const sights = new CornerSights(createKernel);
  const openSets = new WeakMap<Obstacles, Map<number, Obstacles>>();
  const factorsByLaw = new Map<string, LengthFactors>();
  const sharesByCap = new Map<number, Shares>();
  let scratch = createScratch(0);

  /** The obstacles without thick walls. */
  function withoutWalls(obstacles: Obstacles, law: CornerLaw, thick: Iterable<number>): Obstacles {
    const known = openSets.get(obstacles) ?? new Map<number, Obstacles>();
    openSets.set(obstacles, known);
    let set = known.get(law.thickWallUnits);
    if (!set) {
      const lossUnits = obstacles.lossUnits.slice();
      for (const index of thick) lossUnits[index] = 0;
      set = { segmentsMm: obstacles.segmentsMm, lossUnits, heightsMm: obstacles.heightsMm };
      known.set(law.thickWallUnits, set);
    }
    return set;
  }

  return {
    add(job, fieldDb) {
      const { obstacles, grid, capDb } = job;
      const { corners } = job.law;
      if (!corners || !obstacles.walls) return;
      const { bendsAs } = obstacles.walls;
      const graph = cornerGraph(bendsAs ?? obstacles, corners);
      const from: SpaceMm = { at: [job.transmitterXMm, job.transmitterYMm], zMm: job.transmitterZMm };
      const labels = cornerLabels(graph, corners, from, mostExcessDb(capDb)).flat();
      if (labels.length === 0) return;
      const { slopeDbPerDecade } = job.law;
      const { offsetDb, greatestDb, breakpointRad } = corners;
      const key = [slopeDbPerDecade, offsetDb, greatestDb, breakpointRad, capDb].join();
      const factors = keep(factorsByLaw, key, () =>
        createLengthFactors(job.law, corners, mostExcessDb(capDb)),
      );
      const shares = keep(sharesByCap, capDb, () => createShares(capDb));
      const cells = grid.columns * grid.rows;
      if (scratch.best.length !== cells) scratch = createScratch(cells);
      const { best, sumUnits, openUnits } = scratch;
      direct.obstacleLossUnits(job, sumUnits);
      const thick = bendsAs ? thickWalls(obstacles, corners) : graph.thick;
      const openObstacles = withoutWalls(obstacles, corners, thick);
      open.obstacleLossUnits({ ...job, obstacles: openObstacles }, openUnits);
      beginMetrics(scratch, job, factors);
      const sightOf = sights.view(graph.crossings, grid, job.receiverZMm);
      for (const label of labels) {
        const { node } = label;
        const sight = sightOf(node);
        const unitsByCode = graph.unitsByCode();
        scanLabel(best, job, label, graph.nodes[node], sight, graph.insideUnits[node], unitsByCode, factors);
      }
      combine(fieldDb, scratch, { corners, factors, ...shares });
      if (cells > mostKeptCells) scratch = createScratch(0);
    },
  };
}

/** What a path has to beat: the leak where the direct line crosses a thick wall, elsewhere nothing can. */
function beginMetrics(
  { best, squares, sumUnits, openUnits }: Scratch,
  job: FieldJob,
  { most }: LengthFactors,
) {
  const { originXMm, originYMm, cellMm, columns, rows } = job.grid;
  const nearSquare = (job.law.minDistanceM * 1000) ** 2;
  const riseSquare = (job.transmitterZMm - job.receiverZMm) ** 2;
  for (let row = 0; row < rows; row += 1) {
    const dy = originYMm + row * cellMm - job.transmitterYMm;
    const rowSquare = dy * dy + riseSquare;
    const base = row * columns;
    for (let column = 0; column < columns; column += 1) {
      const cell = base + column;
      best[cell] = 0;
      if (sumUnits[cell] === openUnits[cell]) continue;
      const dx = originXMm + column * cellMm - job.transmitterXMm;
      const square = Math.max(rowSquare + dx * dx, nearSquare);
      squares[cell] = square;
      best[cell] = square * most;
    }
  }
}

/** Direct path, and the stronger one of leak and corner path: where a corner path beats the leak, it takes its place. */
function combine(
  fieldDb: Float32Array,
  { best, squares, sumUnits, openUnits }: Scratch,
  { corners, factors, leakRatio, passed }: Shares & { corners: CornerLaw; factors: LengthFactors },
): void {
  const offsetRatio = steadyRatio(-corners.offsetDb);
  const octaves = -octavesPerDb / factors.octavesPerDb;
  for (let cell = 0; cell < sumUnits.length; cell += 1) {
    const metric = best[cell];
    if (metric === 0) continue;
    const square = squares[cell];
    if (metric >= square * factors.most) continue;
    const reachedRatio = steadyExp2(octaves * steadyLog2(metric / square));
    const mostRatio = offsetRatio * passed[Math.min(openUnits[cell], tableUnits)];
    const gainedRatio = Math.min(reachedRatio, mostRatio) - leakRatio;
    if (gainedRatio <= 0) continue;
    fieldDb[cell] -= steadyDb(1 + gainedRatio / passed[Math.min(sumUnits[cell], tableUnits)]);
  }
}

function createScratch(cells: number): Scratch {
  return {
    best: new Float64Array(cells),
    squares: new Float64Array(cells),
    sumUnits: new Int32Array(cells),
    openUnits: new Int32Array(cells),
  };
}

function createShares(capDb: number): Shares {
  const leakRatio = leakedRatio(capDb);
  const passed = Float64Array.from({ length: tableUnits + 1 }, (_, units) => passedRatio(leakRatio, units));
  return { leakRatio, passed };
}

function keep<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = known.get(key);
  if (value === undefined) {
    if (known.size === mostTables) known.clear();
    value = make();
    known.set(key, value);
  }
  return value;
}
