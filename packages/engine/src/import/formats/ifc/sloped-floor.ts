import type { Mesh } from './ifc-model.ts';

/** Less is a floor that drains, more is a side. */
const slopeRangeRatio = { least: 0.02, most: 0.6 } as const;

/** How a body slopes, as seen from above. */
export interface Slope {
  /** Rise over run of the median part of what slopes; 0 where nothing does. */
  slopeRatio: number;
  /** Share of what is seen from above that slopes. */
  slopedRatio: number;
  /** From the lowest to the highest place seen from above, m. */
  riseM: number;
}

/** The slope of a body's upper side, by its triangles and their areas in plan. */
export function slopeOf({ vertices, corners }: Mesh): Slope {
  const sloped: { slopeRatio: number; areaM2: number }[] = [];
  let areaM2 = 0;
  let slopedM2 = 0;
  let lowM = Infinity;
  let highM = -Infinity;
  for (let k = 0; k < corners.length; k += 3) {
    const [a, b, c] = [corners[k], corners[k + 1], corners[k + 2]].map((corner) => 3 * corner);
    const edge = (from: number, to: number) =>
      [0, 1, 2].map((axis) => vertices[to + axis] - vertices[from + axis]);
    const [u, v] = [edge(a, b), edge(a, c)];
    const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    const ownM2 = normal[2] / 2;
    if (ownM2 < 1e-6) continue;
    const slopeRatio = Math.hypot(normal[0], normal[1]) / normal[2];
    if (slopeRatio > slopeRangeRatio.most) continue;
    areaM2 += ownM2;
    for (const corner of [a, b, c]) {
      lowM = Math.min(lowM, vertices[corner + 2]);
      highM = Math.max(highM, vertices[corner + 2]);
    }
    if (slopeRatio < slopeRangeRatio.least) continue;
    slopedM2 += ownM2;
    sloped.push({ slopeRatio, areaM2: ownM2 });
  }
  if (sloped.length === 0) return { slopeRatio: 0, slopedRatio: 0, riseM: Math.max(0, highM - lowM) };
  sloped.sort((p, q) => p.slopeRatio - q.slopeRatio);
  let below = 0;
  const median = sloped.find((part) => {
    below += part.areaM2;
    return below >= slopedM2 / 2;
  })!;
  return { slopeRatio: median.slopeRatio, slopedRatio: slopedM2 / areaM2, riseM: highM - lowM };
}
