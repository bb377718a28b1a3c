import { dbToLossUnits, metresToMm, pointInMm } from '../../core/index.ts';
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
import type { MaterialOverrides } from '../materials/find-loss.ts';
import { obliqueSteps } from '../materials/oblique-excess.ts';
import { carRowLossDb, columnLossDb, openingLossDb } from '../materials/obstacle-loss.ts';
import { penetrationLossDb } from '../materials/penetration-loss.ts';
import { bayRows } from './bay-rows.ts';
import { columnRingMm } from './column-outline.ts';
import type { Facet } from './facet.ts';

/** What turns a level into obstacles besides the level itself. */
export interface ObstacleOptions {
  materials?: MaterialOverrides;
  /** Default: none parked. */
  parkedCars?: ParkedCars;
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
  const { materials, parkedCars, obliqueStepDb } = options;
  const facets: Facet[] = [];
  /** Most walls of a level are a few kinds. */
  const wallLosses = new Map<string, Pick<Facet, 'lossUnits' | 'obliqueSteps'>>();
  for (const { wall, startMm, endMm } of levelWalls(level).segments) {
    const { material, thicknessM } = wall;
    const key = `${thicknessM} ${material}`;
    const losses = wallLosses.get(key) ?? {
      lossUnits: dbToLossUnits(penetrationLossDb(material, frequencyMhz, thicknessM, materials)),
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
      lossUnits: dbToLossUnits(openingLossDb(kind, state, frequencyMhz, materials)),
    });
  }
  for (const column of level.columns ?? []) {
    facets.push(...columnFacets(column, columnLossDb(frequencyMhz, columnSizeM(column), materials)));
  }
  for (const beam of level.beams ?? []) {
    const widthM = beam.widthM ?? usualBeamWidthM;
    facets.push({
      source: { name: 'beam', id: beam.id, material: beam.material },
      start: pointInMm(beam.start),
      end: pointInMm(beam.end),
      lossUnits: dbToLossUnits(penetrationLossDb(beam.material, frequencyMhz, widthM, materials)),
      ...partialHeight(beam, level),
    });
  }
  if (parkedCars) facets.push(...parkedCarFacets(level.bays ?? [], frequencyMhz, parkedCars, materials));
  return facets;
}

/**
 * A column is a body: every edge has half its loss, so that a link pays half where it enters and half where it leaves.
 * Passing through pays all, wherever it passes, and an end inside half.
 */
function columnFacets(column: Column, lossDb: number): Facet[] {
  const source = { name: 'column' as const, id: column.id, material: 'column' };
  const lossUnits = dbToLossUnits(lossDb / 2);
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
function parkedCarFacets(
  bays: readonly Bay[],
  frequencyMhz: number,
  { occupancyRatio, roofHeightM }: ParkedCars,
  materials?: MaterialOverrides,
): Facet[] {
  const lossUnits = dbToLossUnits(carRowLossDb(frequencyMhz, materials) * occupancyRatio);
  if (lossUnits === 0 || roofHeightM === 0) return [];
  return bayRows(bays).map(({ firstBay, start, end }) => ({
    source: { name: 'cars', id: firstBay.id, material: 'cars' },
    start,
    end,
    lossUnits,
    topMm: metresToMm(roofHeightM),
  }));
}
