import {
  createRandom,
  type OrientedRectangle,
  type Point,
  pointInMetres,
  rectangleAround,
  rectangleCorners,
} from '../../core/index.ts';
import { type Bay, type Beam, type Level, type Wall, wallCorners } from '../../plan/index.ts';
import { columnRingMm, columnSizeM, type ObstacleOptions, usualBeamWidthM } from '../scene/level-facets.ts';
import { buildRayScene, concreteSlab, isPartial, metalSlab, wallSlab } from './build-ray-scene.ts';
import { bodyEdges, type EnergyBody, type EnergyEdge, type EnergyScene } from './energy-scene.ts';
import { type EnergySlab, energySlab } from './energy-slab.ts';
import type { RayEdge, RaySlab } from './ray-scene.ts';

/** A parked car as a box of metal, metres. Assumption: a usual car without its windows, which let some energy through. */
const car = { lengthM: 4.6, widthM: 1.8, bottomM: 0.25 } as const;
/** Least distance of a car from the sides of its bay, metres. */
const bayMarginM = 0.1;

export interface EnergySceneOptions extends Pick<ObstacleOptions, 'materials' | 'parkedCars'> {
  /** Amplitude that rough surfaces scatter, 0–1; default 0. */
  scattering?: number;
  /** Which bays are taken is drawn by lot; default 1. */
  seed?: number;
}

/**
 * A level as energy rays meet it. Walls and closed openings from floor to ceiling are sheets with their thickness;
 * columns, beams, walls short of floor or ceiling and parked cars are bodies.
 */
export function buildEnergyScene(
  level: Level,
  frequencyMhz: number,
  { materials, parkedCars, scattering = 0, seed = 1 }: EnergySceneOptions,
): EnergyScene {
  const { clearHeightM } = level;
  const rayScene = buildRayScene(level, frequencyMhz, { materials });
  const slabs: EnergySlab[] = [];
  const slabOf = slabStore(slabs, frequencyMhz);
  const sheets = rayScene.faces
    .filter(({ source, heightsM }) => source.name !== 'column' && !heightsM)
    .map(({ start, end, slab }) => ({
      ...{ start, end, lowM: 0, highM: clearHeightM },
      surfaceM: slab.surfaceM,
      slab: slabOf(slab),
    }));
  const wall = (slabbed: Pick<Wall, 'material' | 'thicknessM'>) =>
    slabOf(wallSlab(slabbed, frequencyMhz, materials));
  const bodies: EnergyBody[] = [
    ...(level.columns ?? []).flatMap((column) => {
      const ring = columnRingMm(column).map(pointInMetres);
      const slab = slabOf(concreteSlab(columnSizeM(column), frequencyMhz));
      return ring.length === 0 ? [] : [{ ring, lowM: 0, highM: clearHeightM, slab }];
    }),
    ...(level.beams ?? []).flatMap((beam) => {
      const thicknessM = beam.widthM ?? usualBeamWidthM;
      return strip(beam, thicknessM, level, wall({ material: beam.material, thicknessM }));
    }),
    ...(level.walls ?? [])
      .filter((candidate) => isPartial(candidate, level))
      .flatMap((candidate) => strip(candidate, candidate.thicknessM, level, wall(candidate))),
    ...(parkedCars ? parkCars(level.bays ?? [], parkedCars, seed) : []).map((ring) => ({
      ring,
      lowM: car.bottomM,
      highM: Math.min(clearHeightM, parkedCars?.roofHeightM ?? 0),
      slab: slabOf(metalSlab(frequencyMhz), true),
    })),
  ];
  const deck = slabOf(rayScene.floor as RaySlab);
  return {
    ...{ frequencyMhz, clearHeightM, slabs, floor: deck, ceiling: deck, sheets, bodies, scattering },
    edges: [
      ...rayScene.edges.map((edge, index) =>
        sheetEdge(edge, clearHeightM, {
          owner: -2 - index,
          slab: slabOf(rayScene.faces[edge.faces[0]].slab),
        }),
      ),
      ...bodies.flatMap((body, index) => edgesOf(body, index, clearHeightM)),
    ],
  };
}

/** Returns the index of a slab, which is worked out once. */
function slabStore(slabs: EnergySlab[], frequencyMhz: number): (slab: RaySlab, isMetal?: boolean) => number {
  const known = new Map<string, number>();
  return (slab, isMetal = false) => {
    const key = JSON.stringify([slab.eta, slab.thicknessM, slab.excessDb, slab.leakageDb, isMetal]);
    const index = known.get(key) ?? slabs.push(energySlab(slab, frequencyMhz, isMetal)) - 1;
    known.set(key, index);
    return index;
  };
}

/** A beam or a wall of part of the height. */
function strip(
  { start, end, bottomM = 0, topM }: Wall | Beam,
  thicknessM: number,
  { clearHeightM }: Level,
  slab: number,
): EnergyBody[] {
  const highM = Math.min(clearHeightM, topM ?? clearHeightM);
  if ((start[0] === end[0] && start[1] === end[1]) || highM <= bottomM) return [];
  // Clockwise where it comes from.
  const ring = wallCorners([start[0], start[1]], [end[0], end[1]], thicknessM).reverse();
  return [{ ring, lowM: bottomM, highM, slab }];
}

/** The outlines of parked cars: so many of the bays by lot, each in the middle of its bay and no longer or wider. */
function parkCars(
  bays: readonly Bay[],
  { occupancyRatio, roofHeightM }: NonNullable<ObstacleOptions['parkedCars']>,
  seed: number,
): Point[][] {
  if (roofHeightM <= car.bottomM) return [];
  const random = createRandom(seed);
  const rings: Point[][] = [];
  let owed = random();
  for (const { polygon } of bays) {
    // The lot says which of neighbours, not how many in all.
    const chance = occupancyRatio + (owed - 0.5) * 0.5;
    const isTaken = occupancyRatio >= 1 || (occupancyRatio > 0 && random() < chance);
    owed = Math.min(1, Math.max(0, owed + occupancyRatio - (isTaken ? 1 : 0)));
    if (isTaken) rings.push(carRing(rectangleAround(polygon)));
  }
  return rings;
}

function carRing(bay: OrientedRectangle): Point[] {
  const isLong = bay.lengthM >= bay.widthM;
  const fit = (sizeM: number, maxM: number) => Math.min(sizeM, Math.max(0.5, maxM - 2 * bayMarginM));
  const lengthM = isLong ? fit(car.lengthM, bay.lengthM) : fit(car.widthM, bay.lengthM);
  const widthM = isLong ? fit(car.widthM, bay.widthM) : fit(car.lengthM, bay.widthM);
  return rectangleCorners({ ...bay, lengthM, widthM });
}

/** The upright edge where walls end. */
function sheetEdge(
  { at, startRad, exteriorRad }: RayEdge,
  highM: number,
  of: Pick<EnergyEdge, 'owner' | 'slab'>,
): EnergyEdge {
  const endRad = startRad + exteriorRad;
  return {
    start: [at[0], at[1], 0],
    end: [at[0], at[1], highM],
    faces: [
      [Math.cos(startRad), Math.sin(startRad), 0],
      [Math.cos(endRad), Math.sin(endRad), 0],
    ],
    ...of,
  };
}

/** A round body has none that are sharp, but its tangent bends rays as they do. Under a car nothing gets far. */
function edgesOf(body: EnergyBody, owner: number, clearHeightM: number): EnergyEdge[] {
  const isHigh = body.lowM > car.bottomM;
  return bodyEdges(body, owner, { top: body.highM < clearHeightM, bottom: isHigh });
}
