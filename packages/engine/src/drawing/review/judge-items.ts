import { distance, meanPoint, midpoint, type Point } from '../../geometry/points.ts';
import { ringContains } from '../../geometry/polygons.ts';
import { distanceToSegment } from '../../geometry/segments.ts';
import { type LayerClass, openingClasses } from '../layer-classes.ts';
import { kindOfTag } from '../openings/door-tags.ts';
import { type Evidence, type EvidenceKind, type Facet, facet, withConfidence } from './evidence.ts';
import type { EvidenceCode } from './evidence-table.ts';
import type { JudgedLevel } from './judge-level.ts';
import { referenceTo } from './references.ts';

/** Evidence for columns, bays, points, zones and facilities. */
export function judgeItems(judged: JudgedLevel): Evidence[] {
  return [
    ...judgeColumns(judged),
    ...judgeBays(judged),
    ...judgePoints(judged),
    ...judgeZones(judged),
    ...judgeFacilities(judged),
  ];
}

interface Item {
  kind: EvidenceKind;
  id: string;
  at: Point;
  layer?: string;
  detail?: string;
  facets: Facet[];
}

function itemEvidence(judged: JudgedLevel, { detail, ...item }: Item): Evidence {
  const { storey, transform } = judged;
  const reference = referenceTo(item.kind, item.at, transform, { storey, detail });
  return withConfidence({ ...item, level: judged.built.id, reference });
}

function judgeColumns(judged: JudgedLevel): Evidence[] {
  return (judged.built.columns ?? []).map(({ id, center }, i) => {
    const { center: own, sizeM } = judged.found.columns[i];
    const reachM = Math.max(...sizeM) * 0.75 + 0.1;
    const path =
      judged.index.pathNear([own], reachM, (layerClass) => layerClass === 'column') ??
      judged.index.pathNear([own], reachM, (_, { source }) => source === 'hatch');
    const isNamed = path === undefined || judged.level.classOf(path) === 'column';
    const layer = path?.layer;
    const facets = [facet('column', isNamed ? 'column-layer' : 'column-hatch', layer ?? '')];
    return itemEvidence(judged, { kind: 'column', id, at: center, layer, facets });
  });
}

function judgeBays(judged: JudgedLevel): Evidence[] {
  return (judged.built.bays ?? []).map(({ id, polygon }, i) => {
    const own = judged.found.bays[i];
    const sides = own.map((corner, k) => midpoint(corner, own[(k + 1) % own.length]));
    const near = (wanted: LayerClass) => judged.index.pathNear(sides, 0.15, (found) => found === wanted);
    const named = near('bay');
    const layer = (named ?? near('unknown'))?.layer;
    const facets = [facet('bay', named ? 'bay-layer' : 'bay-shape', layer ?? '')];
    return itemEvidence(judged, { kind: 'bay', id, at: meanPoint(polygon), layer, facets });
  });
}

function judgePoints(judged: JudgedLevel): Evidence[] {
  const { symbols } = judged.level.drawing;
  return (judged.built.points ?? []).map(({ id, kind, position }, i) => {
    const own = judged.found.points[i].position;
    const symbol = symbols.find((each) => distance(each.position, own) < 0.05);
    const inRoom = (judged.built.zones ?? []).some(
      (zone) => zone.kind === 'lobby' && ringContains(zone.polygon, position),
    );
    const code: EvidenceCode =
      symbol && kind !== 'lift-lobby'
        ? 'point-symbol'
        : kind === 'lift-lobby' && inRoom
          ? 'point-room'
          : 'point-text';
    const layer = code === 'point-symbol' ? symbol?.layer : undefined;
    const facets = [facet('point', code, kind)];
    return itemEvidence(judged, { kind: 'point', id, at: position, layer, detail: kind, facets });
  });
}

function judgeZones(judged: JudgedLevel): Evidence[] {
  return (judged.built.zones ?? []).map(({ id, kind, name, polygon }) => {
    const code: EvidenceCode = kind === 'ramp' ? 'zone-ramp' : name ? 'zone-name' : 'zone-unnamed';
    const facets = [facet('zone', code, kind)];
    return itemEvidence(judged, { kind: 'zone', id, at: meanPoint(polygon), detail: kind, facets });
  });
}

function judgeFacilities(judged: JudgedLevel): Evidence[] {
  const rooms = (judged.built.zones ?? []).filter((zone) => zone.name !== undefined);
  return (judged.built.facilities ?? []).map(({ id, kind, position, path }) => {
    const at = position ?? midpoint(path![0], path![1]);
    const code: EvidenceCode =
      kind === 'tray'
        ? 'facility-tray'
        : rooms.some(({ polygon }) => ringContains(polygon, at))
          ? 'facility-name'
          : 'facility-text';
    return itemEvidence(judged, {
      kind: 'facility',
      id,
      at,
      detail: kind,
      facets: [facet('facility', code, kind)],
    });
  });
}

/** Evidence for each opening: that it is one, and its kind. */
export function judgeOpenings(judged: JudgedLevel): Evidence[] {
  const marks = judged.level.drawing.texts.filter(({ text }) => kindOfTag(text) !== undefined);
  const { walls } = judged.found;
  return (judged.built.openings ?? []).map(({ id, kind, start, end }, i) => {
    const own = judged.found.openings[i];
    const middle = midpoint(own.start, own.end);
    const places = [middle, own.start, own.end];
    const path = judged.index.pathNear(places, 0.8, (layerClass) => openingClasses.has(layerClass));
    const layer = path?.layer;
    const isOnWall = walls.some((wall) =>
      [own.start, own.end].some((tip) => distanceToSegment(tip, wall.a, wall.b) < wall.thicknessM / 2 + 0.35),
    );
    const code = (): EvidenceCode => {
      if (path?.stated?.opening) return 'stated';
      if (path && judged.level.classOf(path) !== 'door') return 'opening-layer';
      if (kind === 'blast-door') return 'opening-open-leaves';
      const isLeaf = (_: LayerClass, { source }: { source: string }) => source === 'arc';
      const widthM = distance(own.start, own.end);
      if (judged.index.pathNear(places, 0.15 + 0.1 * widthM, isLeaf)) return 'opening-leaf';
      return marks.some(({ position }) => distance(position, middle) < 3.5)
        ? 'opening-mark'
        : 'opening-width';
    };
    return itemEvidence(judged, {
      kind: 'opening',
      id,
      at: midpoint(start, end),
      layer,
      detail: kind,
      facets: [
        facet('opening', isOnWall ? 'opening-layer' : 'opening-off-wall', layer ?? ''),
        facet('opening-kind', code(), kind, layer ?? ''),
      ],
    });
  });
}
