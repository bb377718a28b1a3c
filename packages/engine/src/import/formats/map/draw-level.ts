import {
  boundsOf,
  degToRad,
  distanceToBounds,
  distanceToRing,
  meanPoint,
  type Phrase,
  type Point,
  perimeter,
  ringContains,
  say,
  segmentsCross,
  signedArea,
} from '../../../core/index.ts';
import { pointKindRows } from '../../../plan/index.ts';
import type { Drawing, DrawingPath, DrawingText } from '../../drawing/drawing.ts';
import { type LayerClass, openingClasses, wallClasses } from '../../drawing/layer-classes.ts';
import { type ImportWarning, importWarning } from '../../drawing/level-drawing.ts';
import { meaningOfRoom } from '../../drawing/room-names.ts';
import { centredSetting } from '../../drawing/text-settings.ts';
import { traceFloor } from '../../drawing/trace-floor.ts';
import { tuning } from '../../tuning.ts';
import { featureLayer, type PlacedFeature, plainWords } from './classify-feature.ts';
import { drawOpenings } from './draw-openings.ts';
import { drawWalls, plainPath } from './draw-walls.ts';
import { columnSidesOf, nameOf, radiusOf, slopeRatioOf, turnDegOf } from './tag-values.ts';

const { textHeightM } = tuning.mapRoomTexts;

const {
  minHeldRatio,
  maxSamples,
  maxCandidates,
  maxComparisons,
  largestTestedRing,
  assumedColumnM,
  doorReachM,
  maxThings,
  maxOpenings,
  maxCorners,
  maxLooks,
} = tuning.mapDrawLevel;

/** Kinds of features that may bound a floor; the first that holds the floor wins. */
const ranks: readonly string[] = ['level', 'outline', 'building', 'parking-area'];

/** Classes that become a point where a phone is used. */
const pointClasses: ReadonlySet<string> = new Set(
  pointKindRows.flatMap(({ drawn }) => drawn?.layerClass ?? []),
);
const roomClasses: ReadonlySet<string> = new Set(['room', 'corridor', 'stair', 'ramp', 'label', 'text']);

export interface LevelContext {
  /** The level's name in warnings. */
  at: string;
  metresPerUnit: number;
  warnings: ImportWarning[];
}

/** One level of a map as a drawing. */
export function drawLevel(features: readonly PlacedFeature[], context: LevelContext): Drawing {
  const isDrawn = features.some(isWall);
  const standing = features.filter(
    (feature) => feature.featureClass === 'bay' || feature.featureClass === 'column' || isWall(feature),
  );
  const outline = chooseOutline(
    features,
    (isDrawn ? standing : features.filter(({ featureClass }) => featureClass === 'room')).flatMap(
      ({ rings }) => rings[0],
    ),
  );
  const implied = isDrawn ? [] : impliedWalls(features, outline);
  if (implied.length > 0) {
    warn(context, 'walls-from-rooms', say('warning-walls-from-rooms', { count: implied.length }));
  }
  const built = wallsAndOpenings(features, implied, context);
  const floor = outline ? floorPaths(features, outline, context) : tracedFloor(features, standing, context);
  const drawing: Drawing = { paths: [...built, ...floor], texts: [], symbols: [], ignored: {} };
  const isStated = roomsStatedByPoints(features);
  for (const feature of features) {
    if (feature === outline || isWall(feature)) continue;
    const { featureClass, shape } = feature;
    if (featureClass === 'window' || openingClasses.has(featureClass as LayerClass)) continue;
    const isRoom = roomClasses.has(featureClass) || (featureClass === 'unknown' && shape === 'point');
    if (isRoom) drawRoom(feature, drawing, isStated(feature), context.metresPerUnit);
    else drawThing(feature, drawing, context.metresPerUnit);
  }
  warnOfAssumedThings(features, context);
  return drawing;
}

function warn({ at, warnings }: LevelContext, code: string, stated: Phrase): void {
  warnings.push(importWarning(code, at, stated));
}

function isWall({ featureClass }: PlacedFeature): boolean {
  return wallClasses.has(featureClass as LayerClass);
}

function wallsAndOpenings(
  features: readonly PlacedFeature[],
  implied: readonly DrawingPath[],
  context: LevelContext,
): DrawingPath[] {
  const { metresPerUnit } = context;
  const { walls, openings, assumedWidths, withoutWall } = drawOpenings(
    features,
    [...drawWalls(features, metresPerUnit), ...implied],
    metresPerUnit,
  );
  if (assumedWidths > 0) {
    warn(
      context,
      'door-width-assumed',
      say('warning-door-width-assumed', { count: assumedWidths, width: 1 }),
    );
  }
  if (withoutWall > 0) {
    const phrase = say('warning-door-without-wall', { count: withoutWall, reach: doorReachM });
    warn(context, 'door-without-wall', phrase);
  }
  const [walled, ...more] = wallsAroundBays(features, metresPerUnit);
  if (walled) {
    const phrase = say('warning-walls-around-bays', { count: more.length + 1, first: walled.at });
    warn(context, 'walls-around-bays', phrase);
  }
  return [...walls, ...openings];
}

/** A stated floor and the openings in it. */
function floorPaths(
  features: readonly PlacedFeature[],
  outline: PlacedFeature,
  context: LevelContext,
): DrawingPath[] {
  const openings = floorOpenings(features, outline);
  warnOfUnreadOpenings(features, openings.length, context);
  return [
    ...outline.rings.map((ring) => closedPath('outline', outline.value, ring)),
    ...openings.map(({ value, rings }) => closedPath('outline', value, rings[0])),
  ];
}

/** A floor around what stands on it, where none is stated. */
function tracedFloor(
  features: readonly PlacedFeature[],
  standing: readonly PlacedFeature[],
  context: LevelContext,
): DrawingPath[] {
  warnOfUnreadOpenings(features, 0, context);
  const others = standing.filter((feature) => !isWall(feature));
  const floor = traceFloor(
    standing.filter(isWall).flatMap(closedRings),
    others.flatMap(closedRings),
    context.metresPerUnit,
  );
  return floor ? [closedPath('floor-edge', '', floor)] : [];
}

function warnOfUnreadOpenings(
  features: readonly PlacedFeature[],
  readCount: number,
  context: LevelContext,
): void {
  const unread = features.filter(({ featureClass }) => featureClass === 'floor-opening').length - readCount;
  if (unread > 0) warn(context, 'features-ignored', say('warning-floor-openings-ignored', { count: unread }));
}

/** Returns whether a point in a room says what the room is, and so speaks for it. */
function roomsStatedByPoints(features: readonly PlacedFeature[]): (feature: PlacedFeature) => boolean {
  const named = features.filter(
    (feature) =>
      feature.shape === 'point' && feature.featureClass === 'room' && meaningOfRoom(writtenOn(feature)),
  );
  let looks = 0;
  return (feature) => {
    if (feature.shape !== 'area' || looks > maxLooks) return false;
    looks += named.length * feature.rings[0].length;
    return named.some((point) => holds(feature, point));
  };
}

function drawRoom(feature: PlacedFeature, drawing: Drawing, isStated: boolean, metresPerUnit: number): void {
  const { featureClass, shape, value, rings } = feature;
  if (featureClass === 'ramp' && shape === 'area') {
    drawing.paths.push(closedPath('ramp-floor', value, rings[0]));
  }
  if (!isStated) drawing.texts.push(...roomTexts(feature, metresPerUnit));
  if (featureClass === 'unknown') drawing.symbols.push(symbolOf(feature));
}

/** A column, a bay, a point where a phone is used, a tray; of all else its lines. */
function drawThing(feature: PlacedFeature, { paths, symbols }: Drawing, metresPerUnit: number): void {
  const { featureClass, rings, shape, value } = feature;
  const symbolAt = (layerClass: LayerClass) =>
    symbols.push({ layer: featureLayer(layerClass, value), names: [], position: meanPoint(rings[0]) });
  if (featureClass === 'column') {
    paths.push(columnPath(feature, metresPerUnit));
  } else if (pointClasses.has(featureClass)) {
    symbolAt(featureClass as LayerClass);
  } else if (featureClass === 'bay') {
    if (shape === 'point') return;
    paths.push(closedPath('bay', value, rings[0]));
    if (chargesCars(feature)) symbolAt('charger');
  } else if (featureClass === 'tray') {
    paths.push(plainPath(featureLayer('tray', value), rings[0]));
  } else if (shape !== 'point') paths.push(...otherPaths(feature));
}

function warnOfAssumedThings(features: readonly PlacedFeature[], context: LevelContext): void {
  const columnCount = features.filter(
    ({ featureClass, shape, tags }) =>
      featureClass === 'column' && shape === 'point' && !radiusOf(tags) && !columnSidesOf(tags),
  ).length;
  if (columnCount > 0) {
    const phrase = say('warning-column-size-assumed', { count: columnCount, side: assumedColumnM });
    warn(context, 'column-size-assumed', phrase);
  }
  const chargerCount = features.filter(
    (feature) => feature.featureClass === 'bay' && feature.shape !== 'point' && chargesCars(feature),
  ).length;
  if (chargerCount > 0) {
    warn(context, 'charger-place-assumed', say('warning-charger-place-assumed', { count: chargerCount }));
  }
}

/** Walls that nobody drew: rooms have them around, and so has the floor. */
function impliedWalls(features: readonly PlacedFeature[], outline: PlacedFeature | undefined): DrawingPath[] {
  const rooms = features.filter(({ featureClass, shape }) => featureClass === 'room' && shape === 'area');
  const paths = rooms.flatMap(({ rings, value }) => rings.map((ring) => closedPath('wall', value, ring)));
  if (outline) paths.push(...outline.rings.map((ring) => closedPath('retaining-wall', outline.value, ring)));
  return paths;
}

/** The lines of a feature; of an area, closed by repetition. */
function closedRings({ rings, shape, closed }: PlacedFeature): Point[][] {
  return rings.map((ring) => (shape === 'area' || closed ? [...ring, ring[0]] : ring));
}

function closedPath(layerClass: LayerClass, value: string, ring: Point[]): DrawingPath {
  return { ...plainPath(featureLayer(layerClass, value), ring), closed: true };
}

function chargesCars({ tags }: PlacedFeature): boolean {
  const charges = tags.charge_type ?? tags.ev ?? tags.charging ?? tags['capacity:charging'] ?? tags.充电;
  if (/^(charging|ev|electric)/i.test(tags.parking_space ?? '')) return true;
  return charges !== undefined && !/^(no|none|false|0|否|无|null)?$/i.test(charges.trim());
}

function holds({ rings }: PlacedFeature, { rings: [[point]] }: PlacedFeature): boolean {
  return ringContains(rings[0], point);
}

function symbolOf({ rings, value }: PlacedFeature): Drawing['symbols'][number] {
  return { layer: featureLayer('other', value), names: [], position: rings[0][0] };
}

/** Lines that recognition has no use for unless a layer map names their value. */
function otherPaths({ rings, value, shape, closed }: PlacedFeature): DrawingPath[] {
  const layer = featureLayer('other', value);
  return rings.map((ring) => ({ ...plainPath(layer, ring), closed: shape === 'area' || closed === true }));
}

/** Returns what is written in a room: its name where that says what it is, else what the tags say; `''` for nothing. */
function writtenOn({ value, featureClass, tags }: PlacedFeature): string {
  const name = nameOf(tags);
  if (name !== undefined && meaningOfRoom(name)) return name;
  const words = [value, tags.room, tags.highway, tags.category, tags.type]
    .filter((word) => word !== undefined)
    .map(plainWords)
    .find((word) => meaningOfRoom(word));
  if (words) return words;
  return featureClass === 'stair' ? 'STAIRS' : featureClass === 'ramp' ? 'RAMP' : (name ?? '');
}

/** Returns what a drawing would have written in a room, on a ramp, or at a point. */
function roomTexts(feature: PlacedFeature, metresPerUnit: number): DrawingText[] {
  const { rings, value, shape, tags } = feature;
  const slopeRatio = feature.featureClass === 'ramp' ? slopeRatioOf(tags) : undefined;
  const slope = slopeRatio === undefined ? '' : `i=${(100 * slopeRatio).toFixed(1)}%`;
  return [writtenOn(feature), slope]
    .filter((text) => text !== '')
    .map((text) => ({
      layer: featureLayer('text', value),
      text,
      position: shape === 'area' ? pointInside(rings) : meanPoint(rings[0]),
      heightInUnits: textHeightM / metresPerUnit,
      setting: centredSetting,
      symbol: -1,
    }));
}

/** A point of the area: its middle, or the middle of its widest stretch half-way up. */
function pointInside(rings: readonly Point[][]): Point {
  const middle = meanPoint(rings[0]);
  const inside = (point: Point) =>
    ringContains(rings[0], point) && !rings.slice(1).some((hole) => ringContains(hole, point));
  if (inside(middle) || Math.abs(signedArea(rings[0])) === 0) return middle;
  const y = middle[1];
  const crossings = rings
    .flatMap((ring) =>
      ring.flatMap((a, i) => {
        const b = ring[(i + 1) % ring.length];
        return a[1] > y === b[1] > y ? [] : [a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])];
      }),
    )
    .sort((p, q) => p - q);
  let best: Point = middle;
  let widest = 0;
  for (let i = 1; i < crossings.length; i += 2) {
    if (crossings[i] - crossings[i - 1] <= widest) continue;
    widest = crossings[i] - crossings[i - 1];
    best = [(crossings[i] + crossings[i - 1]) / 2, y];
  }
  return best;
}

/** The area that bounds the level's floor: a stated one that holds what stands on it. */
function chooseOutline(
  features: readonly PlacedFeature[],
  standing: readonly Point[],
): PlacedFeature | undefined {
  const step = Math.max(1, Math.ceil(standing.length / maxSamples));
  const samples = standing.filter((_, i) => i % step === 0);
  const middle = samples.length > 0 ? middleOf(samples) : undefined;
  const candidates = features
    .filter(({ featureClass, shape, closed }) => ranks.includes(featureClass) && (shape === 'area' || closed))
    .sort(
      (p, q) =>
        ranks.indexOf(p.featureClass) - ranks.indexOf(q.featureClass) ||
        Number(p.isShared ?? false) - Number(q.isShared ?? false) ||
        Math.abs(signedArea(q.rings[0])) - Math.abs(signedArea(p.rings[0])),
    );
  return candidates.slice(0, maxCandidates).find(({ rings: [ring] }) => {
    const [x, y] = middle ?? ring[0];
    if (ring.length < 3 || distanceToBounds([x, y], boundsOf(ring)) > 0 || crossesItself(ring)) return false;
    // Walls are drawn on the outline: their points are looked at from the middle.
    const every = Math.ceil((samples.length * ring.length) / maxComparisons) || 1;
    const looked = samples.filter((_, i) => i % every === 0);
    const held = looked.filter(([px, py]) =>
      ringContains(ring, [px + 0.02 * (x - px), py + 0.02 * (y - py)]),
    ).length;
    return held >= minHeldRatio * looked.length;
  });
}

function middleOf(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point[0] / points.length;
    y += point[1] / points.length;
  }
  return [x, y];
}

function crossesItself(ring: readonly Point[]): boolean {
  const count = ring.length;
  if (count > largestTestedRing) return false;
  for (let i = 0; i < count; i++) {
    for (let j = i + 2; j < count; j++) {
      if (i === 0 && j === count - 1) continue;
      if (segmentsCross(ring[i], ring[(i + 1) % count], ring[j], ring[(j + 1) % count])) return true;
    }
  }
  return false;
}

/** A column as its ring, or as a circle where it is one. */
function columnPath({ rings, shape, value, tags }: PlacedFeature, metresPerUnit: number): DrawingPath {
  const layer = featureLayer('column', value);
  const [ring] = rings;
  const center = meanPoint(ring);
  const radiusInUnits =
    shape === 'point' ? (radiusOf(tags) ?? 0) / metresPerUnit : circleRadiusInUnits(ring, center);
  if (radiusInUnits > 0) {
    const points = Array.from({ length: 16 }, (_, i): Point => {
      const angleRad = (i / 8) * Math.PI;
      return [center[0] + radiusInUnits * Math.cos(angleRad), center[1] + radiusInUnits * Math.sin(angleRad)];
    });
    const path: DrawingPath = { ...plainPath(layer, points), closed: true, source: 'circle' };
    return { ...path, arc: { center, radiusInUnits } };
  }
  if (shape !== 'point') return { ...plainPath(layer, ring), closed: true };
  const [a, b] = columnSidesOf(tags) ?? [assumedColumnM, assumedColumnM];
  const turnRad = degToRad(turnDegOf(tags));
  const corner = (u: number, v: number): Point => [
    center[0] + (u * Math.cos(turnRad) * a - v * Math.sin(turnRad) * b) / 2 / metresPerUnit,
    center[1] + (u * Math.sin(turnRad) * a + v * Math.cos(turnRad) * b) / 2 / metresPerUnit,
  ];
  return { ...plainPath(layer, [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]), closed: true };
}

/** Radius of a ring that is a circle in chords, or 0. */
function circleRadiusInUnits(ring: readonly Point[], center: Point): number {
  if (ring.length < 9) return 0;
  const gaps = ring.map(([x, y]) => Math.hypot(x - center[0], y - center[1]));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return gaps.every((gap) => Math.abs(gap - mean) < 0.05 * mean) ? perimeter(ring) / (2 * Math.PI) : 0;
}

/** Closed walls without a door around some of the bays, but not most of them: nobody could drive in. */
function wallsAroundBays(features: readonly PlacedFeature[], metresPerUnit: number): PlacedFeature[] {
  const middles = (isOne: (featureClass: string) => boolean): Point[] =>
    features
      .filter(({ featureClass }) => isOne(featureClass))
      .slice(0, maxThings)
      .map(({ rings }) => meanPoint(rings[0]));
  const bays = middles((each) => each === 'bay');
  const doors = middles((each) => openingClasses.has(each as LayerClass) || each === 'gate');
  return features
    .filter(
      ({ featureClass, shape, closed, rings }) =>
        wallClasses.has(featureClass as LayerClass) &&
        (shape === 'area' || closed === true) &&
        rings[0].length <= maxThings,
    )
    .slice(0, maxThings)
    .filter(({ rings: [ring] }) => {
      const held = bays.filter((bay) => ringContains(ring, bay)).length;
      if (held === 0 || held * 2 > bays.length) return false;
      return !doors.some((door) => distanceToRing(ring, door) * metresPerUnit < doorReachM);
    });
}

/** The openings in a floor that lie on it, apart from its edge and from each other: its holes. */
function floorOpenings(features: readonly PlacedFeature[], outline: PlacedFeature): PlacedFeature[] {
  const [edge, ...holes] = outline.rings;
  let corners = outline.rings.reduce((sum, ring) => sum + ring.length, 0);
  return features
    .filter(({ featureClass, shape }) => featureClass === 'floor-opening' && shape === 'area')
    .slice(0, maxOpenings)
    .filter(({ rings: [ring] }) => {
      corners += ring.length;
      if (corners > maxCorners || !ring.every((point) => ringContains(edge, point))) return false;
      if (ringsCross(ring, edge) || holes.some((hole) => ringsOverlap(ring, hole))) return false;
      holes.push(ring);
      return true;
    });
}

function ringsOverlap(p: readonly Point[], q: readonly Point[]): boolean {
  return ringContains(p, q[0]) || ringContains(q, p[0]) || ringsCross(p, q);
}

function ringsCross(p: readonly Point[], q: readonly Point[]): boolean {
  return p.some((a, i) =>
    q.some((c, j) => segmentsCross(a, p[(i + 1) % p.length], c, q[(j + 1) % q.length])),
  );
}
