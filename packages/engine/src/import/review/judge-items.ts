import {
  distanceToSegment,
  meanPoint,
  midpoint,
  type Point,
  perimeter,
  ringContains,
  signedArea,
} from '../../core/index.ts';
import type { Opening, Zone } from '../../plan/index.ts';
import type { LayerClass } from '../drawing/layer-classes.ts';
import { type Evidence, type EvidenceKind, type Facet, facet, withConfidence } from './evidence.ts';
import type { EvidenceCode } from './evidence-table.ts';
import type { JudgedLevel } from './judged-level.ts';
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

/** Evidence of an object, with its reference. */
export function itemEvidence(judged: JudgedLevel, { detail, ...item }: Item): Evidence {
  const { storey, transform } = judged;
  const reference = referenceTo(item.kind, item.at, transform, { storey, detail });
  return withConfidence({ ...item, level: judged.built.id, reference });
}

function judgeColumns(judged: JudgedLevel): Evidence[] {
  return (judged.built.columns ?? []).map(({ id, center }, i) => {
    const { center: own, sizeM, isAmongWalls } = judged.found.columns[i];
    const reachM = Math.max(...sizeM) * 0.75 + 0.1;
    const path =
      judged.index.pathNear([own], reachM, (layerClass) => layerClass === 'column') ??
      judged.index.pathNear([own], reachM, (_, { source }) => source === 'hatch');
    const isNamed = path === undefined || judged.level.classOf(path) === 'column';
    const layer = path?.layer;
    const code = isAmongWalls ? 'column-among-walls' : columnCode(isNamed, judged);
    const facets = [facet('column', code, layer ?? '')];
    return itemEvidence(judged, { kind: 'column', id, at: center, layer, facets });
  });
}

function columnCode(isNamed: boolean, { isTraced }: JudgedLevel): EvidenceCode {
  if (isTraced) return 'column-traced';
  return isNamed ? 'column-layer' : 'column-hatch';
}

function bayCode(isNamed: boolean, { isTraced }: JudgedLevel): EvidenceCode {
  if (isTraced) return 'bay-traced';
  return isNamed ? 'bay-layer' : 'bay-shape';
}

function judgeBays(judged: JudgedLevel): Evidence[] {
  return (judged.built.bays ?? []).map(({ id, polygon }, i) => {
    const own = judged.found.bays[i];
    const sides = own.map((corner, k) => midpoint(corner, own[(k + 1) % own.length]));
    const near = (wanted: LayerClass) => judged.index.pathNear(sides, 0.15, (found) => found === wanted);
    const named = near('bay');
    const layer = (named ?? near('unknown'))?.layer;
    const facets = [facet('bay', bayCode(named !== undefined, judged), layer ?? '')];
    return itemEvidence(judged, { kind: 'bay', id, at: meanPoint(polygon), layer, facets });
  });
}

function judgePoints(judged: JudgedLevel): Evidence[] {
  const symbols = new Map(judged.level.drawing.symbols.map((each) => [each.position.join(), each]));
  return (judged.built.points ?? []).map(({ id, kind, position }, i) => {
    const own = judged.found.points[i].position;
    const symbol = symbols.get(own.join());
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
  return (judged.built.zones ?? []).map((zone) => {
    const { id, kind, polygon } = zone;
    const facets = [facet('zone', zoneCode(zone, judged.built.openings ?? []), kind)];
    return itemEvidence(judged, { kind: 'zone', id, at: meanPoint(polygon), detail: kind, facets });
  });
}

/** Narrower for its area than any room: 1 is a circle. */
const leastCompactness = 0.3;

function zoneCode({ kind, name, polygon }: Zone, openings: readonly Opening[]): EvidenceCode {
  if (kind === 'ramp') return 'zone-ramp';
  if (name) return 'zone-name';
  const compactness = (4 * Math.PI * Math.abs(signedArea(polygon))) / perimeter(polygon) ** 2;
  if (compactness < leastCompactness) return 'zone-sliver';
  const doors = openings.filter((opening) => isOnRing(opening, polygon));
  if (doors.some((door) => door.kind === 'lift-door')) return 'zone-lift';
  return doors.length > 0 ? 'zone-door' : 'zone-closed';
}

/** An opening in the boundary of a room. */
export function isOnRing({ start, end }: Opening, ring: readonly Point[]): boolean {
  const middle = midpoint(start, end);
  return ring.some((corner, k) => distanceToSegment(middle, corner, ring[(k + 1) % ring.length]) < 0.3);
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
