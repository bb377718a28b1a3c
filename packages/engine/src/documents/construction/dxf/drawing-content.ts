import { degToRad } from '../../../core/index.ts';
import type { DxfGroup } from '../../encoders/dxf-groups.ts';
import type { SheetPoint } from '../../encoders/sheet.ts';
import { layerName } from './document-layers.ts';
import { beginner, type EntityStyle, pointGroups } from './mark-entities.ts';

/** A block that a drawing defines. */
export interface BlockDefinition {
  name: string;
  entities(style: EntityStyle): DxfGroup[];
}

/** A window of a layout on model space. */
export interface LayoutView {
  /** Middle on the sheet, mm, y up. */
  centerMm: SheetPoint;
  widthMm: number;
  heightMm: number;
  /** Point of model space in its middle. */
  target: SheetPoint;
  unitsPerMm: number;
  /** Turn of what is shown, counter-clockwise. */
  twistDeg: number;
  /** Layers that it does not show. */
  frozen: readonly string[];
}

/** A sheet in paper space, one unit a millimetre. */
export interface Layout {
  name: string;
  sizeMm: SheetPoint;
  views: readonly LayoutView[];
  entities(style: EntityStyle): DxfGroup[];
}

/** Content of a drawing: layers with colours, blocks, entities of model space, and layouts. */
export interface DrawingContent {
  layers: ReadonlyMap<string, number>;
  /** Words of the trade for a layer, which CAD lists beside its name. */
  describeLayer(name: string): string;
  blocks: readonly BlockDefinition[];
  layouts: readonly Layout[];
  entities(style: EntityStyle): DxfGroup[];
}

/** Handles of a layout's objects. */
export interface LayoutHandles {
  layout: string;
  record: string;
  /** Dictionary of the layouts. */
  dictionary: string;
}

/** Entities of a layout: the view of the paper itself, the windows on model space, and its own. */
export function layoutEntities(
  layout: Layout,
  record: string,
  { style, layerHandle }: { style: EntityStyle; layerHandle(name: string): string | undefined },
): DxfGroup[] {
  if (!style.modern) return [];
  const inLayout: EntityStyle = { ...style, isInLayout: true, modern: { ...style.modern, owner: record } };
  const [widthMm, heightMm] = layout.sizeMm;
  const whole: LayoutView = {
    ...{ centerMm: [widthMm / 2, heightMm / 2], widthMm, heightMm },
    ...{ target: [widthMm / 2, heightMm / 2], unitsPerMm: 1, twistDeg: 0, frozen: [] },
  };
  return [
    ...[whole, ...layout.views].flatMap((view, index) =>
      viewportGroups(view, index + 1, inLayout, layerHandle),
    ),
    ...layout.entities(inLayout),
  ];
}

function viewportGroups(
  view: LayoutView,
  number: number,
  style: EntityStyle,
  layerHandle: (name: string) => string | undefined,
): DxfGroup[] {
  const { centerMm, widthMm, heightMm, target, unitsPerMm, twistDeg, frozen } = view;
  const handles = frozen.flatMap((name) => layerHandle(name) ?? []);
  const [cos, sin] = [Math.cos(degToRad(twistDeg)), Math.sin(degToRad(twistDeg))];
  return [
    ...beginner(style, layerName('VIEWPORT'))('VIEWPORT', 'AcDbViewport'),
    ...pointGroups(centerMm),
    [40, widthMm],
    [41, heightMm],
    [68, number],
    [69, number],
    // The middle as it lies in the turned view.
    [12, cos * target[0] - sin * target[1]],
    [22, sin * target[0] + cos * target[1]],
    [13, 0],
    [23, 0],
    ...([14, 24, 15, 25] as const).map((code): DxfGroup => [code, 10]),
    [16, 0],
    [26, 0],
    [36, 1],
    ...([17, 27, 37] as const).map((code): DxfGroup => [code, 0]),
    [42, 50],
    [43, 0],
    [44, 0],
    [45, heightMm * unitsPerMm],
    [50, 0],
    [51, twistDeg],
    [72, 1000],
    ...handles.map((handle): DxfGroup => [331, handle]),
    // The scale is locked.
    [90, number === 1 ? 32_800 : 49_184],
    [1, ''],
    [281, 0],
    [71, 1],
    [74, 0],
    ...([110, 120, 130] as const).map((code): DxfGroup => [code, 0]),
    [111, 1],
    [121, 0],
    [131, 0],
    [112, 0],
    [122, 1],
    [132, 0],
    [79, 0],
    [146, 0],
  ];
}

/** The object of a layout. `isModel` for that of model space, which has no paper. */
export function layoutObject(
  { name, sizeMm }: Pick<Layout, 'name' | 'sizeMm'>,
  { layout, record, dictionary }: LayoutHandles,
  { order, isModel = false }: { order: number; isModel?: boolean },
): DxfGroup[] {
  const [widthMm, heightMm] = sizeMm;
  return [
    [0, 'LAYOUT'],
    [5, layout],
    [330, dictionary],
    [100, 'AcDbPlotSettings'],
    [1, ''],
    [2, 'none_device'],
    [4, `Diku_(${widthMm.toFixed(2)}_x_${heightMm.toFixed(2)}_MM)`],
    [6, ''],
    ...([40, 41, 42, 43] as const).map((code): DxfGroup => [code, 0]),
    [44, widthMm],
    [45, heightMm],
    ...([46, 47, 48, 49, 140, 141] as const).map((code): DxfGroup => [code, 0]),
    [142, 1],
    [143, 1],
    [70, isModel ? 1712 : 688],
    [72, 1],
    [73, 0],
    [74, isModel ? 1 : 5],
    [7, ''],
    [75, 16],
    [147, 1],
    [148, 0],
    [149, 0],
    [100, 'AcDbLayout'],
    [1, name],
    [70, 1],
    [71, order],
    ...([10, 20] as const).map((code): DxfGroup => [code, 0]),
    [11, widthMm],
    [21, heightMm],
    ...([12, 22, 32] as const).map((code): DxfGroup => [code, 0]),
    ...([14, 24, 34] as const).map((code): DxfGroup => [code, 0]),
    [15, widthMm],
    [25, heightMm],
    [35, 0],
    [146, 0],
    ...([13, 23, 33] as const).map((code): DxfGroup => [code, 0]),
    [16, 1],
    [26, 0],
    [36, 0],
    [17, 0],
    [27, 1],
    [37, 0],
    [76, 0],
    [330, record],
  ];
}

/** The definition of a block as it stands in its section. */
export function blockGroups(
  name: string,
  style: EntityStyle,
  record: string | undefined,
  entities: (style: EntityStyle) => DxfGroup[],
): DxfGroup[] {
  const inside: EntityStyle = style.modern ? { ...style, modern: { ...style.modern, owner: record } } : style;
  const begin = beginner(inside, '0');
  const start = begin('BLOCK', 'AcDbBlockBegin');
  const content = entities(inside);
  const hasAttributes = content.some(([code, kind]) => code === 0 && kind === 'ATTDEF');
  return [
    ...start,
    [2, name],
    [70, hasAttributes ? 2 : 0],
    ...pointGroups([0, 0]),
    [3, name],
    [1, ''],
    ...content,
    ...begin('ENDBLK', 'AcDbBlockEnd'),
  ];
}

/** The record of a block in its table. */
export function blockRecord(
  name: string,
  { handle, table, layout }: { handle: string; table: string | undefined; layout?: string },
): DxfGroup[] {
  return [
    [0, 'BLOCK_RECORD'],
    [5, handle],
    ...(table === undefined ? [] : [[330, table] as DxfGroup]),
    [100, 'AcDbSymbolTableRecord'],
    [100, 'AcDbBlockTableRecord'],
    [2, name],
    [340, layout ?? '0'],
  ];
}
