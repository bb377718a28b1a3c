import { strToU8 } from 'fflate';
import { type DxfGroup, escapeWide, writeGroups } from '../../encoders/dxf-groups.ts';
import { layerColours } from './document-layers.ts';

/** Style of all texts: the fonts that CAD brings for Chinese drawings (GB). */
export const textStyleName = 'DIKU';
export const textFonts = { latin: 'gbenor.shx', wide: 'gbcbig.shx' };

/** Entities, their layers with colours, and their extent as a file of their own. */
export interface DxfContent {
  entities: readonly DxfGroup[];
  layers: ReadonlyMap<string, number>;
}

/**
 * A DXF of release 12, which everything that reads DXF reads: ASCII, wide characters as `\U+XXXX`. Same input, same bytes.
 */
export function standaloneDxf({ entities, layers }: DxfContent): Uint8Array {
  const extent = extentOf(entities);
  const section = (name: string, groups: readonly DxfGroup[]): DxfGroup[] => [
    [0, 'SECTION'],
    [2, name],
    ...groups,
    [0, 'ENDSEC'],
  ];
  const table = (name: string, count: number, groups: readonly DxfGroup[]): DxfGroup[] => [
    [0, 'TABLE'],
    [2, name],
    [70, count],
    ...groups,
    [0, 'ENDTAB'],
  ];
  const layerRecords = [['0', layerColours.LABEL] as const, ...layers].flatMap(
    ([name, colour]): DxfGroup[] => [
      [0, 'LAYER'],
      [2, name],
      [70, 0],
      [62, colour],
      [6, 'CONTINUOUS'],
    ],
  );
  const groups: DxfGroup[] = [
    [999, 'Diku'],
    ...section('HEADER', [
      [9, '$ACADVER'],
      [1, 'AC1009'],
      [9, '$DWGCODEPAGE'],
      [3, 'ANSI_936'],
      ...(['$EXTMIN', '$EXTMAX'] as const).flatMap((name, index): DxfGroup[] => [
        [9, name],
        [10, extent[index][0]],
        [20, extent[index][1]],
        [30, 0],
      ]),
    ]),
    ...section('TABLES', [
      ...table('LTYPE', 1, [
        [0, 'LTYPE'],
        [2, 'CONTINUOUS'],
        [70, 0],
        [3, 'Solid line'],
        [72, 65],
        [73, 0],
        [40, 0],
      ]),
      ...table('LAYER', layers.size + 1, layerRecords),
      ...table('STYLE', 1, styleRecord([])),
    ]),
    ...section('BLOCKS', []),
    ...section('ENTITIES', entities),
    [0, 'EOF'],
  ];
  return writeGroups(groups, { lineEnd: '\r\n', encode: (text) => strToU8(escapeWide(text)) });
}

/** The style's entry in its table; `head` stands behind its kind. */
export function styleRecord(head: readonly DxfGroup[]): DxfGroup[] {
  return [
    [0, 'STYLE'],
    ...head,
    [2, textStyleName],
    [70, 0],
    [40, 0],
    [41, 1],
    [50, 0],
    [71, 0],
    [42, 2.5],
    [3, textFonts.latin],
    [4, textFonts.wide],
  ];
}

function extentOf(entities: readonly DxfGroup[]): [[number, number], [number, number]] {
  const min: [number, number] = [Infinity, Infinity];
  const max: [number, number] = [-Infinity, -Infinity];
  entities.forEach(([code, value], index) => {
    const next = entities[index + 1];
    if (code !== 10 || next?.[0] !== 20) return;
    // A polyline of release 12 begins with a point that means nothing.
    if (entities[index - 1]?.[0] === 66) return;
    [Number(value), Number(next[1])].forEach((coordinate, axis) => {
      min[axis] = Math.min(min[axis], coordinate);
      max[axis] = Math.max(max[axis], coordinate);
    });
  });
  return Number.isFinite(min[0])
    ? [min, max]
    : [
        [0, 0],
        [0, 0],
      ];
}
