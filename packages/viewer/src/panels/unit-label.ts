/** Units that a drawing is said to be in. */
export const unitNames = ['mm', 'cm', 'm', 'in', 'ft'] as const;

/** A unit by its name, or as metres. @param unit `mm`, metres per unit, or what an import says it took: `0.00123 m` */
export function unitLabel(unit: string | number): string {
  const metres = typeof unit === 'number' ? unit : Number(/^([\d.e-]+) m$/.exec(unit)?.[1]);
  return Number.isNaN(metres) ? String(unit) : `${Number(metres.toPrecision(5))} m`;
}
