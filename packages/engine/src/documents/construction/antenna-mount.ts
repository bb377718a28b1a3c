import { distanceToSegment, nearestParameter, pointAlong } from '../../core/index.ts';
import { type Antenna, isAimed, type Level, type Plan, radiatesAlongPath } from '../../plan/index.ts';
import { columnOutline } from '../../radio/index.ts';
import { formatFixed, formatShort } from '../encoders/format-numbers.ts';
import type { SheetPoint } from '../encoders/sheet.ts';
import type { DocumentTexts } from '../wording/document-text.ts';

/** A bracket on a wall or column holds an antenna so far from it, m. */
export const bracketReachM = 1;

/** Azimuth from 0 to below 360, counter-clockwise from the plan's x axis, and tilt below the horizon, degrees. */
export function aimOf({ azimuthDeg = 0, downtiltDeg = 0 }: Antenna): { azimuthDeg: number; tiltDeg: number } {
  return { azimuthDeg: ((azimuthDeg % 360) + 360) % 360, tiltDeg: downtiltDeg };
}

/** `方位 180° 下倾 4°`; undefined of an antenna without a main direction. */
export function aimText(antenna: Antenna, texts: DocumentTexts): string | undefined {
  if (!isAimed(antenna) || antenna.feed === 'small-cell') return undefined;
  const { azimuthDeg, tiltDeg } = aimOf(antenna);
  return texts('construction.aimLabel', { azimuth: formatShort(azimuthDeg), tilt: formatShort(tiltDeg) });
}

/** An antenna with a main direction that no wall and no column is near enough for, and how far the nearest is, m. */
export interface FarAntenna {
  id: string;
  level: string;
  distanceM: number;
}

/** Antennas that would be mounted on a wall or column and hang too far from any. */
export function farAntennas({ antennas, levels }: Pick<Plan, 'antennas' | 'levels'>): FarAntenna[] {
  const levelOf = new Map(levels.map((level) => [level.id, level]));
  return antennas
    .filter((antenna) => isAimed(antenna) && !radiatesAlongPath(antenna) && antenna.feed !== 'small-cell')
    .map((antenna) => ({
      ...{ id: antenna.id, level: antenna.level },
      distanceM: supportDistanceM(levelOf.get(antenna.level), antenna.position),
    }))
    .filter(({ distanceM }) => distanceM > bracketReachM);
}

/** `ANT5-B1（7.1 m）、…`. */
export function farAntennasText(far: readonly FarAntenna[], texts: DocumentTexts): string {
  return far
    .map(({ id, distanceM }) =>
      texts('construction.mountFarItem', { antenna: id, distance: formatFixed(distanceM, 1) }),
    )
    .join(texts('report.listSeparator'));
}

/** How antennas are mounted, and which of them hang too far from what they would be mounted on. */
export function mountSentences(
  plan: Pick<Plan, 'antennas' | 'levels'>,
  antennas: readonly Antenna[],
  texts: DocumentTexts,
): string[] {
  const points = antennas.filter((antenna) => !radiatesAlongPath(antenna));
  const isAimedHere = (antenna: Antenna) => isAimed(antenna) && antenna.feed !== 'small-cell';
  const ids = new Set(points.map(({ id }) => id));
  const far = farAntennas(plan).filter(({ id }) => ids.has(id));
  return [
    ...(points.some((antenna) => antenna.feed !== 'small-cell' && !isAimedHere(antenna))
      ? [texts('construction.mountCeiling')]
      : []),
    ...(points.some(({ feed }) => feed === 'small-cell') ? [texts('construction.mountUnits')] : []),
    ...(points.some(isAimedHere) ? [texts('construction.mountAimed')] : []),
    ...(far.length > 0
      ? [texts('construction.mountFar', { list: farAntennasText(far, texts), reach: bracketReachM })]
      : []),
  ];
}

/** Distance to the nearest face of a wall or column, m; infinite on a level without any. */
function supportDistanceM(level: Level | undefined, at: readonly [number, number]): number {
  return (level && nearestSupport(level, at)?.distanceM) ?? Infinity;
}

/** Something that a box or bracket may be mounted on: how far its nearest face is, m, and where on the plan. */
export interface Support {
  kind: 'wall' | 'column';
  distanceM: number;
  atM: SheetPoint;
}

/** The nearest wall or column of a level; undefined on a level without any. */
export function nearestSupport(
  { walls = [], columns = [] }: Pick<Level, 'walls' | 'columns'>,
  at: SheetPoint,
): Support | undefined {
  const faces = [
    ...walls.map(({ start, end, thicknessM }) => ({
      ...{ kind: 'wall' as const, start, end, halfM: thicknessM / 2 },
    })),
    ...columns.flatMap((column) => {
      const ring = columnOutline(column);
      return ring.map((start, index) => ({
        ...{ kind: 'column' as const, start, end: ring[(index + 1) % ring.length], halfM: 0 },
      }));
    }),
  ];
  let nearest: Support | undefined;
  for (const { kind, start, end, halfM } of faces) {
    const distanceM = Math.max(0, distanceToSegment(at, start, end) - halfM);
    if (nearest && distanceM >= nearest.distanceM) continue;
    const atM = pointAlong(start, end, nearestParameter(at, start, end));
    nearest = { kind, distanceM, atM };
  }
  return nearest;
}
