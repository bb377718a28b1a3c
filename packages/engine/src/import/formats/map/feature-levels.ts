import { foldTraditional } from '../../../core/index.ts';
import { levelIdOf, levelNameOfTitle } from '../../../plan/index.ts';
import { tuning } from '../../tuning.ts';
import type { MapFeature, MapFile, Tags } from './map-feature.ts';

const { largestSpan, longestLevelName } = tuning.mapFeatureLevels;

/** A level as a map names it: `ordinal` 0 is the ground floor, −1 the first basement. */
export interface MapLevel {
  id: string;
  ordinal: number;
  name: string;
}

const levelKeys = ['level', 'levels', 'floor', 'storey', 'story', 'level_id', 'addr:floor', '楼层', '层'];
/** The levels a feature says it is on; empty when it says none. `named` are the levels that features of the map are. */
export function levelsOf(tags: Tags, named: ReadonlyMap<string, MapLevel>): MapLevel[] {
  for (const key of levelKeys) {
    const value = tags[key];
    if (value === undefined) continue;
    const known = named.get(value);
    if (known) return [known];
    const levels = value.split(/[;,]/).flatMap((part) => levelsOfText(part.trim()));
    if (levels.length > 0) return levels;
  }
  return [];
}

/** The level that a file's name says, or undefined. */
export function levelOfFileName(fileName: string | undefined): MapLevel | undefined {
  const stem = fileName?.replace(/\.[^.]*$/, '');
  if (!stem) return undefined;
  const name = stem.length <= longestLevelName ? levelNameOfTitle(stem) : undefined;
  const underground = /(?:^|[^A-Za-z0-9])(?:([1-9])\.?UG|UG([1-9]))(?:$|[^A-Za-z0-9])/i.exec(stem);
  if (underground) return basement(Number(underground[1] ?? underground[2]), name);
  const titled = levelIdOf(stem);
  if (titled) return basement(Number(titled.slice(1)), name);
  if (/(?:^|[^a-z])(gf|eg|ground)(?:$|[^a-z])/i.test(stem)) return ofOrdinal(0, name);
  const floor = /(?:level|floor|storey|lvl)[-_ ]?(-?\d{1,2})$/i.exec(stem);
  if (floor) return ofOrdinal(Number(floor[1]), name);
  return undefined;
}

/** Features that are levels themselves (IMDF), by their id. */
export function namedLevels(files: readonly MapFile[]): Map<string, MapLevel> {
  const levels = new Map<string, MapLevel>();
  for (const feature of files.flatMap(({ features }) => features)) {
    const { tags } = feature;
    const id = tags.id ?? tags['@id'];
    if (!isLevel(feature) || id === undefined || tags.ordinal === undefined) continue;
    const ordinal = Number(tags.ordinal);
    if (Number.isInteger(ordinal) && Math.abs(ordinal) < 100) {
      levels.set(id, ofOrdinal(ordinal, tags.name ?? tags.short_name));
    }
  }
  return levels;
}

function isLevel({ tags }: MapFeature): boolean {
  return tags.feature_type === 'level' || tags.indoor === 'level';
}

/** `-1`, `B1`, `地下一层`, and ranges `-2--1`, `0-3`. */
function levelsOfText(text: string): MapLevel[] {
  const range = /^(-?\d{1,2})\s*(?:-|–|to)\s*(-?\d{1,2})$/.exec(text);
  if (range) {
    const [from, to] = [Number(range[1]), Number(range[2])].sort((a, b) => a - b);
    if (to - from > largestSpan) return [];
    return Array.from({ length: to - from + 1 }, (_, i) => ofOrdinal(from + i));
  }
  if (/^-?\d{1,2}(\.0+)?$/.test(text)) return [ofOrdinal(Number(text))];
  const titled = levelIdOf(text);
  if (titled) return [basement(Number(titled.slice(1)), text)];
  const underground = /^(?:([1-9])\.?UG|UG([1-9]))$/i.exec(text);
  if (underground) return [basement(Number(underground[1] ?? underground[2]), text)];
  if (/^(eg|gf|g|ground)$/i.test(text)) return [ofOrdinal(0, text)];
  const storey = /^(?:L|F|OG)?(\d{1,2})(?:F|层|楼|OG)?$/i.exec(foldTraditional(text));
  return storey ? [{ id: text.toUpperCase(), ordinal: Number(storey[1]), name: text }] : [];
}

function basement(depth: number, name?: string): MapLevel {
  return ofOrdinal(-depth, name);
}

function ofOrdinal(ordinal: number, name?: string): MapLevel {
  const id = ordinal < 0 ? `B${-ordinal}` : `L${ordinal}`;
  return { id, ordinal: ordinal + 0, name: name ?? id };
}
