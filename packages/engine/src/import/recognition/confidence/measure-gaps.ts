import { distance, distanceToSegment, type Point, PointGrid, pointAlong } from '../../../core/index.ts';

/** The edge is looked at in steps of this, m. */
const stepM = 0.5;
/** What bounds a floor stands this near to its edge, m. */
const nearEdgeM = 0.8;
/** Nothing drawn for less than this is a joint, a slot, a corner cut off, m. */
const shortestGapM = 1;

/** A line of something that bounds a floor, and how far it reaches to its sides, m. */
export interface BoundingLine {
  a: Point;
  b: Point;
  halfM: number;
}

export interface EdgeGaps {
  lengthM: number;
  gaps: number;
  gapLengthM: number;
  longestGapM: number;
}

/** Stretches of a ring along which none of the lines runs, to half a metre. */
export function measureGaps(ring: readonly Point[], lines: readonly BoundingLine[]): EdgeGaps {
  const grid = new PointGrid(4);
  lines.forEach(({ a, b, halfM }, i) => {
    grid.addAlong(i, a, b, nearEdgeM + halfM);
  });
  const samples: { lengthM: number; isOpen: boolean }[] = [];
  ring.forEach((a, i) => {
    const b = ring[(i + 1) % ring.length];
    const sideM = distance(a, b);
    const steps = Math.max(1, Math.round(sideM / stepM));
    for (let k = 0; k < steps; k++) {
      const [x, y] = pointAlong(a, b, (k + 0.5) / steps);
      const isBounded = grid.near(x, y, x, y).some((j) => {
        const line = lines[j];
        return distanceToSegment([x, y], line.a, line.b) <= nearEdgeM + line.halfM;
      });
      samples.push({ lengthM: sideM / steps, isOpen: !isBounded });
    }
  });
  const lengthM = samples.reduce((sum, sample) => sum + sample.lengthM, 0);
  const runs = openRuns(samples).filter((runM) => runM >= shortestGapM);
  return {
    lengthM,
    gaps: runs.length,
    gapLengthM: runs.reduce((sum, runM) => sum + runM, 0),
    longestGapM: Math.max(0, ...runs),
  };
}

/** Lengths of the runs of open samples, around the ring. */
function openRuns(samples: readonly { lengthM: number; isOpen: boolean }[]): number[] {
  const first = samples.findIndex(({ isOpen }) => !isOpen);
  if (first < 0) return [samples.reduce((sum, { lengthM }) => sum + lengthM, 0)];
  const runs: number[] = [];
  let runM = 0;
  for (let k = 0; k <= samples.length; k++) {
    const { lengthM, isOpen } = samples[(first + k) % samples.length];
    if (isOpen) runM += lengthM;
    else {
      if (runM > 0) runs.push(runM);
      runM = 0;
    }
  }
  return runs;
}
