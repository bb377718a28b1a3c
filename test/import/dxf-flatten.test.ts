import { type ReadDrawing, readDrawing } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import type { Tag } from './drawing-support.ts';
import { type ArbitraryDrawing, arbitraryDrawing } from './dxf-support/arbitrary-drawing.ts';
import { multilineStyleTags } from './dxf-support/arbitrary-multiline.ts';
import { hiddenLayers, layers } from './dxf-support/arbitrary-parts.ts';
import { type ExplodedCurve, explode } from './dxf-support/explode.ts';
import type { Vec2 } from './dxf-support/sample-curves.ts';
import { wholeBytes } from './dxf-support/write-dxf.ts';

type Drawing = ReadDrawing['sheets'][number]['drawing'];
type Path = Drawing['paths'][number];

const drawingCount = isLong ? 2000 : 15;

function bytesOf({ blocks, entities }: ArbitraryDrawing): Uint8Array {
  const { off, frozen } = hiddenLayers;
  return wholeBytes({
    layers: [...new Set(layers)].map((name) => ({
      name,
      flags: name === frozen ? 1 : 0,
      color: name === off ? -7 : 7,
    })),
    blocks: blocks.map(({ name, base, entities: inner }) => ({
      name,
      base,
      entities: inner.flatMap(({ tags }) => tags),
    })),
    // Something to see where everything else is hidden.
    entities: [...entities.flatMap(({ tags }) => tags), ...corner],
    objects: multilineStyleTags,
  });
}

const corner: readonly Tag[] = [
  [0, 'LINE'],
  [8, 'CORNER'],
  [10, 1],
  [20, 2],
  [11, 3],
  [21, 4],
];

const gap = ([ax, ay]: Vec2, [bx, by]: Vec2) => Math.hypot(ax - bx, ay - by);

/** The first point of a walk that is farther than this from the line, which is looked at from where the last one was. */
function strayOf(
  walk: readonly Vec2[],
  line: readonly Vec2[],
  isClosed: boolean,
  reach: number,
): Vec2 | undefined {
  const segmentCount = line.length - (isClosed ? 0 : 1);
  let from = 0;
  return walk.find((point) => {
    for (let k = 0; k < segmentCount; k++) {
      const segment = (from + k) % segmentCount;
      if (distanceTo(point, line[segment], line[(segment + 1) % line.length]) > reach) continue;
      from = segment;
      return false;
    }
    return true;
  });
}

function distanceTo([x, y]: Vec2, [ax, ay]: Vec2, [bx, by]: Vec2): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length && Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/** Returns what is wrong with a path that should follow this curve; nothing where it does. */
function deviation(path: Path, curve: ExplodedCurve, colors: Map<number, number>): string | undefined {
  const { points, isClosed, sagitta } = curve;
  const extent = Math.max(...points.map((point) => gap(point, points[0])));
  const size = Math.max(...points.flat().map(Math.abs));
  const exact = 2e-4 * extent + 1e-9 * size;
  if (path.layer !== curve.layer) return `layer ${path.layer} for ${curve.layer}`;
  if (path.symbol !== curve.symbol) return `symbol ${path.symbol} for ${curve.symbol}`;
  if (path.closed !== isClosed) return `closed: ${path.closed}`;
  if ((path.source === 'hatch') !== (curve.isHatch === true)) return `source ${path.source}`;
  if (Math.abs(path.widthInUnits - curve.width) > 1e-6 * (1 + curve.width))
    return `width ${path.widthInUnits} for ${curve.width}`;
  if ((path.color === undefined) !== (curve.color === undefined)) return `colour ${path.color}`;
  if (path.color !== undefined) {
    const known = colors.get(curve.color!) ?? path.color;
    colors.set(curve.color!, known);
    if (known !== path.color) return `colour ${path.color} for ${curve.color}`;
  }
  const off = strayOf(path.points, points, isClosed, exact);
  if (off) return `${off} lies more than ${exact} beside the curve`;
  const missed = strayOf(points, path.points, isClosed, exact + 1.01 * sagitta);
  if (missed) return `${missed} is more than ${exact + 1.01 * sagitta} from the path`;
  if (!isClosed && gap(path.points[0], points[0]) > exact) return 'begins elsewhere';
  const last = path.points[path.points.length - 1];
  if (!isClosed && gap(last, points[points.length - 1]) > exact) return 'ends elsewhere';
  const { arc } = path;
  const round =
    arc && path.points.find((point) => Math.abs(gap(point, arc.center) - arc.radiusInUnits) > exact);
  return round && `${round} is not at the radius of the arc`;
}

describe('flattening against a second, naive way', () => {
  it(`${drawingCount} random drawings of nested blocks come out curve for curve (seed 20)`, {
    timeout: 600_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDrawing, async (drawing) => {
        const { sheets, warnings } = await readDrawing(bytesOf(drawing));
        expect(warnings).toEqual([]);
        const read = sheets[0].drawing;
        const expected = explode(drawing.entities, drawing.blocks, hiddenLayers);
        const paths = read.paths.filter(({ layer }) => layer !== 'CORNER');
        expect(paths).toHaveLength(expected.curves.length);
        const colors = new Map<number, number>();
        const wrong = expected.curves.flatMap((curve, k) => deviation(paths[k], curve, colors) ?? []);
        expect(wrong).toEqual([]);
        expect(new Set(colors.values()).size).toBe(colors.size);
        compareTexts(read, expected);
        compareSymbols(read, expected);
      }),
      { seed: 20, numRuns: drawingCount },
    );
  });
});

function compareTexts({ texts }: Drawing, expected: ReturnType<typeof explode>): void {
  expect(texts.map(({ text, layer, symbol }) => ({ text, layer, symbol }))).toEqual(
    expected.texts.map(({ value, layer, symbol }) => ({ text: value, layer, symbol })),
  );
  expected.texts.forEach(({ at, height, isSimilar }, k) => {
    expect(gap(texts[k].position, at)).toBeLessThan(1e-4);
    if (isSimilar) expect(texts[k].heightInUnits).toBeCloseTo(height, 4);
  });
}

function compareSymbols({ symbols }: Drawing, expected: ReturnType<typeof explode>): void {
  expect(symbols.map(({ names, layer }) => ({ names, layer }))).toEqual(
    expected.symbols.map(({ names, layer }) => ({ names, layer })),
  );
  expected.symbols.forEach(({ at }, k) => {
    expect(gap(symbols[k].position, at)).toBeLessThan(1e-4);
  });
}
