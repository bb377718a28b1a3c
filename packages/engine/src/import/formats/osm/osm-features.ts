import { distance, type Point, say } from '../../../core/index.ts';
import { type LayerClass, wallClasses } from '../../drawing/layer-classes.ts';
import { classifyFeature } from '../map/classify-feature.ts';
import { countDropped, type MapFeature, type MapFile, type Tags } from '../map/map-feature.ts';
import type { OsmDocument, OsmRelation, OsmWay } from './read-osm-xml.ts';

/** Tags that say nothing about what an element is. */
const silentTags = new Set([
  'ele',
  'local_x',
  'local_y',
  'mgrs_code',
  'source',
  'note',
  'fixme',
  'created_by',
]);

/** Elements of an OSM file as features: tagged nodes, ways, areas of relations, lanelets. */
export function osmFeatures(document: OsmDocument, file: MapFile): void {
  const { dropped } = file;
  const used = new Set<number>();
  const lines = new Map<number, Point[]>();
  for (const way of document.ways.values()) {
    const points = pointsOf(way, document);
    if (points.length < way.nodes.length)
      countDropped(dropped, say('dropped-nodes-missing'), `way ${way.id}`);
    lines.set(way.id, points);
  }
  for (const relation of document.relations) {
    const feature = ofRelation(relation, lines, document, used);
    if (feature) file.features.push(feature);
    else if (isArea(relation)) {
      countDropped(dropped, say('dropped-open-relations'), `relation ${relation.id}`);
    }
  }
  for (const way of document.ways.values()) {
    if (used.has(way.id) || !says(way.tags)) continue;
    const feature = ofWay(way, lines.get(way.id)!);
    if (feature) file.features.push(feature);
    else countDropped(dropped, say('dropped-short-ways'), `way ${way.id}`);
  }
  for (const { id, tags } of document.taggedNodes) {
    const point = document.places.get(id)!;
    if (says(tags)) file.features.push({ at: `node ${id}`, tags, shape: 'point', rings: [[point]] });
  }
  if (document.placeless > 0) countDropped(dropped, say('dropped-placeless'), `${document.placeless} nodes`);
}

function says(tags: Tags): boolean {
  return Object.keys(tags).some((key) => !silentTags.has(key));
}

function pointsOf({ nodes }: OsmWay, document: OsmDocument): Point[] {
  return nodes.flatMap((ref) => {
    const place = document.places.get(ref);
    return place ? [place] : [];
  });
}

function ofWay({ id, tags, nodes }: OsmWay, points: readonly Point[]): MapFeature | undefined {
  const at = `way ${id}`;
  const closed = points.length > 3 && nodes[0] === nodes[nodes.length - 1];
  if (!closed) return points.length < 2 ? undefined : { at, tags, shape: 'line', rings: [[...points]] };
  const rings = [points.slice(0, -1)];
  return isLine(tags) ? { at, tags, shape: 'line', rings, closed } : { at, tags, shape: 'area', rings };
}

/** A closed way around nothing: a wall that runs in a circle, not the ground it stands on. */
function isLine(tags: Tags): boolean {
  if (tags.area === 'yes' || tags.indoor !== undefined) return false;
  const { featureClass } = classifyFeature(tags);
  return wallClasses.has(featureClass as LayerClass) || featureClass === 'lane';
}

function isArea({ tags }: OsmRelation): boolean {
  return tags.type?.toLowerCase() === 'multipolygon';
}

function ofRelation(
  relation: OsmRelation,
  lines: ReadonlyMap<number, Point[]>,
  document: OsmDocument,
  used: Set<number>,
): MapFeature | undefined {
  const { id, tags, members } = relation;
  const ways = (role: RegExp) =>
    members.filter((member) => member.type === 'way' && role.test(member.role) && lines.has(member.ref));
  if (tags.type === 'lanelet') {
    const [left] = ways(/^left$/).map(({ ref }) => lines.get(ref)!);
    const [right] = ways(/^right$/).map(({ ref }) => lines.get(ref)!);
    return left?.length > 1 && right?.length > 1
      ? { at: `relation ${id}`, tags, shape: 'area', rings: [between(left, right)] }
      : undefined;
  }
  if (!isArea(relation)) return undefined;
  const outerWays = ways(/^(outer)?$/);
  const [outer] = joinRings(outerWays.map(({ ref }) => lines.get(ref)!));
  if (!outer) return undefined;
  const holes = joinRings(ways(/^inner$/).map(({ ref }) => lines.get(ref)!));
  // One way around it: what the way says counts too, and the way is not taken twice.
  const only = outerWays.length === 1 ? document.ways.get(outerWays[0].ref) : undefined;
  if (only) used.add(only.id);
  const { type: _, ...own } = tags;
  const whole = { ...only?.tags, ...own };
  return says(whole)
    ? { at: `relation ${id}`, tags: whole, shape: 'area', rings: [outer, ...holes] }
    : undefined;
}

/** The floor between two bounds that run side by side, whichever way each is drawn. */
function between(left: readonly Point[], right: readonly Point[]): Point[] {
  const [start, end] = [right[0], right[right.length - 1]];
  const last = left[left.length - 1];
  const back = distance(last, start) < distance(last, end) ? right : [...right].reverse();
  return [...left, ...back];
}

/** Closed rings, not closed by repetition, from lines that end where others begin. What stays open is left out. */
function joinRings(lines: readonly Point[][]): Point[][] {
  const keyOf = ([x, y]: Point) => `${x},${y}`;
  const lastOf = (line: readonly Point[]) => line[line.length - 1];
  const waiting = new Set(lines.filter((line) => line.length > 1));
  const byEnd = new Map<string, Point[][]>();
  for (const line of waiting) {
    for (const key of [keyOf(line[0]), keyOf(lastOf(line))]) {
      const list = byEnd.get(key);
      if (list) list.push(line);
      else byEnd.set(key, [line]);
    }
  }
  /** The next line at a place, taken. */
  const takeAt = (key: string): Point[] | undefined => {
    const list = byEnd.get(key) ?? [];
    for (let line = list.pop(); line; line = list.pop()) if (waiting.delete(line)) return line;
    return undefined;
  };
  const rings: Point[][] = [];
  for (const first of waiting) {
    waiting.delete(first);
    const current = [...first];
    const startKey = keyOf(current[0]);
    for (let tipKey = keyOf(lastOf(current)); tipKey !== startKey; tipKey = keyOf(lastOf(current))) {
      const next = takeAt(tipKey);
      if (!next) break;
      const onward = keyOf(next[0]) === tipKey ? next : [...next].reverse();
      for (const point of onward.slice(1)) current.push(point);
    }
    if (current.length > 3 && keyOf(lastOf(current)) === startKey) rings.push(current.slice(0, -1));
  }
  return rings;
}
