import fc from 'fast-check';
import type { Tag } from '../drawing-support.ts';
import { plainEntity } from './arbitrary-entities.ts';
import { hatchEntity } from './arbitrary-hatch.ts';
import { multilineEntity } from './arbitrary-multiline.ts';
import { between, common, curve, head, normalTags, point, pointTags, upright } from './arbitrary-parts.ts';
import type { Block, Entity } from './explode.ts';
import type { Vec2 } from './sample-curves.ts';

const faceEntity = fc
  .record({
    common,
    corner: point,
    a: point,
    b: point,
    type: fc.constantFrom('SOLID', '3DFACE'),
    normal: upright,
  })
  .filter(({ a, b }) => Math.abs(a[0] * b[1] - a[1] * b[0]) > 1e4)
  .map(({ common: properties, corner, a, b, type, normal: drawn }): Entity => {
    const normal = type === 'SOLID' ? drawn : undefined;
    const ring: Vec2[] = [
      corner,
      [corner[0] + a[0], corner[1] + a[1]],
      [corner[0] + a[0] + b[0], corner[1] + a[1] + b[1]],
      [corner[0] + b[0], corner[1] + b[1]],
    ];
    const stored = type === 'SOLID' ? [ring[0], ring[1], ring[3], ring[2]] : ring;
    const tags = [
      ...head(type, properties),
      ...stored.flatMap((point, k) => pointTags(10 + k, point)),
      ...normalTags(normal),
    ];
    return { ...properties, normal, tags, curves: [curve(ring, { isClosed: true })] };
  });

const factor = between(0.2, 3).chain((size) => fc.constantFrom(size, -size));
/** Alike in both directions (mirrored or not), or each its own. */
const scale: fc.Arbitrary<Vec2> = fc.oneof(
  fc.constant<Vec2>([1, 1]),
  factor.map((s): Vec2 => [s, s]),
  factor.map((s): Vec2 => [s, -s]),
  fc.tuple(factor, factor),
);

function insertOf(block: string): fc.Arbitrary<Entity> {
  return fc
    .record({
      common,
      at: point,
      scale,
      turnDeg: fc.oneof(fc.constantFrom(0, 90, 180, -90), between(-360, 360)),
      columns: fc.constantFrom(1, 1, 2),
      rows: fc.constantFrom(1, 1, 1, 3),
      columnStep: between(-8000, 8000),
      rowStep: between(-8000, 8000),
      normal: upright,
    })
    .map(({ common: properties, normal, ...insert }): Entity => {
      const { at, turnDeg, columns, rows, columnStep, rowStep } = insert;
      const more: Tag[] = [
        [41, insert.scale[0]],
        [42, insert.scale[1]],
        [50, turnDeg],
        [70, columns],
        [71, rows],
        [44, columnStep],
        [45, rowStep],
      ];
      const tags = [
        ...head('INSERT', properties),
        [2, block] as Tag,
        ...pointTags(10, at),
        ...more,
        ...normalTags(normal),
      ];
      return { ...properties, normal, tags, insert: { block, ...insert } };
    });
}

export interface ArbitraryDrawing {
  blocks: readonly Block[];
  entities: readonly Entity[];
}

const baseEntity = fc.oneof(
  { weight: 6, arbitrary: plainEntity },
  { weight: 1, arbitrary: faceEntity },
  { weight: 1, arbitrary: hatchEntity },
  { weight: 2, arbitrary: multilineEntity },
);

function blockOf(name: string, ...inner: readonly string[]): fc.Arbitrary<Block> {
  const entity = fc.oneof({ weight: 3, arbitrary: baseEntity }, ...inner.map(insertOf));
  return fc.record({
    name: fc.constant(name),
    base: point,
    entities: fc.array(entity, { minLength: 1, maxLength: 4 }),
  });
}

/** Blocks in blocks in blocks, arrays of them, on layers of all kinds, far from the origin or not. */
export const arbitraryDrawing: fc.Arbitrary<ArbitraryDrawing> = fc.record({
  blocks: fc.tuple(blockOf('门-1'), blockOf('CORE', '门-1'), blockOf('PHASE-2', 'CORE', '门-1')),
  entities: fc.array(fc.oneof(baseEntity, insertOf('PHASE-2'), insertOf('CORE'), insertOf('门-1')), {
    minLength: 1,
    maxLength: 5,
  }),
});
