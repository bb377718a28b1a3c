import type { Plan } from '@diku/engine';

/** Data sheets' patterns written out: omni 2 dBi less 12 sin², panel of 7 dBi by 3GPP's sector form. */
export function gainOf(antenna: Plan['antennas'][number], dx: number, dy: number, dz: number): number {
  const flat = Math.hypot(dx, dy);
  if (antenna.type === 'ceiling-omni') return Math.max(-5, 2 - (12 * (dz * dz)) / (flat * flat + dz * dz));
  const turn = (Math.atan2(dy, dx) * 180) / Math.PI - (antenna.azimuthDeg ?? 0);
  const azimuth = ((((turn + 180) % 360) + 360) % 360) - 180;
  const below = (Math.atan2(-dz, flat) * 180) / Math.PI;
  const loss = Math.min(12 * (azimuth / 90) ** 2, 15) + Math.min(12 * (below / 65) ** 2, 15);
  return Math.max(-5, 7 - Math.min(loss, 15));
}
