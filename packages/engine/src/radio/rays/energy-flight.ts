import { dbToRatio } from '../../core/index.ts';

/** A ray under way: place, direction, polarisation (unit vector across the direction) and power. */
export interface Flight {
  x: number;
  y: number;
  z: number;
  ux: number;
  uy: number;
  uz: number;
  ex: number;
  ey: number;
  ez: number;
  /** Part of the power that the antenna sends. */
  powerRatio: number;
  /** Object that it has just left and cannot meet again; −1 none. */
  skipped: number;
  /** Edge at which it bent last and the body of that, −1 none; how far it has come since, and within what it does not bend there again. */
  edge: number;
  owner: number;
  sinceM: number;
  quietM: number;
}

/** A flight to be launched. Its numbers are fractions from the beginning, so that it is stored without boxes. */
export function createFlight(): Flight {
  const flight: Flight = {
    x: 0.5,
    y: 0.5,
    z: 0.5,
    ux: 0.5,
    uy: 0.5,
    uz: 0.5,
    ex: 0.5,
    ey: 0.5,
    ez: 0.5,
    powerRatio: 0.5,
    skipped: -1,
    edge: -1,
    owner: -1,
    sinceM: 0.5,
    quietM: 0.5,
  };
  return flight;
}

/** Every other ray starts crowded about the horizon, to about this sine: those reach farthest. The others are even. */
const horizonSine = 0.02;
const goldenRad = (3 - Math.sqrt(5)) * Math.PI;

/** Which ray of how many, and how far their sphere is turned and shifted by lot, 0–1. */
export interface LaunchOrder {
  index: number;
  rays: number;
  turn: number;
  shift: number;
}

/**
 * Launches a ray of an isotropic antenna, vertically polarised: directions on two Fibonacci spheres, heights of one crowded
 * about the horizon, powers by what that makes of the density.
 */
export function launch(
  flight: Flight,
  [x, y, z]: readonly [number, number, number],
  { index, rays, turn, shift }: LaunchOrder,
): void {
  const step = index >> 1;
  const side = (2 * (step + shift)) / ((rays + 1) >> 1) - 1;
  const spread = Math.log(1 + 1 / horizonSine);
  const crowded = Math.sign(side) * horizonSine * (Math.exp(spread * Math.abs(side)) - 1);
  const up = Math.max(-1, Math.min(1, index % 2 === 0 ? side : crowded));
  const density = 0.25 + 0.25 / ((Math.abs(up) + horizonSine) * spread);
  const angleRad = goldenRad * step + 2 * Math.PI * (turn + (index % 2) / 2);
  const flat = Math.sqrt(1 - up * up);
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  flight.x = x;
  flight.y = y;
  flight.z = z;
  flight.ux = flat * cos;
  flight.uy = flat * sin;
  flight.uz = up;
  flight.ex = -up * cos;
  flight.ey = -up * sin;
  flight.ez = flat;
  flight.powerRatio = 0.5 / density / rays;
  flight.skipped = -1;
  leaveEdges(flight);
}

/** Gain of an antenna by direction, in steps of equal angles. Plain data: it crosses to other threads. */
export interface EnergyGains {
  /** Steps around, the first east and then counter-clockwise; and from straight down to straight up, both included. */
  around: number;
  upwards: number;
  /** [upwards, around] gain over an isotropic antenna, a ratio of powers. */
  ratios: Float32Array;
}

/** Tabulates a gain, dBi, by direction: a unit vector east, north, up. */
export function tabulateGains(gainDbi: (east: number, north: number, up: number) => number): EnergyGains {
  const around = 180;
  const upwards = 91;
  const ratios = new Float32Array(upwards * around);
  for (let row = 0; row < upwards; row += 1) {
    const elevationRad = Math.PI * (row / (upwards - 1) - 0.5);
    const flat = Math.cos(elevationRad);
    for (let column = 0; column < around; column += 1) {
      const azimuthRad = (2 * Math.PI * column) / around;
      const [east, north] = [flat * Math.cos(azimuthRad), flat * Math.sin(azimuthRad)];
      ratios[row * around + column] = dbToRatio(gainDbi(east, north, Math.sin(elevationRad)));
    }
  }
  return { around, upwards, ratios };
}

/** Weights a flight that was just launched by the gain in its direction, linear between the steps. */
export function applyGain(flight: Flight, { around, upwards, ratios }: EnergyGains): void {
  const turn = Math.atan2(flight.uy, flight.ux) / (2 * Math.PI);
  const atColumn = (turn < 0 ? turn + 1 : turn) * around;
  const atRow = (Math.asin(Math.max(-1, Math.min(1, flight.uz))) / Math.PI + 0.5) * (upwards - 1);
  const row = Math.min(upwards - 2, Math.floor(atRow));
  const column = Math.floor(atColumn);
  const [rise, side] = [atRow - row, atColumn - column];
  const [left, right] = [column % around, (column + 1) % around];
  const low = (1 - side) * ratios[row * around + left] + side * ratios[row * around + right];
  const high = (1 - side) * ratios[(row + 1) * around + left] + side * ratios[(row + 1) * around + right];
  flight.powerRatio *= (1 - rise) * low + rise * high;
}

/** The flight bends anew wherever it comes by an edge. */
export function leaveEdges(flight: Flight): void {
  flight.edge = -1;
  flight.owner = -1;
  flight.sinceM = 0;
  flight.quietM = 0;
}

export function advance(flight: Flight, distanceM: number): void {
  flight.x += distanceM * flight.ux;
  flight.y += distanceM * flight.uy;
  flight.z += distanceM * flight.uz;
  flight.sinceM += distanceM;
}

/** Turns direction and polarisation around a unit vector (Rodrigues). */
export function rotate(flight: Flight, ax: number, ay: number, az: number, angleRad: number): void {
  const cos = Math.cos(angleRad);
  const sin = Math.sin(angleRad);
  const { ux, uy, uz, ex, ey, ez } = flight;
  const u = (1 - cos) * (ax * ux + ay * uy + az * uz);
  flight.ux = cos * ux + sin * (ay * uz - az * uy) + u * ax;
  flight.uy = cos * uy + sin * (az * ux - ax * uz) + u * ay;
  flight.uz = cos * uz + sin * (ax * uy - ay * ux) + u * az;
  const e = (1 - cos) * (ax * ex + ay * ey + az * ez);
  flight.ex = cos * ex + sin * (ay * ez - az * ey) + e * ax;
  flight.ey = cos * ey + sin * (az * ex - ax * ez) + e * ay;
  flight.ez = cos * ez + sin * (ax * ey - ay * ex) + e * az;
}
