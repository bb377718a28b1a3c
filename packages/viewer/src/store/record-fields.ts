import { type Antenna, knownMaterials, type Plan } from '@diku/engine';
import {
  antennaType,
  antennaTypes,
  facilityKindRow,
  facilityKinds,
  type NamedRegistry,
  openingKinds,
  pointKinds,
  radiatesAlongPath,
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
