import type { Point } from '../../../core/index.ts';
import type { Raster } from './raster.ts';

/** The lines of a thinned mask, each from an end or a branching to the next, or once around; pixel middles. */
export function skeletonPaths({ width, data }: Raster): Point[][] {
  const steps = [-1, 1, -width, width, -width - 1, -width + 1, width - 1, width + 1];
  const seen = new Uint8Array(data.length);
  const around = (at: number): number[] => steps.map((step) => at + step).filter((to) => data[to]);
  const middle = (at: number): Point => [(at % width) + 0.5, Math.floor(at / width) + 0.5];
  const paths: Point[][] = [];
  const walk = (start: number, first: number): void => {
    const path = [middle(start)];
    let previous = start;
    for (let at = first; ; ) {
      path.push(middle(at));
      const next = around(at).filter((to) => to !== previous && !touches(to, previous, width));
      if (next.length !== 1 || seen[at]) break;
      seen[at] = 1;
      previous = at;
      at = next[0];
    }
    paths.push(path);
  };
  const starts: number[] = [];
  for (let i = 0; i < data.length; i++) if (data[i]) starts.push(i);
  for (const isEnd of [true, false]) {
    for (const start of starts) {
      if (seen[start] || (isEnd && around(start).length === 2)) continue;
      seen[start] = 1;
      for (const to of around(start)) if (!seen[to]) walk(start, to);
    }
  }
  return paths;
}

/** Neighbours of each other, across a corner too. */
function touches(p: number, q: number, width: number): boolean {
  const dx = Math.abs((p % width) - (q % width));
  const dy = Math.abs(Math.floor(p / width) - Math.floor(q / width));
  return dx <= 1 && dy <= 1;
}
