import { distance, type Point, roundMm } from '../../../core/index.ts';
import type { Antenna } from '../../../plan/index.ts';

/**
 * Values that an antenna with a level of its own takes from its part: its carriers, its power, the losses of
 * its cable.
 */
export type SelfPower = Pick<Antenna, 'carriers' | 'portPowerDbm' | 'targetPowerDbm' | 'cable'> & {
  part: string;
};

/** Mounting of a small cell, as far as it matters for the exposure of heads under it. */
export type SmallCellMount = Pick<Antenna, 'heightM' | 'type' | 'azimuthDeg' | 'downtiltDeg' | 'pattern'>;

/** Antennas that are not fed at the port power of their carriers, as catalogue and carriers of a plan have them. */
export interface SelfPowers {
  /**
   * The small cells that hang side by side where every carrier is to be sent, one per group of operators and bands, by how
   * they hang: the lower, the less they may send over people's heads.
   */
  smallCells?: (mount: SmallCellMount) => readonly SelfPower[];
  /** A section of radiating cable. */
  cable?: SelfPower;
}

/**
 * A small cell that names no part as those that hang side by side in its place; every other antenna as it is.
 * @throws Error where nobody said what small cells there are
 */
export function standSideBySide(antenna: Antenna, { smallCells }: SelfPowers): Antenna[] {
  if (antenna.feed !== 'small-cell' || antenna.part !== undefined) return [antenna];
  if (!smallCells) throw new Error('small cells without their own levels');
  return smallCells(antenna).map((power) => ({ ...antenna, ...power }));
}

/** Returns whether two antennas are small cells that send different carriers: they may hang side by side. */
export function areSideBySide(a: Antenna, b: Antenna): boolean {
  if (a.feed !== 'small-cell' || b.feed !== 'small-cell') return false;
  return ![...a.carriers, ...b.carriers].includes('*') && !a.carriers.some((id) => b.carriers.includes(id));
}

/** Small cells of different operators hang so far from each other, m (assumption: two housings with their brackets). */
export const smallCellApartM = 1;

/** Ways in which a small cell is moved off another, in `smallCellApartM`: first those along the axes of a plan. */
const ways: readonly Point[] = [
  ...([1, 2] as const).flatMap((times): Point[] => [
    [times, 0],
    [0, times],
    [-times, 0],
    [0, -times],
    ...([-0.75 * times, 0.75 * times] as const).flatMap((x): Point[] => [
      [x, 0.75 * times],
      [x, -0.75 * times],
    ]),
  ]),
];

/**
 * Small cells moved off those that send other carriers, `smallCellApartM` from all of them; one that finds no such location stays.
 * @param taken antennas that stay
 * @param moved the antenna at a location to which it may be moved; undefined where nothing may hang
 */
export function hangApart(
  antennas: readonly Antenna[],
  taken: readonly Antenna[],
  moved: (antenna: Antenna, position: Point) => Antenna | undefined,
): Antenna[] {
  const hung = taken.filter(({ feed }) => feed === 'small-cell');
  return antennas.map((antenna) => {
    if (antenna.feed !== 'small-cell') return antenna;
    const isClear = (position: Point) =>
      hung.every(
        (other) =>
          other.level !== antenna.level ||
          distance(other.position, position) > smallCellApartM - 0.01 ||
          !areSideBySide(other, antenna),
      );
    const found = isClear(antenna.position) ? antenna : movedClear(antenna, isClear, moved);
    hung.push(found);
    return found;
  });
}

function movedClear(
  antenna: Antenna,
  isClear: (position: Point) => boolean,
  moved: (antenna: Antenna, position: Point) => Antenna | undefined,
): Antenna {
  for (const [east, north] of ways) {
    const [x, y] = antenna.position;
    const position: Point = [roundMm(x + east * smallCellApartM), roundMm(y + north * smallCellApartM)];
    const found = isClear(position) ? moved(antenna, position) : undefined;
    if (found) return found;
  }
  return antenna;
}
