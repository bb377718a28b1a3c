import type { SaxesParser } from 'saxes';
import {
  DrawingError,
  decodeChunks,
  decodeLatin1,
  distance,
  type Phrase,
  type Point,
  say,
  verbatim,
} from '../../../core/index.ts';
import { type LayerClass, wallClasses } from '../../drawing/layer-classes.ts';
import type { DrawingFile, ReadDrawing } from '../../drawing/read-drawing.ts';
import { classifyFeature } from '../map/classify-feature.ts';
import {
  countDropped,
  largestPointCount,
  type MapFeature,
  type MapFile,
  type Tags,
} from '../map/map-feature.ts';
import { readEach } from '../map/read-each.ts';
import { readMap } from '../map/read-map.ts';

/** An element of an OSM file. */
interface OsmElement {
  id: number;
  tags: Tags;
}

interface OsmWay extends OsmElement {
  nodes: number[];
}

interface OsmRelation extends OsmElement {
  members: { type: string; ref: number; role: string }[];
}

interface OsmDocument {
  encoding: string;
  /** Longitude and latitude, degrees; or metres where the file has local coordinates only. */
  points: Map<number, Point>;
  taggedNodes: OsmElement[];
  ways: Map<number, OsmWay>;
  relations: OsmRelation[];
  /** Nodes without a position. */
  placeless: number;
  /** Positions are metres: the file gives `local_x` and `local_y` and no degrees. */
  isLocal: boolean;
}

/** More than the streets around any garage have; keep memory bounded. */
const largestElementCount = 1_000_000;
const largestReferenceCount = 1_500_000;
const maxTags = 200;
const longestTag = 1000;
const deepest = 32;

interface OpenElement {
  kind: 'node' | 'way' | 'relation';
  id: number;
  tags: Record<string, string> | undefined;
  attributes: Record<string, string>;
  nodes: number[];
  members: OsmRelation['members'];
}

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

/** The floor plan in one or several OSM XML files. Throws `DrawingError` with the position. */
export async function readOsm(files: readonly DrawingFile[]): Promise<ReadDrawing> {
  return readMap(await readEach(files, readFile), 'osm');
}

async function readFile({ bytes, fileName }: DrawingFile): Promise<MapFile> {
  const document = await readOsmXml(bytes);
  const { encoding, isLocal } = document;
  const file: MapFile = { fileName, encoding, features: [], dropped: new Map() };
  file.crs = isLocal ? 'local_x, local_y' : 'WGS 84';
  osmFeatures(document, file);
  if (file.features.length === 0) {
    throw new DrawingError('osm', say('untagged-nodes', { count: document.points.size }), say('tagged-ways'));
  }
  const points = file.features.reduce(
    (sum, { rings }) => sum + rings.reduce((n, ring) => n + ring.length, 0),
    0,
  );
  if (points > largestPointCount) {
    throw new DrawingError(
      'osm',
      say('points-count', { count: points }),
      say('at-most-points', { most: largestPointCount }),
    );
  }
  return file;
}

/** Elements of an OSM file as features: tagged nodes, ways, areas of relations, lanelets. */
function osmFeatures(document: OsmDocument, file: MapFile): void {
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
    const point = document.points.get(id)!;
    if (says(tags)) file.features.push({ at: `node ${id}`, tags, shape: 'point', rings: [[point]] });
  }
  if (document.placeless > 0) countDropped(dropped, say('dropped-placeless'), `${document.placeless} nodes`);
}

function says(tags: Tags): boolean {
  return Object.keys(tags).some((key) => !silentTags.has(key));
}

function pointsOf({ nodes }: OsmWay, document: OsmDocument): Point[] {
  return nodes.flatMap((ref) => {
    const position = document.points.get(ref);
    return position ? [position] : [];
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
  const outerPaths = ways(/^(outer)?$/);
  const [outer] = joinRings(outerPaths.map(({ ref }) => lines.get(ref)!));
  if (!outer) return undefined;
  const holes = joinRings(ways(/^inner$/).map(({ ref }) => lines.get(ref)!));
  // One way around it: what the way says counts too, and the way is not taken twice.
  const only = outerPaths.length === 1 ? document.ways.get(outerPaths[0].ref) : undefined;
  if (only) used.add(only.id);
  const { type: _, ...otherTags } = tags;
  const whole = { ...only?.tags, ...otherTags };
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
  /** The next line at a position, taken. */
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

/**
 * The elements of an OSM XML file (API 0.6, JOSM, Lanelet2), deleted ones left out. A document type declaration is
 * refused, so that no entity is ever expanded. Throws `DrawingError` with line and column.
 */
async function readOsmXml(bytes: Uint8Array): Promise<OsmDocument> {
  const { SaxesParser: Parser } = await import('saxes');
  const encoding = xmlEncoding(bytes);
  const document: OsmDocument = {
    encoding,
    points: new Map(),
    taggedNodes: [],
    ways: new Map(),
    relations: [],
    placeless: 0,
    isLocal: false,
  };
  const parser = new Parser();
  const position = () => say('line-column', { line: parser.line, column: parser.column });
  listen(parser, document, position);
  parser.on('doctype', () => {
    throw new DrawingError(position(), say('osm-dtd'), say('osm-no-dtd'));
  });
  parser.on('error', ({ message }) => {
    const found = message.replace(/^[\d:\s]+/, '').replace(/\.$/, '');
    throw new DrawingError(position(), say('broken-xml', { reason: found }), say('osm-cut'));
  });
  for (const chunk of xmlChunks(bytes, encoding)) parser.write(chunk);
  parser.close();
  return document;
}

function listen(parser: SaxesParser, document: OsmDocument, position: () => Phrase): void {
  let depth = 0;
  let elements = 0;
  let references = 0;
  let open: OpenElement | undefined;
  parser.on('opentag', ({ name, attributes: given }) => {
    const attributes = given as Record<string, string>;
    if (++depth > deepest)
      throw new DrawingError(position(), say('elements-deep', { most: deepest }), verbatim('OSM XML'));
    if (name === 'node' || name === 'way' || name === 'relation') {
      if (++elements > largestElementCount) {
        throw new DrawingError(
          position(),
          say('more-elements'),
          say('at-most', { most: largestElementCount }),
        );
      }
      open = { kind: name, id: Number(attributes.id), tags: undefined, attributes, nodes: [], members: [] };
    } else if (name === 'tag' && open) {
      const { k, v } = attributes;
      open.tags ??= {};
      if (k && v && Object.keys(open.tags).length < maxTags) {
        open.tags[k.toLowerCase().slice(0, 100)] = v.slice(0, longestTag);
      }
    } else if ((name === 'nd' || name === 'member') && open) {
      if (++references > largestReferenceCount) {
        throw new DrawingError(
          position(),
          say('more-references'),
          say('at-most', { most: largestReferenceCount }),
        );
      }
      const { ref = '', type = '', role = '' } = attributes;
      if (name === 'nd') open.nodes.push(Number(ref));
      else open.members.push({ type, ref: Number(ref), role });
    }
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    if (!open || name !== open.kind) return;
    retain(open, document);
    open = undefined;
  });
}

function retain({ kind, id, tags, attributes, nodes, members }: OpenElement, document: OsmDocument): void {
  if (attributes.action === 'delete' || attributes.visible === 'false') return;
  if (kind === 'way') document.ways.set(id, { id, tags: tags ?? {}, nodes });
  else if (kind === 'relation') document.relations.push({ id, tags: tags ?? {}, members });
  else {
    const degrees = pointOf(attributes.lon, attributes.lat);
    const point = degrees ?? pointOf(tags?.local_x, tags?.local_y);
    if (!point) {
      document.placeless++;
      return;
    }
    document.isLocal ||= !degrees;
    document.points.set(id, point);
    if (tags) document.taggedNodes.push({ id, tags });
  }
}

function pointOf(x: string | undefined, y: string | undefined): Point | undefined {
  if (!x?.trim() || !y?.trim()) return undefined;
  const point: Point = [Number(x), Number(y)];
  return point.every((value) => Math.abs(value) < 1e9) ? point : undefined;
}

/** Encoding of an XML file: by byte order mark, by zero bytes, by its declaration, else UTF-8. */
function xmlEncoding(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  const declaration = /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/i;
  return (declaration.exec(decodeLatin1(bytes.subarray(0, 400)))?.[1] ?? 'utf-8').toLowerCase();
}

/** The text of the file in pieces, so that large files need little memory. Refuses bytes that the encoding lacks. */
function* xmlChunks(bytes: Uint8Array, encoding: string): Generator<string> {
  let offset = 0;
  try {
    yield* decodeChunks(bytes, encoding, (at) => {
      offset = at;
    });
  } catch (error) {
    if (error instanceof RangeError) {
      throw new DrawingError(
        say('line', { line: 1 }),
        say('xml-encoding', { encoding }),
        say('xml-encodings'),
      );
    }
    if (!(error instanceof TypeError)) throw error;
    throw new DrawingError(
      say('byte-or-after', { byte: offset }),
      say('not-in-encoding', { encoding }),
      say('xml-in', { encoding }),
    );
  }
}
