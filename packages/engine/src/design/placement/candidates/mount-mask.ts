import type { Level, Zone } from '../../../plan/index.ts';
import { buildGrid, columnOutline, fillPolygon } from '../../../radio/index.ts';
import { barNearPath, barNearRing } from './bar-near.ts';
import { lockedCells } from './locked-rooms.ts';
import { type MountMask, mountBar } from './mount-bars.ts';
import { beamReachM, ceilingHeightM, heightUnderBeamM } from './mount-height.ts';
import type { MountRules } from './mount-rules.ts';

const finestCellM = 0.5;
const mostCells = 1_000_000;
/** Lanes and lobbies only: an antenna keeps this far from the bays, metres. */
const bayClearanceM = 1;

const zoneBars: Partial<Record<Zone['kind'], number>> = {
  plant: mountBar.blocked,
  'lift-car': mountBar.blocked,
  stair: mountBar.blocked,
  'guard-room': mountBar.blocked,
  'equipment-room': mountBar.blocked,
  core: mountBar.blocked,
  excluded: mountBar.blocked,
  ramp: mountBar.ramp,
};

/** The ceiling of a level in cells of half a metre (larger ones beyond 250,000 m²). */
export function buildMountMask(level: Level, rules: MountRules): MountMask {
  const xs = level.outline.map((corner) => corner[0]);
  const ys = level.outline.map((corner) => corner[1]);
  const extentM2 = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
  const grid = buildGrid(level, Math.max(finestCellM, Math.ceil(2 * Math.sqrt(extentM2 / mostCells)) / 2));
  const bars = new Uint8Array(grid.rows * grid.columns).fill(mountBar.blocked);
  const mask = { grid, bars };
  fillPolygon(bars, grid, level.outline, 0);
  for (const hole of level.holes ?? []) fillPolygon(bars, grid, hole, mountBar.blocked);
  lockedCells(level, grid, bars).forEach((locked, cell) => {
    if (locked === 1) bars[cell] |= mountBar.blocked;
  });
  barObstacles(mask, level, rules);
  barBeams(mask, level, rules);
  for (const [kind, bar] of Object.entries(zoneBars)) {
    const rings = (level.zones ?? []).filter((zone) => zone.kind === kind).map((zone) => zone.polygon);
    barNearRing(mask, rings, 0, bar);
  }
  barNearRing(
    mask,
    (level.bays ?? []).map((bay) => bay.polygon),
    bayClearanceM,
    mountBar.bay,
  );
  for (const { ring, radiusM } of rules.barred) barNearRing(mask, [ring], radiusM, mountBar.barred);
  return mask;
}

/** Walls that reach up to where antennas hang, openings, columns and the outline. */
function barObstacles(mask: MountMask, level: Level, { clearanceM }: MountRules): void {
  const heightM = ceilingHeightM(level);
  for (const wall of level.walls ?? []) {
    if ((wall.topM ?? level.clearHeightM) < heightM - clearanceM) continue;
    barNearPath(mask, [wall.start, wall.end], clearanceM + wall.thicknessM / 2, mountBar.blocked);
  }
  // Above a door there is wall, above a shutter its box.
  for (const { kind, start, end } of level.openings ?? []) {
    if (kind !== 'passage') barNearPath(mask, [start, end], clearanceM, mountBar.blocked);
  }
  barNearRing(mask, (level.columns ?? []).map(columnOutline), clearanceM, mountBar.blocked);
  for (const ring of [level.outline, ...(level.holes ?? [])]) {
    barNearPath(mask, [...ring, ring[0]], clearanceM, mountBar.blocked);
  }
}

/** Beams that leave no height below them; under the others an antenna hangs lower. */
function barBeams(mask: MountMask, level: Level, rules: MountRules): void {
  for (const beam of level.beams ?? []) {
    if (heightUnderBeamM(level, beam, rules) !== undefined) continue;
    barNearPath(mask, [beam.start, beam.end], beamReachM(beam), mountBar.blocked);
  }
}
