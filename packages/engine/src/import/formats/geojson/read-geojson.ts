import { DrawingError, isRecord, type Phrase, type Point, say, verbatim } from '../../../core/index.ts';
import type { DrawingFile, ReadDrawing } from '../../drawing/read-drawing.ts';
import {
  countDropped,
  largestFeatureCount,
  largestPointCount,
  type MapFeature,
  type MapFile,
  type Tags,
} from '../map/map-feature.ts';
import { readEach } from '../map/read-each.ts';
import { readMap } from '../map/read-map.ts';
import { decodeJson } from './decode-json.ts';

/** Larger numbers are no coordinates. */
const largestCoordinate = 1e9;
const longestTag = 1000;

/** The floor plan in one or several GeoJSON files. Throws `DrawingError` with the position. */
export async function readGeoJson(files: readonly DrawingFile[]): Promise<ReadDrawing> {
  return readMap(await readEach(files, readFile), 'geojson');
}

/** The features of a GeoJSON file (RFC 7946, with the `crs` member of its predecessor). */
function readFile({ bytes, fileName }: DrawingFile): MapFile {
  const { value, encoding } = decodeJson(bytes);
  if (!isRecord(value)) throw new DrawingError(say('file'), say('json-list'), say('geojson-object'));
  if (value.format === 'diku-plan') {
    throw new DrawingError(say('file'), say('diku-plan'), say('drawing-not-plan'));
  }
  const file: MapFile = { fileName, encoding, features: [], dropped: new Map() };
  const crs = crsOf(value);
  if (crs !== undefined) file.crs = crs;
  const reader = new FeatureReader(file);
  if (value.type === 'FeatureCollection' && Array.isArray(value.features)) {
    value.features.forEach((feature, i) => {
      reader.addFeature(feature, `features[${i}]`);
    });
  } else if (value.type === 'Feature') reader.addFeature(value, 'feature');
  else if (typeof value.type === 'string' && geometryTypes.has(value.type)) {
    reader.addGeometry(value, {}, 'geometry');
  } else throw new DrawingError('type', verbatim(kindOf(value)), say('geojson-type'));
  if (file.features.length === 0) {
    throw new DrawingError('features', reader.firstDropped ?? say('nothing'), say('geojson-plan'));
  }
  return file;
}

const geometryTypes = new Set([
  ...[
    'Point',
    'MultiPoint',
    'LineString',
    'MultiLineString',
    'Polygon',
    'MultiPolygon',
    'GeometryCollection',
  ],
]);

/** Collects features; what cannot be used is counted. */
class FeatureReader {
  private points = 0;
  /** Why the first of those left out was. */
  firstDropped: Phrase | undefined;

  constructor(private readonly file: MapFile) {}

  addFeature(value: unknown, at: string): void {
    if (!isRecord(value) || value.type !== 'Feature') {
      this.drop(say('no-feature'), at);
      return;
    }
    if (!isRecord(value.geometry)) {
      this.drop(say('without-geometry'), at);
      return;
    }
    const tags = tagsOf(value.properties);
    const id = value.id ?? value.feature_id;
    if (tags.id === undefined && (typeof id === 'string' || typeof id === 'number')) tags.id = String(id);
    if (tags.feature_type === undefined && typeof value.feature_type === 'string') {
      tags.feature_type = value.feature_type;
    }
    this.addGeometry(value.geometry, tags, at);
  }

  addGeometry(geometry: Record<string, unknown>, tags: Tags, at: string): void {
    const { type, coordinates } = geometry;
    if (type === 'GeometryCollection') {
      if (!Array.isArray(geometry.geometries)) {
        this.drop(say('empty-collections'), at);
        return;
      }
      geometry.geometries.forEach((part, i) => {
        if (isRecord(part)) this.addGeometry(part, tags, `${at}.geometries[${i}]`);
      });
      return;
    }
    if (!Array.isArray(coordinates)) {
      this.drop(say('without-coordinates'), at);
      return;
    }
    const add = (shape: MapFeature['shape'], rings: unknown[]) => this.add(shape, rings, tags, at);
    if (type === 'Point') add('point', [[coordinates]]);
    else if (type === 'MultiPoint') for (const point of coordinates) add('point', [[point]]);
    else if (type === 'LineString') add('line', [coordinates]);
    else if (type === 'MultiLineString') for (const line of coordinates) add('line', [line]);
    else if (type === 'Polygon') add('area', coordinates);
    else if (type === 'MultiPolygon') {
      for (const polygon of coordinates) add('area', Array.isArray(polygon) ? polygon : [polygon]);
    } else this.drop(say('unknown-geometry', { type: String(JSON.stringify(type)?.slice(0, 40)) }), at);
  }

  private add(shape: MapFeature['shape'], raw: readonly unknown[], tags: Tags, at: string): void {
    if (this.file.features.length === largestFeatureCount) {
      throw new DrawingError(
        at,
        say('more-features'),
        say('at-most-of-garage', { most: largestFeatureCount }),
      );
    }
    const rings: Point[][] = [];
    for (const ring of raw) {
      const points = this.pointsOf(ring);
      if (!points) {
        this.drop(say('broken-coordinates'), at);
        return;
      }
      const closed = shape !== 'point' && isClosed(points);
      if (shape === 'area' && closed) points.pop();
      const min = shape === 'area' ? 3 : shape === 'line' ? 2 : 1;
      if (points.length < min) {
        if (rings.length === 0) {
          this.drop(say('too-few-points'), at);
          return;
        }
        this.drop(say('holes-too-few'), at);
        continue;
      }
      if (shape === 'line' && closed && points.length > 3) {
        points.pop();
        this.file.features.push({ at, tags, shape, rings: [points], closed: true });
        return;
      }
      rings.push(points);
    }
    if (rings.length > 0) this.file.features.push({ at, tags, shape, rings });
    else this.drop(say('without-coordinates'), at);
  }

  private pointsOf(ring: unknown): Point[] | undefined {
    if (!Array.isArray(ring)) return undefined;
    this.points += ring.length;
    if (this.points > largestPointCount) {
      throw new DrawingError(
        'features',
        say('more-coordinates'),
        say('at-most-points', { most: largestPointCount }),
      );
    }
    const points: Point[] = [];
    for (const position of ring) {
      if (!Array.isArray(position) || !isCoordinate(position[0]) || !isCoordinate(position[1]))
        return undefined;
      points.push([position[0], position[1]]);
    }
    return points;
  }

  private drop(reason: Phrase, at: string): void {
    this.firstDropped ??= reason;
    countDropped(this.file.dropped, reason, at);
  }
}

function isCoordinate(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= largestCoordinate;
}

function isClosed(points: readonly Point[]): boolean {
  const [first] = points;
  const last = points[points.length - 1];
  return points.length > 1 && first[0] === last[0] && first[1] === last[1];
}

/** Properties as text: keys in lower case; of a list its items, of names by language the Chinese, else the first. */
function tagsOf(properties: unknown): Record<string, string> {
  const tags: Record<string, string> = Object.create(null);
  if (!isRecord(properties)) return tags;
  for (const [key, value] of Object.entries(properties)) {
    const text = textOf(value);
    if (text !== undefined && text !== '') tags[key.toLowerCase()] = text.slice(0, longestTag);
  }
  return tags;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.slice(0, 50).map(textOf).filter(Boolean).join(';');
  if (!isRecord(value)) return undefined;
  const texts = Object.entries(value).filter(([, text]) => typeof text === 'string');
  const chosen = texts.find(([language]) => language.startsWith('zh')) ?? texts[0];
  return chosen?.[1] as string | undefined;
}

function crsOf({ crs }: Record<string, unknown>): string | undefined {
  if (!isRecord(crs) || !isRecord(crs.properties)) return undefined;
  const { name } = crs.properties;
  return typeof name === 'string' ? name.slice(0, 100) : undefined;
}

function kindOf(value: Record<string, unknown>): string {
  if (value.type === 'Topology') return 'TopoJSON';
  if ('geometryType' in value || 'spatialReference' in value) return 'Esri JSON';
  return value.type === undefined ? 'no type' : JSON.stringify(value.type)?.slice(0, 60);
}
