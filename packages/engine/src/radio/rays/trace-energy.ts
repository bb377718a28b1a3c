import { createNormalSource, createRandom } from '../../core/index.ts';
import { bendAt, findBend, packOutlines } from './energy-bend.ts';
import {
  advance,
  applyGain,
  createFlight,
  type EnergyGains,
  type Flight,
  launch,
  leaveEdges,
} from './energy-flight.ts';
import {
  ceilingObject,
  findMeeting,
  floorObject,
  type Meeting,
  nothingObject,
  type Obstruction,
  packObstruction,
} from './energy-meeting.ts';
import type { EnergyGrid, EnergyScene } from './energy-scene.ts';
import { type EnergySlab, slabSteps, slabValueAt } from './energy-slab.ts';

/** Some of the rays of one antenna. */
export interface EnergyBatch {
  /** Metres; z above the floor. */
  from: readonly [number, number, number];
  rays: number;
  seed: number;
  /** Gain of the antenna by direction; default isotropic. */
  gains?: EnergyGains;
}

/** Outcome of the rays of a batch; powers are of 1 that an isotropic antenna would send. */
export interface EnergyTally {
  /** [rows, columns] paths of all rays through a cell, each times its power; metres. */
  pathM: Float64Array;
  /** Ended in what they met. */
  absorbed: number;
  /** Left the level for good. */
  escaped: number;
  /** Ended by the limit of events. */
  cut: number;
  /** Straight parts of all rays. */
  parts: number;
}

/** Most straight parts of a ray. */
const maxParts = 2000;
/** A ray with less than this part of its power at the start ends by lot, or goes on with this part. */
const minPart = 1e-4;

export interface EnergyTracer {
  trace(batch: EnergyBatch): EnergyTally;
}

/**
 * Follows energy rays through a scene. What all antennas share is worked out once. The same batch gives the same
 * bytes: by counts, not by clocks.
 */
export function createEnergyTracer(scene: EnergyScene, grid: EnergyGrid): EnergyTracer {
  const outlines = packOutlines(scene);
  const obstruction = packObstruction(scene, grid, outlines.reachM);
  const flight = createFlight();
  const meeting: Meeting = { distanceM: 0.5, object: nothingObject, nx: 0.5, ny: 0.5, nz: 0.5 };
  const edgesNear: number[] = [];

  /** One straight part of the flight and what ends it; false when nothing is left. */
  function step(tally: EnergyTally, random: () => number, normal: () => number): boolean {
    edgesNear.length = 0;
    findMeeting(obstruction, flight, meeting, Number.POSITIVE_INFINITY, edgesNear);
    const edge = edgesNear.length === 0 ? -1 : findBend(outlines, obstruction, flight, meeting, edgesNear);
    tallyPath(grid, flight, meeting.distanceM, tally.pathM);
    if (edge >= 0) {
      bendAt(outlines, flight, edge, meeting.distanceM, normal);
      return true;
    }
    if (meeting.object === nothingObject) {
      tally.escaped += flight.powerRatio;
      return false;
    }
    const before = flight.powerRatio;
    meetSurface(scene, obstruction, flight, meeting, random);
    tally.absorbed += before - flight.powerRatio;
    return true;
  }

  return {
    trace({ from, rays, seed, gains }) {
      const random = createRandom(seed);
      const normal = createNormalSource(random);
      const tally: EnergyTally = {
        pathM: new Float64Array(grid.columns * grid.rows),
        ...{ absorbed: 0, escaped: 0, cut: 0, parts: 0 },
      };
      const [turn, shift] = [random(), random()];
      for (let index = 0; index < rays; index += 1) {
        launch(flight, from, { index, rays, turn, shift });
        if (gains) applyGain(flight, gains);
        const minPowerRatio = flight.powerRatio * minPart;
        let parts = 1;
        while (step(tally, random, normal)) {
          if (!livesOn(flight, minPowerRatio, tally, random)) break;
          parts += 1;
          if (parts <= maxParts) continue;
          tally.cut += flight.powerRatio;
          break;
        }
        tally.parts += parts;
      }
      return tally;
    },
  };
}

/** Ends weak flights by lot; the others go on with the power of those, so that none is lost on average. */
function livesOn(flight: Flight, minPowerRatio: number, tally: EnergyTally, random: () => number): boolean {
  if (flight.powerRatio >= minPowerRatio) return true;
  const before = flight.powerRatio;
  flight.powerRatio = random() * minPowerRatio < before ? minPowerRatio : 0;
  tally.absorbed += before - flight.powerRatio;
  return flight.powerRatio > 0;
}

/** Adds the part of a straight way that lies in the receivers' layer to the cells it leads through: length times power. */
function tallyPath(grid: EnergyGrid, flight: Flight, lengthM: number, pathM: Float64Array): void {
  const { lowM, highM } = grid;
  const { z, uz } = flight;
  if (uz === 0) {
    if (z >= lowM && z <= highM) tallyCells(grid, flight, 0, lengthM, pathM);
    return;
  }
  const lowAtM = (lowM - z) / uz;
  const highAtM = (highM - z) / uz;
  const beginM = Math.max(0, Math.min(lowAtM, highAtM));
  const endM = Math.min(lengthM, Math.max(lowAtM, highAtM));
  if (beginM < endM) tallyCells(grid, flight, beginM, endM, pathM);
}

function tallyCells(
  { leftM, bottomM, cellM, columns, rows }: EnergyGrid,
  { x, y, ux, uy, powerRatio }: Flight,
  beginM: number,
  endM: number,
  pathM: Float64Array,
): void {
  const fromX = (x + beginM * ux - leftM) / cellM;
  const fromY = (y + beginM * uy - bottomM) / cellM;
  let column = Math.floor(fromX);
  let row = Math.floor(fromY);
  const deltaX = ux === 0 ? Number.POSITIVE_INFINITY : cellM / Math.abs(ux);
  const deltaY = uy === 0 ? Number.POSITIVE_INFINITY : cellM / Math.abs(uy);
  let nextX = ux === 0 ? deltaX : beginM + deltaX * (ux > 0 ? column + 1 - fromX : fromX - column);
  let nextY = uy === 0 ? deltaY : beginM + deltaY * (uy > 0 ? row + 1 - fromY : fromY - row);
  let atM = beginM;
  while (atM < endM) {
    const leaveM = Math.min(nextX, nextY, endM);
    if (column >= 0 && row >= 0 && column < columns && row < rows) {
      pathM[row * columns + column] += powerRatio * (leaveM - atM);
    }
    atM = leaveM;
    if (nextX < nextY) {
      column += ux > 0 ? 1 : -1;
      nextX += deltaX;
    } else {
      row += uy > 0 ? 1 : -1;
      nextY += deltaY;
    }
  }
}

/** Plane of incidence of a ray at a surface: the unit vector across it, and the ray's field across and in it. */
interface Incidence {
  sx: number;
  sy: number;
  sz: number;
  across: number;
  within: number;
}

/** Takes a flight to what it meets; it goes on through it or back from it, by lot, with the power that is left. */
function meetSurface(
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
  const cosine = Math.min(1, Math.abs(towards));
  const reflectedTe = across * across * slabValueAt(slab.reflectedTe, cosine);
  const reflectedTm = within * within * slabValueAt(slab.reflectedTm, cosine);
  const reflected = reflectedTe + reflectedTm;
  flight.skipped = object < 0 ? -1 : object;
  if (object >= 0) {
    if (passes(slab, flight, incidence, { cosine, reflected }, random)) return;
  } else {
    flight.powerRatio *= reflected;
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
  const sign = slab.signTm[Math.round(cosine * slabSteps)] * Math.sign(within);
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
  { cosine, reflected }: { cosine: number; reflected: number },
  random: () => number,
): boolean {
  const { across, within } = incidence;
  const passedTe = across * across * slabValueAt(slab.passedTe, cosine);
  const passedTm = within * within * slabValueAt(slab.passedTm, cosine);
  const passed = passedTe + passedTm;
  // By amplitudes: what passes thick walls must not be left to few rays.
  const chance = passed === 0 ? 0 : Math.sqrt(passed) / (Math.sqrt(passed) + Math.sqrt(reflected));
  if (random() >= chance) {
    flight.powerRatio *= reflected / (1 - chance);
    return false;
  }
  flight.powerRatio *= passed / chance;
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
