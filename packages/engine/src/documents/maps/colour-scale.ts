/**
 * The one colour scale of images, reports and the planner. Five stepped classes, best first, monotone in
 * lightness (L* about 78, 65, 51, 36, 11) and told apart under protanopia, deuteranopia, tritanopia and in grey.
 * Better is more saturated and no class is the colour of paper; the two classes below the limit are the dark, warm ones.
 */

import { type Quantity, scaledQuantity } from '../../radio/index.ts';

export type Rgb = readonly [number, number, number];

/** Values from `min` (inclusive) up to the next better class have colour `rgb`; the last class has no lower end. */
export interface ColourClass {
  min: number;
  rgb: Rgb;
}

const classColours: readonly Rgb[] = [
  [38, 220, 138],
  [59, 173, 161],
  [80, 129, 148],
  [165, 28, 38],
  [64, 5, 27],
];

/** Index of the first class that is below the limit. */
export const firstClassBelowLimit = 3;

/** RSRP at which LTE and NR serve in the built-in profile, dBm. */
const defaultThresholdDbm = -105;

/** RSRP classes at +20, +10, 0 and −10 dB from the threshold: −85, −95, −105, −115 dBm for the usual −105. */
export function rsrpClassesFor(thresholdDbm: number): { minDbm: number; rgb: Rgb }[] {
  return colourClasses('rsrp', thresholdDbm).map(({ min, rgb }) => ({ minDbm: min, rgb }));
}

/** The classes of the built-in profile, best first. */
export const rsrpClasses: readonly { minDbm: number; rgb: Rgb }[] = rsrpClassesFor(defaultThresholdDbm);

/** Classes of any quantity around its limit (dBm, dB or ratio), best first. */
export function colourClasses(quantity: Quantity, limit: number): ColourClass[] {
  const minima = [...scaledQuantity(quantity).classLimits(limit), Number.NEGATIVE_INFINITY];
  return minima.map((min, index) => ({ min, rgb: classColours[index] }));
}

/** Index of the class a value falls in (0 best); −1 for NaN, which is never painted. */
export function classIndexOf(value: number, classes: readonly ColourClass[]): number {
  if (Number.isNaN(value)) return -1;
  for (let index = 0; index < classes.length - 1; index += 1) if (value >= classes[index].min) return index;
  return classes.length - 1;
}

/** Colour of a median RSRP; `undefined` outside the count (NaN). */
export function colourOfRsrp(rsrpDbm: number, thresholdDbm: number = defaultThresholdDbm): Rgb | undefined {
  const classes = colourClasses('rsrp', thresholdDbm);
  return classes[classIndexOf(rsrpDbm, classes)]?.rgb;
}

/** `#rrggbb`. */
export function hexColour(rgb: Rgb): string {
  return `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
