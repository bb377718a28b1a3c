import { median } from '../../../core/index.ts';
import { countDropped, type MapFeature, type MapFile } from './map-feature.ts';

/** Half the width of a map of a garage and the streets around it: in degrees, and in metres. */
const reaches = [0.5, 1250] as const;
/** Where so many features stand together, the others are mistakes: zeros, swapped or broken coordinates. */
const leastTogetherRatio = 0.9;
const leastFeatures = 10;

/**
 * Leaves out features far from all others, counted as dropped: one would turn degrees into metres, or metres into
 * millimetres. A map that is wide as a whole stays as it is.
 */
export function dropStrays(files: readonly MapFile[]): void {
  const features = files.flatMap((file) => file.features);
  if (features.length < leastFeatures) return;
  const middleX = median(features.map(({ rings }) => rings[0][0][0]));
  const middleY = median(features.map(({ rings }) => rings[0][0][1]));
  for (const reach of reaches) {
    const isNear = ({ rings }: MapFeature): boolean => {
      const [x, y] = rings[0][0];
      const gapX = Math.abs(x - middleX);
      // The antimeridian is no gap.
      return Math.min(gapX, Math.abs(gapX - 360)) <= reach && Math.abs(y - middleY) <= reach;
    };
    const together = features.filter(isNear).length;
    if (together === features.length) return;
    if (together < leastTogetherRatio * features.length) continue;
    for (const file of files) {
      for (const feature of file.features) {
        if (!isNear(feature)) countDropped(file.dropped, 'features far from all others', feature.at);
      }
      file.features = file.features.filter(isNear);
    }
    return;
  }
}
