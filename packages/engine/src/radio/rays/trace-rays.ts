import {
  absComplex,
  type Complex,
  complex,
  distance,
  multiplyComplex,
  scaleComplex,
  wavelengthM,
} from '../../core/index.ts';
import { type Polarisation, slabResponse } from '../materials/itu-p2040-slab.ts';
import { freeSpaceLossDb } from '../propagation/free-space.ts';
import { wedgeDiffraction } from '../propagation/utd-wedge.ts';
import { legStations, type Station, turnStations } from './path-stations.ts';
import type { Interaction, PlanPath } from './plan-path.ts';
import type { RayScene, RaySlab } from './ray-scene.ts';
import { type SearchCut, searchPaths } from './search-paths.ts';

/** A ray at the receiver: its field over that of an isotropic transmitter, and how it left and came. */
interface ArrivingRay {
  field: Complex;
  /** Unit vectors of its travel at the transmitter and at the receiver: east, north, up. */
  departure: readonly [number, number, number];
  arrival: readonly [number, number, number];
  /** Which image of floor and ceiling it comes from: rays of different ones add as powers. */
  imageIndex: number;
}

/** Losses of all rays together, dB. */
interface RaySum {
  /** Mean power around both ends and over their heights: what models of distance and walls predict. */
  localMeanDb: number;
  /** Mean power around both ends, but at their very heights, between floor and ceiling without any relief. */
  fixedHeightsDb: number;
  /** The field at the very point: with its fading. */
  coherentDb: number;
  /** Sum of all powers: a shadow's edge counts apart from the ray it belongs to. */
  incoherentDb: number;
}

/** Standard deviation of the point of either end over which a mean is taken, along each axis of the plan, metres. */
const localWindowM = 1;
/** Rays whose interference has this exponent of e left, or less, do not interfere. */
const maxExponent = 30;
/** So many of the strongest rays interfere in a mean; the powers of weaker ones add. */
const maxInterfering = 800;

/** Amplitude coefficients of a face, their phases as if all happened on the plan's line without thickness. */
interface FaceResponse {
  reflection: Complex;
  transmission: Complex;
}

/** Rays flatter than this are taken at it: there everything is reflected. */
const minCosine = 1e-6;

/** A ray's course in height: cosine of its elevation, and its whole length as seen from above, metres. */
interface Rise {
  elevationCosine: number;
  planM: number;
}

const one = complex(1);
const nothing = complex(0);

/** A point on the level, metres; z above its floor. */
export interface RayLocation {
  x: number;
  y: number;
  z: number;
}

/** One path of the wave: as seen from above, and between floor and ceiling. */
export interface Ray extends ArrivingRay {
  path: PlanPath;
  image: HeightImage;
  /** Events along it as seen from above, in order, each with the factor it applies to the field. */
  events: { station: Station; field: Complex }[];
  /** Factors of one bounce at the floor and of one at the ceiling. */
  floorField: Complex;
  ceilingField: Complex;
  lengthM: number;
  lossDb: number;
}

export interface RayTrace extends RaySum {
  /** Strongest first. */
  rays: Ray[];
  /** Limits of the search that were reached; empty where all was tried. */
  cuts: SearchCut[];
}

/** Paths and rays more than this below the strongest are left out, dB. */
const minDb = 45;
/** Isotropic antennas are held this far apart, metres: nearer there is no free space. */
const nearestM = 0.3;
const usualImageOrder = 3;

/**
 * The rays between two points of one level and their sums, losses between isotropic antennas: at most two reflections
 * and one diffraction as seen from above, each with its images in floor and ceiling (`imageOrder`, default 3), through
 * any number of walls. Vertical polarisation: TE at upright faces, soft at edges, TM at floor and ceiling.
 */
export function traceRays(
  scene: RayScene,
  from: RayLocation,
  to: RayLocation,
  { imageOrder = usualImageOrder }: { imageOrder?: number } = {},
): RayTrace {
  const clearHeightM = Math.max(scene.clearHeightM, from.z, to.z);
  const images = heightImages(from.z, to.z, clearHeightM, imageOrder);
  const candidates: { path: PlanPath; stations: Station[]; lossDb: number }[] = [];
  let bestDb = Number.POSITIVE_INFINITY;
  const cuts = searchPaths(scene, [from.x, from.y], [to.x, to.y], (path) => {
    const candidate = weighPath(scene, path, to.z - from.z, bestDb + minDb);
    if (!candidate) return;
    candidates.push(candidate);
    bestDb = Math.min(bestDb, candidate.lossDb);
  });
  const rays: Ray[] = [];
  for (const { path, stations, lossDb } of candidates) {
    if (lossDb > bestDb + minDb) continue;
    for (const [imageIndex, image] of images.entries()) {
      const ray = raiseRay(scene, path, stations, { image, imageIndex, fromM: from.z, clearHeightM });
      if (ray) rays.push(ray);
    }
  }
  rays.sort((a, b) => a.lossDb - b.lossDb);
  const retained = rays.filter(({ lossDb }) => lossDb <= (rays[0]?.lossDb ?? 0) + minDb);
  return { rays: retained, cuts, ...sumRays(retained, scene.frequencyMhz) };
}

/** A path with its stations and its loss as flat as the link itself; undefined as soon as it loses more than `maxDb`. */
function weighPath(scene: RayScene, path: PlanPath, riseM: number, maxDb: number) {
  const planM = planLengthM(path);
  const lengthM = Math.hypot(planM, riseM);
  const rise = { planM, elevationCosine: lengthM === 0 ? 1 : planM / lengthM };
  let lossDb = spreadingDb(scene, lengthM);
  const pay = (stations: readonly Station[]) => {
    for (const station of stations) {
      // What stands in part of the height may be passed above or below.
      if (station.event.kind === 'transmission' && scene.faces[station.event.face].heightsM) continue;
      lossDb -= 20 * Math.log10(absComplex(stationField(scene, station, rise)));
    }
    return lossDb <= maxDb;
  };
  if (lossDb > maxDb) return undefined;
  const stations = turnStations(scene, path);
  if (!pay(stations)) return undefined;
  for (let leg = 0; leg + 1 < path.points.length; leg += 1) {
    const crossed = legStations(scene, path, leg);
    if (!pay(crossed)) return undefined;
    stations.push(...crossed);
  }
  stations.sort((a, b) => a.alongM - b.alongM);
  return { path, stations, lossDb };
}

/** One of a link's images in height. */
interface ImageOf {
  image: HeightImage;
  imageIndex: number;
  /** Height of the transmitter. */
  fromM: number;
  clearHeightM: number;
}

/** The ray of one image in floor and ceiling; undefined where one of them is missing or nothing is left. */
function raiseRay(
  scene: RayScene,
  path: PlanPath,
  stations: readonly Station[],
  { image, imageIndex, fromM, clearHeightM }: ImageOf,
): Ray | undefined {
  const { riseM, floorBounces, ceilingBounces } = image;
  if ((floorBounces > 0 && !scene.floor) || (ceilingBounces > 0 && !scene.ceiling)) return undefined;
  const planM = planLengthM(path);
  const lengthM = Math.hypot(planM, riseM);
  const elevationCosine = lengthM === 0 ? 1 : planM / lengthM;
  const elevationSine = lengthM === 0 ? 0 : riseM / lengthM;
  const bounce = (slab: RayScene['floor']) =>
    slab ? faceResponse(slab, scene.frequencyMhz, Math.abs(elevationSine), 'tm').reflection : complex(1);
  const floorField = floorBounces > 0 ? bounce(scene.floor) : complex(1);
  const ceilingField = ceilingBounces > 0 ? bounce(scene.ceiling) : complex(1);
  const heightAt = (alongM: number) =>
    foldedHeightM(fromM + (planM === 0 ? 0 : (riseM * alongM) / planM), clearHeightM);
  const events = stations
    .filter(({ event, alongM }) => {
      const heightsM = event.kind === 'transmission' ? scene.faces[event.face].heightsM : undefined;
      return !heightsM || (heightAt(alongM) >= heightsM[0] && heightAt(alongM) < heightsM[1]);
    })
    .map((station) => ({ station, field: stationField(scene, station, { planM, elevationCosine }) }));
  const phaseRad = (-2 * Math.PI * lengthM) / wavelengthM(scene.frequencyMhz);
  const spread = 10 ** (-spreadingDb(scene, lengthM) / 20);
  let field = scaleComplex(complex(Math.cos(phaseRad), Math.sin(phaseRad)), spread);
  for (const event of events) field = multiplyComplex(field, event.field);
  for (let index = 0; index < floorBounces; index += 1) field = multiplyComplex(field, floorField);
  for (let index = 0; index < ceilingBounces; index += 1) field = multiplyComplex(field, ceilingField);
  const size = absComplex(field);
  if (size === 0) return undefined;
  // What left upwards arrives downwards after an odd number of bounces.
  const up = (floorBounces + ceilingBounces) % 2 === 0 ? elevationSine : -elevationSine;
  return {
    path,
    image,
    imageIndex,
    events,
    floorField,
    ceilingField,
    lengthM,
    field,
    lossDb: -20 * Math.log10(size),
    departure: direction(path, 0, elevationCosine, elevationSine),
    arrival: direction(path, path.points.length - 2, elevationCosine, up),
  };
}

function direction(
  { points }: PlanPath,
  leg: number,
  elevationCosine: number,
  up: number,
): readonly [number, number, number] {
  const lengthM = distance(points[leg], points[leg + 1]);
  if (lengthM === 0) return [0, 0, up];
  const scale = elevationCosine / lengthM;
  return [(points[leg + 1][0] - points[leg][0]) * scale, (points[leg + 1][1] - points[leg][1]) * scale, up];
}

function planLengthM({ points }: PlanPath): number {
  let sumM = 0;
  for (let index = 1; index < points.length; index += 1) sumM += distance(points[index - 1], points[index]);
  return sumM;
}

function spreadingDb(scene: RayScene, lengthM: number): number {
  return freeSpaceLossDb(scene.frequencyMhz, Math.max(lengthM, nearestM));
}

/** Rise of a ray between floor and ceiling: straight, or mirrored by both so many times. */
interface HeightImage {
  /** Height from the transmitter up to the receiver's image, metres. */
  riseM: number;
  floorBounces: number;
  ceilingBounces: number;
}

/** The receiver's images at heights 2·m·h ± z, |m| ≤ `order`, over a transmitter; the direct one first. */
function heightImages(fromM: number, toM: number, clearHeightM: number, order: number): HeightImage[] {
  const images: HeightImage[] = [];
  for (let step = 0; step <= 2 * order; step += 1) {
    const m = step % 2 === 0 ? -step / 2 : (step + 1) / 2;
    const baseM = 2 * m * clearHeightM - fromM;
    const turns = Math.abs(m);
    images.push({ riseM: baseM + toM, floorBounces: turns, ceilingBounces: turns });
    images.push({
      riseM: baseM - toM,
      floorBounces: m > 0 ? m - 1 : turns + 1,
      ceilingBounces: turns,
    });
  }
  return images;
}

/** Height above the floor of a point in the unfolded storeys, metres. */
function foldedHeightM(unfoldedM: number, clearHeightM: number): number {
  const doubledM = 2 * clearHeightM;
  const withinM = ((unfoldedM % doubledM) + doubledM) % doubledM;
  return withinM <= clearHeightM ? withinM : doubledM - withinM;
}

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
    for (let other = 0; index < maxInterfering && other < index; other += 1) {
      const { field: second, arrival, departure } = rays[other];
      const exponent = spread * (apart2(ray.arrival, arrival) + apart2(ray.departure, departure));
      if (exponent >= maxExponent) continue;
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

/** Squared difference of two directions as seen from above. */
function apart2(one: readonly number[], other: readonly number[]): number {
  return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2;
}

/** Loss of a received over the transmitted power; rounding below nothing is nothing. */
function lossDb(powerRatio: number): number {
  return -10 * Math.log10(Math.max(powerRatio, Number.MIN_VALUE));
}

/**
 * Response of a face to a ray whose angle to its normal has this cosine, 0–1. Where a plan lets more through
 * than the slab leaves, the reflection is the remaining energy.
 */
function faceResponse(
  slab: RaySlab,
  frequencyMhz: number,
  cosine: number,
  polarisation: Polarisation = 'te',
): FaceResponse {
  const { eta, thicknessM, surfaceM, excessDb, leakageDb } = slab;
  const held = Math.min(1, Math.max(minCosine, cosine));
  const response = slabResponse(eta, thicknessM, frequencyMhz, Math.acos(held), polarisation);
  const waveNumberPerM = (2 * Math.PI) / wavelengthM(frequencyMhz);
  const transmission =
    leakageDb === undefined
      ? turn(scaleComplex(response.transmission, ratioOf(excessDb)), waveNumberPerM * thicknessM * held)
      : complex(ratioOf(leakageDb));
  const reflection = turn(response.reflection, 2 * waveNumberPerM * surfaceM * held);
  const left = Math.max(0, 1 - absComplex(transmission) ** 2);
  const size = absComplex(reflection);
  return {
    reflection: size * size > left ? scaleComplex(reflection, Math.sqrt(left) / size) : reflection,
    transmission,
  };
}

/** Mean of the responses at two angles: the same from both ends of a ray. */
function meanResponse(a: FaceResponse, b: FaceResponse): FaceResponse {
  const mean = (one: Complex, other: Complex) => complex((one.re + other.re) / 2, (one.im + other.im) / 2);
  return {
    reflection: mean(a.reflection, b.reflection),
    transmission: mean(a.transmission, b.transmission),
  };
}

function ratioOf(lossDb: number): number {
  return 10 ** (-lossDb / 20);
}

function turn(value: Complex, angleRad: number): Complex {
  return multiplyComplex(value, complex(Math.cos(angleRad), Math.sin(angleRad)));
}

/** Factor of a station on the field, amplitude and phase. */
function stationField(scene: RayScene, { event, cosine, alongM }: Station, rise: Rise): Complex {
  if (event.kind === 'diffraction') return diffractedField(scene, event, alongM, rise);
  const { slab } = scene.faces[event.face];
  const response = faceResponse(slab, scene.frequencyMhz, cosine * rise.elevationCosine);
  return event.kind === 'reflection' ? response.reflection : response.transmission;
}

/**
 * The edge's own field: of its faces each reflects as it would a ray of the angle of arrival and of departure (mean of
 * both, so that the ends may swap), and what passes through both is no shadow.
 */
function diffractedField(
  scene: RayScene,
  event: Extract<Interaction, { kind: 'diffraction' }>,
  alongM: number,
  { elevationCosine, planM }: Rise,
): Complex {
  const { edge, body, exteriorRad, incidenceRad, diffractionRad } = event;
  const responseOf = (face: number, fromFaceRad: (angleRad: number) => number): FaceResponse => {
    const at = (angleRad: number) =>
      faceResponse(
        scene.faces[face].slab,
        scene.frequencyMhz,
        Math.abs(Math.sin(fromFaceRad(angleRad))) * elevationCosine,
      );
    return meanResponse(at(incidenceRad), at(diffractionRad));
  };
  let reflections: [Complex, Complex] = [nothing, nothing];
  let transmission = one;
  if (edge !== undefined) {
    const [zero, other] = scene.edges[edge].faces;
    const atZero = responseOf(zero, (angleRad) => angleRad);
    const atOther = responseOf(other, (angleRad) => exteriorRad - angleRad);
    reflections = [atZero.reflection, atOther.reflection];
    transmission =
      zero === other ? atZero.transmission : multiplyComplex(atZero.transmission, atOther.transmission);
  } else if (body !== undefined) {
    const { slab } = scene.faces[scene.bodies[body].faces[0]];
    const half = faceResponse(slab, scene.frequencyMhz, 1).transmission;
    transmission = multiplyComplex(half, half);
  }
  return wedgeDiffraction({
    frequencyMhz: scene.frequencyMhz,
    exteriorRad,
    incidenceRad,
    diffractionRad,
    distance1M: alongM / elevationCosine,
    distance2M: (planM - alongM) / elevationCosine,
    edgeSine: elevationCosine,
    reflections,
    transmission,
  });
}
