import { degToRad, mergeIntervals } from '../../../core/index.ts';
import type { LayerClass } from '../../drawing/layer-classes.ts';
import { tuning } from '../../tuning.ts';
import type { WallFace } from './wall-line.ts';

const { sameOffsetM, closedGapM, shortestFaceM } = tuning.wallsMergeFaces;

/** A straight stretch of wall face: along `t`, at `offset`, in the frame of its direction group. */
export interface FaceRun {
  /** Runs of one number lie on one line. */
  line: number;
  offset: number;
  from: number;
  to: number;
}

/** Faces of one layer class and one direction. `t = x cos + y sin`, `offset = y cos − x sin`. */
export interface FaceGroup {
  layerClass: LayerClass;
  /** The faces bound filled areas. */
  filled: boolean;
  angleRad: number;
  runs: FaceRun[];
}

/** Lines off by less than this are one direction. */
const sameDirectionRad = degToRad(0.06);
/**
 * Groups faces by class and direction and joins duplicates, overlaps and small gaps, so that every face is
 * one run. Order of the result depends on geometry only.
 */
export function mergeFaces(faces: readonly WallFace[]): FaceGroup[] {
  const byClass = new Map<string, WallFace[]>();
  for (const face of faces) {
    const key = `${face.layerClass}${face.filled ? ' filled' : ''}`;
    const list = byClass.get(key);
    if (list) list.push(face);
    else byClass.set(key, [face]);
  }
  const groups: FaceGroup[] = [];
  for (const key of [...byClass.keys()].sort()) {
    const members = byClass.get(key)!;
    const { layerClass, filled } = members[0];
    for (const cluster of clusterDirections(members)) {
      groups.push({ layerClass, filled, angleRad: cluster.angleRad, runs: mergeRuns(cluster) });
    }
  }
  return groups;
}

interface Cluster {
  angleRad: number;
  faces: WallFace[];
}

function clusterDirections(faces: readonly WallFace[]): Cluster[] {
  const directed = faces
    .map((face) => {
      const length = Math.hypot(face.b[0] - face.a[0], face.b[1] - face.a[1]);
      let angleRad = Math.atan2(face.b[1] - face.a[1], face.b[0] - face.a[0]);
      if (angleRad < 0) angleRad += Math.PI;
      if (angleRad > Math.PI - sameDirectionRad) angleRad -= Math.PI;
      return { face, length, angleRad };
    })
    .filter((entry) => entry.length > shortestFaceM)
    .sort((p, q) => q.length - p.length || p.angleRad - q.angleRad);
  // Long faces set the directions; short ones, whose direction is less certain, join the nearest.
  const clusters: { angleRad: number; faces: WallFace[] }[] = [];
  const byAngle = new Map<number, number[]>();
  const bin = (angleRad: number) => Math.round(angleRad / (2 * sameDirectionRad));
  for (const { face, length, angleRad } of directed) {
    const tolerance = Math.max(sameDirectionRad, Math.min(degToRad(1.2), 0.004 / length));
    const reach = Math.ceil(tolerance / (2 * sameDirectionRad)) + 1;
    let best = -1;
    let bestDifference = tolerance;
    for (let k = bin(angleRad) - reach; k <= bin(angleRad) + reach; k++) {
      for (const index of byAngle.get(k) ?? []) {
        const difference = Math.abs(clusters[index].angleRad - angleRad);
        if (difference < bestDifference) {
          bestDifference = difference;
          best = index;
        }
      }
    }
    if (best < 0) {
      best = clusters.length;
      clusters.push({ angleRad, faces: [] });
      const key = bin(angleRad);
      const list = byAngle.get(key);
      if (list) list.push(best);
      else byAngle.set(key, [best]);
    }
    clusters[best].faces.push(face);
  }
  return clusters;
}

function mergeRuns({ angleRad, faces }: Cluster): FaceRun[] {
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  const raw = faces
    .map(({ a, b }): FaceRun => {
      const ta = a[0] * cos + a[1] * sin;
      const tb = b[0] * cos + b[1] * sin;
      const oa = a[1] * cos - a[0] * sin;
      const ob = b[1] * cos - b[0] * sin;
      return { line: 0, offset: (oa + ob) / 2, from: Math.min(ta, tb), to: Math.max(ta, tb) };
    })
    .sort((p, q) => p.offset - q.offset || p.from - q.from);
  const runs: FaceRun[] = [];
  let lines = 0;
  for (let i = 0; i < raw.length; ) {
    let j = i;
    while (j < raw.length && raw[j].offset - raw[i].offset < sameOffsetM) j++;
    const line = raw.slice(i, j);
    for (const [from, to] of mergeIntervals(
      line.map(({ from: start, to: end }) => [start, end]),
      closedGapM,
    )) {
      const members = line.filter((run) => run.from >= from - 1e-9 && run.to <= to + 1e-9);
      let weighted = 0;
      let weight = 0;
      for (const run of members) {
        weighted += run.offset * (run.to - run.from);
        weight += run.to - run.from;
      }
      runs.push({
        line: lines,
        offset: weighted / weight,
        from,
        to,
      });
    }
    i = j;
    lines++;
  }
  return runs;
}
