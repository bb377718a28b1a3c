import { DrawingError, say } from '../../../core/index.ts';

/** Describes what web-ifc gives for an attribute: a value, a reference, or a list of them. */
export type IfcValue = { value?: unknown } | readonly IfcValue[] | null | undefined;

/** The attributes of one entity by their names in the schema. */
export type IfcLine = Readonly<Record<string, IfcValue>>;

/** Triangles in metres, z up. */
export interface Mesh {
  /** x, y, z by turns. */
  vertices: Float64Array;
  /** Three per triangle. */
  corners: Uint32Array;
  /** Index in `corners` at which each body ends: bodies may touch, as the layers of a wall do. */
  bodyEnds: number[];
  bottomM: number;
  topM: number;
}

/** A model that is open: what the readers of this folder ask of it. None of these throws. */
export interface IfcModel {
  schema: string;
  /** Numbers of all entities of a type and of the types derived from it. */
  idsOf(typeName: string): number[];
  typeOf(id: number): string;
  /** Undefined where there is no such entity or it cannot be read. */
  line(id: number): IfcLine | undefined;
  /** Undefined where there is no geometry or it cannot be made. */
  mesh(id: number): Mesh | undefined;
  /** Returns where the origin of a placement lies in the model, in metres: x, y, z. */
  placementOrigin(id: number): [number, number, number] | undefined;
  metresPerUnit: number;
}

export function textOf(value: IfcValue): string {
  const inner = innerOf(value);
  return typeof inner === 'string' ? inner.trim() : '';
}

export function numberOf(value: IfcValue): number | undefined {
  const inner = Number(innerOf(value) ?? Number.NaN);
  return Number.isFinite(inner) ? inner : undefined;
}

/** The entity that an attribute refers to. */
export function referenceOf(value: IfcValue): number | undefined {
  const inner = innerOf(value);
  return typeof inner === 'number' ? inner : undefined;
}

export function referencesOf(value: IfcValue): number[] {
  const list: readonly IfcValue[] = Array.isArray(value) ? value : [];
  return list.flatMap((entry) => referenceOf(entry) ?? []);
}

function innerOf(value: IfcValue): unknown {
  return value && 'value' in value ? value.value : undefined;
}

/** Metres per unit of length (`IfcUnitAssignment`); undefined where the model says nothing usable. */
export function lengthUnit(line: IfcModel['line'], projectUnits: readonly number[]): number | undefined {
  for (const id of projectUnits) {
    const unit = line(id);
    if (!unit || textOf(unit.UnitType) !== 'LENGTHUNIT') continue;
    const metres = unit.ConversionFactor ? convertedMetres(unit, line) : siMetres(unit);
    if (metres === undefined || metres < 1e-9 || metres > 1e4) {
      throw new DrawingError(`#${id}`, say('ifc-unit'), say('ifc-units'));
    }
    return metres;
  }
  return undefined;
}

function convertedMetres(unit: IfcLine, line: IfcModel['line']): number | undefined {
  const factor = line(referenceOf(unit.ConversionFactor) ?? -1);
  const base = line(referenceOf(factor?.UnitComponent) ?? -1);
  const value = numberOf(factor?.ValueComponent);
  const metres = base && siMetres(base);
  return value === undefined || metres === undefined ? undefined : value * metres;
}

const prefixes: Readonly<Record<string, number>> = {
  KILO: 1000,
  HECTO: 100,
  DECA: 10,
  DECI: 0.1,
  CENTI: 0.01,
  MILLI: 0.001,
  MICRO: 1e-6,
};

function siMetres(unit: IfcLine): number | undefined {
  if (textOf(unit.Name) !== 'METRE') return undefined;
  const prefix = textOf(unit.Prefix);
  return prefix === '' ? 1 : prefixes[prefix];
}
