import { DrawingError, distance, type Phrase, say } from '../../../core/index.ts';
import { longestWallM, tooLongWall } from '../../drawing/check-extent.ts';
import { type LayerClass, openingClasses, wallClasses } from '../../drawing/layer-classes.ts';
import type { PlacedFeature } from './classify-feature.ts';
import { largestSideCount } from './map-feature.ts';

/** More of a kind than any garage has, and as many as a plan takes: what is recognised in them would be refused at last. */
const mostOf: readonly { name: Phrase; most: number; holds: (featureClass: string) => boolean }[] = [
  { name: say('bays'), most: 50_000, holds: (each) => each === 'bay' },
  { name: say('columns'), most: 50_000, holds: (each) => each === 'column' },
  { name: say('doors'), most: 20_000, holds: (each) => openingClasses.has(each as LayerClass) },
  {
    name: say('points-of-garage'),
    most: 20_000,
    holds: (each) => each === 'charger' || each === 'gate' || each === 'payment',
  },
  { name: say('ramps'), most: 1000, holds: (each) => each === 'ramp' },
];

/** Refuses more features of a kind, and more sides of walls, than one garage has. */
export function refuseTooMany(features: readonly PlacedFeature[]): void {
  const counts = new Map<string, number>();
  for (const { featureClass } of features) counts.set(featureClass, (counts.get(featureClass) ?? 0) + 1);
  for (const { name, most, holds } of mostOf) {
    const count = [...counts].reduce((sum, [each, own]) => sum + (holds(each) ? own : 0), 0);
    if (count > most) {
      throw new DrawingError(
        'features',
        say('count-of', { count, name }),
        say('at-most-of-garage', { most }),
      );
    }
  }
  refuseTooManySides(features);
}

/** Refuses walls that no garage has before anything is computed on them. */
export function refuseLongWalls(features: readonly PlacedFeature[], metresPerUnit: number): void {
  for (const { featureClass, rings } of features) {
    if (!wallClasses.has(featureClass as LayerClass)) continue;
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i++) {
        const lengthM = distance(ring[i - 1], ring[i]) * metresPerUnit;
        if (lengthM > longestWallM) throw tooLongWall(lengthM);
      }
    }
  }
}

function refuseTooManySides(features: readonly PlacedFeature[]): void {
  const sidesOf = (isCounted: (feature: PlacedFeature) => boolean): number =>
    features
      .filter(isCounted)
      .reduce((sum, { rings }) => sum + rings.reduce((each, ring) => each + ring.length, 0), 0);
  const walls = sidesOf(({ featureClass }) => wallClasses.has(featureClass as LayerClass));
  const sides = walls > 0 ? walls : sidesOf(({ featureClass }) => featureClass === 'room');
  if (sides > largestSideCount) {
    const found = say(walls > 0 ? 'sides-of-walls' : 'sides-of-rooms', { count: sides });
    throw new DrawingError('features', found, say('at-most-of-garage', { most: largestSideCount }));
  }
}
