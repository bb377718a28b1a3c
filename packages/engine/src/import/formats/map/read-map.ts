import {
  boundsOf,
  DrawingError,
  distance,
  emptyBounds,
  extendBounds,
  foldTraditional,
  listPhrases,
  type Phrase,
  type PhraseValue,
  type Point,
  say,
} from '../../../core/index.ts';
import { type LeftOut, pointKindRows } from '../../../plan/index.ts';
import { longestWallM, tooLongWall } from '../../drawing/check-extent.ts';
import { type LayerClass, openingClasses, wallClasses } from '../../drawing/layer-classes.ts';
import { type ImportWarning, importWarning } from '../../drawing/level-drawing.ts';
import type { DrawingFormat, DrawingSheet, ReadDrawing, StatedLevel } from '../../drawing/read-drawing.ts';
import { tuning } from '../../tuning.ts';
import { classifyFeature, type PlacedFeature } from './classify-feature.ts';
import { coordinateFrame } from './coordinate-frame.ts';
import { drawLevel } from './draw-level.ts';
import { lengthOf } from './draw-walls.ts';
import { levelOfFileName, levelsOf, type MapLevel, namedLevels } from './feature-levels.ts';
import { largestFeatureCount, largestSideCount, type MapFile, type Tags } from './map-feature.ts';
import { clearHeightMOf, elevationMOf } from './tag-values.ts';

const { cellM, largestSteps, widestInMetres, largestSpanUnits, largestLengthM, assumedStoreyM } =
  tuning.mapReadMap;

/** More of a kind than any garage has, and as many as a plan takes: what is recognised in them would be refused at last. */
const maxOf: readonly { name: Phrase; max: number; holds: (featureClass: string) => boolean }[] = [
  { name: say('bays'), max: 50_000, holds: (each) => each === 'bay' },
  { name: say('columns'), max: 50_000, holds: (each) => each === 'column' },
  { name: say('doors'), max: 20_000, holds: (each) => openingClasses.has(each as LayerClass) },
  {
    name: say('points-of-garage'),
    max: 20_000,
    holds: (each) => pointKindRows.some(({ drawn }) => drawn?.layerClass === each),
  },
  { name: say('ramps'), max: 1000, holds: (each) => each === 'ramp' },
];

/** Classes of features that state the edge of a floor. */
const floorClasses: ReadonlySet<string> = new Set(['level', 'outline', 'building', 'parking-area']);

/** The features of one map, in one file or one file per level, as drawings. */
export function readMap(files: readonly MapFile[], format: DrawingFormat): ReadDrawing {
  const count = files.reduce((sum, file) => sum + file.features.length, 0);
  if (count > largestFeatureCount) {
    const found = say('features-count', { count });
    throw new DrawingError('features', found, say('at-most-of-garage', { most: largestFeatureCount }));
  }
  const { place: location, plane, warnings } = coordinateFrame(files);
  const named = namedLevels(files);
  const features = files.flatMap(({ features: fileFeatures, fileName }) => {
    const fallback = levelOfFileName(fileName);
    return fileFeatures.map((found) => {
      const feature = { ...found, tags: foldKeys(found.tags) };
      const rings = feature.rings.map((ring) => ring.map(location));
      const placed: PlacedFeature = { ...feature, ...classifyFeature(feature.tags), rings };
      const stated = levelsOf(feature.tags, named);
      const namedLevel = named.get(feature.tags.id ?? '');
      const levels = stated.length > 0 ? stated : namedLevel ? [namedLevel] : fallback ? [fallback] : [];
      return { feature: placed, levels };
    });
  });
  const metresPerUnit = plane ? 1 : scaleOf(features.map(({ feature }) => feature));
  const lengthM = features.reduce(
    (sum, { feature }) =>
      sum + feature.rings.reduce((each, ring) => each + lengthOf(ring), 0) * metresPerUnit,
    0,
  );
  if (lengthM > largestLengthM) {
    throw new DrawingError(
      'features',
      say('km-of-lines', { km: (lengthM / 1000).toFixed(0) }),
      say('map-of-garage'),
    );
  }
  refuseTooMany(features.map(({ feature }) => feature));
  warnings.push(...droppedFeatures(files), ...unreadFeatures(features.map(({ feature }) => feature)));
  const leftOut: LeftOut[] = [];
  const sheets = drawSheets(features, metresPerUnit, { warnings, leftOut });
  return {
    format,
    encoding: files[0].encoding,
    ...(plane || metresPerUnit === 1 ? { unit: { unit: 'm', metresPerUnit: 1 } } : {}),
    ...(plane ? { origin: { lonDeg: plane.lonDeg, latDeg: plane.latDeg } } : {}),
    sheets,
    warnings,
    leftOut,
  };
}

/** Keys are looked up as they are written in simplified characters. */
function foldKeys(tags: Tags): Tags {
  const isFolded = Object.keys(tags).every((key) => foldTraditional(key) === key);
  return isFolded
    ? tags
    : Object.fromEntries(Object.entries(tags).map(([key, value]) => [foldTraditional(key), value]));
}

interface LevelledFeature {
  feature: PlacedFeature;
  levels: MapLevel[];
}

/** One drawing per level that has walls; basements alone where there are any. One drawing where no level is named. */
function drawSheets(
  features: readonly LevelledFeature[],
  metresPerUnit: number,
  { warnings, leftOut }: { warnings: ImportWarning[]; leftOut: LeftOut[] },
): DrawingSheet[] {
  const known = membersOfLevels(features);
  const built = known.filter(({ members }) => members.some(isBuilt));
  if (built.length === 0) {
    const all = features.map(({ feature }) => feature);
    refuseLongWalls(all, metresPerUnit);
    return [{ drawing: drawLevel(all, { at: 'drawing', metresPerUnit, warnings }) }];
  }
  const basements = built.filter(({ level }) => level.ordinal < 0);
  const taken = basements.length > 0 ? basements : built;
  for (const { level, members } of known) {
    if (level.ordinal < 0 && !members.some(isBuilt)) leftOut.push({ name: level.name, why: 'storey' });
  }
  const above = built.filter((entry) => !taken.includes(entry)).map(({ level }) => level.id);
  if (above.length > 0) {
    warnings.push(
      importWarning('levels-left-out', 'drawing', say('warning-levels-left-out', { list: above.join(', ') })),
    );
  }
  const everywhere = features
    .filter(({ levels }) => levels.length === 0)
    .map(({ feature }): PlacedFeature => ({ ...feature, isShared: true }));
  const floors = everywhere.filter(({ featureClass }) => floorClasses.has(featureClass));
  const lost = everywhere.filter(isBuilt).length;
  if (lost > 0 && taken.length > 1) {
    warnings.push(importWarning('level-missing', 'drawing', say('warning-level-missing', { count: lost })));
  }
  return taken
    .sort((p, q) => q.level.ordinal - p.level.ordinal || (p.level.id < q.level.id ? -1 : 1))
    .map(({ level, members }) => {
      const all = [...members, ...(taken.length === 1 ? everywhere : floors)];
      const { selected: retained, left } = selectGarage(all, metresPerUnit);
      if (left > 0) {
        warnings.push(importWarning('stands-apart', level.id, say('warning-stands-apart', { count: left })));
      }
      refuseLongWalls(retained, metresPerUnit);
      const drawing = drawLevel(retained, { at: level.id, metresPerUnit, warnings });
      return { drawing, level: statedLevel(level, retained, warnings) };
    });
}

function membersOfLevels(
  features: readonly LevelledFeature[],
): { level: MapLevel; members: PlacedFeature[] }[] {
  const byId = new Map<string, { level: MapLevel; members: PlacedFeature[] }>();
  for (const { feature, levels } of features) {
    for (const level of levels) {
      const known = byId.get(level.id);
      if (known) known.members.push(feature);
      else byId.set(level.id, { level, members: [feature] });
    }
  }
  return [...byId.values()];
}

function isBuilt({ featureClass }: PlacedFeature): boolean {
  return (
    wallClasses.has(featureClass as LayerClass) ||
    featureClass === 'room' ||
    featureClass === 'bay' ||
    featureClass === 'column'
  );
}

function statedLevel(
  { id, name, ordinal }: MapLevel,
  features: readonly PlacedFeature[],
  warnings: ImportWarning[],
): StatedLevel {
  const floors = features.filter(({ featureClass }) => floorClasses.has(featureClass));
  let elevationM = floors.map(({ tags }) => elevationMOf(tags)).find((value) => value !== undefined);
  const clearHeightM = floors.map(({ tags }) => clearHeightMOf(tags)).find((value) => value !== undefined);
  if (elevationM === undefined && ordinal >= 0) {
    elevationM = ordinal * assumedStoreyM;
    warnings.push(
      importWarning(
        'elevation-assumed',
        id,
        say('warning-elevation-assumed', { elevation: elevationM.toFixed(2) }),
      ),
    );
  }
  return { id, name, elevationM, clearHeightM };
}

/** Metres per unit of a map on a plane: metres, or millimetres where it would be kilometres wide. */
function scaleOf(features: readonly PlacedFeature[]): number {
  const bounds = emptyBounds();
  for (const { rings } of features) {
    for (const ring of rings) {
      const { minX, minY, maxX, maxY } = boundsOf(ring);
      for (const corner of [
        [minX, minY],
        [maxX, maxY],
      ] satisfies Point[])
        extendBounds(bounds, corner);
    }
  }
  const span = Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY);
  if (span > largestSpanUnits) {
    throw new DrawingError(
      'coordinates',
      say('map-units-wide', { span: span.toExponential(1) }),
      say('map-of-garage'),
    );
  }
  return span > widestInMetres ? 0.001 : 1;
}

function droppedFeatures(files: readonly MapFile[]): ImportWarning[] {
  return files.flatMap(({ dropped, fileName }) =>
    [...dropped.values()].map(({ reason, count, firstAt }) =>
      importWarning(
        'features-dropped',
        fileName ?? 'file',
        say('warning-features-dropped', { count, reason, first: firstAt }),
      ),
    ),
  );
}

/** One warning for all kinds of features that nothing is made of. */
function unreadFeatures(features: readonly PlacedFeature[]): ImportWarning[] {
  const counts = new Map<string, { kind: string; name: PhraseValue; count: number }>();
  for (const { featureClass, value, shape } of features) {
    const isPane = featureClass === 'window' && shape === 'point';
    const unread = featureClass === 'unknown' || featureClass === 'other' || isPane;
    if (!unread || (shape === 'point' && value === '')) continue;
    const kind = value.slice(0, 40) || `no kind (${shape})`;
    const known = counts.get(kind);
    if (known) known.count++;
    else counts.set(kind, { kind, name: value.slice(0, 40) || say(`no-kind-${shape}`), count: 1 });
  }
  if (counts.size === 0) return [];
  const kinds = [...counts.values()].sort((p, q) => q.count - p.count || (p.kind < q.kind ? -1 : 1));
  const shown = kinds.slice(0, 12).map(({ name, count }) => say('name-times', { name, count }));
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  const list = listPhrases([...shown, ...(kinds.length > 12 ? ['…'] : [])]);
  return [
    importWarning('features-ignored', 'drawing', say('warning-features-ignored', { count: total, list })),
  ];
}

/**
 * Keeps the garage on a map that shows more (streets, neighbours): the part with the most walls, columns and bays, and
 * what lies in it. `left` counts the walls, columns and bays that stand apart.
 */
function selectGarage(
  features: readonly PlacedFeature[],
  metresPerUnit: number,
): { selected: PlacedFeature[]; left: number } {
  const cellUnits = cellM / metresPerUnit;
  const anchors = features.filter(isAnchor);
  const owners = new Map<string, PlacedFeature[]>();
  for (const feature of anchors) {
    for (const cell of cellsOf(feature, cellUnits)) {
      const list = owners.get(cell);
      if (list) list.push(feature);
      else owners.set(cell, [feature]);
    }
  }
  const groups: { cells: Set<string>; members: Set<PlacedFeature> }[] = [];
  const seen = new Set<string>();
  for (const start of owners.keys()) {
    if (seen.has(start)) continue;
    seen.add(start);
    const cells = [start];
    for (const cell of cells) {
      for (const next of around(cell)) {
        if (!owners.has(next) || seen.has(next)) continue;
        seen.add(next);
        cells.push(next);
      }
    }
    groups.push({ cells: new Set(cells), members: new Set(cells.flatMap((cell) => owners.get(cell)!)) });
  }
  const [garage] = groups.sort((p, q) => q.members.size - p.members.size);
  if (!garage || groups.length === 1) return { selected: [...features], left: 0 };
  const retained = features.filter((feature) =>
    isAnchor(feature)
      ? garage.members.has(feature)
      : cellsOf(feature, cellUnits).some((cell) => around(cell).some((near) => garage.cells.has(near))),
  );
  return { selected: retained, left: anchors.length - garage.members.size };
}

function isAnchor({ featureClass }: PlacedFeature): boolean {
  return featureClass === 'bay' || featureClass === 'column' || wallClasses.has(featureClass as LayerClass);
}

/** Cells that the feature's lines pass through; of very long lines only so many. */
function cellsOf({ rings }: PlacedFeature, cellUnits: number): string[] {
  const cells = new Set<string>();
  for (const ring of rings) {
    ring.forEach(([x, y], i) => {
      const [fromX, fromY] = ring[Math.max(0, i - 1)];
      const steps = Math.min(largestSteps, Math.ceil(Math.hypot(x - fromX, y - fromY) / cellUnits));
      for (let k = 0; k <= steps; k++) {
        const t = steps === 0 ? 1 : k / steps;
        const column = Math.floor((fromX + t * (x - fromX)) / cellUnits);
        cells.add(`${column},${Math.floor((fromY + t * (y - fromY)) / cellUnits)}`);
      }
    });
  }
  return [...cells];
}

function around(cell: string): string[] {
  const [column, row] = cell.split(',').map(Number);
  return [-1, 0, 1].flatMap((i) => [-1, 0, 1].map((j) => `${column + i},${row + j}`));
}

/** Refuses more features of a kind, and more sides of walls, than one garage has. */
function refuseTooMany(features: readonly PlacedFeature[]): void {
  const counts = new Map<string, number>();
  for (const { featureClass } of features) counts.set(featureClass, (counts.get(featureClass) ?? 0) + 1);
  for (const { name, max, holds } of maxOf) {
    const count = [...counts].reduce((sum, [each, layerCount]) => sum + (holds(each) ? layerCount : 0), 0);
    if (count > max) {
      throw new DrawingError(
        'features',
        say('count-of', { count, name }),
        say('at-most-of-garage', { most: max }),
      );
    }
  }
  refuseTooManySides(features);
}

/** Refuses walls that no garage has before anything is computed on them. */
function refuseLongWalls(features: readonly PlacedFeature[], metresPerUnit: number): void {
  for (const { featureClass, rings } of features) {
    if (!wallClasses.has(featureClass as LayerClass)) continue;
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        const lengthM = distance(ring[i - 1], ring[i]) * metresPerUnit;
        if (lengthM > longestWallM) throw tooLongWall(lengthM);
      }
    }
  }
}

function refuseTooManySides(features: readonly PlacedFeature[]): void {
  const sidesOf = (isCounted: (feature: PlacedFeature) => boolean): number =>
    features
      .filter(isCounted)
      .reduce((sum, { rings }) => sum + rings.reduce((each, ring) => each + ring.length, 0), 0);
  const walls = sidesOf(({ featureClass }) => wallClasses.has(featureClass as LayerClass));
  const sides = walls > 0 ? walls : sidesOf(({ featureClass }) => featureClass === 'room');
  if (sides > largestSideCount) {
    const found = say(walls > 0 ? 'sides-of-walls' : 'sides-of-rooms', { count: sides });
    throw new DrawingError('features', found, say('at-most-of-garage', { most: largestSideCount }));
  }
}
