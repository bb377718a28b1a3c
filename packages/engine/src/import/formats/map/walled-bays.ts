import { distanceToRing, meanPoint, type Point, ringContains } from '../../../core/index.ts';
import { type LayerClass, openingClasses, wallClasses } from '../../drawing/layer-classes.ts';
import type { PlacedFeature } from './classify-feature.ts';

/** A door or gate this near to a wall is in it, m. */
const doorReachM = 0.6;
/** Bays, doors and walls that are looked at: each wall with each of the others. */
const mostThings = 2000;

/** Closed walls without a door around some of the bays, but not most of them: nobody could drive in. */
export function wallsAroundBays(features: readonly PlacedFeature[], metresPerUnit: number): PlacedFeature[] {
  const middles = (isOne: (featureClass: string) => boolean): Point[] =>
    features
      .filter(({ featureClass }) => isOne(featureClass))
      .slice(0, mostThings)
      .map(({ rings }) => meanPoint(rings[0]));
  const bays = middles((each) => each === 'bay');
  const doors = middles((each) => openingClasses.has(each as LayerClass) || each === 'gate');
  return features
    .filter(
      ({ featureClass, shape, closed, rings }) =>
        wallClasses.has(featureClass as LayerClass) &&
        (shape === 'area' || closed === true) &&
        rings[0].length <= mostThings,
    )
    .slice(0, mostThings)
    .filter(({ rings: [ring] }) => {
      const held = bays.filter((bay) => ringContains(ring, bay)).length;
      if (held === 0 || held * 2 > bays.length) return false;
      return !doors.some((door) => distanceToRing(ring, door) * metresPerUnit < doorReachM);
    });
}
