import { meanPoint, type Point, ringContains } from '../../../core/index.ts';
import type { Drawing, DrawingPath } from '../../drawing/drawing.ts';
import { type LayerClass, openingClasses, wallClasses } from '../../drawing/layer-classes.ts';
import type { ImportWarning } from '../../drawing/level-drawing.ts';
import { meaningOfRoom } from '../../drawing/room-names.ts';
import { traceFloor } from '../../drawing/trace-floor.ts';
import { chooseOutline } from './choose-outline.ts';
import { featureLayer, type PlacedFeature } from './classify-feature.ts';
import { assumedColumnM, columnPath } from './draw-column.ts';
import { drawOpenings } from './draw-openings.ts';
import { drawWalls, plainPath } from './draw-walls.ts';
import { floorOpenings } from './floor-openings.ts';
import { roomTexts, writtenOn } from './room-texts.ts';
import { columnSidesOf, radiusOf } from './tag-values.ts';
import { wallsAroundBays } from './walled-bays.ts';

/** Points in rooms that are looked at in all. */
const mostLooks = 5_000_000;
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
  const [walled, ...more] = wallsAroundBays(features, metresPerUnit);
  if (walled) {
    const found = `${more.length + 1} closed walls without a door stand around bays (the first: ${walled.at})`;
    warn('walls-around-bays', `${found}: nobody could drive in; check them`);
  }
  const openings = outline ? floorOpenings(features, outline) : [];
  const unread =
    features.filter(({ featureClass }) => featureClass === 'floor-opening').length - openings.length;
  if (unread > 0) {
    warn('features-ignored', `${unread} floor openings lie on no stated floor, on its edge or on each other`);
  }
  const drawing: Drawing = {
    paths: [...opened.walls, ...opened.openings],
    texts: [],
    symbols: [],
    ignored: {},
  };
  if (outline) {
    for (const ring of outline.rings) drawing.paths.push(closedPath('outline', outline.value, ring));
    for (const { value, rings } of openings) drawing.paths.push(closedPath('outline', value, rings[0]));
  } else {
    const isWall = ({ featureClass }: PlacedFeature) => wallClasses.has(featureClass as LayerClass);
    const others = standing.filter((feature) => !isWall(feature));
    const floor = traceFloor(
      standing.filter(isWall).flatMap(closedRings),
      others.flatMap(closedRings),
      metresPerUnit,
    );
    if (floor) drawing.paths.push(closedPath('floor-edge', '', floor));
  }
  // A point in a room that says what the room is speaks for it.
  const named = features.filter(
    (feature) =>
      feature.shape === 'point' && feature.featureClass === 'room' && meaningOfRoom(writtenOn(feature)),
  );
  let looks = 0;
  const isSaid = (feature: PlacedFeature): boolean => {
    if (feature.shape !== 'area' || looks > mostLooks) return false;
    looks += named.length * feature.rings[0].length;
    return named.some((point) => holds(feature, point));
  };
  let assumedColumns = 0;
  let assumedChargers = 0;
  for (const feature of features) {
    const { featureClass, rings, shape, value, tags } = feature;
    if (featureClass === 'window' || wallClasses.has(featureClass as LayerClass)) continue;
    if (openingClasses.has(featureClass as LayerClass)) continue;
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
      if (featureClass === 'ramp' && shape === 'area')
        drawing.paths.push(closedPath('ramp-floor', value, rings[0]));
      if (!isSaid(feature)) drawing.texts.push(...roomTexts(feature, metresPerUnit));
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
