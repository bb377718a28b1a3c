import {
  DrawingError,
  type Interval,
  mergeIntervals,
  type Point,
  say,
  subtractIntervals,
} from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';
import type { FaceGroup, FaceRun } from './merge-faces.ts';
import { type WallLine, wallThicknessRangeM } from './wall-line.ts';

const { largestPairCount, shortestLeftoverM } = tuning.wallsPairFaces;

/** Walls between the face pairs of a group, and the stretches of faces no wall was found for. */
export interface PairedFaces {
  walls: WallLine[];
  leftovers: WallLine[];
}

interface Pair {
  low: number;
  high: number;
  from: number;
  to: number;
  rank: number;
}

/**
 * Pairs parallel faces into walls. Each stretch of a face belongs to one wall; slender pairs go first, so a
 * wall's end caps and the space between two walls lose against the walls themselves.
 */
export function pairFaces(group: FaceGroup): PairedFaces {
  const { runs, layerClass, filled } = group;
  const used: Interval[][] = runs.map(() => []);
  const strips: Strip[] = [];
  for (const pair of rankedPairs(runs)) {
    const low = runs[pair.low];
    const high = runs[pair.high];
    const thicknessM = high.offset - low.offset;
    const taken = [...used[pair.low], ...used[pair.high]];
    for (const [from, to] of subtractIntervals([pair.from, pair.to], taken)) {
      if (to - from < 0.9 * thicknessM) continue;
      used[pair.low].push([from, to]);
      used[pair.high].push([from, to]);
      strips.push({
        offset: (low.offset + high.offset) / 2,
        from,
        to,
        thicknessM,
        faces: [pair.low, pair.high],
      });
    }
  }
  const merged = mergeAlong(strips, (face, from, to) => runs[face].from <= from && runs[face].to >= to);
  return {
    walls: merged.map(({ from, to, offset, thicknessM }) => ({
      a: pointIn(group, from, offset),
      b: pointIn(group, to, offset),
      thicknessM,
      layerClass,
      filled,
    })),
    leftovers: leftoverFaces(group, used),
  };
}

/** Pairs of faces at a wall's distance that run side by side, the likeliest walls first. */
function rankedPairs(runs: readonly FaceRun[]): Pair[] {
  const pairs: Pair[] = [];
  // Length that two lines run side by side, over all their stretches: a wall goes on in its own line.
  const togetherM = new Map<string, number>();
  for (let i = 0; i < runs.length; i++) {
    for (let j = i + 1; j < runs.length; j++) {
      const thicknessM = runs[j].offset - runs[i].offset;
      if (thicknessM > wallThicknessRangeM.max) break;
      if (thicknessM < wallThicknessRangeM.min) continue;
      const from = Math.max(runs[i].from, runs[j].from);
      const to = Math.min(runs[i].to, runs[j].to);
      if (to - from < 0.9 * thicknessM) continue;
      if (pairs.length > largestPairCount) throw tooMany();
      pairs.push({ low: i, high: j, from, to, rank: 0 });
      const key = lineKey(runs, i, j);
      togetherM.set(key, (togetherM.get(key) ?? 0) + to - from);
    }
  }
  if (pairs.length > 3000 && pairs.length > 8 * runs.length) throw tooMany();
  for (const pair of pairs) {
    const thicknessM = runs[pair.high].offset - runs[pair.low].offset;
    pair.rank = rankOf(thicknessM, togetherM.get(lineKey(runs, pair.low, pair.high))!);
  }
  return pairs.sort((p, q) => p.rank - q.rank || p.low - q.low || p.high - q.high || p.from - q.from);
}

/** Stretches of the faces that no wall took, as lines; `used` holds for each face what walls took. */
function leftoverFaces(group: FaceGroup, used: readonly Interval[][]): WallLine[] {
  const leftovers: WallLine[] = [];
  group.runs.forEach((run, i) => {
    for (const [from, to] of subtractIntervals([run.from, run.to], mergeIntervals(used[i], 0.7))) {
      if (to - from < shortestLeftoverM) continue;
      leftovers.push({
        a: pointIn(group, from, run.offset),
        b: pointIn(group, to, run.offset),
        thicknessM: 0,
        layerClass: group.layerClass,
        filled: group.filled,
        single: true,
      });
    }
  });
  return leftovers;
}

/** A point by its position along the direction of a group and aside of it, in the drawing's frame. */
function pointIn({ angleRad }: FaceGroup, t: number, offset: number): Point {
  return [
    t * Math.cos(angleRad) - offset * Math.sin(angleRad),
    t * Math.sin(angleRad) + offset * Math.cos(angleRad),
  ];
}

function tooMany(): DrawingError {
  return new DrawingError(say('wall-layers'), say('dense-lines'), say('walls-not-hatching'));
}

function lineKey(runs: readonly FaceRun[], low: number, high: number): string {
  return `${runs[low].line},${runs[high].line}`;
}

/** Thicknesses walls are built in come in steps of 50 mm, and 120, 240, 370 mm in brick. */
function rankOf(thicknessM: number, lengthM: number): number {
  const mm = thicknessM * 1000;
  const usual =
    Math.abs(mm - 50 * Math.round(mm / 50)) < 4 || [120, 240, 370].some((s) => Math.abs(mm - s) < 4);
  return (thicknessM / lengthM) * (usual ? 1 : 2.5);
}

interface Strip {
  offset: number;
  from: number;
  to: number;
  thicknessM: number;
  faces: number[];
}

/** Joins collinear strips of one thicknessM across a branching wall: a face goes on, or the break is short. */
function mergeAlong(
  strips: readonly Strip[],
  covers: (face: number, from: number, to: number) => boolean,
): Strip[] {
  const sorted = [...strips].sort((p, q) => p.offset - q.offset || p.from - q.from);
  const done: Strip[] = [];
  for (const members of groupByLine(sorted)) {
    members.sort((p, q) => p.from - q.from);
    let current: Strip | undefined;
    for (const strip of members) {
      const gap = current ? strip.from - current.to : Infinity;
      const bridged =
        current !== undefined &&
        (gap <= 0.45 ||
          (gap <= 0.75 &&
            [...current.faces, ...strip.faces].some((face) => covers(face, current!.to, strip.from))));
      if (current && bridged) {
        current.to = Math.max(current.to, strip.to);
        current.faces = strip.faces;
      } else {
        current = { ...strip };
        done.push(current);
      }
    }
  }
  return done;
}

function groupByLine(strips: readonly Strip[]): Strip[][] {
  const groups: Strip[][] = [];
  for (const strip of strips) {
    let group: Strip[] | undefined;
    for (let k = groups.length - 1; k >= 0 && !group; k--) {
      if (strip.offset - groups[k][0].offset > 0.05) break;
      const head = groups[k][0];
      if (
        Math.abs(head.offset - strip.offset) < 0.012 &&
        Math.abs(head.thicknessM - strip.thicknessM) < 0.012
      ) {
        group = groups[k];
      }
    }
    if (group) group.push(strip);
    else groups.push([strip]);
  }
  return groups;
}
