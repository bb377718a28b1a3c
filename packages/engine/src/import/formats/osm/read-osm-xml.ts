import type { SaxesParser } from 'saxes';
import {
  DrawingError,
  decodeLatin1,
  decodePieces,
  type Phrase,
  type Point,
  say,
  verbatim,
} from '../../../core/index.ts';
import type { Tags } from '../map/map-feature.ts';

/** An element of an OSM file. */
export interface OsmElement {
  id: number;
  tags: Tags;
}

export interface OsmWay extends OsmElement {
  nodes: number[];
}

export interface OsmRelation extends OsmElement {
  members: { type: string; ref: number; role: string }[];
}

export interface OsmDocument {
  encoding: string;
  /** Longitude and latitude, degrees; or metres where the file has local coordinates only. */
  places: Map<number, Point>;
  taggedNodes: OsmElement[];
  ways: Map<number, OsmWay>;
  relations: OsmRelation[];
  /** Nodes without a place. */
  placeless: number;
  /** Places are metres: the file gives `local_x` and `local_y` and no degrees. */
  isLocal: boolean;
}

/** More than the streets around any garage have; keep memory bounded. */
const largestElementCount = 1_000_000;
const largestReferenceCount = 1_500_000;
const mostTags = 200;
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

/**
 * The elements of an OSM XML file (API 0.6, JOSM, Lanelet2), deleted ones left out. A document type declaration is
 * refused, so that no entity is ever expanded. Throws `DrawingError` with line and column.
 */
export async function readOsmXml(bytes: Uint8Array): Promise<OsmDocument> {
  const { SaxesParser: Parser } = await import('saxes');
  const encoding = xmlEncoding(bytes);
  const document: OsmDocument = {
    encoding,
    places: new Map(),
    taggedNodes: [],
    ways: new Map(),
    relations: [],
    placeless: 0,
    isLocal: false,
  };
  const parser = new Parser();
  const place = () => say('line-column', { line: parser.line, column: parser.column });
  listen(parser, document, place);
  parser.on('doctype', () => {
    throw new DrawingError(place(), say('osm-dtd'), say('osm-no-dtd'));
  });
  parser.on('error', ({ message }) => {
    const found = message.replace(/^[\d:\s]+/, '').replace(/\.$/, '');
    throw new DrawingError(place(), say('broken-xml', { reason: found }), say('osm-cut'));
  });
  for (const chunk of xmlChunks(bytes, encoding)) parser.write(chunk);
  parser.close();
  return document;
}

function listen(parser: SaxesParser, document: OsmDocument, place: () => Phrase): void {
  let depth = 0;
  let elements = 0;
  let references = 0;
  let open: OpenElement | undefined;
  parser.on('opentag', ({ name, attributes: given }) => {
    const attributes = given as Record<string, string>;
    if (++depth > deepest)
      throw new DrawingError(place(), say('elements-deep', { most: deepest }), verbatim('OSM XML'));
    if (name === 'node' || name === 'way' || name === 'relation') {
      if (++elements > largestElementCount) {
        throw new DrawingError(place(), say('more-elements'), say('at-most', { most: largestElementCount }));
      }
      open = { kind: name, id: Number(attributes.id), tags: undefined, attributes, nodes: [], members: [] };
    } else if (name === 'tag' && open) {
      const { k, v } = attributes;
      open.tags ??= {};
      if (k && v && Object.keys(open.tags).length < mostTags) {
        open.tags[k.toLowerCase().slice(0, 100)] = v.slice(0, longestTag);
      }
    } else if ((name === 'nd' || name === 'member') && open) {
      if (++references > largestReferenceCount) {
        throw new DrawingError(
          place(),
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
    keep(open, document);
    open = undefined;
  });
}

function keep({ kind, id, tags, attributes, nodes, members }: OpenElement, document: OsmDocument): void {
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
    document.places.set(id, point);
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
    yield* decodePieces(bytes, encoding, (at) => {
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
