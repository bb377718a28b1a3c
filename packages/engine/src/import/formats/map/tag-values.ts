import type { Tags } from './map-feature.ts';

const thicknessKeys = [
  'thickness',
  'wall_thickness',
  'thicknessm',
  'thickness_m',
  '厚度',
  '墙厚',
  'width',
  '宽度',
];
const widthKeys = ['width', 'widthm', 'width_m', 'door:width', '宽度', '门宽'];
const elevationKeys = ['elevation', 'elevationm', 'elevation_m', 'ele', '标高'];
const clearHeightKeys = [
  'clear_height',
  'clearheight',
  'clearheightm',
  'clear_height_m',
  'ceiling_height',
  '净高',
];
const nameKeys = ['name', 'name:zh', 'name:en', 'label', 'text', 'title', '名称', '文字'];

/** Thickness of a wall, m, where its tags say one that walls have. */
export function thicknessOf(tags: Tags): number | undefined {
  return lengthOf(tags, thicknessKeys, { min: 0.02, max: 5 });
}

/** Width of a door, m. */
export function widthOf(tags: Tags): number | undefined {
  return lengthOf(tags, widthKeys, { min: 0.4, max: 12 });
}

/** Sides of a column, m: `size=600x800`, `width` and `depth`, or one of them. */
export function columnSidesOf(tags: Tags): [number, number] | undefined {
  const range = { min: 0.1, max: 5 };
  const both = /^([\d.]+)\s*[x×*]\s*([\d.]+)$/i.exec((tags.size ?? tags.尺寸 ?? '').trim());
  if (both) {
    const [a, b] = both.slice(1).map((side) => lengthOf({ side }, ['side'], range));
    if (a && b) return [a, b];
  }
  const widthM = lengthOf(tags, ['width', 'w', '宽', '宽度'], range);
  const depthM = lengthOf(tags, ['depth', 'd', 'length', '长'], range);
  return widthM || depthM ? [widthM ?? depthM!, depthM ?? widthM!] : undefined;
}

/** Radius of a round column, m. */
export function radiusOf(tags: Tags): number | undefined {
  const range = { min: 0.05, max: 3 };
  const across = lengthOf(tags, ['diameter', '直径'], { min: 0.1, max: 6 });
  return across ? across / 2 : lengthOf(tags, ['radius', '半径'], range);
}

/** Counter-clockwise turn, degrees. */
export function turnDegOf(tags: Tags): number {
  const value = Number(tags.rot ?? tags.rotation ?? tags.angle ?? tags.angledeg ?? 0);
  return Number.isFinite(value) ? value : 0;
}

export function elevationMOf(tags: Tags): number | undefined {
  return lengthOf(tags, elevationKeys, { min: -60, max: 200 });
}

export function clearHeightMOf(tags: Tags): number | undefined {
  return lengthOf(tags, clearHeightKeys, { min: 1.8, max: 8 });
}

/** Rise over run of a ramp: `incline=15%`, `-15 %`, `1:8` or `0.15`. */
export function slopeRatioOf(tags: Tags): number | undefined {
  const value = (tags.incline ?? tags.slope ?? tags.sloperatio ?? tags.坡度 ?? '')
    .replace(/[％]/g, '%')
    .trim();
  const found = /^[+-]?(\d+(?:\.\d+)?)\s*(?:(%)|[:/]\s*(\d+(?:\.\d+)?))?$/.exec(value);
  if (!found) return undefined;
  const ratio = Number(found[1]) / (found[2] ? 100 : Number(found[3] ?? 1));
  return ratio > 0 && ratio < 0.6 ? ratio : undefined;
}

/** Returns what is written on a feature. */
export function nameOf(tags: Tags): string | undefined {
  const key = nameKeys.find((candidate) => tags[candidate]?.trim());
  return key && tags[key].trim().slice(0, 200);
}

/** A length in metres; a number without unit that is too large for metres is in millimetres. */
function lengthOf(
  tags: Tags,
  keys: readonly string[],
  { min, max }: { min: number; max: number },
): number | undefined {
  for (const key of keys) {
    const found = /^\s*([+-]?\d+(?:\.\d+)?)\s*(mm|cm|m|毫米|厘米|米)?\s*$/i.exec(tags[key] ?? '');
    if (!found) continue;
    const number = Number(found[1]);
    const scale = found[2] ? scales[found[2].toLowerCase()] : Math.abs(number) > max ? 0.001 : 1;
    const value = number * scale;
    if (value >= min && value <= max) return value;
  }
  return undefined;
}

const scales: Readonly<Record<string, number>> = {
  mm: 0.001,
  cm: 0.01,
  m: 1,
  毫米: 0.001,
  厘米: 0.01,
  米: 1,
};
