import { meanPoint, type Point } from '../../geometry/points.ts';
import { perimeter, ringContains, signedArea } from '../../geometry/polygons.ts';
import { degToRad } from '../../units.ts';
import type { Drawing, DrawingPath, DrawingText } from '../drawing.ts';
import { type LayerClass, openingClasses, wallClasses } from '../layer-classes.ts';
import type { ImportWarning } from '../level-drawing.ts';
import { meaningOfRoom } from '../rooms/room-names.ts';
import { chooseOutline } from './choose-outline.ts';
import { featureLayer, type PlacedFeature, plainWords } from './classify-feature.ts';
import { drawOpenings } from './draw-openings.ts';
import { drawWalls, plainPath } from './draw-walls.ts';
import { columnSidesOf, nameOf, radiusOf, turnDegOf } from './tag-values.ts';
import { traceFloor } from './trace-floor.ts';

/** Sides of a column that is a point without a size. */
const assumedColumnM = 0.6;
const textHeightM = 0.5;
/** Classes that become a place where a phone is used. */
const pointClasses: ReadonlySet<string> = new Set(['charger', 'gate', 'payment']);
const roomClasses: ReadonlySet<string> = new Set(['room', 'corridor', 'stair', 'ramp', 'label', 'text']);

export interface LevelContext {
  /** What warnings call the level. */
  at: string;
  metresPerUnit: number;
  warnings: ImportWarning[];
}

/** One level of a map as a drawing. */
export function drawLevel(features: readonly PlacedFeature[], context: LevelContext): Drawing {
  const { at, metresPerUnit, warnings } = context;
  const warn = (code: string, message: string) => warnings.push({ code, message, at });
  const drawn = features.some(({ featureClass }) => wallClasses.has(featureClass as LayerClass));
  const standing = features.filter(
    ({ featureClass }) =>
      featureClass === 'bay' || featureClass === 'column' || wallClasses.has(featureClass as LayerClass),
  );
  const outline = chooseOutline(
    features,
    (drawn ? standing : features.filter(({ featureClass }) => featureClass === 'room')).flatMap(
      ({ rings }) => rings[0],
    ),
  );
  const implied = drawn ? [] : impliedWalls(features, outline);
  if (implied.length > 0) {
    warn(
      'walls-from-rooms',
      `no walls are drawn; the edges of ${implied.length} rooms and of the outline were taken`,
    );
  }
  const opened = drawOpenings(features, [...drawWalls(features, metresPerUnit), ...implied], metresPerUnit);
  if (opened.assumedWidths > 0) {
    warn('door-width-assumed', `${opened.assumedWidths} doors are points without a width; 1 m was assumed`);
  }
  if (opened.withoutWall > 0) {
    warn(
      'door-without-wall',
      `${opened.withoutWall} doors are points with no wall within 0.6 m and were left out`,
    );
  }
  const drawing: Drawing = {
    paths: [...opened.walls, ...opened.openings],
    texts: [],
    symbols: [],
    ignored: {},
  };
  if (outline) {
    for (const ring of outline.rings) drawing.paths.push(closedPath('outline', outline.value, ring));
  } else {
    const floor = traceFloor(standing.flatMap(closedRings), metresPerUnit);
    if (floor) drawing.paths.push(closedPath('floor-edge', '', floor));
  }
  // A point in a room that says what the room is speaks for it.
  const named = features.filter(
    (feature) =>
      feature.shape === 'point' && feature.featureClass === 'room' && meaningOfRoom(writtenOn(feature)),
  );
  let assumedColumns = 0;
  let assumedChargers = 0;
  for (const feature of features) {
    const { featureClass, rings, shape, value, tags } = feature;
    if (wallClasses.has(featureClass as LayerClass) || openingClasses.has(featureClass as LayerClass))
      continue;
    if (featureClass === 'column') {
      if (shape === 'point' && !radiusOf(tags) && !columnSidesOf(tags)) assumedColumns++;
      drawing.paths.push(columnPath(feature, metresPerUnit));
    } else if (pointClasses.has(featureClass)) {
      const layer = featureLayer(featureClass as LayerClass, value);
      drawing.symbols.push({ layer, names: [], position: meanPoint(rings[0]) });
    } else if (featureClass === 'bay') {
      if (shape === 'point') continue;
      drawing.paths.push(closedPath('bay', value, rings[0]));
      if (!chargesCars(feature)) continue;
      assumedChargers++;
      drawing.symbols.push({
        layer: featureLayer('charger', value),
        names: [],
        position: meanPoint(rings[0]),
      });
    } else if (roomClasses.has(featureClass) || (featureClass === 'unknown' && shape === 'point')) {
      const said = shape === 'area' && named.some((point) => holds(feature, point));
      if (!said) drawing.texts.push(...textsOf(feature, metresPerUnit));
      if (featureClass === 'unknown') drawing.symbols.push(symbolOf(feature));
    } else if (featureClass === 'tray') {
      drawing.paths.push(plainPath(featureLayer('tray', value), rings[0]));
    } else if (shape !== 'point' && feature !== outline) drawing.paths.push(...otherPaths(feature));
  }
  if (assumedColumns > 0) {
    warn(
      'column-size-assumed',
      `${assumedColumns} columns are points without a size; ${assumedColumnM} m square was assumed`,
    );
  }
  if (assumedChargers > 0) {
    warn(
      'charger-place-assumed',
      `${assumedChargers} bays are for charging; a charger was put in the middle of each`,
    );
  }
  return drawing;
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

function chargesCars({ tags }: PlacedFeature): boolean {
  const charges = tags.charge_type ?? tags.ev ?? tags.charging ?? tags['capacity:charging'] ?? tags.充电;
  if (/^(charging|ev|electric)/i.test(tags.parking_space ?? '')) return true;
  return charges !== undefined && !/^(no|none|false|0|否|无|null)?$/i.test(charges.trim());
}

function holds({ rings }: PlacedFeature, { rings: [[point]] }: PlacedFeature): boolean {
  return ringContains(rings[0], point);
}

/** What is written in a room: its name where that says what it is, else what the tags say; `''` for nothing. */
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

function textsOf(feature: PlacedFeature, metresPerUnit: number): DrawingText[] {
  const { rings, value, shape } = feature;
  const text = writtenOn(feature);
  if (!text) return [];
  return [
    {
      layer: featureLayer('text', value),
      text,
      position: shape === 'area' ? placeInside(rings) : meanPoint(rings[0]),
      heightInUnits: textHeightM / metresPerUnit,
      symbol: -1,
    },
  ];
}

function symbolOf({ rings, value }: PlacedFeature): Drawing['symbols'][number] {
  return { layer: featureLayer('other', value), names: [], position: rings[0][0] };
}

/** Lines that recognition has no use for unless a layer map names their value. */
function otherPaths({ rings, value, shape, closed }: PlacedFeature): DrawingPath[] {
  const layer = featureLayer('other', value);
  return rings.map((ring) => ({ ...plainPath(layer, ring), closed: shape === 'area' || closed === true }));
}

/** A point of the area: its middle, or the middle of its widest stretch half-way up. */
function placeInside(rings: readonly Point[][]): Point {
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
