import type { Language } from '../../../core/index.ts';
import type { Plan } from '../../../plan/index.ts';
import type { NetworkEvaluation } from '../../../radio/index.ts';
import { type Mark, partOf, type SheetPoint } from '../../encoders/sheet.ts';
import { messagesOf, textsIn } from '../../wording/document-text.ts';
import { type DocumentLayer, layerColour, layerName } from '../dxf/document-layers.ts';
import type { BlockDefinition, Layout, LayoutView } from '../dxf/drawing-content.ts';
import {
  capitalRatio,
  type EntityStyle,
  markEntities,
  type SheetPlacement,
  sheetPlacement,
} from '../dxf/mark-entities.ts';
import {
  blockDefinitions,
  definitionGroups,
  type InsertedAttribute,
  insertGroups,
  partEntities,
} from '../dxf/part-entities.ts';
import { standaloneDxf } from '../dxf/standalone-dxf.ts';
import { type FramedDraft, frameBoxes, framedDrafts, type SheetDraft, titleCorner } from '../frame-sheet.ts';
import { type TitleBlock, type TitleCell, titleRulings, titleValue } from '../title-block.ts';
import { drawnParts, layerWords } from './drawn-parts.ts';

const gapMm = 30;
const metresPerMm = 0.001;

/**
 * Sheets side by side in model space, one unit a millimetre of paper, and each as a layout in its frame: parts and cables are
 * blocks with attributes.
 */
export function sheetsDxf(
  drafts: readonly SheetDraft[],
  options: { plan: Plan; network: NetworkEvaluation; lang: Language; block: TitleBlock },
): Uint8Array {
  const { plan, network, lang, block } = options;
  const parts = drawnParts(plan, network, lang);
  const framed = framedDrafts(drafts, block, textsIn(lang));
  let x = 0;
  // A baseband unit of several hubs is on each of their sheets.
  const counted = new Set<string>();
  const placed = framed.map((each) => {
    const [widthMm, heightMm] = each.draft.size;
    const placement = sheetPlacement(heightMm, [x, 0]);
    x += widthMm + gapMm;
    // A stamp stands in model space too.
    const marks = [...each.draft.marks, ...each.binding];
    return { each, marks, placement, inserted: anchoredParts(marks, parts, counted) };
  });
  const used = new Set(placed.flatMap(({ marks, inserted }) => usedLayers(marks, inserted, parts)));
  const layouts = placed.map(({ each, placement }) => {
    const { frame } = frameBoxes(each.draft.size);
    return sheetLayout(each, [boxView(frame, each.draft.size, placement)]);
  });
  return standaloneDxf(
    {
      layers: new Map(
        ['FRAME' as const, ...used].sort().map((layer) => [layerName(layer), layerColour(layer)]),
      ),
      describeLayer: layerWords(plan, lang),
      blocks: [
        ...blockDefinitions(
          placed.flatMap(({ inserted }) => inserted),
          messagesOf('construction.attributes', lang),
        ),
        ...sheetBlocks(framed),
      ],
      layouts,
      entities: (style) =>
        placed.flatMap(({ marks, placement, inserted }) =>
          partEntities({ marks, placement, parts, inserted }, style),
        ),
    },
    metresPerMm,
  );
}

type Parts = ReturnType<typeof drawnParts>;

/** Parts that marks of a sheet are of, and those inside them, less those that another sheet counts. */
function anchoredParts(marks: readonly Mark[], parts: Parts, counted: Set<string>) {
  const anchored = new Set(marks.flatMap((mark) => partOf(mark)?.id ?? []));
  const found = [...parts.values()].filter(
    ({ id, inside, block }) =>
      block && !counted.has(id) && (anchored.has(id) || anchored.has(inside?.id ?? '')),
  );
  for (const { id } of found) counted.add(id);
  return found;
}

/** Layers of marks, and of the parts that they are of. */
export function usedLayers(
  marks: readonly Mark[],
  inserted: readonly { layer: DocumentLayer }[],
  parts: Parts,
): DocumentLayer[] {
  const ofMarks = marks.map((mark) => parts.get(partOf(mark)?.id ?? '')?.layer ?? mark.layer);
  const ofTexts = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.layer] : []));
  return [...new Set([...ofMarks, ...ofTexts, ...inserted.map(({ layer }) => layer)])].sort();
}

/** A view of a box of a sheet that lies in model space. */
function boxView(
  box: { x: number; y: number; widthMm: number; heightMm: number },
  [, sheetMm]: readonly [number, number],
  placement: SheetPlacement,
): LayoutView {
  const middle: SheetPoint = [box.x + box.widthMm / 2, box.y + box.heightMm / 2];
  return {
    ...{ centerMm: [middle[0], sheetMm - middle[1]], widthMm: box.widthMm, heightMm: box.heightMm },
    ...{ target: placement.point(middle), unitsPerMm: placement.unitsPerMm, twistDeg: 0, frozen: [] },
  };
}

/** A sheet as a layout: windows on model space, marks of the paper, frame and title block as blocks. */
export function sheetLayout(
  { draft, binding, title }: FramedDraft,
  views: readonly LayoutView[],
  marks: readonly Mark[] = [],
): Layout {
  const placement = sheetPlacement(draft.size[1], [0, 0]);
  const layer = layerName('FRAME');
  return {
    ...{ name: `DIKU-${draft.id}`, sizeMm: draft.size, views },
    entities: (style) => [
      ...[...marks, ...binding].flatMap((mark) => markEntities(mark, placement, style)),
      ...insertGroups(
        { name: frameBlockName(draft), layer, at: [0, 0], scale: 1, angleDeg: 0, attributes: [] },
        style,
      ),
      ...insertGroups(
        {
          ...{ name: titleBlockName, layer, scale: 1, angleDeg: 0 },
          at: placement.point(titleCorner(draft.size)),
          attributes: title.map((cell) => titleAttribute(cell, titleCorner(draft.size), placement)),
        },
        style,
      ),
    ],
  };
}

const titleBlockName = 'DIKU-TITLE';

function frameBlockName({ size: [widthMm, heightMm] }: SheetDraft): string {
  return `DIKU-FRAME-${Math.round(widthMm)}X${Math.round(heightMm)}`;
}

function titleAttribute(cell: TitleCell, corner: SheetPoint, placement: SheetPlacement): InsertedAttribute {
  const { at, sizeMm, text } = titleValue(cell, corner);
  return {
    ...{ tag: cell.tag, value: text, isHidden: false, layer: layerName('FRAME'), angleDeg: 0 },
    ...{ at: placement.point(at), heightInUnits: sizeMm * capitalRatio },
  };
}

/** Blocks of frames and title block: one frame per size of paper. */
export function sheetBlocks(framed: readonly FramedDraft[]): BlockDefinition[] {
  const frames = new Map(framed.map((each) => [frameBlockName(each.draft), each]));
  const [first] = framed;
  return [
    ...[...frames].map(([name, { draft, frame }]): BlockDefinition => {
      const placement = sheetPlacement(draft.size[1], [0, 0]);
      return {
        name,
        entities: (style) => frame.flatMap((mark) => markEntities(mark, placement, style, '0')),
      };
    }),
    ...(first
      ? [{ name: titleBlockName, entities: (style: EntityStyle) => titleGroups(first.title, style) }]
      : []),
  ];
}

/** The title block's lines, labels and attributes, from its upper left corner. */
function titleGroups(cells: readonly TitleCell[], style: EntityStyle) {
  const placement = sheetPlacement(0, [0, 0]);
  return [
    ...titleRulings(cells, [0, 0]).flatMap((mark) => markEntities(mark, placement, style, '0')),
    ...cells.flatMap((cell) => {
      const blank = { ...titleAttribute(cell, [0, 0], placement), layer: '0' };
      return definitionGroups({ ...blank, prompt: cell.label }, style);
    }),
  ];
}
