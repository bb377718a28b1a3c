import { type Antenna, knownMaterials, type Plan, type Point } from '@diku/engine';
import {
  antennaLocation,
  antennaLocations,
  antennaType,
  antennaTypes,
  facilityKindRow,
  facilityKinds,
  isAimed,
  largestCoordinateM,
  moveAntenna,
  type NamedRegistry,
  openingKinds,
  pointKinds,
  radiatesAlongPath,
  type SectorValues,
  zoneKinds,
} from '@diku/engine/plan';
import type { PlanRecord, RecordKind } from './plan-records.ts';

const pathKinds = facilityKinds.filter((kind) => facilityKindRow(kind).isPath);

/** One value of a record that a form can change, with what a plan may hold. */
export type RecordField =
  | { key: string; form: 'number'; min: number; max: number; step: number; optional?: true }
  /** The options are rows of a registry, or words of the form. */
  | { key: string; form: 'choice'; options: readonly string[]; registry?: NamedRegistry }
  | { key: string; form: 'text'; optional: boolean };

const number = (key: string, min: number, max: number, step: number): RecordField => ({
  key,
  form: 'number',
  min: min,
  max: max,
  step,
});
const height = (key: string): RecordField => ({ ...number(key, 0, 20, 0.1), optional: true }) as RecordField;
const name: RecordField = { key: 'name', form: 'text', optional: true };
const states = ['open', 'closed'];

/** The fields of a kind, in the order of a form. */
export function recordFields(kind: RecordKind, record: PlanRecord, plan: Plan): readonly RecordField[] {
  switch (kind) {
    case 'wall':
      return [material(plan), number('thicknessM', 0.01, 5, 0.01), height('bottomM'), height('topM')];
    case 'beam':
      return [material(plan), number('bottomM', 0, 20, 0.1), height('topM'), number('widthM', 0.01, 5, 0.05)];
    case 'column':
      return 'sizeM' in record && record.sizeM
        ? [
            number('sizeM.0', 0.01, 10, 0.05),
            number('sizeM.1', 0.01, 10, 0.05),
            number('angleDeg', -360, 360, 1),
          ]
        : [number('radiusM', 0.01, 5, 0.05)];
    case 'opening':
      return [choice('kind', openingKinds, 'opening'), choice('state', states)];
    case 'zone':
      return [choice('kind', zoneKinds, 'zone'), name];
    case 'point':
      return [
        choice('kind', pointKinds, 'point'),
        name,
        { ...number('heightM', 0, 10, 0.1), optional: true } as RecordField,
      ];
    case 'facility':
      return [choice('kind', 'path' in record && record.path ? pathKinds : facilityKinds, 'facility'), name];
    case 'antenna':
      return [
        ...('type' in record && !radiatesAlongPath(record as Antenna)
          ? [choice('type', spotTypes(plan))]
          : []),
        { key: 'cell', form: 'text', optional: false },
      ];
    case 'source':
      return [{ key: 'cell', form: 'text', optional: false }];
    default:
      return [];
  }
}
/** A cable has a course and not a location: it becomes no other type, and none becomes it. */
function spotTypes({ antennaTypes: custom = {} }: Plan): string[] {
  const spots = [...antennaTypes.values()].filter((row) => !radiatesAlongPath({ type: row.id }));
  return [...spots.map(({ id }) => id), ...Object.keys(custom)];
}

function material(plan: Plan): RecordField {
  return choice('material', knownMaterials(plan.materials), 'material');
}

function choice(key: string, options: readonly string[], registry?: NamedRegistry): RecordField {
  return { key, form: 'choice', options, registry };
}

/** A field's value; `sizeM.0` is the first of a pair. */
export function fieldValue(record: PlanRecord, key: string): string | number | undefined {
  const [name, index] = key.split('.');
  const value = (record as unknown as Record<string, unknown>)[name];
  return (index === undefined ? value : (value as unknown[] | undefined)?.[Number(index)]) as
    | string
    | undefined;
}

/**
 * The record with another value; undefined takes an optional one away. Undefined where the plan could not be read with
 * it: a wall whose upper edge is not above its lower one.
 */
export function withField(
  record: PlanRecord,
  key: string,
  value: string | number | undefined,
): PlanRecord | undefined {
  const [name, index] = key.split('.');
  const { [name]: old, ...rest } = record as unknown as Record<string, unknown>;
  if (value === undefined) return rest as unknown as PlanRecord;
  const next =
    index === undefined ? value : (old as unknown[]).map((each, at) => (at === Number(index) ? value : each));
  const after: Record<string, unknown> = { ...record, [name]: next };
  if (name === 'type' && antennaType(String(value)).direction === 'required') after.azimuthDeg ??= 0;
  const { bottomM = 0, topM } = after as { bottomM?: number; topM?: number };
  if (topM !== undefined && bottomM >= topM) return undefined;
  return after as unknown as PlanRecord;
}

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
