import { DrawingError } from '../../errors.ts';
import { degToRad } from '../../units.ts';
import type { Drawing, DrawingPath } from '../drawing.ts';
import { type Affine, affineScale, applyAffine, composeAffine, identity } from './affine.ts';
import { decodeTextCodes, plainMtext } from './decode-text-codes.ts';
import { type EntityShape, entityShapes, pointOf } from './entity-shapes.ts';
import type { DxfDocument } from './read-dxf.ts';
import { type DxfRecord, numberOf, textOf } from './read-dxf-records.ts';
import { readPolyline } from './read-polyline.ts';

const maxPrimitives = 2_000_000;
const maxNesting = 16;
/** An array of inserts larger than this is damage, not drawing. */
const maxArray = 100_000;

interface Context {
  matrix: Affine;
  /** Layer that layer `0` inside a block stands for. */
  layer: string;
  /** Colour that "by block" inside a block stands for. */
  color?: number;
  symbol: number;
  depth: number;
}

/** Entities that show nothing of the building: their absence is expected and not worth a word. */
const silent = new Set([
  ...['SEQEND', 'VIEWPORT', 'ATTDEF', 'VERTEX', 'POINT', 'DIMENSION', 'ARC_DIMENSION', 'LEADER'],
  ...['MULTILEADER', 'TOLERANCE', 'RAY', 'XLINE', 'LIGHT', 'WIPEOUT', 'OLE2FRAME'],
]);

/** Expands blocks and curves of model space into flat lines, texts and symbols in drawing units. */
export function flattenDxf(document: DxfDocument): Drawing {
  const drawing: Drawing = { paths: [], texts: [], symbols: [], ignored: {} };
  const flattener = new Flattener(document, drawing);
  flattener.run(document.entities, { matrix: identity, layer: '0', symbol: -1, depth: 0 });
  return drawing;
}

/** Lives for one drawing: carries the primitive count across nested blocks. */
class Flattener {
  private primitives = 0;
  private readonly layers = new Map<string, string>();

  constructor(
    private readonly document: DxfDocument,
    private readonly drawing: Drawing,
  ) {}

  run(records: readonly DxfRecord[], context: Context): void {
    for (let i = 0; i < records.length; i++) {
      const record = records[i];
      if (numberOf(record, 67, 0) === 1 || numberOf(record, 60, 0) === 1) continue;
      if (record.type === 'POLYLINE') {
        const vertices: DxfRecord[] = [];
        while (records[i + 1]?.type === 'VERTEX') vertices.push(records[++i]);
        this.shapes(record, [{ source: 'polyline', ...readPolyline(record, vertices) }], context);
      } else this.entity(record, context);
    }
  }

  private entity(record: DxfRecord, context: Context): void {
    switch (record.type) {
      case 'TEXT':
      case 'MTEXT':
      case 'ATTRIB':
        this.text(record, context);
        return;
      case 'INSERT':
        this.insert(record, context);
        return;
      default:
    }
    const shapes = entityShapes(record);
    if (shapes) this.shapes(record, shapes, context);
    else if (!silent.has(record.type)) {
      this.drawing.ignored[record.type] = (this.drawing.ignored[record.type] ?? 0) + 1;
    }
  }

  /** Rings of one hatch share the index of the first as their group. */
  private shapes(record: DxfRecord, shapes: readonly EntityShape[], context: Context): void {
    const first = this.drawing.paths.length;
    for (const shape of shapes) {
      this.path(record, shape, shape.inWorld ? context : this.inOcs(record, context));
    }
    if (record.type !== 'HATCH') return;
    for (let i = first; i < this.drawing.paths.length; i++) this.drawing.paths[i].group = first;
  }

  private text(record: DxfRecord, context: Context): void {
    const placed = this.inOcs(record, context);
    let raw = '';
    record.codes.forEach((code, i) => {
      if (code === 1 || code === 3) raw += record.values[i];
    });
    const text = (record.type === 'MTEXT' ? plainMtext(raw) : decodeTextCodes(raw)).trim();
    const layer = this.layerOf(record, placed);
    if (text === '' || this.document.hiddenLayers.has(layer)) return;
    const aligned =
      record.type !== 'MTEXT' &&
      (numberOf(record, 72, 0) !== 0 || numberOf(record, record.type === 'TEXT' ? 73 : 74, 0) !== 0);
    const at = aligned && record.codes.includes(11) ? pointOf(record, 11) : pointOf(record, 10);
    this.count(record, 1);
    this.drawing.texts.push({
      layer,
      ...colorOf(record, placed),
      text,
      position: applyAffine(placed.matrix, at[0], at[1]),
      heightInUnits: numberOf(record, 40, 0) * affineScale(placed.matrix),
      symbol: placed.symbol,
    });
  }

  private insert(record: DxfRecord, context: Context): void {
    const name = decodeTextCodes(textOf(record, 2) ?? '').trim();
    const block = this.document.blocks.get(name.toUpperCase());
    const layer = this.layerOf(record, context);
    if (!block || this.document.hiddenLayers.has(layer)) return;
    if (context.depth >= maxNesting) {
      throw new DrawingError(
        `line ${record.line}`,
        `block "${name}" nested deeper than ${maxNesting}`,
        `at most ${maxNesting} levels of blocks in blocks`,
      );
    }
    const columns = Math.max(1, Math.trunc(numberOf(record, 70, 1)));
    const rows = Math.max(1, Math.trunc(numberOf(record, 71, 1)));
    if (columns * rows > maxArray) {
      throw new DrawingError(`line ${record.line}`, `${columns} × ${rows} copies`, `at most ${maxArray}`);
    }
    const placed = this.inOcs(record, context);
    const [x, y] = pointOf(record, 10);
    const angle = degToRad(numberOf(record, 50, 0));
    const sx = numberOf(record, 41, 1);
    const sy = numberOf(record, 42, 1);
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    const local: Affine = [cos * sx, sin * sx, -sin * sy, cos * sy, 0, 0];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const u = column * numberOf(record, 44, 0);
        const v = row * numberOf(record, 45, 0);
        local[4] = x + u * cos - v * sin - local[0] * block.base[0] - local[2] * block.base[1];
        local[5] = y + u * sin + v * cos - local[1] * block.base[0] - local[3] * block.base[1];
        this.count(record, 1);
        let { symbol } = placed;
        if (symbol < 0) {
          symbol = this.drawing.symbols.length;
          const position = applyAffine(placed.matrix, x + u * cos - v * sin, y + u * sin + v * cos);
          this.drawing.symbols.push({ layer, ...colorOf(record, context), names: [name], position });
        } else this.drawing.symbols[symbol].names.push(name);
        this.run(block.entities, {
          matrix: composeAffine(placed.matrix, local),
          layer,
          ...colorOf(record, context),
          symbol,
          depth: context.depth + 1,
        });
      }
    }
  }

  private path(record: DxfRecord, shape: EntityShape, { matrix, ...context }: Context): void {
    if (shape.points.length < 2) return;
    const layer = this.layerOf(record, context);
    if (this.document.hiddenLayers.has(layer)) return;
    this.count(record, shape.points.length);
    const scale = affineScale(matrix);
    const path: DrawingPath = {
      layer,
      ...colorOf(record, context),
      source: shape.source,
      points: shape.points.map(([x, y]) => applyAffine(matrix, x, y)),
      closed: shape.closed,
      widthInUnits: shape.width * scale,
      symbol: context.symbol,
    };
    if (shape.arc) {
      const { center, radius } = shape.arc;
      path.arc = { center: applyAffine(matrix, center[0], center[1]), radiusInUnits: radius * scale };
    }
    this.drawing.paths.push(path);
  }

  private count(record: DxfRecord, added: number): void {
    this.primitives += added;
    if (this.primitives > maxPrimitives) {
      throw new DrawingError(
        `line ${record.line}`,
        `more than ${maxPrimitives} points after placing all blocks`,
        'a floor plan of a garage; purge or detach what does not belong to it',
      );
    }
  }

  private layerOf(record: DxfRecord, context: Pick<Context, 'layer' | 'depth'>): string {
    const raw = textOf(record, 8) ?? '0';
    let layer = this.layers.get(raw);
    if (layer === undefined) {
      layer = decodeTextCodes(raw).trim();
      this.layers.set(raw, layer);
    }
    return layer === '0' && context.depth > 0 ? context.layer : layer;
  }

  /** Entities drawn on the back of the plane (extrusion pointing down) are mirrored. */
  private inOcs(record: DxfRecord, context: Context): Context {
    if (numberOf(record, 230, 1) >= 0) return context;
    return { ...context, matrix: composeAffine(context.matrix, [-1, 0, 0, 1, 0, 0]) };
  }
}

/** The entity's own colour; nothing when it is the layer's. True colours are numbered beyond the indexed ones. */
function colorOf(record: DxfRecord, context: { color?: number }): { color?: number } {
  const index = numberOf(record, 62, 256);
  if (record.codes.includes(420)) return { color: 0x1000 + numberOf(record, 420, 0) };
  if (index === 256) return {};
  return index === 0 ? { color: context.color } : { color: index };
}
