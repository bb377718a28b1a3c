import { type DxfGroup, groupText } from '../../encoders/dxf-groups.ts';
import { type Mark, type PartAnchor, partOf, type SheetPoint, type TextMark } from '../../encoders/sheet.ts';
import { textWidthMm } from '../../encoders/text-width.ts';
import { type DocumentLayer, layerName } from './document-layers.ts';
import type { BlockDefinition } from './drawing-content.ts';
import {
  type Begin,
  beginner,
  capitalRatio,
  type EntityStyle,
  markEntities,
  pointGroups,
  type SheetPlacement,
} from './mark-entities.ts';

/** A block as it is inserted: its name, its symbol around (0, 0) in millimetres of a sheet, and its attributes in order. */
export interface PartBlock {
  name: string;
  symbol: readonly Mark[];
  attributes: readonly (readonly [tag: string, value: string])[];
}

/** Something that a drawing has as a block reference, or as lines on a layer of their own. */
export interface DrawnPart {
  id: string;
  layer: DocumentLayer;
  /** Level on which it is counted. */
  level: string;
  /** None where only the layer is its own. */
  block?: PartBlock;
  /** Its place if no mark says so: a point of the plan, or inside another part. */
  positionM?: SheetPoint;
  inside?: { id: string; offsetMm: SheetPoint };
}

/** Marks of one sheet or level in model space, and the parts that are inserted there. */
export interface DrawnMarks {
  marks: readonly Mark[];
  placement: SheetPlacement;
  parts: ReadonlyMap<string, DrawnPart>;
  /** Parts that have their block reference here. */
  inserted: readonly DrawnPart[];
  /** Point of a part that no mark shows; it is left out where this says nothing. */
  standsAt?(part: DrawnPart): SheetPoint | undefined;
}

/**
 * Marks as entities, parts as block references: the symbol is the block's, label stretches with a tag are its visible
 * attributes, the rest of its attributes are invisible. What has no symbol, such as a cable, keeps its lines beside them.
 */
export function partEntities(drawn: DrawnMarks, style: EntityStyle): DxfGroup[] {
  const { marks, placement, parts, inserted } = drawn;
  const anchors = new Map<string, PartAnchor>();
  const labels = new Map<string, TextMark[]>();
  const isInserted = new Set(inserted.map(({ id }) => id));
  const entities: DxfGroup[] = [];
  for (const mark of marks) {
    const part = partOf(mark);
    if (part && !anchors.has(part.id)) anchors.set(part.id, part);
    const known = parts.get(part?.id ?? '');
    if (!part || !known || !(isInserted.has(part.id) || !known.block)) {
      entities.push(...markEntities(mark, placement, style, known?.layer));
    } else if (mark.kind === 'text') {
      labels.set(part.id, [...(labels.get(part.id) ?? []), mark]);
    } else if (!known.block || known.block.symbol.length === 0) {
      entities.push(...markEntities(mark, placement, style, known.layer));
    }
  }
  for (const part of inserted) {
    const anchor = anchorOf(part, anchors, drawn);
    if (!anchor || !part.block) continue;
    const texts = (labels.get(part.id) ?? []).flatMap((mark) => labelTexts(mark));
    entities.push(...insertEntity(part, part.block, { anchor, texts, placement, style }));
    for (const { mark, isAttribute } of texts) {
      if (!isAttribute) entities.push(...markEntities(mark, placement, style));
    }
  }
  return entities;
}

function anchorOf(
  part: DrawnPart,
  anchors: ReadonlyMap<string, PartAnchor>,
  { standsAt }: DrawnMarks,
): PartAnchor | undefined {
  const known = anchors.get(part.id);
  if (known) return known;
  const outer = anchors.get(part.inside?.id ?? '');
  if (part.inside && outer) {
    const [dx, dy] = part.inside.offsetMm;
    return { id: part.id, at: [outer.at[0] + dx, outer.at[1] + dy] };
  }
  const at = standsAt?.(part);
  return at && { id: part.id, at };
}

interface LabelText {
  mark: TextMark;
  tag: string;
  isAttribute: boolean;
}

/** Stretches of a label, each as a text at its place. */
function labelTexts(mark: TextMark): LabelText[] {
  const { runs = [{ text: mark.text }], sizeMm, anchor } = mark;
  const widths = runs.map(({ text }) => textWidthMm(text, sizeMm));
  const wholeMm = widths.reduce((sum, widthMm) => sum + widthMm, 0);
  let x = mark.at[0] - wholeMm * { start: 0, middle: 0.5, end: 1 }[anchor];
  return runs.flatMap(({ text, tag }, index): LabelText[] => {
    const at: SheetPoint = [x, mark.at[1]];
    x += widths[index];
    if (text.trim() === '') return [];
    const { part: _, runs: __, ...plain } = mark;
    return [
      { mark: { ...plain, text, at, anchor: 'start' }, tag: tag ?? '', isAttribute: tag !== undefined },
    ];
  });
}

/** Height of what is not shown, mm. */
const hiddenMm = 2;

function insertEntity(
  part: DrawnPart,
  { name, attributes }: PartBlock,
  options: {
    anchor: PartAnchor;
    texts: readonly LabelText[];
    placement: SheetPlacement;
    style: EntityStyle;
  },
): DxfGroup[] {
  const { anchor, texts, placement, style } = options;
  const at = placement.point(anchor.at);
  const scale = placement.unitsPerMm;
  const layer = layerName(part.layer, style.levelId);
  const shown = new Map(texts.filter(({ isAttribute }) => isAttribute).map(({ tag, mark }) => [tag, mark]));
  return insertGroups(
    {
      ...{ name, layer, at, scale },
      angleDeg: (anchor.angleDeg ?? 0) + placement.angleDeg,
      attributes: attributes.map(([tag, value]): InsertedAttribute => {
        const mark = shown.get(tag);
        return {
          ...{ tag, value: mark?.text ?? value, isHidden: mark === undefined },
          layer: mark ? layerName(mark.layer, style.levelId) : layer,
          at: mark ? placement.point(mark.at) : at,
          heightInUnits: (mark?.sizeMm ?? hiddenMm) * capitalRatio * scale,
          angleDeg: placement.angleDeg,
        };
      }),
    },
    style,
  );
}

/** An attribute at its place, in drawing units. */
export interface InsertedAttribute {
  tag: string;
  value: string;
  isHidden: boolean;
  layer: string;
  at: SheetPoint;
  heightInUnits: number;
  angleDeg: number;
}

/** A block reference with its attributes. */
export function insertGroups(
  insert: {
    name: string;
    layer: string;
    at: SheetPoint;
    scale: number;
    angleDeg: number;
    attributes: readonly InsertedAttribute[];
  },
  style: EntityStyle,
): DxfGroup[] {
  const { name, layer, at, scale, angleDeg, attributes } = insert;
  const handle = style.modern?.nextHandle();
  const begin = beginner(style, layer, { handle });
  const owned: EntityStyle = style.modern ? { ...style, modern: { ...style.modern, owner: handle } } : style;
  return [
    ...begin('INSERT', 'AcDbBlockReference'),
    ...(attributes.length > 0 ? [[66, 1] as DxfGroup] : []),
    [2, name],
    ...pointGroups(at),
    ...([41, 42, 43] as const).map((code): DxfGroup => [code, scale]),
    [50, angleDeg],
    ...attributes.flatMap((each) => attributeGroups(each, beginner(owned, each.layer), style)),
    ...(attributes.length > 0 ? beginner(owned, layer)('SEQEND') : []),
  ];
}

function attributeGroups(attribute: InsertedAttribute, begin: Begin, style: EntityStyle): DxfGroup[] {
  const { tag, value, isHidden } = attribute;
  return [
    ...begin('ATTRIB', 'AcDbText'),
    ...attributeText(attribute, value, style),
    ...(style.modern ? [[100, 'AcDbAttribute'] as DxfGroup] : []),
    [2, tag],
    [70, isHidden ? 1 : 0],
  ];
}

function attributeText(
  { at, heightInUnits, angleDeg }: Pick<InsertedAttribute, 'at' | 'heightInUnits' | 'angleDeg'>,
  value: string,
  { textStyle }: EntityStyle,
): DxfGroup[] {
  return [
    ...pointGroups(at),
    [40, heightInUnits],
    [1, groupText(value)],
    [50, angleDeg],
    ...(textStyle === undefined ? [] : [[7, textStyle] as DxfGroup]),
  ];
}

/** Attributes that are shown beside the symbol of a block that somebody inserts by hand. */
const shownTags: readonly string[] = ['NUMBER', 'VALUE'];

/** Definitions of the blocks that parts are inserted as, each once; symbols lie on layer 0, so that they take the layer of the reference. */
export function blockDefinitions(
  parts: Iterable<DrawnPart>,
  prompts: Readonly<Record<string, string>>,
): BlockDefinition[] {
  const blocks = new Map<string, PartBlock>();
  for (const { block } of parts) if (block && !blocks.has(block.name)) blocks.set(block.name, block);
  return [...blocks.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, symbol, attributes }) => ({
      name,
      entities: (style) => [
        ...symbol.flatMap((mark) => markEntities(mark, sheetToBlock, style, '0')),
        ...attributes.flatMap(([tag], index) =>
          definitionGroups(
            {
              ...{ tag, isHidden: !shownTags.includes(tag), layer: '0', angleDeg: 0 },
              ...{ at: [3, -3 * index], heightInUnits: hiddenMm * capitalRatio, prompt: prompts[tag] ?? tag },
            },
            style,
          ),
        ),
      ],
    }));
}

const sheetToBlock: SheetPlacement = { point: ([x, y]) => [x, 0 - y], unitsPerMm: 1, angleDeg: 0 };

/** The definition of an attribute. */
export function definitionGroups(
  attribute: Omit<InsertedAttribute, 'value'> & { prompt: string },
  style: EntityStyle,
): DxfGroup[] {
  const { tag, prompt, isHidden, layer } = attribute;
  return [
    ...beginner(style, layer)('ATTDEF', 'AcDbText'),
    ...attributeText(attribute, '', style),
    ...(style.modern ? [[100, 'AcDbAttributeDefinition'] as DxfGroup] : []),
    [3, groupText(prompt)],
    [2, tag],
    [70, isHidden ? 1 : 0],
  ];
}
