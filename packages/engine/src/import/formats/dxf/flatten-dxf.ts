import {
  DrawingError,
  type Monitor,
  type Phrase,
  type Point,
  reportProgress,
  say,
} from '../../../core/index.ts';
import type { Drawing, DrawingPath } from '../../drawing/drawing.ts';
import { type Affine, affineScale, applyAffine, composeAffine, identity } from './affine.ts';
import type { Crowd } from './crowd-filter.ts';
import type { DxfFindings } from './dxf-findings.ts';
import { type DxfRecord, textOf } from './dxf-records.ts';
import { hasHeight } from './has-height.ts';
import { type DxfDocument, fileKey, nameKey } from './read-dxf.ts';
import {
  blockKeyOf,
  type EntityPart,
  type InsertPart,
  insertedName,
  readEntityParts,
} from './read-entity-parts.ts';
import { turnedBy } from './text-setting.ts';
import { transformShape } from './transform-shape.ts';

const maxNesting = 16;

/** A block read once, however often it is placed. */
interface BlockContent {
  base: readonly [number, number];
  externalFile?: string;
  parts: readonly EntityPart[];
  /** Lines that it draws, through all blocks in it; a curve is one. */
  lines: number;
  /** Size of one placing, in points (texts and symbols count as two), through all blocks in it. */
  weight: number;
  /** Blocks in blocks below this one. */
  height: number;
  /** A whole plan, such as a bound reference, and no symbol: what is placed in it counts one by one. */
  isPlan: boolean;
}

/** A plan has more parts than a symbol, on more layers of its own, of more kinds of blocks or with more words. */
const minOfPlan = { parts: 25, layers: 4, blocks: 3, texts: 8 } as const;

/** Points after placing all blocks, texts and symbols counted as two: what some hundred bytes each are spent on. */
const maxPrimitives = 6_000_000;
const recordsPerReport = 20_000;

export interface FlattenOptions {
  monitor?: Monitor;
  /** Takes down what is left out. */
  findings?: DxfFindings;
}

interface Context {
  matrix: Affine;
  /** Layer that layer `0` inside a block stands for. */
  layer: string;
  /** Colour that "by block" inside a block stands for. */
  color?: number;
  symbol: number;
  isInBlock: boolean;
}

/**
 * Expands blocks and curves of model space into flat lines, texts and symbols in drawing units. What a block
 * multiplies to is counted before it is expanded. Entities that are damaged or of unknown kinds are left out and go
 * to `findings`.
 */
export function flattenDxf(document: DxfDocument, { monitor, findings }: FlattenOptions = {}): Drawing {
  const drawing: Drawing = { paths: [], texts: [], symbols: [], ignored: {} };
  const flattener = new Flattener(document, drawing, { findings, budget: { primitives: 0 } });
  const context: Context = { matrix: identity, layer: '0', symbol: -1, isInBlock: false };
  let reported = 0;
  const crowd = readEntityParts(document.entities, document, (part, index) => {
    if (index >= reported) {
      reportProgress(monitor, 'import', 0.4 + (0.2 * index) / document.entities.length);
      reported = index + recordsPerReport;
    }
    flattener.place(part, context);
  });
  if (crowd) findings?.addCrowd(crowd);
  return drawing;
}

interface FlattenerParts {
  findings: DxfFindings | undefined;
  /** Counts for the drawing and all its references. */
  budget: { primitives: number };
  /** The drawing that places this one as an external reference. */
  host?: {
    prefix: string;
    hiddenLayers: ReadonlySet<string>;
    frozenLayers: ReadonlySet<string>;
    centreLayers: ReadonlySet<string>;
    open: readonly DxfDocument[];
  };
}

/** Lives for one drawing, or for one external reference of it; the layers of that are named `REFERENCE|LAYER`. */
class Flattener {
  private lastSymbol = -1;
  private readonly keys = new Map<string, string>();
  private readonly blocks;
  private readonly hiddenBlocks;
  private readonly findings: DxfFindings | undefined;
  private readonly budget: FlattenerParts['budget'];
  private readonly prefix: string;
  private readonly hiddenLayers: ReadonlySet<string>;
  private readonly frozenLayers: ReadonlySet<string>;
  private readonly centreLayers: ReadonlySet<string>;
  /** This drawing and those that place it, from the outermost on. */
  private readonly open: readonly DxfDocument[];
  private readonly references = new Map<string, { flattener: Flattener; parts: EntityPart[] }>();

  constructor(
    private readonly document: DxfDocument,
    private readonly drawing: Drawing,
    { findings, budget, host }: FlattenerParts,
  ) {
    this.findings = findings;
    this.budget = budget;
    this.prefix = host ? `${host.prefix}|` : '';
    const named = (layers: ReadonlySet<string>) => [...layers].map((key) => nameKey(this.prefix) + key);
    this.hiddenLayers = new Set([...(host?.hiddenLayers ?? []), ...named(document.hiddenLayers)]);
    this.frozenLayers = new Set([...(host?.frozenLayers ?? []), ...named(document.frozenLayers)]);
    this.centreLayers = new Set([...(host?.centreLayers ?? []), ...named(document.centreLayers)]);
    this.open = [...(host?.open ?? []), document];
    this.blocks = new BlockLibrary(document, findings?.addCrowd);
    this.hiddenBlocks = new BlockLibrary(document);
  }

  place(part: EntityPart, context: Context): void {
    const layer = part.layer === '0' || part.layer === '' ? context.layer : this.prefix + part.layer;
    if (part.kind === 'insert') {
      this.insert(part, layer, context);
      return;
    }
    if (this.isIn(this.hiddenLayers, layer)) {
      if (part.kind === 'shapes') this.findings?.addHidden(layer, linesOf(part));
      return;
    }
    if (part.kind === 'shapes') this.shapes(part, layer, context);
    else if (part.kind === 'text') this.text(part, layer, context);
    else if (part.kind === 'unread') this.unread(part.type, layer);
    else if (part.isDrawn) this.findings?.addDamage(part.damage, [layer]);
    else this.findings?.addDamage(part.damage, this.layersBehind(part, layer));
  }

  private unread(type: string, layer: string): void {
    this.drawing.ignored[type] = (this.drawing.ignored[type] ?? 0) + 1;
    this.findings?.addUnread(type, layer);
  }

  /** Layers of what a damaged piece hides: of an insert, all that its block shows. */
  private layersBehind({ record, layer: partLayer }: EntityPart, layer: string): string[] {
    if (partLayer === '') return [];
    const name = record.type === 'INSERT' ? textOf(record, 2) : undefined;
    return name === undefined ? [layer] : [layer, ...this.blocks.layersOf(nameKey(name))];
  }

  private isIn(layers: ReadonlySet<string>, layer: string): boolean {
    let key = this.keys.get(layer);
    if (key === undefined) {
      key = nameKey(layer);
      this.keys.set(layer, key);
    }
    return layers.has(key);
  }

  /** Rings of one hatch share the index of the first as their group. */
  private shapes(part: Extract<EntityPart, { kind: 'shapes' }>, layer: string, context: Context): void {
    const { paths } = this.drawing;
    const first = paths.length;
    if (!context.isInBlock) this.count(part.record, part.pointCount);
    const isCentreLine = part.isCentreLine ?? this.isIn(this.centreLayers, layer);
    for (const shape of part.shapes.flatMap((each) => transformShape(each, context.matrix))) {
      const path: DrawingPath = {
        layer,
        ...colorIn(part, context),
        source: shape.source,
        points: shape.points,
        closed: shape.closed,
        widthInUnits: shape.width,
        symbol: context.symbol,
      };
      if (isCentreLine) path.isCentreLine = true;
      if (shape.arc) path.arc = { center: shape.arc.center, radiusInUnits: shape.arc.radius };
      if (shape.source === 'hatch') path.group = first;
      // It points at things and is none, whatever layer it is on.
      if (shape.source === 'leader') path.readAs = 'text';
      paths.push(path);
    }
  }

  private text(part: Extract<EntityPart, { kind: 'text' }>, layer: string, context: Context): void {
    if (!context.isInBlock) this.count(part.record, 2);
    this.drawing.texts.push({
      layer,
      ...colorIn(part, context),
      text: part.text,
      position: applyAffine(context.matrix, part.position[0], part.position[1]),
      heightInUnits: part.height * affineScale(context.matrix),
      setting: turnedBy(part.setting, context.matrix),
      symbol: context.symbol < 0 && part.isAttribute ? this.lastSymbol : context.symbol,
    });
  }

  private insert(insertPart: InsertPart, layer: string, context: Context): void {
    if (this.isIn(this.frozenLayers, layer)) {
      this.hide(insertPart, layer);
      return;
    }
    const block = this.blocks.contentOf(blockKeyOf(insertPart), insertPart);
    if (!block) {
      this.findings?.addMissingBlock(insertPart.name);
      return;
    }
    if (insertPart.isTilted && this.blocks.hasHeights(blockKeyOf(insertPart))) {
      // Seen from above, what stands higher in a tilted block would have to move aside.
      this.unread('INSERT tilted in space', layer);
      return;
    }
    const reference =
      block.externalFile === undefined ? undefined : this.referenceOf(insertPart, block.externalFile);
    if (block.externalFile !== undefined && !reference) {
      this.findings?.addExternal(insertPart.name, block.externalFile);
    }
    const { copies } = insertPart;
    if (!context.isInBlock) this.count(insertPart.record, copies.columns * copies.rows * block.weight);
    const base: Affine = [1, 0, 0, 1, -block.base[0], -block.base[1]];
    const origin = composeAffine(context.matrix, copies.matrix);
    const color = colorIn(insertPart, context);
    for (let row = 0; row < copies.rows; row++) {
      for (let column = 0; column < copies.columns; column++) {
        const shift = shiftBy(copies, column, row, context.matrix);
        const placed: Affine = [...origin];
        placed[4] += shift[0];
        placed[5] += shift[1];
        const symbol =
          block.isPlan || reference
            ? context.symbol
            : this.symbol(insertPart, layer, color, [placed[4], placed[5]], context);
        const inner: Context = {
          matrix: composeAffine(placed, base),
          layer,
          ...color,
          symbol,
          isInBlock: true,
        };
        for (const part of block.parts) this.place(part, inner);
        if (!reference) continue;
        this.count(insertPart.record, reference.parts.length);
        const placing = { ...inner, isInBlock: false };
        for (const part of reference.parts) reference.flattener.place(part, placing);
      }
    }
  }

  /** The drawing that was handed in for an external reference. One that shows itself is shown once. */
  private referenceOf({ name }: InsertPart, file: string) {
    const document = this.document.references?.get(fileKey(file));
    if (!document) return undefined;
    let reference = this.references.get(name);
    if (!reference) {
      const { drawing, findings, budget, hiddenLayers, frozenLayers, centreLayers, open } = this;
      const host = { prefix: name, hiddenLayers, frozenLayers, centreLayers, open };
      const parts: EntityPart[] = [];
      if (!open.includes(document)) {
        const crowd = readEntityParts(document.entities, document, (part) => parts.push(part));
        if (crowd) findings?.addCrowd(crowd);
      }
      reference = { flattener: new Flattener(document, drawing, { findings, budget, host }), parts };
      this.references.set(name, reference);
    }
    return reference;
  }

  /** Counts what a block on a frozen layer would draw. One that could not be placed is not worth a refusal here. */
  private hide(insertPart: InsertPart, layer: string): void {
    if (!this.findings) return;
    try {
      const { copies } = insertPart;
      const lines = this.hiddenBlocks.contentOf(blockKeyOf(insertPart), insertPart)?.lines ?? 0;
      this.findings.addHidden(layer, copies.columns * copies.rows * lines);
    } catch (error) {
      if (!(error instanceof DrawingError)) throw error;
    }
  }

  /** The number of the symbol that a placed block belongs to: a new one, or that of the block around it. */
  private symbol(
    { name }: InsertPart,
    layer: string,
    color: { color?: number },
    position: Point,
    context: Context,
  ): number {
    const { symbols } = this.drawing;
    if (context.symbol >= 0) {
      symbols[context.symbol].names.push(name);
      return context.symbol;
    }
    this.lastSymbol = symbols.length;
    symbols.push({ layer, ...color, names: [name], position });
    return this.lastSymbol;
  }

  private count(record: DxfRecord, added: number): void {
    this.budget.primitives += added;
    if (this.budget.primitives <= maxPrimitives) return;
    throw new DrawingError(
      record.tags.locationOf(record.first),
      say('points-of-blocks', { most: maxPrimitives }),
      say('garage-plan-purged'),
    );
  }
}

function shiftBy(
  { columnStep, rowStep }: InsertPart['copies'],
  column: number,
  row: number,
  matrix: Affine,
): Point {
  const x = column * columnStep[0] + row * rowStep[0];
  const y = column * columnStep[1] + row * rowStep[1];
  return [matrix[0] * x + matrix[2] * y, matrix[1] * x + matrix[3] * y];
}

function colorIn({ color }: EntityPart, context: Context): { color?: number } {
  if (color === undefined) return {};
  if (color !== 'by-block') return { color };
  return context.color === undefined ? {} : { color: context.color };
}

/**
 * Blocks by key, read when first asked for. A block that holds itself or is nested too deep is refused. What is left out
 * of a block because it is one of too many in a point goes to `addCrowd`.
 */
class BlockLibrary {
  private readonly known = new Map<string, BlockContent | undefined>();
  private readonly open = new Set<string>();
  private readonly heights = new Map<string, boolean>();

  constructor(
    private readonly document: DxfDocument,
    private readonly addCrowd?: (crowd: Crowd) => void,
  ) {}

  contentOf(key: string, { record, name }: InsertPart): BlockContent | undefined {
    const { known, open } = this;
    if (known.has(key)) return known.get(key);
    const refuse = (found: Phrase): DrawingError => {
      const expected = say('block-nesting', { most: maxNesting });
      return new DrawingError(record.tags.locationOf(record.first), found, expected);
    };
    if (open.has(key)) throw refuse(say('block-in-itself', { name }));
    if (open.size > maxNesting) throw refuse(say('block-too-deep', { name, most: maxNesting }));
    open.add(key);
    const content = this.read(key);
    open.delete(key);
    known.set(key, content);
    if (content && content.height + open.size > maxNesting)
      throw refuse(say('block-too-deep', { name, most: maxNesting }));
    return content;
  }

  /** Layers that a block's entities name, through all blocks in it. */
  layersOf(key: string, layers = new Set<string>(), seen = new Set<string>()): Set<string> {
    const block = seen.has(key) ? undefined : this.document.blocks.get(key);
    seen.add(key);
    if (block) {
      readEntityParts(block.entities, this.document, (part) => {
        layers.add(part.layer);
        if (part.kind === 'insert') this.layersOf(blockKeyOf(part), layers, seen);
      });
    }
    return layers;
  }

  /** Something in the block, or in blocks in it, is not in its x, y plane. */
  hasHeights(key: string): boolean {
    let known = this.heights.get(key);
    if (known === undefined) {
      // A block that holds itself is refused elsewhere.
      this.heights.set(key, false);
      const { entities = [] } = this.document.blocks.get(key) ?? {};
      known = entities.some(
        (record) =>
          hasHeight(record) || (record.type === 'INSERT' && this.hasHeights(nameKey(insertedName(record)))),
      );
      this.heights.set(key, known);
    }
    return known;
  }

  private read(key: string): BlockContent | undefined {
    const block = this.document.blocks.get(key);
    if (!block) return undefined;
    const parts: EntityPart[] = [];
    let weight = 2;
    let lines = 0;
    let height = 0;
    const crowd = readEntityParts(block.entities, this.document, (part) => {
      parts.push(part);
      if (part.kind === 'shapes') {
        weight += part.pointCount;
        lines += linesOf(part);
      } else if (part.kind === 'text') weight += 2;
      else if (part.kind === 'insert') {
        const inner = this.contentOf(blockKeyOf(part), part);
        height = Math.max(height, (inner?.height ?? 0) + 1);
        const count = part.copies.columns * part.copies.rows;
        weight += count * (inner?.weight ?? 1);
        lines += count * (inner?.lines ?? 0);
      }
    });
    if (crowd) this.addCrowd?.(crowd);
    return {
      base: block.base,
      externalFile: block.externalFile,
      parts,
      lines,
      weight,
      height,
      isPlan: looksLikePlan(parts),
    };
  }
}

/** Straight lines that an entity draws; a curve is one, a hatch none: it fills what others draw. */
function linesOf({ shapes }: Extract<EntityPart, { kind: 'shapes' }>): number {
  let lines = 0;
  for (const { source, points, closed } of shapes) {
    if (source === 'line' || source === 'polyline' || source === 'mline')
      lines += closed ? points.length : points.length - 1;
    else if (source !== 'hatch' && source !== 'solid' && source !== 'leader') lines++;
  }
  return lines;
}

function looksLikePlan(parts: readonly EntityPart[]): boolean {
  if (parts.length < minOfPlan.parts) return false;
  const layers = new Set<string>();
  const blocks = new Set<string>();
  let texts = 0;
  for (const part of parts) {
    if (part.layer !== '0' && part.layer !== '') layers.add(part.layer);
    if (part.kind === 'insert') blocks.add(part.name);
    if (part.kind === 'text') texts++;
  }
  return layers.size >= minOfPlan.layers || blocks.size >= minOfPlan.blocks || texts >= minOfPlan.texts;
}
