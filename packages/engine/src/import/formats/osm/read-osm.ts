import { DrawingError, say } from '../../../core/index.ts';
import type { DrawingFile, ReadDrawing } from '../../drawing/read-drawing.ts';
import { largestPointCount, type MapFile } from '../map/map-feature.ts';
import { readEach } from '../map/read-each.ts';
import { readMap } from '../map/read-map.ts';
import { osmFeatures } from './osm-features.ts';
import { readOsmXml } from './read-osm-xml.ts';

/** The floor plan in one or several OSM XML files. Throws `DrawingError` with the place. */
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
    throw new DrawingError('osm', say('untagged-nodes', { count: document.places.size }), say('tagged-ways'));
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
