import { createRandom } from '../../../packages/engine/src/core/index.ts';

/** A part of a random tree with the cable that feeds it. */
export interface RandomPart {
  id: string;
  kind: 'source' | 'splitter' | 'coupler' | 'antenna';
  value: number;
  level: string;
  from?: string;
  port?: string;
  size: '7/8' | '1/2';
  lengthM: number;
  depth: number;
  /** Number in an outline, `1.2.1`. */
  number: string;
}

/** A tree in the order of an outline: one source, splitters with all ports in use, couplers, antennas. */
export function randomTree(seed: number): RandomPart[] {
  const random = createRandom(seed);
  const counts = { splitter: 0, coupler: 0, antenna: 0 };
  const letters = { splitter: 'GF', coupler: 'OH', antenna: 'ANT' };
  const parts: RandomPart[] = [];
  const add = (
    kind: RandomPart['kind'],
    above: RandomPart | undefined,
    port: string,
    order: number,
  ): void => {
    if (kind !== 'source') counts[kind] += 1;
    const id = kind === 'source' ? 'RRU-1' : `${letters[kind]}${String(counts[kind]).padStart(2, '0')}`;
    const part: RandomPart = {
      ...{ id, kind, level: above?.level === 'B2' || random() < 0.2 ? 'B2' : 'B1' },
      value: kind === 'splitter' ? 2 + Math.floor(3 * random()) : [5, 6, 7, 10, 15][Math.floor(5 * random())],
      ...(above ? { from: above.id, port } : {}),
      size: random() < 0.5 ? '7/8' : '1/2',
      lengthM: (1 + Math.floor(160 * random())) / 2,
      depth: above ? above.depth + 1 : 1,
      number: above ? `${above.number}.${order}` : '1',
    };
    parts.push(part);
    const next = () => {
      if (part.depth > 5 || parts.length > 40) return 'antenna';
      return (['splitter', 'coupler', 'antenna'] as const)[Math.floor(3 * random())];
    };
    if (kind === 'source') add('splitter', part, 'out1', 1);
    if (kind === 'splitter') {
      for (let way = 1; way <= part.value; way += 1) add(next(), part, `out${way}`, way);
    }
    if (kind === 'coupler') {
      add(next(), part, 'coupled', 1);
      add(next(), part, 'through', 2);
    }
  };
  add('source', undefined, '', 1);
  return parts;
}

/** Cables of a tree as a set of texts. */
export function cablesOf(parts: readonly RandomPart[]): string[] {
  return parts
    .flatMap(({ from, port, id, size, lengthM }) =>
      from === undefined ? [] : [`${from} ${port} ${id} ${size} ${lengthM}`],
    )
    .sort();
}
