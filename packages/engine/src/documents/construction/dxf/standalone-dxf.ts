import { type DxfGroup, writeGroups } from '../../encoders/dxf-groups.ts';
import { encodeGbk } from '../../encoders/gbk-encoder.ts';
import { layerColour, layerLinetype, layerName, linetypes } from './document-layers.ts';
import {
  blockGroups,
  blockRecord,
  type DrawingContent,
  type Layout,
  type LayoutHandles,
  layoutEntities,
  layoutObject,
} from './drawing-content.ts';
import type { EntityStyle } from './mark-entities.ts';

/** Style of all texts: the fonts that CAD brings for Chinese drawings (GB). */
export const textStyleName = 'DIKU';
export const textFonts = { latin: 'gbenor.shx', wide: 'gbcbig.shx' };

/** Units of a drawing by the metres of one, as `$INSUNITS` states them. */
const unitCodes: readonly (readonly [metres: number, code: number])[] = [
  [0.001, 4],
  [0.01, 5],
  [1, 6],
  [0.0254, 1],
  [0.3048, 2],
];

/**
 * A DXF of release 2000, the first that has a layout per sheet, in the code page of Chinese drawings: releases to this day and the
 * readers of other houses take it. Same input, same bytes.
 */
export function standaloneDxf(content: DrawingContent, metresPerUnit: number): Uint8Array {
  const handles = handleCounter();
  const tables = tableHandles(handles.next);
  const layers = layerHandles(content, handles.next);
  const style: EntityStyle = {
    modern: { nextHandle: handles.next },
    textStyle: textStyleName,
    hasLinetypes: true,
  };
  const entities = content.entities({
    ...style,
    modern: { nextHandle: handles.next, owner: tables.modelSpace },
  });
  const extent = extentOf(entities);
  const layouts = content.layouts.map((layout, index): PlacedLayout => {
    const placed = { layout: handles.next(), record: handles.next(), dictionary: tables.layouts };
    const layerHandle = (name: string) => layers.get(name);
    return {
      ...{ layout, handles: placed },
      block: index === 0 ? '*Paper_Space' : `*Paper_Space${index - 1}`,
      entities: layoutEntities(layout, placed.record, { style, layerHandle }),
    };
  });
  const blocks = content.blocks.map((block) => ({ ...block, record: handles.next() }));
  const model = { layout: handles.next(), record: tables.modelSpace, dictionary: tables.layouts };
  const groups: DxfGroup[] = [
    ...section('CLASSES', classGroups),
    ...section('TABLES', [
      ...tableGroups(tables, layers, content, extent, handles.next),
      ...blockRecords(tables.blocks, model, layouts, blocks),
    ]),
    ...section('BLOCKS', [
      ...blockGroups('*Model_Space', style, tables.modelSpace, () => []),
      // Entities of the first layout stand with those of model space.
      ...layouts.flatMap(({ block, handles: { record }, entities: inLayout }, index) =>
        blockGroups(block, { ...style, isInLayout: true }, record, () => (index === 0 ? [] : inLayout)),
      ),
      ...blocks.flatMap(({ name, record, entities: inBlock }) => blockGroups(name, style, record, inBlock)),
    ]),
    ...section('ENTITIES', [...entities, ...(layouts[0]?.entities ?? [])]),
    ...section('OBJECTS', objectGroups(tables, model, layouts)),
    [0, 'EOF'],
  ];
  const head = section('HEADER', headerGroups(extent, metresPerUnit, handles.next()));
  return writeGroups([[999, 'Diku'], ...head, ...groups], { lineEnd: '\r\n', encode: encodeGbk });
}

/** A layout with its handles, the name of its block and its entities. */
interface PlacedLayout {
  layout: Layout;
  handles: LayoutHandles;
  block: string;
  entities: DxfGroup[];
}

function blockRecords(
  tableHandle: string,
  model: LayoutHandles,
  layouts: readonly PlacedLayout[],
  blocks: readonly { name: string; record: string }[],
): DxfGroup[] {
  const spaces = [{ block: '*Model_Space', handles: model }, ...layouts];
  return table('BLOCK_RECORD', tableHandle, [
    ...spaces.map(({ block, handles: { record, layout } }) =>
      blockRecord(block, { handle: record, table: tableHandle, layout }),
    ),
    ...blocks.map(({ name, record }) => blockRecord(name, { handle: record, table: tableHandle })),
  ]);
}

function objectGroups(
  tables: TableHandles,
  model: LayoutHandles,
  layouts: readonly PlacedLayout[],
): DxfGroup[] {
  const named = layouts.map(({ layout, handles }) => [layout.name, handles.layout] as const);
  return [
    ...dictionaries(tables, [['Model', model.layout], ...named]),
    ...layoutObject({ name: 'Model', sizeMm: [420, 297] }, model, { order: 0, isModel: true }),
    ...layouts.flatMap(({ layout, handles }, index) => layoutObject(layout, handles, { order: index + 1 })),
  ];
}

function section(name: string, groups: readonly DxfGroup[]): DxfGroup[] {
  return [[0, 'SECTION'], [2, name], ...groups, [0, 'ENDSEC']];
}

function table(name: string, handle: string, records: readonly (readonly DxfGroup[])[]): DxfGroup[] {
  return [
    [0, 'TABLE'],
    [2, name],
    [5, handle],
    [330, '0'],
    [100, 'AcDbSymbolTable'],
    [70, records.length],
    ...(name === 'DIMSTYLE' ? [[100, 'AcDbDimStyleTable'] as DxfGroup] : []),
    ...records.flat(),
    [0, 'ENDTAB'],
  ];
}

function handleCounter(): { next(): string } {
  let last = 0;
  return { next: () => (++last).toString(16).toUpperCase() };
}

/** Handles that others point to, given out before anything is written. */
function tableHandles(next: () => string) {
  const names = [
    ...(['vports', 'ltypes', 'layers', 'styles', 'views', 'ucs', 'apps', 'dimstyles', 'blocks'] as const),
    ...(['modelSpace', 'textStandard', 'root', 'groups', 'layouts', 'plotStyles', 'plotNormal'] as const),
  ];
  return Object.fromEntries(names.map((name) => [name, next()])) as Record<(typeof names)[number], string>;
}

type TableHandles = ReturnType<typeof tableHandles>;

function layerHandles({ layers, layouts }: DrawingContent, next: () => string): Map<string, string> {
  const names = ['0', ...layers.keys(), ...(layouts.length > 0 ? [layerName('VIEWPORT')] : [])];
  return new Map(names.map((name) => [name, next()]));
}

function headerGroups(extent: Extent, metresPerUnit: number, seed: string): DxfGroup[] {
  const unit = unitCodes.find(([metres]) => Math.abs(metres / metresPerUnit - 1) < 1e-6)?.[1] ?? 0;
  const variable = (name: string, ...values: DxfGroup[]): DxfGroup[] => [[9, name], ...values];
  return [
    ...variable('$ACADVER', [1, 'AC1015']),
    ...variable('$DWGCODEPAGE', [3, 'ANSI_936']),
    ...variable('$INSBASE', [10, 0], [20, 0], [30, 0]),
    ...variable('$EXTMIN', [10, extent[0][0]], [20, extent[0][1]], [30, 0]),
    ...variable('$EXTMAX', [10, extent[1][0]], [20, extent[1][1]], [30, 0]),
    ...variable('$LIMMIN', [10, extent[0][0]], [20, extent[0][1]]),
    ...variable('$LIMMAX', [10, extent[1][0]], [20, extent[1][1]]),
    ...variable('$TEXTSTYLE', [7, textStyleName]),
    ...variable('$CLAYER', [8, '0']),
    ...variable('$MEASUREMENT', [70, 1]),
    ...variable('$INSUNITS', [70, unit]),
    // Every line says how large its dashes are, in model space and on paper.
    ...variable('$PSLTSCALE', [70, 0]),
    ...variable('$TILEMODE', [70, 1]),
    ...variable('$PSTYLEMODE', [290, 1]),
    ...variable('$HANDSEED', [5, seed]),
  ];
}

/** Classes of release 2000 that are not built in. */
const classGroups: DxfGroup[] = (
  [
    ['ACDBDICTIONARYWDFLT', 'AcDbDictionaryWithDefault'],
    ['ACDBPLACEHOLDER', 'AcDbPlaceHolder'],
    ['LAYOUT', 'AcDbLayout'],
  ] as const
).flatMap(([name, className]): DxfGroup[] => [
  [0, 'CLASS'],
  [1, name],
  [2, className],
  [3, 'ObjectDBX Classes'],
  [90, 0],
  [280, 0],
  [281, 0],
]);

function tableGroups(
  tables: TableHandles,
  layers: ReadonlyMap<string, string>,
  content: DrawingContent,
  extent: Extent,
  next: () => string,
): DxfGroup[] {
  const { vports, ltypes, styles, apps, dimstyles } = tables;
  const lineType = (name: string): DxfGroup[] => [
    ...record('LTYPE', ltypes, linetypeClass, name, next()),
    [3, ''],
    [72, 65],
    [73, 0],
    [40, 0],
  ];
  const styleHead = (handle: string): DxfGroup[] => [
    [5, handle],
    [330, styles],
    [100, 'AcDbSymbolTableRecord'],
    [100, 'AcDbTextStyleTableRecord'],
  ];
  const view = record('VPORT', vports, 'AcDbViewportTableRecord', '*Active', next());
  const dimensions = record('DIMSTYLE', dimstyles, 'AcDbDimStyleTableRecord', 'Standard', next());
  return [
    ...table('VPORT', vports, [viewOf(view, extent)]),
    ...table('LTYPE', ltypes, [
      ...['ByBlock', 'ByLayer', 'Continuous'].map(lineType),
      ...linetypes.map((each) =>
        dashedRecord(each, record('LTYPE', ltypes, linetypeClass, each.name, next())),
      ),
    ]),
    ...table('LAYER', tables.layers, layerRecords(tables, layers, content)),
    ...table('STYLE', styles, [
      styleRecord(styleHead(tables.textStandard), 'Standard'),
      styleRecord(styleHead(next())),
    ]),
    ...table('VIEW', tables.views, []),
    ...table('UCS', tables.ucs, []),
    ...table(
      'APPID',
      apps,
      ['ACAD', layerStandard].map((name) => record('APPID', apps, 'AcDbRegAppTableRecord', name, next())),
    ),
    ...table('DIMSTYLE', dimstyles, [[...dimensions, [340, tables.textStandard]]]),
  ];
}

const linetypeClass = 'AcDbLinetypeTableRecord';

function dashedRecord({ text, stepsMm }: (typeof linetypes)[number], head: readonly DxfGroup[]): DxfGroup[] {
  return [
    ...head,
    [3, text],
    [72, 65],
    [73, stepsMm.length],
    [40, stepsMm.reduce((sum, step) => sum + Math.abs(step), 0)],
    ...stepsMm.flatMap((step): DxfGroup[] => [
      [49, step],
      [74, 0],
    ]),
  ];
}

function record(kind: string, owner: string, className: string, name: string, handle: string): DxfGroup[] {
  return [
    [0, kind],
    [kind === 'DIMSTYLE' ? 105 : 5, handle],
    [330, owner],
    [100, 'AcDbSymbolTableRecord'],
    [100, className],
    [2, name],
    [70, 0],
  ];
}

function layerRecords(
  tables: TableHandles,
  layers: ReadonlyMap<string, string>,
  content: DrawingContent,
): DxfGroup[][] {
  return [...layers].map(([name, handle]): DxfGroup[] => [
    ...record('LAYER', tables.layers, 'AcDbLayerTableRecord', name, handle),
    [62, content.layers.get(name) ?? (name === '0' ? 7 : layerColour('VIEWPORT'))],
    [6, layerLinetype(name) ?? 'Continuous'],
    // Windows on model space are not plotted.
    ...(name === layerName('VIEWPORT') ? [[290, 0] as DxfGroup] : []),
    [390, tables.plotNormal],
    ...describedLayer(content.describeLayer(name)),
  ]);
}

/** Application under whose name CAD has the descriptions of layers. */
const layerStandard = 'AcAecLayerStandard';

/** The description of a layer as AutoCAD has it: the second of two texts. */
function describedLayer(text: string): DxfGroup[] {
  return text === ''
    ? []
    : [
        [1001, layerStandard],
        [1000, ''],
        [1000, text],
      ];
}

type Extent = readonly [readonly [number, number], readonly [number, number]];

/** The first look at model space: all of it. */
function viewOf(head: readonly DxfGroup[], [min, max]: Extent): DxfGroup[] {
  const [widthInUnits, heightInUnits] = [Math.max(1e-3, max[0] - min[0]), Math.max(1e-3, max[1] - min[1])];
  const ratio = 1.6;
  return [
    ...head,
    ...([10, 20] as const).map((code): DxfGroup => [code, 0]),
    ...([11, 21] as const).map((code): DxfGroup => [code, 1]),
    [12, (min[0] + max[0]) / 2],
    [22, (min[1] + max[1]) / 2],
    ...([13, 23] as const).map((code): DxfGroup => [code, 0]),
    ...([14, 24, 15, 25] as const).map((code): DxfGroup => [code, 10]),
    [16, 0],
    [26, 0],
    [36, 1],
    ...([17, 27, 37] as const).map((code): DxfGroup => [code, 0]),
    [40, 1.05 * Math.max(heightInUnits, widthInUnits / ratio)],
    [41, ratio],
    [42, 50],
    ...([43, 44, 50, 51, 71] as const).map((code): DxfGroup => [code, 0]),
    [72, 1000],
    [73, 1],
    [74, 3],
    ...([75, 76, 77, 78] as const).map((code): DxfGroup => [code, 0]),
  ];
}

/** The root dictionary and those that every reader looks for in it. */
function dictionaries(
  tables: TableHandles,
  layouts: readonly (readonly [name: string, handle: string])[],
): DxfGroup[] {
  const dictionary = (
    handle: string,
    owner: string,
    entries: readonly (readonly [string, string])[],
    kind = 'DICTIONARY',
  ): DxfGroup[] => [
    [0, kind],
    [5, handle],
    [330, owner],
    [100, 'AcDbDictionary'],
    [281, 1],
    ...entries.flatMap(([name, target]): DxfGroup[] => [
      [3, name],
      [350, target],
    ]),
  ];
  const { root, groups, layouts: ofLayouts, plotStyles, plotNormal } = tables;
  return [
    ...dictionary(root, '0', [
      ['ACAD_GROUP', groups],
      ['ACAD_LAYOUT', ofLayouts],
      ['ACAD_PLOTSTYLENAME', plotStyles],
    ]),
    ...dictionary(groups, root, []),
    ...dictionary(ofLayouts, root, layouts),
    ...dictionary(plotStyles, root, [['Normal', plotNormal]], 'ACDBDICTIONARYWDFLT'),
    [100, 'AcDbDictionaryWithDefault'],
    [340, plotNormal],
    [0, 'ACDBPLACEHOLDER'],
    [5, plotNormal],
    [330, plotStyles],
  ];
}

/** The style's entry in its table; `head` stands behind its kind. */
export function styleRecord(head: readonly DxfGroup[], name = textStyleName): DxfGroup[] {
  return [
    [0, 'STYLE'],
    ...head,
    [2, name],
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

function extentOf(entities: readonly DxfGroup[]): Extent {
  const min: [number, number] = [Infinity, Infinity];
  const max: [number, number] = [-Infinity, -Infinity];
  entities.forEach(([code, value], index) => {
    const next = entities[index + 1];
    if (code !== 10 || next?.[0] !== 20) return;
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
