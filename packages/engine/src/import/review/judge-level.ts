import type { Point } from '../../core/index.ts';
import {
  distance,
  distanceToSegment,
  meanPoint,
  midpoint,
  ringContains,
  signedArea,
} from '../../core/index.ts';
import type { Level, Opening } from '../../plan/index.ts';
import { elevationOf } from '../../plan/index.ts';
import type { LayerClass } from '../drawing/layer-classes.ts';
import { openingClasses } from '../drawing/layer-classes.ts';
import type { UnitGuess } from '../drawing/units.ts';
import { kindOfTag } from '../recognition/openings/door-tags.ts';
import { type Evidence, type Facet, facet, withConfidence } from './evidence.ts';
import type { EvidenceCode } from './evidence-table.ts';
import { isOnRing, itemEvidence, judgeItems } from './judge-items.ts';
import { judgeWalls } from './judge-walls.ts';
import type { JudgedLevel } from './judged-level.ts';

/** Floor per bay, m²: garages have 25 to 50, with plant rooms and cores 100; a floor with fewer bays is none by them. */
const mostFloorPerBayM2 = 400;
/** Rooms that vehicles do not enter, by their share of the floor. */
const roomKinds: ReadonlySet<string> = new Set([
  ...['core', 'plant', 'lobby'],
  ...['lift-car', 'stair', 'guard-room', 'equipment-room'],
]);
const mostRoomsRatio = 0.4;

/** Whether a level is a garage, by what was recognised on it: offices have walls, columns and doors too. */
function useOfLevel({ outline, holes = [], bays = [], zones = [], points = [] }: Level): EvidenceCode {
  const areaM2 = (ring: Level['outline']) => Math.abs(signedArea(ring));
  const floorM2 = areaM2(outline) - holes.reduce((sum, hole) => sum + areaM2(hole), 0);
  if (bays.length > 0 && floorM2 / bays.length <= mostFloorPerBayM2) return 'use-bays';
  if (zones.some(({ kind }) => kind === 'ramp') || points.some(({ kind }) => kind === 'gate'))
    return 'use-ways';
  const roomsM2 = zones
    .filter(({ kind }) => roomKinds.has(kind))
    .reduce((sum, { polygon }) => sum + areaM2(polygon), 0);
  return roomsM2 > mostRoomsRatio * floorM2 ? 'use-rooms' : 'use-unmarked';
}

/** Evidence for everything on a level, the level itself first. */
export function judgeLevel(judged: JudgedLevel): Evidence[] {
  return [levelEvidence(judged), ...judgeWalls(judged), ...judgeOpenings(judged), ...judgeItems(judged)];
}

/** Evidence for the unit of the drawing. */
export function judgeUnit({ basis }: UnitGuess): Evidence {
  const codes: Record<NonNullable<UnitGuess['basis']>, EvidenceCode> = {
    given: 'by-planner',
    header: 'unit-header',
    sizes: 'unit-sizes',
    'against-header': 'unit-against-header',
    assumed: 'unit-assumed',
  };
  const code = basis === undefined ? 'stated' : codes[basis];
  const facets = [facet('unit', code)];
  return withConfidence({
    kind: 'drawing',
    level: '',
    id: 'drawing',
    reference: 'drawing',
    at: [0, 0],
    facets,
  });
}

function levelEvidence(judged: JudgedLevel): Evidence {
  const { built, given, storey, sourceId } = judged;
  const raised = (code: string) => judged.warnings.some((each) => each.code === code && each.at === built.id);
  const about = (topic: Facet['topic'], code: EvidenceCode) => facet(topic, code, sourceId);
  const nameCode: EvidenceCode = storey
    ? 'stated'
    : raised('level-name-assumed')
      ? 'level-assumed'
      : 'level-title';
  const heightCode: EvidenceCode = raised('clear-height-assumed') ? 'height-assumed' : 'height-text';
  return withConfidence({
    kind: 'level',
    level: built.id,
    id: built.id,
    reference: `level:${sourceId}`,
    at: meanPoint(built.outline),
    facets: [
      about('level-name', given.name === undefined && given.id === undefined ? nameCode : 'by-planner'),
      about('elevation', given.elevationM === undefined ? elevationCode(judged) : 'by-planner'),
      about('clear-height', given.clearHeightM === undefined ? heightCode : 'by-planner'),
      outlineFacet(about('outline', outlineCode(raised)), judged),
      about('use', useOfLevel(built)),
      about('registration', given.shiftM === undefined ? registrationCode(judged) : 'by-planner'),
    ],
  });
}

function outlineCode(raised: (code: string) => boolean): EvidenceCode {
  if (raised('outline-small')) return 'outline-small';
  if (raised('outline-assumed')) return 'outline-assumed';
  if (raised('outline-partial')) return 'outline-partial';
  return raised('holes-assumed') ? 'outline-holes' : 'outline-closed';
}

/** With the areas, where much more is drawn than was found. */
function outlineFacet(given: Facet, { found, built }: JudgedLevel): Facet {
  if (given.reason.code !== 'outline-small' || found.drawnM2 === undefined) return given;
  const [floor, drawn] = [Math.abs(signedArea(built.outline)), found.drawnM2].map((each) => each.toFixed(0));
  const { zh, en } = given.reason;
  const reason = {
    ...given.reason,
    zh: `${zh}（楼面 ${floor} m²，图上约 ${drawn} m²）`,
    en: `${en} (floor ${floor} m², drawn about ${drawn} m²)`,
  };
  return { ...given, reason };
}

function elevationCode({ built, found, level, storey, warnings }: JudgedLevel): EvidenceCode {
  if (warnings.some((each) => each.code === 'elevation-assumed' && each.at === built.id))
    return 'elevation-assumed';
  const marks = level.drawing.texts.flatMap(({ text, position }) => {
    const mark = elevationOf(text);
    return mark === undefined ? [] : [{ mark, isInside: ringContains(found.outline, position) }];
  });
  const inside = marks.filter(({ isInside }) => isInside);
  const counted = inside.length > 0 ? inside : marks;
  const agreeing = counted.filter(({ mark }) => Math.abs(mark - built.elevationM) < 0.0005).length;
  if (counted.length === 0) return storey ? 'stated' : 'elevation-one';
  if (agreeing * 2 <= counted.length && counted.length > 1) return storey ? 'stated' : 'elevation-divided';
  return counted.length === 1 ? 'elevation-one' : 'elevation-marks';
}

function registrationCode({ registration, storey }: JudgedLevel): EvidenceCode {
  if (storey) return 'stated';
  if (!registration) return 'laid-first';
  const { columnMatchRatio } = registration;
  return columnMatchRatio >= 0.8 ? 'laid-well' : columnMatchRatio >= 0.5 ? 'laid-partly' : 'laid-badly';
}

/** Evidence for each opening: that it is one, and its kind. */
function judgeOpenings(judged: JudgedLevel): Evidence[] {
  const marks = judged.level.drawing.texts.filter(({ text }) => kindOfTag(text) !== undefined);
  const { walls } = judged.found;
  return (judged.built.openings ?? []).map((opening, i) => {
    const { id, kind, start, end } = opening;
    const own = judged.found.openings[i];
    const middle = midpoint(own.start, own.end);
    const places = [middle, own.start, own.end];
    const path = judged.index.pathNear(places, 0.8, (layerClass) => openingClasses.has(layerClass));
    const layer = path?.layer;
    const isOnWall = walls.some((wall) =>
      [own.start, own.end].some((tip) => distanceToSegment(tip, wall.a, wall.b) < wall.thicknessM / 2 + 0.35),
    );
    const isNear = (place: Point, reachM: number) =>
      judged.index.pathNear([place], reachM, (layerClass) => openingClasses.has(layerClass)) !== undefined;
    // The symbol of the next door touches one jamb at most.
    const isDrawn = isNear(middle, 0.4) || (isNear(own.start, 0.5) && isNear(own.end, 0.5));
    const existence = existenceOf({ isOnWall, isDrawn, isTraced: judged.isTraced });
    const code = (): EvidenceCode => {
      if (path?.stated?.opening) return 'stated';
      if (judged.isTraced) return 'kind-traced';
      if (path && judged.level.classOf(path) !== 'door') return 'opening-layer';
      if (kind === 'blast-door') return 'opening-open-leaves';
      const isLeaf = (_: LayerClass, { source }: { source: string }) => source === 'arc';
      const widthM = distance(own.start, own.end);
      if (judged.index.pathNear(places, 0.15 + 0.1 * widthM, isLeaf)) return 'opening-leaf';
      if (marks.some(({ position }) => distance(position, middle) < 3.5)) return 'opening-mark';
      return kind === 'lift-door' && isAtCore(opening, judged) ? 'opening-lift' : 'opening-width';
    };
    return itemEvidence(judged, {
      kind: 'opening',
      id,
      at: midpoint(start, end),
      layer,
      detail: kind,
      facets: [facet('opening', existence, layer ?? ''), facet('opening-kind', code(), kind, layer ?? '')],
    });
  });
}

function existenceOf({ isOnWall, isDrawn, isTraced }: Record<string, boolean>): EvidenceCode {
  if (!isOnWall) return 'opening-off-wall';
  if (isTraced) return 'opening-traced';
  return isDrawn ? 'opening-drawn' : 'opening-gap';
}

function isAtCore(opening: Opening, { built }: JudgedLevel): boolean {
  return (built.zones ?? []).some(
    ({ kind, polygon }) =>
      (kind === 'core' || kind === 'lift-car' || kind === 'stair') && isOnRing(opening, polygon),
  );
}
