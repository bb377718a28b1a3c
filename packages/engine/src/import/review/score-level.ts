import {
  distance,
  distanceToSegment,
  meanPoint,
  midpoint,
  type Point,
  perimeter,
  ringContains,
  say,
  signedArea,
} from '../../core/index.ts';
import {
  facilityKindRow,
  type Level,
  namelessRoomKind,
  type Opening,
  openingKindFor,
  openingKindRow,
  pointKindRow,
  type Zone,
  zoneKindRow,
} from '../../plan/index.ts';
import { type LayerClass, openingClasses } from '../drawing/layer-classes.ts';
import type { UnitGuess } from '../drawing/units.ts';
import { roomsInOrder } from '../recognition/build-level.ts';
import { levelMarks } from '../recognition/level-marks.ts';
import { kindOfTag } from '../recognition/openings/door-tags.ts';
import type { FoundLevel } from '../recognition/recognise-level.ts';
import type { FoundRoom } from '../recognition/rooms/recognise-rooms.ts';
import { mayHoldStair } from '../recognition/rooms/recognise-stairs.ts';
import { tuning } from '../tuning.ts';
import { type Evidence, type EvidenceKind, type Facet, facet, withConfidence } from './evidence.ts';
import type { EvidenceCode } from './evidence-table.ts';
import { referenceTo } from './references.ts';
import { evaluateWalls } from './score-walls.ts';
import type { ScoredLevel } from './scored-level.ts';

const { minCompactness, maxFloorPerBayM2, maxRoomsRatio } = tuning.scoreLevel;

interface Item {
  kind: EvidenceKind;
  id: string;
  at: Point;
  layer?: string;
  detail?: string;
  facets: Facet[];
}

/** Evidence for everything on a level, the level itself first. */
export function scoreEachLevel(scored: ScoredLevel): Evidence[] {
  return [levelEvidence(scored), ...evaluateWalls(scored), ...scoreOpenings(scored), ...scoreItems(scored)];
}

/** Evidence for the unit of the drawing. */
export function scoreUnit({ basis, sheetMetresPerUnit }: UnitGuess): Evidence {
  const codes: Record<NonNullable<UnitGuess['basis']>, EvidenceCode> = {
    given: 'by-planner',
    header: 'unit-header',
    'paper-scale': 'unit-paper-scale',
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
    ...(sheetMetresPerUnit === undefined ? {} : { sheetMetresPerUnit }),
    facets,
  });
}

function levelEvidence(scored: ScoredLevel): Evidence {
  const { built, given, storey, sourceId } = scored;
  const isEdgeGiven = scored.found.measures.summary.outline.by === 'given';
  const raised = (code: string) => scored.warnings.some((each) => each.code === code && each.at === built.id);
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
      about('elevation', given.elevationM === undefined ? elevationCode(scored) : 'by-planner'),
      about('clear-height', given.clearHeightM === undefined ? heightCode : 'by-planner'),
      outlineFacet(about('outline', outlineCode(raised, isEdgeGiven)), scored),
      about('use', useOfLevel(built)),
      about('registration', given.shiftM === undefined ? registrationCode(scored) : 'by-planner'),
      ...unplacedCodes(scored.found).map((code) => about('passages', code)),
    ],
  });
}

/** Names of stairs and sleeves that are nowhere on the level. */
function unplacedCodes({ unplaced }: FoundLevel): EvidenceCode[] {
  const codes: EvidenceCode[] = [];
  if (unplaced.some(({ says }) => says === 'stair-name')) codes.push('stair-nowhere');
  if (unplaced.some(({ says }) => says === 'sleeve-text')) codes.push('sleeve-nowhere');
  return codes;
}

function outlineCode(raised: (code: string) => boolean, isGiven: boolean): EvidenceCode {
  // What stands outside of it is asked about all the same.
  if (isGiven) return raised('outline-partial') ? 'outline-partial' : 'by-planner';
  if (raised('outline-small')) return 'outline-small';
  if (raised('outline-assumed')) return 'outline-assumed';
  if (raised('outline-partial')) return 'outline-partial';
  return raised('holes-assumed') ? 'outline-holes' : 'outline-closed';
}

/** Returns the outline with the areas, where much more is drawn than was found. */
function outlineFacet(given: Facet, { found, built }: ScoredLevel): Facet {
  if (given.reason.code !== 'outline-small' || found.drawnM2 === undefined) return given;
  const [floorM2, drawnM2] = [Math.abs(signedArea(built.outline)), found.drawnM2].map((each) =>
    each.toFixed(0),
  );
  const { code, said } = given.reason;
  const reason = { code, said: say('outline-small-areas', { reason: said, floorM2, drawnM2 }) };
  return { ...given, reason };
}

function elevationCode({ built, found, level, storey, warnings }: ScoredLevel): EvidenceCode {
  if (warnings.some((each) => each.code === 'elevation-assumed' && each.at === built.id))
    return 'elevation-assumed';
  const marks = levelMarks(level.drawing.texts).map(({ markM, position }) => ({
    mark: markM,
    isInside: ringContains(found.outline, position),
  }));
  const inside = marks.filter(({ isInside }) => isInside);
  const counted = inside.length > 0 ? inside : marks;
  const agreeing = counted.filter(({ mark }) => Math.abs(mark - built.elevationM) < 0.0005).length;
  if (counted.length === 0) return storey ? 'stated' : 'elevation-one';
  if (agreeing * 2 <= counted.length && counted.length > 1) return storey ? 'stated' : 'elevation-divided';
  return counted.length === 1 ? 'elevation-one' : 'elevation-marks';
}

function registrationCode({ registration, storey }: ScoredLevel): EvidenceCode {
  if (storey) return 'stated';
  if (!registration) return 'laid-first';
  const { columnMatchRatio } = registration;
  return columnMatchRatio >= 0.8 ? 'laid-well' : columnMatchRatio >= 0.5 ? 'laid-partly' : 'laid-badly';
}

/** Evidence for each opening: that it is one, and its kind. */
function scoreOpenings(scored: ScoredLevel): Evidence[] {
  const marks = scored.level.drawing.texts.filter(({ text }) => kindOfTag(text) !== undefined);
  const { walls } = scored.found;
  return (scored.built.openings ?? []).map((opening, i) => {
    const { id, kind, start, end } = opening;
    const foundOpening = scored.found.openings[i];
    const middle = midpoint(foundOpening.start, foundOpening.end);
    const locations = [middle, foundOpening.start, foundOpening.end];
    const path = scored.index.pathNear(locations, 0.8, (layerClass) => openingClasses.has(layerClass));
    const layer = path?.layer;
    const isOnWall = walls.some((wall) =>
      [foundOpening.start, foundOpening.end].some(
        (tip) => distanceToSegment(tip, wall.a, wall.b) < wall.thicknessM / 2 + 0.35,
      ),
    );
    const isNear = (location: Point, reachM: number) =>
      scored.index.pathNear([location], reachM, (layerClass) => openingClasses.has(layerClass)) !== undefined;
    // The symbol of the next door touches one jamb at most.
    const isDrawn = isNear(middle, 0.4) || (isNear(foundOpening.start, 0.5) && isNear(foundOpening.end, 0.5));
    const existence = existenceOf({ isOnWall, isDrawn, isTraced: scored.isTraced });
    const code = (): EvidenceCode => {
      if (path?.stated?.opening) return 'stated';
      if (scored.isTraced) return 'kind-traced';
      if (path && scored.level.classOf(path) !== 'door') return 'opening-layer';
      if (kind === openingKindFor('open-leaves')) return 'opening-open-leaves';
      const isLeaf = (_: LayerClass, { source }: { source: string }) => source === 'arc';
      const widthM = distance(foundOpening.start, foundOpening.end);
      if (scored.index.pathNear(locations, 0.15 + 0.1 * widthM, isLeaf)) return 'opening-leaf';
      if (marks.some(({ position }) => distance(position, middle) < 3.5)) return 'opening-mark';
      return openingKindRow(kind).isShaftDoor && isAtCore(opening, scored) ? 'opening-lift' : 'opening-width';
    };
    return itemEvidence(scored, {
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

function isAtCore(opening: Opening, { built }: ScoredLevel): boolean {
  return (built.zones ?? []).some(
    ({ kind, polygon }) => zoneKindRow(kind).isCore && isOnRing(opening, polygon),
  );
}

/** Evidence for columns, bays, points, zones and facilities. */
function scoreItems(scored: ScoredLevel): Evidence[] {
  return [
    ...scoreColumns(scored),
    ...scoreBays(scored),
    ...evaluatePoints(scored),
    ...scoreZones(scored),
    ...scoreFacilities(scored),
  ];
}

/** Evidence of an object, with its reference. */
function itemEvidence(scored: ScoredLevel, { detail, ...item }: Item): Evidence {
  const { storey, transform } = scored;
  const reference = referenceTo(item.kind, item.at, transform, { storey, detail });
  return withConfidence({ ...item, level: scored.built.id, reference });
}

function scoreColumns(scored: ScoredLevel): Evidence[] {
  return (scored.built.columns ?? []).map(({ id, center }, i) => {
    const { center: foundCenter, sizeM, isAmongWalls } = scored.found.columns[i];
    const reachM = Math.max(...sizeM) * 0.75 + 0.1;
    const path =
      scored.index.pathNear([foundCenter], reachM, (layerClass) => layerClass === 'column') ??
      scored.index.pathNear([foundCenter], reachM, (_, { source }) => source === 'hatch');
    const isNamed = path === undefined || scored.level.classOf(path) === 'column';
    const layer = path?.layer;
    const code = isAmongWalls ? 'column-among-walls' : columnCode(isNamed, scored);
    const facets = [facet('column', code, layer ?? '')];
    return itemEvidence(scored, { kind: 'column', id, at: center, layer, facets });
  });
}

function columnCode(isNamed: boolean, { isTraced }: ScoredLevel): EvidenceCode {
  if (isTraced) return 'column-traced';
  return isNamed ? 'column-layer' : 'column-hatch';
}

function bayCode(isNamed: boolean, { isTraced }: ScoredLevel): EvidenceCode {
  if (isTraced) return 'bay-traced';
  return isNamed ? 'bay-layer' : 'bay-shape';
}

function scoreBays(scored: ScoredLevel): Evidence[] {
  return (scored.built.bays ?? []).map(({ id, polygon }, i) => {
    const foundBay = scored.found.bays[i];
    const sides = foundBay.map((corner, k) => midpoint(corner, foundBay[(k + 1) % foundBay.length]));
    const near = (wanted: LayerClass) => scored.index.pathNear(sides, 0.15, (found) => found === wanted);
    const named = near('bay');
    const layer = (named ?? near('unknown'))?.layer;
    const facets = [facet('bay', bayCode(named !== undefined, scored), layer ?? '')];
    return itemEvidence(scored, { kind: 'bay', id, at: meanPoint(polygon), layer, facets });
  });
}

function evaluatePoints(scored: ScoredLevel): Evidence[] {
  const symbols = new Map(scored.level.drawing.symbols.map((each) => [each.position.join(), each]));
  return (scored.built.points ?? []).map(({ id, kind, position }, i) => {
    const foundPosition = scored.found.points[i].position;
    const symbol = symbols.get(foundPosition.join());
    const inRoom = (scored.built.zones ?? []).some(
      (zone) => zoneKindRow(zone.kind).isLobby && ringContains(zone.polygon, position),
    );
    const { isLobby } = pointKindRow(kind);
    const code: EvidenceCode =
      symbol && !isLobby ? 'point-symbol' : isLobby && inRoom ? 'point-room' : 'point-text';
    const layer = code === 'point-symbol' ? symbol?.layer : undefined;
    const facets = [facet('point', code, kind)];
    return itemEvidence(scored, { kind: 'point', id, at: position, layer, detail: kind, facets });
  });
}

function scoreZones(scored: ScoredLevel): Evidence[] {
  const rooms = roomsInOrder(scored.found.rooms);
  return (scored.built.zones ?? []).map((zone, i) => {
    const { id, kind, polygon } = zone;
    const code = stairCode(rooms[i]) ?? zoneCode(zone, scored.built.openings ?? []);
    const facets = [facet('zone', code, kind)];
    return itemEvidence(scored, { kind: 'zone', id, at: meanPoint(polygon), detail: kind, facets });
  });
}

/** The sign that makes a room a stair; undefined of others and where its name does. */
function stairCode({ stairBy }: FoundRoom): EvidenceCode | undefined {
  if (stairBy === 'stated') return 'stated';
  if (stairBy === 'treads') return 'zone-treads';
  if (stairBy === 'flights') return 'zone-flights';
  return stairBy === 'mark' ? 'zone-direction' : undefined;
}

function zoneCode({ kind, name, polygon }: Zone, openings: readonly Opening[]): EvidenceCode {
  if (zoneKindRow(kind).isRamp) return 'zone-ramp';
  if (name) return 'zone-name';
  const compactness = (4 * Math.PI * Math.abs(signedArea(polygon))) / perimeter(polygon) ** 2;
  if (compactness < minCompactness) return 'zone-sliver';
  const doors = openings.filter((opening) => isOnRing(opening, polygon));
  if (doors.some((door) => openingKindRow(door.kind).isShaftDoor)) return 'zone-lift';
  if (kind === namelessRoomKind && mayHoldStair(polygon)) return 'zone-may-be-stair';
  return doors.length > 0 ? 'zone-door' : 'zone-closed';
}

/** An opening in the boundary of a room. */
function isOnRing({ start, end }: Opening, ring: readonly Point[]): boolean {
  const middle = midpoint(start, end);
  return ring.some((corner, k) => distanceToSegment(middle, corner, ring[(k + 1) % ring.length]) < 0.3);
}

function scoreFacilities(scored: ScoredLevel): Evidence[] {
  const rooms = (scored.built.zones ?? []).filter((zone) => zone.name !== undefined);
  return (scored.built.facilities ?? []).map(({ id, kind, position, path }, i) => {
    const at = position ?? midpoint(path![0], path![1]);
    const code: EvidenceCode = facilityKindRow(kind).isTray
      ? 'facility-tray'
      : rooms.some(({ polygon }) => ringContains(polygon, at))
        ? 'facility-name'
        : 'facility-text';
    return itemEvidence(scored, {
      kind: 'facility',
      id,
      at,
      detail: kind,
      facets: sleeveFacets(scored.found.facilities[i], kind) ?? [facet('facility', code, kind)],
    });
  });
}

/** Facets of a sleeve: its sign, its wall, whether its cables are counted; undefined of other facilities. */
function sleeveFacets(
  { shownBy, isInCivilWall, cablesAtMost }: FoundLevel['facilities'][number],
  kind: string,
): Facet[] | undefined {
  if (shownBy === undefined) return undefined;
  const codes: EvidenceCode[] = [
    `sleeve-${shownBy}`,
    ...(isInCivilWall ? [] : (['sleeve-other-wall'] as const)),
    ...(cablesAtMost === undefined ? (['sleeve-count'] as const) : []),
  ];
  return codes.map((code) => facet('facility', code, kind));
}

/** Returns whether a level is a garage, by what was recognised on it: offices have walls, columns and doors too. */
function useOfLevel({ outline, holes = [], bays = [], zones = [], points = [] }: Level): EvidenceCode {
  const areaM2 = (ring: Level['outline']) => Math.abs(signedArea(ring));
  const floorM2 = areaM2(outline) - holes.reduce((sum, hole) => sum + areaM2(hole), 0);
  if (bays.length > 0 && floorM2 / bays.length <= maxFloorPerBayM2) return 'use-bays';
  if (
    zones.some(({ kind }) => zoneKindRow(kind).isRamp) ||
    points.some(({ kind }) => pointKindRow(kind).isEntrance)
  )
    return 'use-ways';
  const roomsM2 = zones
    .filter(({ kind }) => zoneKindRow(kind).isRoom)
    .reduce((sum, { polygon }) => sum + areaM2(polygon), 0);
  return roomsM2 > maxRoomsRatio * floorM2 ? 'use-rooms' : 'use-unmarked';
}
