/**
 * Fire compartments and units of civil defence of a level: areas that closed lines or hatches show, lines of a border that part
 * the floor, or the part of the floor between walls, shutters and doors in which a name stands alone. Metres.
 */
import {
  buildPlanarGraph,
  closedLoops,
  distance,
  foldTraditional,
  nearestParameter,
  type Point,
  PointGrid,
  pointAlong,
  pruneDeadEnds,
  ringContains,
  signedArea,
  simplifyRing,
  traceFaces,
} from '../../core/index.ts';
import {
  type CompartmentKind,
  compartmentKindRow,
  compartmentKindRows,
  wallKindRow,
} from '../../plan/index.ts';
import { plainLayerName } from '../drawing/classify-layer.ts';
import type { DrawingPath } from '../drawing/drawing.ts';
import { freeClasses } from '../drawing/layer-classes.ts';
import type { LevelDrawing } from '../drawing/level-drawing.ts';
import { tuning } from '../tuning.ts';
import type { OpeningLine } from './openings/opening-line.ts';
import { type LevelRegions, traceRegions } from './rooms/level-graph.ts';
import type { NaturedWall } from './wall-natures.ts';
import type { WallLine } from './walls/wall-line.ts';

const {
  smallestM2,
  stepsOutM,
  touchM,
  joinedM,
  minStatedRatio,
  maxStatedRatio,
  maxNameLength,
  maxBorderLines,
} = tuning.recogniseCompartments;

export interface FoundCompartment {
  kind: CompartmentKind;
  polygon: Point[];
  name?: string;
  /** Nothing is drawn for it but its name: walls, shutters and doors bound it. */
  isByWalls?: true;
}

export interface FoundCompartments {
  areas: FoundCompartment[];
  /** Names on the floor around which nothing closes. */
  unbounded: string[];
}

interface CompartmentName {
  kind: CompartmentKind;
  name: string;
  position: Point;
  /** Area that is written with it. */
  statedM2?: number;
}

/** Compartments whose names stand on the floor, or that lie on it where they have none. */
export function recogniseCompartments(
  level: LevelDrawing,
  around: {
    outline: readonly Point[];
    regions: LevelRegions;
    walls: readonly NaturedWall[];
    closing: readonly OpeningLine[];
    /** Lines that close the floor where ramps leave it. */
    bridges: readonly WallLine[];
  },
): FoundCompartments {
  const names = compartmentNames(level).filter(({ position }) => ringContains(around.outline, position));
  const found: FoundCompartments = { areas: [], unbounded: [] };
  for (const { id: kind } of compartmentKindRows) {
    const ofKind = names.filter((each) => each.kind === kind);
    const drawn = namedRings(drawnRings(level, kind, ofKind, around.outline), ofKind, around.outline);
    const left = ofKind.filter(
      ({ position }) => !drawn.some(({ polygon }) => ringContains(polygon, position)),
    );
    const walled = left.length > 0 ? walledAreas(kind, left, around) : [];
    found.areas.push(...[...drawn, ...walled].map((each) => ({ kind, ...each })));
    const bounded = new Set(walled.map(({ name }) => name));
    found.unbounded.push(...left.flatMap(({ name }) => (bounded.has(name) ? [] : [name])));
  }
  return found;
}

/** Texts that name a compartment, in short: `防火分区1` of `防火分区1 面积:3625㎡`. */
function compartmentNames({ drawing }: LevelDrawing): CompartmentName[] {
  return drawing.texts.flatMap(({ text, position }): CompartmentName[] => {
    const folded = foldTraditional(text).toUpperCase();
    if (folded.length > 80 || /示意|说明|平面图|图例|一览|面积表|不大于|不超过/.test(folded)) return [];
    // A fire compartment in civil defence is one: 人防防火分区.
    const row = compartmentKindRows.find(({ names }) => names.test(folded));
    if (!row) return [];
    const [line] = text.trim().split(/\n/);
    const name = line
      .replace(/[\s,，;；:：]*(总|建筑|使用|掩蔽)*面积.*$/, '')
      .replace(/([\s,，;；]+|(?<=[）)]))\d+(\.\d+)?\s*(㎡|m2|m²|平方米).*$/i, '')
      .replace(/[\s,，;；]+(抗力|核|常|级别).*$/, '')
      .trim()
      .slice(0, maxNameLength);
    const stated = /(\d{2,6}(?:\.\d+)?)\s*(?:㎡|m2|m²|M2|平方米)/.exec(text.normalize('NFC'));
    return [{ kind: row.id, name, position, ...(stated ? { statedM2: Number(stated[1]) } : {}) }];
  });
}

interface DrawnRing {
  ring: Point[];
  areaM2: number;
  /** Its layer says what it is. */
  isOnLayer: boolean;
}

/** Rings that may be compartments of a kind, the smallest first. */
function drawnRings(
  level: LevelDrawing,
  kind: CompartmentKind,
  names: readonly CompartmentName[],
  outline: readonly Point[],
): DrawnRing[] {
  const { layers } = compartmentKindRow(kind);
  const known = new Map<string, boolean>();
  const isOnLayer = ({ layer }: DrawingPath): boolean => {
    if (!known.has(layer))
      known.set(layer, layers.test(foldTraditional(plainLayerName(layer)).toUpperCase()));
    return known.get(layer)!;
  };
  const rings: DrawnRing[] = [];
  const open: [Point, Point][] = [];
  const add = (ring: Point[], named: boolean) => {
    const areaM2 = Math.abs(signedArea(ring));
    if (areaM2 >= smallestM2) rings.push({ ring, areaM2, isOnLayer: named });
  };
  for (const path of level.drawing.paths) {
    const named = isOnLayer(path);
    if (!named && (names.length === 0 || !freeClasses.has(level.classOf(path)))) continue;
    if (path.closed) add(path.points, named);
    else if (named && path.source !== 'hatch' && open.length < maxBorderLines)
      open.push(...borderSegments(path));
  }
  if (open.length > 0) for (const ring of partsOfFloor(open, outline)) add(ring, true);
  return rings.sort((p, q) => p.areaM2 - q.areaM2);
}

/** The segments of a border, its ends drawn on a little: borders stop at the face of the outer wall. */
function borderSegments({ points }: DrawingPath): [Point, Point][] {
  const segments = points.slice(1).map((point, i): [Point, Point] => [points[i], point]);
  const on = (from: Point, to: Point): Point => {
    const lengthM = distance(from, to);
    return lengthM === 0 ? to : pointAlong(from, to, 1 + stepsOutM / lengthM);
  };
  const [first, last] = [segments[0], segments[segments.length - 1]];
  if (!first) return [];
  return [[on(first[1], first[0]), first[0]], ...segments, [last[1], on(last[0], last[1])]];
}

/** Areas that lines part the floor into; those that lines alone close where there is no such. */
function partsOfFloor(lines: readonly [Point, Point][], outline: readonly Point[]): Point[][] {
  const edge = outline.map((point, i): [Point, Point] => [point, outline[(i + 1) % outline.length]]);
  const graph = buildPlanarGraph(
    [...edge, ...lines].map(([start, end]) => ({ start, end, tag: 0 })),
    0.05,
  );
  if (!graph) return closedLoops(lines);
  const faces = traceFaces(pruneDeadEnds(graph)).filter(({ ring }) => signedArea(ring) > 0);
  return faces.length > 1 ? faces.map(({ ring }) => ring) : [];
}

/** Rings with the name that stands in each alone; on other layers than those of compartments only with one. */
function namedRings(
  rings: readonly DrawnRing[],
  names: readonly CompartmentName[],
  outline: readonly Point[],
): Omit<FoundCompartment, 'kind'>[] {
  const taken: DrawnRing[] = [];
  return rings.flatMap((each) => {
    const inside = names.filter(({ position }) => ringContains(each.ring, position));
    const isWithin = (other: DrawnRing) => other.ring.every((point) => ringContains(each.ring, point));
    // A ring around other compartments, or drawn again, is none of its own.
    if (taken.some((other) => isWithin(other) || isSame(other, each))) return [];
    if (inside.length > 1 || (inside.length === 0 && !each.isOnLayer)) return [];
    if (!each.ring.some((point) => ringContains(outline, point))) return [];
    taken.push(each);
    const [label] = inside;
    return [{ polygon: simplifyRing(each.ring), ...(label ? { name: label.name } : {}) }];
  });
}

function isSame(p: DrawnRing, q: DrawnRing): boolean {
  return Math.abs(p.areaM2 - q.areaM2) < 0.02 * q.areaM2 && p.ring.every((point) => isNear(point, q.ring));
}

function isNear(point: Point, ring: readonly Point[]): boolean {
  return ring.some((other) => distance(point, other) < 1);
}

/** The parts of the floor between walls in which one name stands alone, as large as it says where it says so. */
function walledAreas(
  kind: CompartmentKind,
  names: readonly CompartmentName[],
  {
    regions,
    walls,
    closing,
    bridges,
  }: {
    regions: LevelRegions;
    walls: readonly NaturedWall[];
    closing: readonly OpeningLine[];
    bridges: readonly WallLine[];
  },
): Omit<FoundCompartment, 'kind'>[] {
  // Units of civil defence end at its walls, whatever rooms and compartments lie within.
  const isBorder = ({ nature }: NaturedWall) =>
    nature.kind === 'retaining' || wallKindRow(nature.kind).isCivilDefence === true;
  const isCivilUnit = compartmentKindRow(kind).isCivilDefence;
  const borders = isCivilUnit ? walls.filter(isBorder) : walls;
  const within = isCivilUnit ? traceRegions(borders, closing, []).inner : regions.inner;
  const namesIn = (ring: readonly Point[]) => names.filter(({ position }) => ringContains(ring, position));
  const isShared = ({ ring, areaM2 }: LevelRegions['inner'][number]) =>
    areaM2 >= smallestM2 && namesIn(ring).length > 1;
  // What several names share may be parted by walls that touch without their middle lines meeting.
  const parted = within.some(isShared)
    ? traceRegions(borders, closing, [...bridges, ...touchingBridges(borders)]).inner
    : [];
  const shared = within.filter(isShared);
  const isWithin = ({ ring }: LevelRegions['inner'][number]) =>
    namesIn(ring).some(({ position }) => shared.some((each) => ringContains(each.ring, position)));
  return [...within, ...parted.filter(isWithin)].flatMap(({ ring, areaM2 }) => {
    if (areaM2 < smallestM2) return [];
    const inside = namesIn(ring);
    if (inside.length !== 1) return [];
    const [{ name, statedM2 }] = inside;
    const ratio = statedM2 === undefined ? 1 : areaM2 / statedM2;
    if (ratio < minStatedRatio || ratio > maxStatedRatio) return [];
    return [{ polygon: simplifyRing(ring), name, isByWalls: true as const }];
  });
}

/** Lines from ends of walls to the middles of others that their bodies touch, where the middle lines do not meet. */
function touchingBridges(walls: readonly NaturedWall[]): NaturedWall[] {
  const grid = new PointGrid(4);
  walls.forEach(({ a, b, thicknessM }, index) => {
    grid.addAlong(index, a, b, thicknessM / 2 + touchM);
  });
  return walls.flatMap((wall, index) =>
    [wall.a, wall.b].flatMap((tip): NaturedWall[] => {
      const others = grid
        .near(tip[0], tip[1], tip[0], tip[1])
        .filter((other) => other !== index)
        .map((other) => walls[other]);
      const apart = others
        .map(({ a, b, thicknessM }) => ({
          at: pointAlong(a, b, nearestParameter(tip, a, b)),
          reachM: (thicknessM + wall.thicknessM) / 2 + touchM,
        }))
        .map((each) => ({ ...each, offM: distance(each.at, tip) }));
      if (apart.some(({ offM }) => offM < joinedM)) return [];
      return apart.filter(({ offM, reachM }) => offM <= reachM).map(({ at }) => ({ ...wall, a: tip, b: at }));
    }),
  );
}
