import {
  distance,
  distanceToRing,
  meanPoint,
  median,
  type Point,
  ringContains,
  signedArea,
} from '../../../core/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import type { DrawingPath } from '../../drawing/drawing.ts';
import type { DrawingSheet } from '../../drawing/read-drawing.ts';
import { tuning } from '../../tuning.ts';
import type { ChosenStorey } from './choose-storeys.ts';
import type { Body } from './collect-bodies.ts';
import { cutMesh, type Section } from './cut-mesh.ts';
import { type Beam, drawBeams } from './draw-beams.ts';
import { drawRamps, type Ramp } from './draw-ramps.ts';
import { drawSpaces, type Space } from './draw-spaces.ts';
import { drawThings, type Thing } from './draw-things.ts';
import { drawWall, flatPath, looseDoor } from './draw-wall.ts';
import { floorOutline } from './floor-outline.ts';
import { ceilingHeightM, clearHeightM, floorSlabs, type Slab, slabThicknessM } from './storey-floors.ts';
import type { VoidReader } from './wall-voids.ts';

export const { cutHeightM } = tuning.ifcDrawStorey;
const { leastCorners, roundTolerance, leastCrossingM, leastHeldRatio, edgeReachM } = tuning.ifcDrawStorey;

/** A column by the outline of its section: a circle where its corners lie on one. */
function drawColumn({ rings }: Section): DrawingPath[] {
  if (rings.length === 0) return [];
  const ring = rings.reduce((p, q) => (Math.abs(signedArea(q)) > Math.abs(signedArea(p)) ? q : p));
  const path = flatPath(statedLayer('column'), ring, { closed: true });
  const circle = circleThrough(ring);
  return [circle ? { ...path, source: 'circle', arc: circle } : path];
}

function circleThrough(ring: readonly Point[]): { center: Point; radiusInUnits: number } | undefined {
  if (ring.length < leastCorners) return undefined;
  const center = meanPoint(ring);
  const radii = ring.map((point) => distance(center, point));
  const mean = radii.reduce((sum, each) => sum + each, 0) / radii.length;
  const round = radii.every((each) => Math.abs(each - mean) < roundTolerance * mean);
  return round ? { center, radiusInUnits: mean } : undefined;
}

export interface StoreyParts {
  bodies: readonly Body[];
  slabs: readonly Slab[];
  /** Suspended ceilings. */
  ceilings: readonly Slab[];
  beams: readonly Beam[];
  spaces: readonly Space[];
  ramps: readonly Ramp[];
  things: readonly Thing[];
  voids: VoidReader;
}

export interface DrawnStorey {
  sheet: DrawingSheet;
  /** Separate floors that were joined to one outline. */
  floorParts: number;
  /** Walls that the cut meets, but that leave nothing to draw. */
  unreadWalls: number;
}

export function isCutBy(body: { mesh: { bottomM: number; topM: number } }, cutM: number): boolean {
  return body.mesh.bottomM < cutM - leastCrossingM && body.mesh.topM > cutM + leastCrossingM;
}

/** The plan of one storey: everything that a plane above its floor cuts. */
export function drawStorey(chosen: ChosenStorey, parts: StoreyParts): DrawnStorey {
  const { bodies, slabs, spaces, ramps, things, voids } = parts;
  const { storey, levelId } = chosen;
  const cutM = storey.floorM + cutHeightM;
  const paths: DrawingPath[] = [];
  const footprints: Point[][] = [];
  const doors = new Set<number>();
  let unreadWalls = 0;
  for (const body of bodies) {
    if (!isCutBy(body, cutM)) continue;
    const section = cutMesh(body.mesh, cutM);
    if (body.kind === 'column') {
      paths.push(...drawColumn(section));
      continue;
    }
    const cut = voids.inWall(body.host, storey.floorM, cutM);
    for (const door of cut.doors) doors.add(door);
    const wall = drawWall({ ...body, section, voids: cut.voids });
    if (wall.paths.length === 0) unreadWalls++;
    paths.push(...wall.paths);
    footprints.push(...wall.footprint);
  }
  for (const door of voids.looseDoors(cutM, doors)) paths.push(...looseDoor(door));
  const floors = floorSlabs(slabs, storey.floorM);
  const outline = floorOutline(
    floors.map(({ rings }) => rings),
    footprints,
  );
  const isHeld = outline !== undefined && heldRatio(outline.outline, paths) >= leastHeldRatio;
  if (isHeld) {
    const rings = [outline.outline, ...outline.holes];
    paths.push(...rings.map((ring) => flatPath(statedLayer('outline'), ring, { closed: true })));
  }
  const rooms = drawSpaces(spaces, cutM);
  const placed = drawThings(things, storey.floorM);
  const sloped = drawRamps(ramps, storey.floorM);
  const heightM = storeyHeightM(parts, storey.floorM, floors);
  const beams = drawBeams(parts.beams, storey.floorM, heightM);
  const drawing = {
    paths: [...paths, ...rooms.paths, ...placed.paths, ...sloped.paths, ...beams],
    texts: [...rooms.texts, ...sloped.texts],
    symbols: placed.symbols,
    ignored: {},
  };
  const level = {
    id: levelId,
    name: storey.name,
    elevationM: storey.elevationM,
    clearHeightM: heightM,
    slabThicknessM: slabThicknessM(floors),
  };
  return { sheet: { drawing, level }, floorParts: isHeld ? outline.parts : 1, unreadWalls };
}

/** To the suspended ceiling, else to the slab above, else to the top of most walls. */
function storeyHeightM(
  { bodies, slabs, ceilings }: StoreyParts,
  floorM: number,
  floors: readonly Slab[],
): number | undefined {
  const slabHeightM = clearHeightM(slabs, floorM, floors[0]?.areaM2 ?? 0) ?? wallHeightM(bodies, floorM);
  const floorAreaM2 = floors.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  return ceilingHeightM(ceilings, floorM, { floorAreaM2, slabHeightM }) ?? slabHeightM;
}

/** Share of the ends of walls that lie on a floor or on its edge. */
function heldRatio(outline: readonly Point[], paths: readonly DrawingPath[]): number {
  const ends = paths.flatMap(({ widthInUnits, points }) => (widthInUnits > 0 ? points : []));
  const held = ends.filter(
    (point) => ringContains(outline, point) || distanceToRing(outline, point) < edgeReachM,
  ).length;
  return ends.length > 0 ? held / ends.length : 1;
}

/** How high most walls of a storey without a ceiling are. */
function wallHeightM(bodies: readonly Body[], floorM: number): number | undefined {
  const heights = bodies
    .filter((body) => body.kind === 'wall' && isCutBy(body, floorM + cutHeightM))
    .map(({ mesh }) => mesh.topM - floorM);
  const heightM = median(heights);
  return heightM >= 1.8 && heightM <= 8 ? Math.round(heightM * 1000) / 1000 : undefined;
}
