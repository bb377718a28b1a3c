import { mmToMetres } from '../../../core/index.ts';
import type { DiffractionLaw, FieldJob, Obstacles } from '../field-kernel.ts';
import { crossedLossDb, leakageLossDb } from '../leakage.ts';
import { crossesFacet, crossesWall, type PointMm, type SpaceMm } from '../obstacle-crossings.ts';
import { type DiffractionVertex, findDiffractionVertices, insideUnits, thickWalls } from './vertex-view.ts';

/** A path as far as it was tried. */
interface Tried {
  at: SpaceMm;
  /** Direction of the last leg; undefined at the transmitter. */
  direction: PointMm | undefined;
  lengthMm: number;
  lossDb: number;
  node: DiffractionVertex | undefined;
}

/** Largest loss of a path beyond the direct line's path-loss law, dB; the cap limits it too. */
const maxCountedDb = 50;

/**
 * The oracle of diffracted paths: tries every sequence of vertices for every point, as the law is written. Comes
 * back with the path loss at a point, dB; its `directDb` is that without diffracted paths.
 */
export function createReferenceDiffraction(
  job: FieldJob,
  vertices: DiffractionLaw,
): (to: SpaceMm, directDb: number) => number {
  const { capDb } = job;
  const { areSquares } = job.obstacles;
  const search = new DiffractionSearch(job, vertices);
  return (to, directDb) => {
    const openUnits = search.openUnits(to);
    if (openUnits === undefined) return directDb;
    const clearDb = search.clearDb(to);
    const foundDb = search.minLossDb(to);
    if (foundDb - clearDb >= Math.min(maxCountedDb, capDb)) return directDb;
    const leaked = 10 ** (-capDb / 10);
    const openDb = clearDb + leakageLossDb(crossedLossDb(openUnits, areSquares), capDb);
    const diffractedDb = Math.max(foundDb, openDb + vertices.offsetDb);
    const gained = 10 ** (-diffractedDb / 10) - leaked * 10 ** (-clearDb / 10);
    return gained <= 0 ? directDb : -10 * Math.log10(10 ** (-directDb / 10) + gained);
  };
}

/** Lives for one job: caches what legs between vertices cross. */
class DiffractionSearch {
  private readonly job: FieldJob;
  private readonly vertices: DiffractionLaw;
  /** Obstacles at which paths bend, and which their legs cross. */
  private readonly bends: Obstacles;
  private readonly thickOf: ReadonlyMap<Obstacles, ReadonlySet<number>>;
  private readonly nodes: readonly DiffractionVertex[];
  private readonly zMm: number;
  private readonly transmitter: SpaceMm;
  private readonly legs = new Map<
    DiffractionVertex | undefined,
    Map<DiffractionVertex | undefined, number | undefined>
  >();

  constructor(job: FieldJob, vertices: DiffractionLaw) {
    const { obstacles } = job;
    this.job = job;
    this.vertices = vertices;
    this.bends = obstacles.walls?.bendsAs ?? obstacles;
    this.thickOf = new Map(
      [obstacles, this.bends].map((set): [Obstacles, ReadonlySet<number>] => [
        set,
        new Set(thickWalls(set, vertices)),
      ]),
    );
    this.nodes = findDiffractionVertices(this.bends, thickWalls(this.bends, vertices));
    this.zMm = obstacles.walls?.vertexZMm ?? 0;
    this.transmitter = { at: [job.transmitterXMm, job.transmitterYMm], zMm: job.transmitterZMm };
  }

  /** Loss units of the straight line without its thick walls; undefined where it crosses none. */
  openUnits(to: SpaceMm): number | undefined {
    const { obstacles } = this.job;
    if (this.legUnits(obstacles, this.transmitter, to) !== undefined) return undefined;
    return this.legUnits(obstacles, this.transmitter, to, true) ?? 0;
  }

  /** The straight line as if nothing stood there. */
  clearDb(to: SpaceMm): number {
    const { at, zMm } = this.transmitter;
    return this.lawDb(Math.hypot(to.at[0] - at[0], to.at[1] - at[1]), zMm - to.zMm);
  }

  /** Least loss of the paths with at least one diffraction. */
  minLossDb(to: SpaceMm): number {
    const at = this.transmitter;
    const start: Tried = { at, direction: undefined, node: undefined, lengthMm: 0, lossDb: 0 };
    // Legs to the point before this one.
    for (const known of this.legs.values()) known.delete(undefined);
    return this.minFrom(start, to, this.vertices.mostCorners);
  }

  private minFrom(tried: Tried, to: SpaceMm, left: number): number {
    let minDb = Number.POSITIVE_INFINITY;
    if (tried.node) {
      const next = this.extend(tried, to, undefined);
      if (next) minDb = this.lawDb(next.lengthMm, this.transmitter.zMm - to.zMm) + next.lossDb;
    }
    if (left === 0) return minDb;
    for (const node of this.nodes) {
      const next = this.extend(tried, { at: [node.x, node.y], zMm: this.zMm }, node);
      if (next) minDb = Math.min(minDb, this.minFrom(next, to, left - 1));
    }
    return minDb;
  }

  private extend(tried: Tried, to: SpaceMm, node: DiffractionVertex | undefined): Tried | undefined {
    const direction: PointMm = [to.at[0] - tried.at.at[0], to.at[1] - tried.at.at[1]];
    if (node && wallSide(node, direction) === 0) return undefined;
    let turnDb = 0;
    if (tried.node && tried.direction) {
      const side = wallSide(tried.node, tried.direction);
      if (side === 0 || wallSide(tried.node, direction) !== side) return undefined;
      if (Math.sign(cross(tried.direction, direction)) !== side) return undefined;
      turnDb = diffractionLossDbOf(this.vertices, tried.direction, direction);
    }
    const units = this.cachedUnits(tried.node, tried.at, node, to);
    if (units === undefined) return undefined;
    const outsideUnits = Math.max(0, units - this.insideOf(tried.node) - this.insideOf(node));
    return {
      at: to,
      direction,
      node,
      lengthMm: tried.lengthMm + Math.hypot(...direction),
      lossDb: tried.lossDb + turnDb + crossedLossDb(outsideUnits, this.bends.areSquares),
    };
  }

  private insideOf(node: DiffractionVertex | undefined): number {
    return node ? insideUnits(node, this.bends) : 0;
  }

  /** Loss units of a leg in a set, thick walls left out where `through`; undefined where one stops it. */
  private legUnits(set: Obstacles, from: SpaceMm, to: SpaceMm, through = false): number | undefined {
    let sumUnits = 0;
    for (let index = 0; index < set.lossUnits.length; index += 1) {
      if (!crosses(set, index, from, to)) continue;
      if (!this.thickOf.get(set)?.has(index)) sumUnits += set.lossUnits[index];
      else if (!through) return undefined;
    }
    return sumUnits;
  }

  /** The same from a vertex (or the transmitter) to a vertex (or the receiver), cached. */
  private cachedUnits(
    behind: DiffractionVertex | undefined,
    from: SpaceMm,
    ahead: DiffractionVertex | undefined,
    to: SpaceMm,
  ): number | undefined {
    const known = this.legs.get(behind) ?? new Map<DiffractionVertex | undefined, number | undefined>();
    this.legs.set(behind, known);
    if (!known.has(ahead)) known.set(ahead, this.legUnits(this.bends, from, to));
    return known.get(ahead);
  }

  private lawDb(lengthMm: number, riseMm: number): number {
    const { law } = this.job;
    const distanceM = Math.max(mmToMetres(Math.hypot(lengthMm, riseMm)), law.minDistanceM);
    return law.interceptDb + law.slopeDbPerDecade * Math.log10(distanceM);
  }
}

function crosses(obstacles: FieldJob['obstacles'], index: number, from: SpaceMm, to: SpaceMm): boolean {
  const { segmentsMm, heightsMm } = obstacles;
  const a: PointMm = [segmentsMm[4 * index], segmentsMm[4 * index + 1]];
  const b: PointMm = [segmentsMm[4 * index + 2], segmentsMm[4 * index + 3]];
  if (heightsMm) return crossesFacet(from, to, a, b, heightsMm[2 * index], heightsMm[2 * index + 1]);
  return crossesWall(from.at, to.at, a, b);
}

/** 1 or −1 where both walls of the vertex lie left or right of the direction, else 0. */
function wallSide(node: DiffractionVertex, direction: PointMm): number {
  const first = Math.sign(cross(direction, [node.firstX, node.firstY]));
  const second = Math.sign(cross(direction, [node.secondX, node.secondY]));
  return first === second ? first : 0;
}

function diffractionLossDbOf(
  { offsetDb, greatestDb, breakpointRad }: DiffractionLaw,
  u: PointMm,
  v: PointMm,
): number {
  const turnRad = Math.abs(Math.atan2(cross(u, v), u[0] * v[0] + u[1] * v[1]));
  return offsetDb + (greatestDb - offsetDb) * Math.min(turnRad / breakpointRad, 1);
}

function cross(u: PointMm, v: PointMm): number {
  return u[0] * v[1] - u[1] * v[0];
}
