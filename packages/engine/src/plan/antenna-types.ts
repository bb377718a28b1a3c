/**
 * The registry of antenna types. A row decides all that the program does differently for a type: what the plan has to say
 * of it, its gain, how it is drawn and what may place it. Texts call it by its id.
 */

import { requireObject, requireText } from '../core/index.ts';

/** 3GPP sector pattern: main gain, half-power beamwidths, largest attenuation (see `sector-pattern.ts`). */
export interface SectorValues {
  gainDbi: number;
  horizontalBeamwidthDeg: number;
  verticalBeamwidthDeg: number;
  frontToBackDb: number;
}

/**
 * Measured pattern of an antenna on one band: two cuts. Each is the loss below `gainDbi` at equal steps over
 * the whole circle, first straight ahead, dB. Horizontally the angle runs clockwise as seen from above,
 * vertically downwards: a quarter of the circle is right of the antenna, or straight below it.
 */
export interface AntennaCuts {
  frequencyMhz: number;
  gainDbi: number;
  horizontalLossDb: readonly number[];
  verticalLossDb: readonly number[];
}

/** Pattern of an antenna: a formula with its values, or tables, one per band that was measured. */
export type AntennaPattern =
  /** Alike in all directions, 0 dBi. Of a radiating cable each source; what it gets is in its feed. */
  | { formula: 'isotropic' }
  /** Falls from the horizon with the squared sine of the elevation. */
  | { formula: 'sine-squared'; horizonGainDbi: number; nadirGainDbi: number }
  /** The plan may give an antenna other values. */
  | { formula: 'sector'; values: SectorValues }
  | { formula: 'cuts'; bands: readonly AntennaCuts[] };

export interface AntennaType {
  id: string;
  /** The part that radiates: a point, or all of its path. */
  extent: 'point' | 'line';
  /** An antenna that looks somewhere has `azimuthDeg` and `downtiltDeg`: required, optional (0), or not used. */
  direction: 'required' | 'optional' | 'none';
  /** The kind of candidate that an antenna of the type is when antennas are placed. */
  candidate: 'omni' | 'directional' | 'cable';
  /** Symbol on sheets and in the legend. */
  symbol: 'ring' | 'arrow' | 'line';
  pattern: AntennaPattern;
}

/** Gains of the ceiling antenna and of the panel: trade data sheets (assumption). */
const antennaTypeRows = [
  {
    id: 'ceiling-omni',
    extent: 'point',
    direction: 'none',
    candidate: 'omni',
    symbol: 'ring',
    pattern: { formula: 'sine-squared', horizonGainDbi: 2, nadirGainDbi: -10 },
  },
  {
    id: 'isotropic',
    extent: 'point',
    direction: 'none',
    candidate: 'omni',
    symbol: 'ring',
    pattern: { formula: 'isotropic' },
  },
  {
    id: 'directional',
    extent: 'point',
    direction: 'required',
    candidate: 'directional',
    symbol: 'arrow',
    pattern: {
      formula: 'sector',
      values: { gainDbi: 7, horizontalBeamwidthDeg: 90, verticalBeamwidthDeg: 65, frontToBackDb: 15 },
    },
  },
  {
    id: 'radiating-cable',
    extent: 'line',
    direction: 'none',
    candidate: 'cable',
    symbol: 'line',
    pattern: { formula: 'isotropic' },
  },
] as const satisfies readonly AntennaType[];

/** Types that a plan need not define, by id. */
export const antennaTypes: ReadonlyMap<string, AntennaType> = new Map(
  antennaTypeRows.map((row) => [row.id, row]),
);

/** Antenna types that a plan brings along, by id: key `antennaTypes` of the plan document. */
export type CustomAntennaTypes = Readonly<Record<string, { bands: readonly AntennaCuts[] }>>;

/**
 * The row of a type. A type that is not built in is one of the plan's own: a point with measured cuts that may look
 * somewhere; its tables are in the plan, and absent where that is not given.
 */
export function antennaType(id: string, custom?: CustomAntennaTypes): AntennaType {
  const row = antennaTypes.get(id);
  if (row) return row;
  if (id !== undefined) requireText('type', id);
  if (custom !== undefined) requireObject('antennaTypes', custom);
  const bands = custom !== undefined && Object.hasOwn(custom, id) ? custom[id].bands : [];
  return {
    id,
    extent: 'point',
    direction: 'optional',
    candidate: 'directional',
    symbol: 'arrow',
    pattern: { formula: 'cuts', bands },
  };
}

/** Returns whether it radiates all along a path, like a radiating cable. */
export function radiatesAlongPath(antenna: { type: string }): boolean {
  requireObject('antenna', antenna);
  return antennaType(antenna.type).extent === 'line';
}

/** Returns whether it has a main direction. */
export function isAimed(antenna: { type: string }): boolean {
  requireObject('antenna', antenna);
  return antennaType(antenna.type).direction !== 'none';
}
