import type { Antenna, Point } from '@diku/engine';
import {
  antennaLocation,
  antennaLocations,
  antennaType,
  isAimed,
  largestCoordinateM,
  moveAntenna,
  type SectorValues,
} from '@diku/engine/plan';

/** One number of an antenna that can be changed by itself. */
export interface AntennaField {
  id: 'east' | 'north' | 'heightM' | 'azimuthDeg' | 'downtiltDeg' | keyof SectorValues;
  value: number;
  /** The plan does not say: what is computed with instead. */
  assumed: boolean;
  /** Lowest value that a plan may hold. */
  min: number;
  max: number;
  step: number;
  /** The antenna with another value, and what such an undo step is called. */
  change(value: number): Antenna;
  stepName: 'move' | 'change';
}

/** The numbers of an antenna that its type uses. */
export function antennaFields(antenna: Antenna): AntennaField[] {
  const common = [locationField(antenna, 'east'), locationField(antenna, 'north'), heightField(antenna)];
  if (!isAimed(antenna)) return common;
  const { pattern } = antennaType(antenna.type);
  const aimed = [...common, angleField(antenna, 'azimuthDeg', 360), angleField(antenna, 'downtiltDeg', 90)];
  if (pattern.formula !== 'sector') return aimed;
  const field = (id: keyof SectorValues, min: number, max: number) =>
    patternField(antenna, pattern.values, id, min, max);
  return [
    ...aimed,
    field('gainDbi', -20, 30),
    field('horizontalBeamwidthDeg', 1, 360),
    field('verticalBeamwidthDeg', 1, 180),
    field('frontToBackDb', 0, 60),
  ];
}

/** East or north; all of a cable stays within the coordinates of a plan. */
function locationField(antenna: Antenna, id: 'east' | 'north'): AntennaField {
  const axis = id === 'east' ? 0 : 1;
  const point = antennaLocation(antenna);
  const values = antennaLocations(antenna).map((one) => one[axis]);
  return {
    id,
    value: point[axis],
    assumed: false,
    min: point[axis] - Math.min(...values) - largestCoordinateM,
    max: point[axis] - Math.max(...values) + largestCoordinateM,
    step: 0.1,
    change(value) {
      const position: Point = [...point];
      position[axis] = value;
      return moveAntenna(antenna, position);
    },
    stepName: 'move',
  };
}

function heightField(antenna: Antenna): AntennaField {
  return {
    id: 'heightM',
    value: antenna.heightM,
    assumed: false,
    min: 0,
    max: 20,
    step: 0.1,
    change: (heightM) => ({ ...antenna, heightM }),
    stepName: 'change',
  };
}

function angleField(antenna: Antenna, id: 'azimuthDeg' | 'downtiltDeg', max: number): AntennaField {
  return {
    id,
    value: antenna[id] ?? 0,
    assumed: false,
    min: -max,
    max: max,
    step: 1,
    change: (value) => ({ ...antenna, [id]: value }),
    stepName: 'change',
  };
}

function patternField(
  antenna: Antenna,
  values: SectorValues,
  id: keyof SectorValues,
  min: number,
  max: number,
): AntennaField {
  return {
    id,
    value: antenna.pattern?.[id] ?? values[id],
    assumed: antenna.pattern?.[id] === undefined,
    min: min,
    max: max,
    step: 1,
    change: (value) => ({ ...antenna, pattern: { ...antenna.pattern, [id]: value } }),
    stepName: 'change',
  };
}
