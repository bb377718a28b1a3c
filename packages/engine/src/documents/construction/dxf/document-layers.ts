import type { SheetLayer } from '../../encoders/sheet.ts';

/** Colours of AutoCAD's index that show on black and on white. */
export const layerColours: Readonly<Record<SheetLayer, number>> = {
  FRAME: 7,
  BUILDING: 8,
  GRID: 9,
  FACILITY: 92,
  COVERAGE: 30,
  CABLE: 1,
  DEVICE: 6,
  ANTENNA: 3,
  POWER: 140,
  LABEL: 7,
  LEVEL: 9,
};

/** `DIKU-CABLE`; `DIKU-B2-CABLE` where levels are drawn over each other. */
export function layerName(layer: SheetLayer, levelId?: string): string {
  const level = levelId === undefined ? '' : `-${levelId.replace(/[<>/\\":;?*|=,`\s]/g, '_')}`;
  return `DIKU${level}-${layer}`;
}
