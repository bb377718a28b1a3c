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
