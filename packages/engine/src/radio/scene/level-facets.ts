import { dbToLossUnits, degToRad, metresToMm, type Point, pointInMm } from '../../core/index.ts';
import {
  type Bay,
  type Beam,
  type Column,
  type Level,
  levelWalls,
  placedOpenings,
  type RequirementProfile,
  type Wall,
} from '../../plan/index.ts';
import type { Obstacles } from '../kernel/field-kernel.ts';
import { obstacleUnits } from '../kernel/leakage.ts';
import type { PointMm } from '../kernel/obstacle-crossings.ts';
import { type ObliqueStep, obliqueSteps } from '../materials/oblique-excess.ts';
import type { MaterialOverrides } from '../materials/obstacle-loss.ts';
import { carRowLossDb, columnLossDb, openingLossDb, penetrationLossDb } from '../materials/obstacle-loss.ts';
import { bayRows } from './bay-rows.ts';

/** Options by which a level becomes obstacles. */
export interface ObstacleOptions {
  materials?: MaterialOverrides;
  /** Default: none parked. */
  parkedCars?: ParkedCars;
  /** Fraction of the catalogue's loss that a column costs, 0–1; default 1. A plan's own loss of columns counts whole. */
  columnRatio?: number;
  /**
   * Most that a beam costs, dB, whether a link passes under it or through it; default: its material's loss where a link
   * passes through.
   */
  beamDb?: number;
  /** True: what is in the way on one level costs the root of the sum of squares (`Obstacles.areSquares`). */
  addsSquares?: true;
  /**
   * Step in which walls from floor to ceiling cost more the flatter a link of their level meets them, dB; default: they
   * cost the same from every side.
   */
  obliqueStepDb?: number;
}

/** Width of a beam where the plan gives none, metres. */
export const usualBeamWidthM = 0.3;

/** A level's walls, closed openings, columns, beams and rows of parked cars as facets with integer losses. */
export function levelFacets(level: Level, frequencyMhz: number, options: ObstacleOptions): Facet[] {
  const { materials, parkedCars, columnRatio, beamDb, addsSquares, obliqueStepDb } = options;
  const facets: Facet[] = [];
  const units = (lossDb: number) => obstacleUnits(lossDb, addsSquares);
  /** Most walls of a level are a few kinds. */
  const wallLosses = new Map<string, Pick<Facet, 'lossUnits' | 'obliqueSteps'>>();
  for (const { wall, startMm, endMm } of levelWalls(level).segments) {
    const { material, thicknessM } = wall;
    const key = `${thicknessM} ${material}`;
    const losses = wallLosses.get(key) ?? {
      lossUnits: units(penetrationLossDb(material, frequencyMhz, thicknessM, materials)),
      obliqueSteps: obliqueStepDb
        ? obliqueSteps(material, frequencyMhz, thicknessM, obliqueStepDb)
        : undefined,
    };
    wallLosses.set(key, losses);
    facets.push({
      source: { name: 'wall', id: wall.id, material },
      start: startMm,
      end: endMm,
      ...losses,
      ...partialHeight(wall, level),
    });
  }
  for (const { opening, start, end } of placedOpenings(level)) {
    const { id, kind, state } = opening;
    if (state === 'open') continue;
    facets.push({
      source: { name: 'opening', id, material: kind },
      start: pointInMm(start),
      end: pointInMm(end),
      lossUnits: units(openingLossDb(kind, state, frequencyMhz, materials)),
    });
  }
  for (const column of level.columns ?? []) {
    const lossDb = columnLossDb(frequencyMhz, columnSizeM(column), materials, columnRatio);
    facets.push(...columnFacets(column, addsSquares ? Math.round(units(lossDb) / 2) : units(lossDb / 2)));
  }
  for (const beam of level.beams ?? []) {
    const widthM = beam.widthM ?? usualBeamWidthM;
    const throughDb = penetrationLossDb(beam.material, frequencyMhz, widthM, materials);
    facets.push({
      source: { name: 'beam', id: beam.id, material: beam.material },
      start: pointInMm(beam.start),
      end: pointInMm(beam.end),
      lossUnits: units(Math.min(throughDb, beamDb ?? throughDb)),
      ...(beamDb === undefined ? partialHeight(beam, level) : {}),
    });
  }
  if (parkedCars) {
    const lossUnits = units(carRowLossDb(frequencyMhz, materials) * parkedCars.occupancyRatio);
    facets.push(...parkedCarFacets(level.bays ?? [], parkedCars, lossUnits));
  }
  return facets;
}

/**
 * A column is a body: every edge has half its units, so that a link pays half where it enters and half where it leaves.
 * Passing through pays all, wherever it passes, and an end inside half.
 */
function columnFacets(column: Column, lossUnits: number): Facet[] {
  const source = { name: 'column' as const, id: column.id, material: 'column' };
  const ring = columnRingMm(column);
  return ring.map((start, index) => ({ source, start, end: ring[(index + 1) % ring.length], lossUnits }));
}

/** Ends of a wall or beam short of floor or ceiling. */
function partialHeight({ bottomM = 0, topM }: Wall | Beam, level: Level): Pick<Facet, 'bottomMm' | 'topMm'> {
  return {
    bottomMm: bottomM > 0 ? metresToMm(bottomM) : undefined,
    topMm: topM !== undefined && topM < level.clearHeightM ? metresToMm(topM) : undefined,
  };
}

export function columnSizeM(column: Column): number {
  if (column.radiusM !== undefined) return 2 * column.radiusM;
  return Math.min(...(column.sizeM as [number, number]));
}

type ParkedCars = RequirementProfile['parkedCars'];

/**
 * Rows of parked cars as facets from the floor to their roofs, with the loss of a full row times the fraction of bays
 * taken: what a link across the row loses on average. Named by the row's first bay; none without cars.
 */
function parkedCarFacets(bays: readonly Bay[], { roofHeightM }: ParkedCars, lossUnits: number): Facet[] {
  if (lossUnits === 0 || roofHeightM === 0) return [];
  return bayRows(bays).map(({ firstBay, start, end }) => ({
    source: { name: 'cars', id: firstBay.id, material: 'cars' },
    start,
    end,
    lossUnits,
    topMm: metresToMm(roofHeightM),
  }));
}

/** The object of a level behind an obstacle. The edges of one column share one object. */
export interface ObstacleSource {
  name: 'wall' | 'column' | 'opening' | 'beam' | 'cars';
  id: string;
  /** Name by which catalogue and plan know its loss: a wall's material, an opening's kind, `column`, `cars`. */
  material: string;
}

/** An upright facet of a level; heights are above the level's floor. */
export interface Facet {
  source: ObstacleSource;
  start: PointMm;
  end: PointMm;
  lossUnits: number;
  /** Additional loss at flat incidence. */
  obliqueSteps?: readonly ObliqueStep[];
  /** Undefined: it stands on the floor. */
  bottomMm?: number;
  /** Undefined: it reaches the ceiling. */
  topMm?: number;
}

/** Heights that a facet from floor to ceiling has on a level, absolute. */
export interface Storey {
  facets: readonly Facet[];
  floorMm: number;
  lowestMm: number;
  highestMm: number;
}

/** Obstacles ready for the kernel, and what is behind each facet. */
export interface PackedFacets {
  obstacles: Obstacles;
  /** [facet count] */
  sources: ObstacleSource[];
}

/** Lowest and highest edge the kernel knows: no link passes beyond. */
export const endlessMm = { lowestMm: -(2 ** 18), highestMm: 2 ** 18 };

/** The facets of all storeys in one set, in order. It has heights where one storey is bounded or one facet partial. */
export function packFacets(storeys: readonly Storey[]): PackedFacets {
  const facets = storeys.flatMap((storey) => storey.facets);
  const segmentsMm = new Int32Array(4 * facets.length);
  const heightsMm = new Int32Array(2 * facets.length);
  const steps: number[] = [];
  let bounded = false;
  let index = 0;
  for (const { facets: storeyFacets, floorMm, lowestMm, highestMm } of storeys) {
    for (const { start, end, obliqueSteps, bottomMm, topMm } of storeyFacets) {
      const lowerMm = bottomMm === undefined ? lowestMm : floorMm + bottomMm;
      const upperMm = topMm === undefined ? highestMm : floorMm + topMm;
      segmentsMm[4 * index] = start[0];
      segmentsMm[4 * index + 1] = start[1];
      segmentsMm[4 * index + 2] = end[0];
      segmentsMm[4 * index + 3] = end[1];
      heightsMm[2 * index] = lowerMm;
      heightsMm[2 * index + 1] = upperMm;
      const isEndless = lowerMm <= endlessMm.lowestMm && upperMm >= endlessMm.highestMm;
      if (obliqueSteps && isEndless) steps.push(...packSteps(obliqueSteps, start, end, index));
      bounded ||= !isEndless;
      index += 1;
    }
  }
  const obstacles: Obstacles = { segmentsMm, lossUnits: Int32Array.from(facets, (facet) => facet.lossUnits) };
  if (bounded) obstacles.heightsMm = heightsMm;
  if (steps.length > 0) obstacles.obliqueSteps = Int32Array.from(steps);
  return { obstacles, sources: facets.map((facet) => facet.source) };
}

/** Largest component of a direction that the kernel takes. */
const longestDirection = 2 ** 14 - 1;

/** Each step on both sides of the normal, as the kernel wants it: obstacle, direction, loss. */
function packSteps(
  obliqueSteps: readonly ObliqueStep[],
  start: PointMm,
  end: PointMm,
  obstacle: number,
): number[] {
  const lengthMm = Math.hypot(end[0] - start[0], end[1] - start[1]);
  if (lengthMm === 0) return [];
  const alongX = (end[0] - start[0]) / lengthMm;
  const alongY = (end[1] - start[1]) / lengthMm;
  return obliqueSteps.flatMap(({ incidenceRad, lossDb }) => {
    const across = longestDirection * Math.cos(incidenceRad);
    const along = longestDirection * Math.sin(incidenceRad);
    // The normal from left to right is (alongY, −alongX).
    return [along, -along].flatMap((side) => [
      obstacle,
      Math.round(across * alongY + side * alongX),
      Math.round(-across * alongX + side * alongY),
      dbToLossUnits(lossDb),
    ]);
  });
}

/** Sides of the regular polygon that stands for a round column. */
const roundSides = 16;
/** Circumradius of that polygon in radii of the circle with the same area. */
const roundReach = Math.sqrt((2 * Math.PI) / (roundSides * Math.sin((2 * Math.PI) / roundSides)));

/** The corners of a rectangular column, or of the polygon of equal area of a round one, metres, counter-clockwise. */
export function columnOutline(column: Column): Point[] {
  const [centerX, centerY] = column.center;
  if (column.radiusM !== undefined) {
    const reachM = roundReach * column.radiusM;
    return Array.from({ length: roundSides }, (_, index): Point => {
      const angleRad = (2 * Math.PI * index) / roundSides;
      return [centerX + reachM * Math.cos(angleRad), centerY + reachM * Math.sin(angleRad)];
    });
  }
  const [widthM, depthM] = column.sizeM as [number, number];
  const angleRad = degToRad(column.angleDeg ?? 0);
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  const corners: Point[] = [
    [-widthM / 2, -depthM / 2],
    [widthM / 2, -depthM / 2],
    [widthM / 2, depthM / 2],
    [-widthM / 2, depthM / 2],
  ];
  return corners.map(([x, y]): Point => [centerX + cos * x - sin * y, centerY + sin * x + cos * y]);
}

/**
 * The column's outline on whole millimetres: a convex ring, counter-clockwise, that a straight link therefore meets
 * twice or not at all. Empty where rounding leaves no area.
 */
export function columnRingMm(column: Column): PointMm[] {
  let ring = columnOutline(column).map(([x, y]): PointMm => [metresToMm(x), metresToMm(y)]);
  // Rounding dents the outline of a thin pipe; each round drops the corners that do not turn left.
  for (let count = 0; count !== ring.length; ) {
    count = ring.length;
    const dent = ring.findIndex((point, index) => {
      return !turnsLeft(ring.at(index - 1) as PointMm, point, ring[(index + 1) % count]);
    });
    if (dent >= 0) ring = ring.filter((_, index) => index !== dent);
  }
  return ring.length < 3 ? [] : ring;
}

function turnsLeft(a: PointMm, b: PointMm, c: PointMm): boolean {
  return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]) > 0;
}
