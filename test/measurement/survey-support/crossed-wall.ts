import type { Plan } from '@diku/engine';

/** The wall that a step crosses outside of its openings. */
export function crossedWall(plan: Plan, id: string, from: readonly number[], to: readonly number[]): string {
  const level = plan.levels.find((each) => each.id === id) as Plan['levels'][number];
  for (const wall of level.walls ?? []) {
    const at = meeting(from, to, wall.start, wall.end);
    if (!at) continue;
    const passes = (level.openings ?? []).some(({ start, end, kind, state }) => {
      if (kind === 'lift-door' || (state === 'closed' && /shutter|blast/.test(kind))) return false;
      const widthM = Math.hypot(end[0] - start[0], end[1] - start[1]);
      const viaM =
        Math.hypot(at[0] - start[0], at[1] - start[1]) + Math.hypot(at[0] - end[0], at[1] - end[1]);
      return viaM < widthM + 0.05;
    });
    if (!passes) return `${wall.id} at (${at[0].toFixed(2)}, ${at[1].toFixed(2)})`;
  }
  return '';
}

/** Returns where two segments cross, by Cramer's rule. */
function meeting(
  a: readonly number[],
  b: readonly number[],
  c: readonly number[],
  d: readonly number[],
): number[] | undefined {
  const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]];
  const det = ux * vy - uy * vx;
  if (Math.abs(det) < 1e-12) return undefined;
  const t = ((c[0] - a[0]) * vy - (c[1] - a[1]) * vx) / det;
  const s = ((c[0] - a[0]) * uy - (c[1] - a[1]) * ux) / det;
  return t >= 0 && t <= 1 && s >= 0 && s <= 1 ? [a[0] + t * ux, a[1] + t * uy] : undefined;
}
