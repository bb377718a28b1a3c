import type { Phrase, Point } from '../../../core/index.ts';
import { tuning } from '../../tuning.ts';

export const { largestPointCount, largestFeatureCount, largestSideCount } = tuning.mapMapFeature;

/** Properties of a feature, keys in lower case, values as text. */
export type Tags = Readonly<Record<string, string>>;

/** One tagged thing of a map, in the coordinates of its file. */
export interface MapFeature {
  /** Place of the feature in its file: `features[3]`, `way -108847`. */
  at: string;
  tags: Tags;
  shape: 'point' | 'line' | 'area';
  /** A point; a line; or an outer ring and its holes, none closed by repetition. */
  rings: Point[][];
  /** The line ends where it began. */
  closed?: boolean;
}

/** The features of one file and what it says about them. */
export interface MapFile {
  fileName?: string;
  encoding: string;
  features: MapFeature[];
  /** Name of the coordinate system, where the file gives one. */
  crs?: string;
  /** Things left out while reading, by reason. */
  dropped: Map<string, { reason: Phrase; count: number; firstAt: string }>;
}

/** Counts something that is left out. */
export function countDropped(dropped: MapFile['dropped'], reason: Phrase, at: string): void {
  const key = JSON.stringify(reason);
  const known = dropped.get(key);
  if (known) known.count++;
  else dropped.set(key, { reason, count: 1, firstAt: at });
}
