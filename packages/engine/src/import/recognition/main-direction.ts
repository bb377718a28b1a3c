import type { DrawingPath } from '../drawing/drawing.ts';

const bins = 360;
const quarter = Math.PI / 2;

/**
 * The direction most wall length runs in, as radians in (−π/4, π/4]: turning by its negative puts the plan
 * along the axes. 0 when there are no lines.
 */
export function mainDirection(paths: readonly DrawingPath[]): number {
  const weights = new Float64Array(bins);
  const edges: { angleRad: number; length: number }[] = [];
  for (const path of paths) {
    const last = path.closed ? path.points.length : path.points.length - 1;
    for (let i = 0; i < last; i++) {
      const a = path.points[i];
      const b = path.points[(i + 1) % path.points.length];
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (length < 0.3 || length > 600) continue;
      let angleRad = Math.atan2(b[1] - a[1], b[0] - a[0]) % quarter;
      if (angleRad < 0) angleRad += quarter;
      edges.push({ angleRad, length });
      weights[Math.round((angleRad / quarter) * bins) % bins] += length;
    }
  }
  if (edges.length === 0) return 0;
  let best = 0;
  const around = (k: number) => weights[(k + bins - 1) % bins] + weights[k] + weights[(k + 1) % bins];
  for (let k = 1; k < bins; k++) if (around(k) > around(best) + 1e-9) best = k;
  let center = (best / bins) * quarter;
  for (const window of [0.009, 0.002, 0.0005]) {
    let sum = 0;
    let total = 0;
    for (const { angleRad, length } of edges) {
      const off = wrap(angleRad - center);
      if (Math.abs(off) > window) continue;
      sum += off * length;
      total += length;
    }
    if (total > 0) center += sum / total;
  }
  return wrap(center);
}

/** Into (−π/4, π/4]. */
function wrap(angleRad: number): number {
  let value = angleRad % quarter;
  if (value > quarter / 2) value -= quarter;
  if (value <= -quarter / 2) value += quarter;
  return value;
}
