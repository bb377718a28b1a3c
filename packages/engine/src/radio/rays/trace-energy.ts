import { createNormalSource, createRandom } from '../../core/index.ts';
import { bendAt, findBend, packOutlines } from './energy-bend.ts';
import { createFlight, type Flight, launch } from './energy-flight.ts';
import { findMeeting, type Meeting, nothingObject, packObstruction } from './energy-meeting.ts';
import type { EnergyGrid, EnergyScene } from './energy-scene.ts';
import { meetSurface } from './energy-surface.ts';

/** Some of the rays of one antenna. */
export interface EnergyBatch {
  /** Metres; z above the floor. */
  from: readonly [number, number, number];
  rays: number;
  seed: number;
}

/** Outcome of the rays of a batch; powers are of 1 sent. */
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
      tally.escaped += flight.power;
      return false;
    }
    const before = flight.power;
    meetSurface(scene, obstruction, flight, meeting, random);
    tally.absorbed += before - flight.power;
    return true;
  }

  return {
    trace({ from, rays, seed }) {
      const random = createRandom(seed);
      const normal = createNormalSource(random);
      const tally: EnergyTally = {
        pathM: new Float64Array(grid.columns * grid.rows),
        ...{ absorbed: 0, escaped: 0, cut: 0, parts: 0 },
      };
      const [turn, shift] = [random(), random()];
      for (let index = 0; index < rays; index += 1) {
        launch(flight, from, { index, rays, turn, shift });
        const minPower = flight.power * minPart;
        let parts = 1;
        while (step(tally, random, normal)) {
          if (!livesOn(flight, minPower, tally, random)) break;
          parts += 1;
          if (parts <= maxParts) continue;
          tally.cut += flight.power;
          break;
        }
        tally.parts += parts;
      }
      return tally;
    },
  };
}

/** Ends weak flights by lot; the others go on with the power of those, so that none is lost on average. */
function livesOn(flight: Flight, minPower: number, tally: EnergyTally, random: () => number): boolean {
  if (flight.power >= minPower) return true;
  const before = flight.power;
  flight.power = random() * minPower < before ? minPower : 0;
  tally.absorbed += before - flight.power;
  return flight.power > 0;
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
  { x, y, ux, uy, power }: Flight,
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
      pathM[row * columns + column] += power * (leaveM - atM);
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
