import { type Complex, wavelengthM } from '../../core/index.ts';

/** A ray at the receiver: its field over that of an isotropic transmitter, and how it left and came. */
export interface ArrivingRay {
  field: Complex;
  /** Unit vectors of its travel at the transmitter and at the receiver: east, north, up. */
  departure: readonly [number, number, number];
  arrival: readonly [number, number, number];
  /** Which image of floor and ceiling it comes from: rays of different ones add as powers. */
  imageIndex: number;
}

/** Losses of all rays together, dB. */
export interface RaySum {
  /** Mean power around both ends and over their heights: what models of distance and walls predict. */
  localMeanDb: number;
  /** Mean power around both ends, but at their very heights, between floor and ceiling without any relief. */
  fixedHeightsDb: number;
  /** The field at the very place: with its fading. */
  coherentDb: number;
  /** Sum of all powers: a shadow's edge counts apart from the ray it belongs to. */
  incoherentDb: number;
}

/** Standard deviation of the place of either end over which a mean is taken, along each axis of the plan, metres. */
const localWindowM = 1;
/** Rays whose interference has this exponent of e left, or less, do not interfere. */
const mostExponent = 30;
/** So many of the strongest rays interfere in a mean; the powers of weaker ones add. */
const mostInterfering = 800;

/**
 * The sums of all rays, strongest first. In a mean rays interfere as far as a Gaussian window in plan around either end leaves
 * it: those whose directions differ by more than about a wavelength over the window do not, a ray and the edge that
 * bounds it do. Of both ends, so that they may swap.
 * Between the images of floor and ceiling the phase turns within decimetres of either end's height: in the local mean
 * their powers add.
 */
export function sumRays(rays: readonly ArrivingRay[], frequencyMhz: number): RaySum {
  const spread = ((2 * Math.PI * localWindowM) / wavelengthM(frequencyMhz)) ** 2 / 2;
  let re = 0;
  let im = 0;
  let powerRatio = 0;
  let withinImages = 0;
  let betweenImages = 0;
  for (const [index, ray] of rays.entries()) {
    const { field, imageIndex } = ray;
    re += field.re;
    im += field.im;
    powerRatio += field.re ** 2 + field.im ** 2;
    for (let other = 0; index < mostInterfering && other < index; other += 1) {
      const { field: second, arrival, departure } = rays[other];
      const exponent = spread * (apart2(ray.arrival, arrival) + apart2(ray.departure, departure));
      if (exponent >= mostExponent) continue;
      const crossed = 2 * (field.re * second.re + field.im * second.im) * Math.exp(-exponent);
      if (imageIndex === rays[other].imageIndex) withinImages += crossed;
      else betweenImages += crossed;
    }
  }
  return {
    localMeanDb: lossDb(powerRatio + withinImages),
    fixedHeightsDb: lossDb(powerRatio + withinImages + betweenImages),
    coherentDb: lossDb(re * re + im * im),
    incoherentDb: lossDb(powerRatio),
  };
}

/** How far two directions are apart as seen from above, squared. */
function apart2(one: readonly number[], other: readonly number[]): number {
  return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2;
}

/** Of a power over the transmitted one; rounding below nothing is nothing. */
function lossDb(powerRatio: number): number {
  return -10 * Math.log10(Math.max(powerRatio, Number.MIN_VALUE));
}
