import { advance, type Flight, leaveEdges } from './energy-flight.ts';
import { ceilingObject, floorObject, type Meeting, type Obstruction } from './energy-meeting.ts';
import type { EnergyScene } from './energy-scene.ts';
import { type EnergySlab, slabSteps } from './energy-slab.ts';

/** Plane of incidence of a ray at a surface: the unit vector across it, and the ray's field across and in it. */
interface Incidence {
  sx: number;
  sy: number;
  sz: number;
  across: number;
  within: number;
}

/** Takes a flight to what it meets; it goes on through it or back from it, by lot, with the power that is left. */
export function meetSurface(
  scene: EnergyScene,
  { slabs, clearHeightM }: Obstruction,
  flight: Flight,
  meeting: Meeting,
  random: () => number,
): void {
  advance(flight, meeting.distanceM);
  const { object, nx, ny, nz } = meeting;
  const slab = scene.slabs[slabIndex(scene, slabs, object)];
  const towards = flight.ux * nx + flight.uy * ny + flight.uz * nz;
  const incidence = incidenceOf(flight, nx, ny, nz);
  const { across, within } = incidence;
  const position = Math.min(1, Math.abs(towards)) * slabSteps;
  const reflectedTe = across * across * valueAt(slab.reflectedTe, position);
  const reflectedTm = within * within * valueAt(slab.reflectedTm, position);
  const reflected = reflectedTe + reflectedTm;
  flight.skipped = object < 0 ? -1 : object;
  if (object >= 0) {
    if (passes(slab, flight, incidence, { position, reflected }, random)) return;
  } else {
    flight.power *= reflected;
    // Rounding must not leave it outside.
    flight.z = object === floorObject ? 0 : clearHeightM;
  }
  leaveEdges(flight);
  if (scene.scattering > 0 && !slab.isMetal && random() < scene.scattering ** 2) {
    scatter(flight, nx, ny, nz, random);
    return;
  }
  flight.ux -= 2 * towards * nx;
  flight.uy -= 2 * towards * ny;
  flight.uz -= 2 * towards * nz;
  const sign = slab.signTm[Math.round(position)] * Math.sign(within);
  polarise(flight, incidence, -Math.sign(across) * Math.sqrt(reflectedTe), sign * Math.sqrt(reflectedTm));
}

function slabIndex({ floor = -1, ceiling = -1 }: EnergyScene, slabs: Int32Array, object: number): number {
  if (object === floorObject) return floor;
  return object === ceilingObject ? ceiling : slabs[object];
}

/** Lets a flight through or not, by lot, and gives it what power that leaves. */
function passes(
  slab: EnergySlab,
  flight: Flight,
  incidence: Incidence,
  { position, reflected }: { position: number; reflected: number },
  random: () => number,
): boolean {
  const { across, within } = incidence;
  const passedTe = across * across * valueAt(slab.passedTe, position);
  const passedTm = within * within * valueAt(slab.passedTm, position);
  const passed = passedTe + passedTm;
  // By amplitudes: what passes thick walls must not be left to few rays.
  const chance = passed === 0 ? 0 : Math.sqrt(passed) / (Math.sqrt(passed) + Math.sqrt(reflected));
  if (random() >= chance) {
    flight.power *= reflected / (1 - chance);
    return false;
  }
  flight.power *= passed / chance;
  polarise(
    flight,
    incidence,
    Math.sign(across) * Math.sqrt(passedTe),
    Math.sign(within) * Math.sqrt(passedTm),
  );
  return true;
}

function incidenceOf(flight: Flight, nx: number, ny: number, nz: number): Incidence {
  const { ux, uy, uz, ex, ey, ez } = flight;
  const crossX = uy * nz - uz * ny;
  const crossY = uz * nx - ux * nz;
  const crossZ = ux * ny - uy * nx;
  const size = Math.sqrt(crossX * crossX + crossY * crossY + crossZ * crossZ);
  // Head on both polarisations are the same: any direction across will do.
  const sx = size < 1e-9 ? ex : crossX / size;
  const sy = size < 1e-9 ? ey : crossY / size;
  const sz = size < 1e-9 ? ez : crossZ / size;
  return {
    sx,
    sy,
    sz,
    across: ex * sx + ey * sy + ez * sz,
    within: ex * (sy * uz - sz * uy) + ey * (sz * ux - sx * uz) + ez * (sx * uy - sy * ux),
  };
}

function valueAt(column: Float64Array, position: number): number {
  const step = Math.min(slabSteps - 1, Math.floor(position));
  return column[step] + (position - step) * (column[step + 1] - column[step]);
}

/** Sets the polarisation from its parts across the plane of incidence and in it, for the direction the flight now has. */
function polarise(
  flight: Flight,
  { sx, sy, sz }: Pick<Incidence, 'sx' | 'sy' | 'sz'>,
  across: number,
  within: number,
): void {
  const size = Math.sqrt(across * across + within * within) || 1;
  const a = across / size;
  const b = within / size;
  flight.ex = a * sx + b * (sy * flight.uz - sz * flight.uy);
  flight.ey = a * sy + b * (sz * flight.ux - sx * flight.uz);
  flight.ez = a * sz + b * (sx * flight.uy - sy * flight.ux);
}

/** Lambert's law about the normal; the polarisation is by lot. */
function scatter(flight: Flight, nx: number, ny: number, nz: number, random: () => number): void {
  const sine = Math.sqrt(random());
  const cosine = Math.sqrt(1 - sine * sine);
  const angleRad = 2 * Math.PI * random();
  // Two directions across the normal: of an upright face one is up, of a deck east.
  const [tx, ty, tz] = nz === 0 ? [0, 0, 1] : [1, 0, 0];
  const [bx, by, bz] = [ny * tz - nz * ty, nz * tx - nx * tz, nx * ty - ny * tx];
  const [a, b] = [sine * Math.cos(angleRad), sine * Math.sin(angleRad)];
  flight.ux = cosine * nx + a * tx + b * bx;
  flight.uy = cosine * ny + a * ty + b * by;
  flight.uz = cosine * nz + a * tz + b * bz;
  const flat = Math.hypot(flight.ux, flight.uy);
  const across = flat > 0 ? { sx: -flight.uy / flat, sy: flight.ux / flat, sz: 0 } : { sx: 1, sy: 0, sz: 0 };
  const lotRad = 2 * Math.PI * random();
  polarise(flight, across, Math.cos(lotRad), Math.sin(lotRad));
}
