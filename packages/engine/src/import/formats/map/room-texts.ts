import { meanPoint, type Point, ringContains, signedArea } from '../../../core/index.ts';
import type { DrawingText } from '../../drawing/drawing.ts';
import { meaningOfRoom } from '../../drawing/room-names.ts';
import { centredSetting } from '../../drawing/text-settings.ts';
import { tuning } from '../../tuning.ts';
import { featureLayer, type PlacedFeature, plainWords } from './classify-feature.ts';
import { nameOf, slopeRatioOf } from './tag-values.ts';

const { textHeightM } = tuning.mapRoomTexts;

/** What is written in a room: its name where that says what it is, else what the tags say; `''` for nothing. */
export function writtenOn({ value, featureClass, tags }: PlacedFeature): string {
  const name = nameOf(tags);
  if (name !== undefined && meaningOfRoom(name)) return name;
  const words = [value, tags.room, tags.highway, tags.category, tags.type]
    .filter((word) => word !== undefined)
    .map(plainWords)
    .find((word) => meaningOfRoom(word));
  if (words) return words;
  return featureClass === 'stair' ? 'STAIRS' : featureClass === 'ramp' ? 'RAMP' : (name ?? '');
}

/** What a drawing would have written in a room, on a ramp, or at a point. */
export function roomTexts(feature: PlacedFeature, metresPerUnit: number): DrawingText[] {
  const { rings, value, shape, tags } = feature;
  const slopeRatio = feature.featureClass === 'ramp' ? slopeRatioOf(tags) : undefined;
  const slope = slopeRatio === undefined ? '' : `i=${(100 * slopeRatio).toFixed(1)}%`;
  return [writtenOn(feature), slope]
    .filter((text) => text !== '')
    .map((text) => ({
      layer: featureLayer('text', value),
      text,
      position: shape === 'area' ? placeInside(rings) : meanPoint(rings[0]),
      heightInUnits: textHeightM / metresPerUnit,
      setting: centredSetting,
      symbol: -1,
    }));
}

/** A point of the area: its middle, or the middle of its widest stretch half-way up. */
function placeInside(rings: readonly Point[][]): Point {
  const middle = meanPoint(rings[0]);
  const inside = (point: Point) =>
    ringContains(rings[0], point) && !rings.slice(1).some((hole) => ringContains(hole, point));
  if (inside(middle) || Math.abs(signedArea(rings[0])) === 0) return middle;
  const y = middle[1];
  const crossings = rings
    .flatMap((ring) =>
      ring.flatMap((a, i) => {
        const b = ring[(i + 1) % ring.length];
        return a[1] > y === b[1] > y ? [] : [a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0])];
      }),
    )
    .sort((p, q) => p - q);
  let best: Point = middle;
  let widest = 0;
  for (let i = 1; i < crossings.length; i += 2) {
    if (crossings[i] - crossings[i - 1] <= widest) continue;
    widest = crossings[i] - crossings[i - 1];
    best = [(crossings[i] + crossings[i - 1]) / 2, y];
  }
  return best;
}
