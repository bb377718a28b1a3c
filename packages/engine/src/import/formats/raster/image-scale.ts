import { DrawingError, distance, type Phrase, type Point, say, verbatim } from '../../../core/index.ts';

/**
 * Scale of an image: metres per pixel, or two picked pixels (from its upper left corner) and how far apart they are; of
 * a page in PDF points of the page are the pixels (from its lower left corner), and 150 is a ratio of 1:150.
 */
export type ImageScale =
  | { metresPerPixel: number }
  | { points: readonly [Point, Point]; distanceM: number }
  | { ratio: number };

/** Describes what an image itself cannot say. */
export interface ImageOptions {
  scale?: ImageScale;
  /** Text of the file beside the image: JSON with the scale, or the YAML of a ROS map. */
  sidecar?: string;
}

/** Describes how the pixels of a map made by a robot are read (ROS map_server). */
export interface OccupancyRule {
  negate: boolean;
  occupiedRatio: number;
  freeRatio: number;
}

/** Scale and nature of an image, from what came with it. */
export interface ScanFacts {
  metresPerPixel: number;
  /** The image is a map made by a robot. */
  occupancy?: OccupancyRule;
  /** Name of the level it shows (`B1`). */
  level?: string;
}

const scaleRange = { min: 0.001, max: 0.25 } as const;

const sidecarText = say('beside-picture');
const sidecarExample = '{ "metresPerPixel": 0.05 }';
const scaleHelp = say('scale-help', { example: sidecarExample });

/**
 * Returns what a caller or the file beside the image says; the caller wins. Throws `DrawingError` where there is no
 * scale.
 */
export function scanFacts({ scale, sidecar }: ImageOptions): ScanFacts {
  const stated = sidecar === undefined ? {} : readSidecar(sidecar);
  const metresPerPixel = scale === undefined ? stated.metresPerPixel : metresPerPixelOf(scale, say('scale'));
  if (metresPerPixel === undefined)
    throw new DrawingError(say('scale'), say('picture-without-scale'), scaleHelp);
  return { ...stated, metresPerPixel };
}

function readSidecar(text: string): Partial<ScanFacts> {
  return /^\s*[{[]/.test(text) ? readJsonSidecar(text) : readRosMap(text);
}

function readJsonSidecar(text: string): Partial<ScanFacts> {
  let document: Record<string, unknown>;
  try {
    document = Object(JSON.parse(text));
  } catch {
    throw new DrawingError(sidecarText, say('broken-json'), verbatim(sidecarExample));
  }
  const level = typeof document.level === 'string' ? document.level.slice(0, 40) : undefined;
  const at = sidecarText;
  const metresPerPixel = document.metresPerPixel ?? document.metres_per_pixel;
  if (metresPerPixel !== undefined) {
    return { level, metresPerPixel: metresPerPixelOf({ metresPerPixel: Number(metresPerPixel) }, at) };
  }
  if (document.points === undefined) return { level };
  const points = document.points as [Point, Point];
  const isPair =
    Array.isArray(points) && points.length === 2 && points.every((p) => Array.isArray(p) && p.length === 2);
  if (!isPair) throw new DrawingError(at, say('points-no-pair'), verbatim('"points": [[x, y], [x, y]]'));
  return { level, metresPerPixel: metresPerPixelOf({ points, distanceM: Number(document.distanceM) }, at) };
}

/** `map.yaml` of the ROS map_server: flat `key: value` lines. */
function readRosMap(text: string): Partial<ScanFacts> {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/).slice(0, 1000)) {
    const [, key, value] = /^([A-Za-z_]\w*)\s*:\s*([^#]*)/.exec(line) ?? [];
    if (key) values.set(key, value.trim());
  }
  const resolution = values.get('resolution');
  if (resolution === undefined) return {};
  const ratio = (key: string, usual: number): number => {
    const value = Number(values.get(key) ?? usual);
    if (value >= 0 && value <= 1) return value;
    throw new DrawingError(sidecarText, verbatim(`${key}: ${values.get(key)}`), say('ratio-expected'));
  };
  return {
    metresPerPixel: metresPerPixelOf({ metresPerPixel: Number(resolution) }, sidecarText),
    occupancy: {
      negate: values.get('negate') === '1',
      occupiedRatio: ratio('occupied_thresh', 0.65),
      freeRatio: ratio('free_thresh', 0.196),
    },
  };
}

/** Metres per pixel, or per point. Refuses what no plan has, and a ratio: that needs paper. */
export function metresPerPixelOf(scale: ImageScale, at: Phrase): number {
  if ('ratio' in scale) throw new DrawingError(at, verbatim(`1:${scale.ratio}`), scaleHelp);
  const value =
    'metresPerPixel' in scale
      ? scale.metresPerPixel
      : scale.distanceM / distance(scale.points[0].map(Number), scale.points[1].map(Number));
  if (value >= scaleRange.min && value <= scaleRange.max) return value;
  throw new DrawingError(
    at,
    say('metres-per-pixel', { value }),
    say('scale-range', { least: scaleRange.min, most: scaleRange.max }),
  );
}
