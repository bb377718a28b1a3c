import type { Sheet } from '../../encoders/sheet.ts';
import { markEntities, sheetPlacement } from './mark-entities.ts';
import { layerColours, layerName } from './paper-layers.ts';
import { standaloneDxf, textStyleName } from './standalone-dxf.ts';

const gapMm = 30;

/** Sheets side by side in model space of a DXF, one unit a millimetre of paper. */
export function sheetsDxf(sheets: readonly Sheet[]): Uint8Array {
  let x = 0;
  const entities = sheets.flatMap((sheet) => {
    const place = sheetPlacement(sheet.heightMm, [x, 0]);
    x += sheet.widthMm + gapMm;
    return sheet.marks.flatMap((mark) => markEntities(mark, place, { textStyle: textStyleName }));
  });
  const used = new Set(sheets.flatMap(({ marks }) => marks.map(({ layer }) => layer)));
  return standaloneDxf({
    entities,
    layers: new Map([...used].sort().map((layer) => [layerName(layer), layerColours[layer]])),
  });
}
