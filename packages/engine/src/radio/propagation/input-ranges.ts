import type { NumberRange } from './read-inputs.ts';

/** Ranges of any frequency and distance, whatever a model's own range. */
export const frequencyRange: NumberRange = { above: 0, atMost: 1_000_000 };
export const distanceRange: NumberRange = { above: 0, atMost: 1_000_000 };

/** Note on a value outside a closed published range, where the formula is followed on as written. */
export function extrapolationNote(
  name: string,
  value: number,
  range: readonly [number, number],
  unit: string,
): string[] {
  if (value >= range[0] && value <= range[1]) return [];
  return [
    `extrapolated: ${name} ${value} ${unit} is outside the published range ${range[0]}–${range[1]} ${unit}`,
  ];
}
