import { foldTraditional } from '../../../core/index.ts';
import type { MaterialName, Opening } from '../../../plan/index.ts';
import { statedLayer } from '../../drawing/classify-layer.ts';
import { type LayerClass, layerPatterns, openingClasses, wallClasses } from '../../drawing/layer-classes.ts';
import {
  doorKinds,
  type FeatureClass,
  materialWords,
  pairClasses,
  tellingKeys,
  wallWords,
  wordClasses,
} from './feature-classes.ts';
import type { MapFeature, Tags } from './map-feature.ts';

/** What a feature is, and the value that says so. */
export interface ClassifiedFeature {
  featureClass: FeatureClass;
  /** The most telling value, as it is written: what a layer map may name. */
  value: string;
  material?: MaterialName;
  /** Of a door. */
  opening?: Opening['kind'];
}

/** The class of a feature by its tags. `unknown` where no tag says one. */
export function classifyFeature(tags: Tags): ClassifiedFeature {
  const pair = pairClasses.find(([key]) => hasPair(tags, key));
  const words = tellingKeys
    .map((key) => tags[key])
    .filter((word) => word !== undefined && /\p{L}/u.test(word));
  const value = pair ? tags[pair[0].split('=')[0]] : (words[0] ?? buildingOf(tags) ?? '');
  const found = pair?.[1] ?? classOfWords(words) ?? (buildingOf(tags) ? 'building' : 'unknown');
  const values = Object.values(tags).map(plainWords);
  if (wallClasses.has(found as LayerClass)) {
    const featureClass = found === 'wall' ? (firstOf(wallWords, values) ?? found) : found;
    return { featureClass, value, material: materialOf(tags) };
  }
  if (openingClasses.has(found as LayerClass)) {
    return { featureClass: 'door', value, opening: firstOf(doorKinds, values) ?? 'steel-door' };
  }
  return { featureClass: found, value };
}

/** The tags of a feature, what they say, and its rings in the drawing's coordinates. */
export interface PlacedFeature extends MapFeature, ClassifiedFeature {
  /** It names no level and stands for all of them: what a level says itself goes before it. */
  isShared?: boolean;
}

/** Layer of a feature's lines: its class for recognition, its value for layer maps. */
export function featureLayer(layerClass: LayerClass, value: string): string {
  return `${statedLayer(layerClass)}|${value.replaceAll('|', ' ')}`;
}

/** Capitals, blanks for `_` and `-`. */
export function plainWords(value: string): string {
  return foldTraditional(value)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toUpperCase();
}

function hasPair(tags: Tags, pair: string): boolean {
  const [key, value] = pair.split('=');
  const found = tags[key];
  return found !== undefined && found !== 'no' && (value === '*' || found.toLowerCase() === value);
}

function buildingOf(tags: Tags): string | undefined {
  const building = tags.building;
  return building === 'no' ? undefined : building;
}

function classOfWords(values: readonly string[]): FeatureClass | undefined {
  for (const value of values) {
    const words = plainWords(value);
    const found =
      firstOf(wordClasses, [words]) ?? firstOf(layerPatterns, [words, foldTraditional(value).toUpperCase()]);
    if (found) return found;
  }
  return undefined;
}

function materialOf(tags: Tags): MaterialName | undefined {
  const value = tags.material ?? tags['building:material'] ?? tags['wall:material'] ?? tags.材料 ?? tags.材质;
  return value === undefined ? undefined : firstOf(materialWords, [plainWords(value)]);
}

function firstOf<Found>(
  table: readonly (readonly [RegExp, Found])[],
  values: readonly string[],
): Found | undefined {
  return table.find(([pattern]) => values.some((value) => pattern.test(value)))?.[1];
}
