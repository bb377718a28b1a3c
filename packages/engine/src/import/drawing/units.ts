import type { Phrase } from '../../core/index.ts';

export type UnitName = 'mm' | 'cm' | 'm' | 'in' | 'ft';

export const metresPerUnit: Readonly<Record<UnitName, number>> = {
  mm: 0.001,
  cm: 0.01,
  m: 1,
  in: 0.0254,
  ft: 0.3048,
};

/** Describes what a unit was taken from: the scale a sheet names, sizes of known things alone, against the header, or nothing at all. */
export type UnitBasis = 'given' | 'header' | 'paper-scale' | 'sizes' | 'against-header' | 'assumed';

/** Name of the unit of a PDF page at a scale, 1 to `ratio`. */
export function pointName(ratio: number): string {
  return `pt 1:${Number(ratio.toPrecision(4))}`;
}

export interface UnitGuess {
  unit: string;
  metresPerUnit: number;
  /** Absent where the format fixes the unit. */
  basis?: UnitBasis;
  /** Metres of paper per unit, where the unit is a sheet's at a scale. */
  sheetMetresPerUnit?: number;
  /** Set when the header says something else than the geometry. */
  warning?: Phrase;
}
