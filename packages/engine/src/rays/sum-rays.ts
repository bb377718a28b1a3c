import type { Complex } from '../materials/complex.ts';
import { wavelengthM } from '../units.ts';

/** A ray at the receiver: its field over that of an isotropic transmitter, and the way it travels. */
export interface ArrivingRay {
  field: Complex;
  /** Unit vector of its travel at the receiver: east, north, up. */
  arrival: readonly [number, number, number];
  /** Which image of floor and ceiling it comes from: rays of different ones add as powers. */
  imageIndex: number;
}

/** Losses of all rays together, dB. */
export interface RaySum {
  /** Mean power around the receiver and over the heights of both ends: what models of distance and walls predict. */
  localMeanDb: number;
  /** Mean power around the receiver with both ends at their very heights, under a floor and ceiling without any relief. */
  fixedHeightsDb: number;
  /** The field at the very place: with its fading. */
  coherentDb: number;
  /** Sum of all powers: a shadow's edge counts apart from the ray it belongs to. */
  incoherentDb: number;
}

/** Standard deviation of the place over which the local mean is taken, along each axis of the plan, metres. */
const localWindowM = 1;
/** Rays whose interference has this exponent of e left, or less, do not interfere. */
const mostExponent = 30;
/** So many of the strongest rays interfere in a mean; the powers of weaker ones add. */
const mostInterfering = 800;

/**
 * The sums of all rays, strongest first. In a mean rays interfere as far as a Gaussian window in plan leaves it: those whose
 * directions differ by more than about a wavelength over the window do not, a ray and the edge that bounds it do.
 * Between the images of floor and ceiling the phase turns within decimetres of either end's height: in the local mean
 * their powers add.
 */
export function sumRays(rays: readonly ArrivingRay[], frequencyMhz: number): RaySum {
  const spread = ((2 * Math.PI * localWindowM) / wavelengthM(frequencyMhz)) ** 2 / 2;
  let re = 0;
  let im = 0;
  let power = 0;
  let withinImages = 0;
  let betweenImages = 0;
  for (const [index, { field, arrival, imageIndex }] of rays.entries()) {
    re += field.re;
    im += field.im;
    power += field.re ** 2 + field.im ** 2;
    for (let other = 0; index < mostInterfering && other < index; other += 1) {
      const { field: second, arrival: towards, imageIndex: otherIndex } = rays[other];
      const exponent = spread * ((arrival[0] - towards[0]) ** 2 + (arrival[1] - towards[1]) ** 2);
      if (exponent >= mostExponent) continue;
      const crossed = 2 * (field.re * second.re + field.im * second.im) * Math.exp(-exponent);
      if (imageIndex === otherIndex) withinImages += crossed;
      else betweenImages += crossed;
    }
  }
  return {
    localMeanDb: lossDb(power + withinImages),
    fixedHeightsDb: lossDb(power + withinImages + betweenImages),
    coherentDb: lossDb(re * re + im * im),
    incoherentDb: lossDb(power),
  };
}

/** Of a power over the transmitted one; rounding below nothing is nothing. */
function lossDb(power: number): number {
  return -10 * Math.log10(Math.max(power, Number.MIN_VALUE));
}
