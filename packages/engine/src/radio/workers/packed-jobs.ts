import type { FieldJob } from '../kernel/field-kernel.ts';
import { type Tile, tileJob } from './tiles.ts';

/** A field job without its transmitter's location, whose obstacles were sent before, or come along, under an id. */
export interface JobFrame extends Omit<FieldJob, 'obstacles' | 'transmitterXMm' | 'transmitterYMm'> {
  obstaclesId: number;
}

/** Tiles of jobs as they cross to a worker: what jobs have in common once, the rest as numbers. */
export interface PackedJobs {
  frames: JobFrame[];
  /** Index of each tile's frame, transmitter x and y in mm, first row and rows of the frame's grid. [tiles, 5] */
  tiles: Float64Array;
}

const TILE_NUMBERS = 5;

/** Jobs one after the other that differ in place alone share a frame. */
export function packJobs(
  tiles: readonly (Tile & { jobIndex: number })[],
  jobs: readonly FieldJob[],
  obstaclesIdOf: (job: FieldJob) => number,
): PackedJobs {
  const frames: JobFrame[] = [];
  const numbers = new Float64Array(TILE_NUMBERS * tiles.length);
  let framed: FieldJob | undefined;
  tiles.forEach(({ jobIndex, firstRow, rows }, index) => {
    const job = jobs[jobIndex];
    if (!framed || !haveOneFrame(framed, job)) {
      const { grid, transmitterZMm, receiverZMm, law, capDb } = job;
      frames.push({ obstaclesId: obstaclesIdOf(job), grid, transmitterZMm, receiverZMm, law, capDb });
      framed = job;
    }
    const { transmitterXMm, transmitterYMm } = job;
    numbers.set([frames.length - 1, transmitterXMm, transmitterYMm, firstRow, rows], TILE_NUMBERS * index);
  });
  return { frames, tiles: numbers };
}

export function countPackedJobs({ tiles }: PackedJobs): number {
  return tiles.length / TILE_NUMBERS;
}

/** The job of one tile, with the obstacles of its id. */
export function unpackJob(
  { frames, tiles }: PackedJobs,
  index: number,
  obstaclesOf: (id: number) => FieldJob['obstacles'],
): FieldJob {
  const first = TILE_NUMBERS * index;
  const { obstaclesId, ...frame } = frames[tiles[first]];
  const job = {
    ...frame,
    obstacles: obstaclesOf(obstaclesId),
    transmitterXMm: tiles[first + 1],
    transmitterYMm: tiles[first + 2],
  };
  return tileJob(job, { firstRow: tiles[first + 3], rows: tiles[first + 4] });
}

function haveOneFrame(one: FieldJob, other: FieldJob): boolean {
  return (
    one.grid === other.grid &&
    one.obstacles === other.obstacles &&
    one.law === other.law &&
    one.transmitterZMm === other.transmitterZMm &&
    one.receiverZMm === other.receiverZMm &&
    one.capDb === other.capDb
  );
}
