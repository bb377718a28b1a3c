import { dxfText, smallGarage } from '../drawing-support.ts';

/** One entity of many that all stand in one point, no two of them the same. */
export interface Crowd {
  name: string;
  /** Groups of the numbered entity, code and value by turns. */
  entity(index: number): string;
  /** Nothing of it is part of a garage: the plan must be that of the garage alone. */
  isNoise?: boolean;
  /** What the import says of it, where it is not that most were left out; null for nothing. */
  warning?: string | null;
}

const lines = (...values: readonly (string | number)[]) => `${values.join('\n')}\n`;
const turned = (k: number) => ((k * 2.399963) % (2 * Math.PI)).toFixed(9);

/** Ways to draw a million things in the middle of the small garage. */
export const crowds: readonly Crowd[] = [
  {
    name: 'the same wall again and again, but for its handle',
    warning: null,
    entity: (k) =>
      lines(0, 'LINE', 5, k.toString(16), 8, 'A-WALL', 10, 20000, 20, 15000, 11, 20001, 21, 15000),
  },
  {
    name: 'walls without length',
    entity: (k) => lines(0, 'LINE', 8, 'A-WALL', 10, 20000, 20, 15000, 30, k, 11, 20000, 21, 15000, 31, k),
  },
  {
    name: 'walls of a millimetre in all directions',
    entity: (k) => {
      const [x, y] = [20000 + Math.cos(Number(turned(k))), 15000 + Math.sin(Number(turned(k)))];
      return lines(0, 'LINE', 8, 'A-WALL', 10, 20000, 20, 15000, 11, x.toFixed(9), 21, y.toFixed(9));
    },
  },
  {
    name: 'walls of ten metres in all directions',
    entity: (k) => {
      const [x, y] = [
        20000 + 10000 * Math.cos(Number(turned(k))),
        15000 + 10000 * Math.sin(Number(turned(k))),
      ];
      return lines(0, 'LINE', 8, 'A-WALL', 10, 20000, 20, 15000, 11, x.toFixed(6), 21, y.toFixed(6));
    },
  },
  {
    name: 'columns of all radii',
    entity: (k) => lines(0, 'CIRCLE', 8, 'S-COLU', 10, 20000, 20, 15000, 40, 200 + k / 1e4),
  },
  {
    name: 'placed columns of all directions',
    entity: (k) =>
      lines(0, 'INSERT', 8, 'S-COLU', 2, 'COL', 10, 20000, 20, 15000, 50, (k * 137.50776405) % 360),
  },
  {
    name: 'swinging doors of all directions',
    entity: (k) =>
      lines(0, 'ARC', 8, 'A-DOOR', 10, 20000, 20, 15000, 40, 1000, 50, k % 360, 51, (k % 360) + 90 + k / 1e7),
  },
  {
    name: 'placed bays of all directions',
    entity: (k) =>
      lines(0, 'INSERT', 8, 'A-PRKG', 2, 'BAY', 10, 20000, 20, 15000, 50, (k * 137.50776405) % 360),
  },
  {
    name: 'texts that may be titles',
    entity: (k) => lines(0, 'TEXT', 8, 'A-TEXT', 10, 20000, 20, 15000, 40, 300, 1, `地下二层 ${k}`),
  },
  {
    name: 'numbers',
    entity: (k) => lines(0, 'TEXT', 8, 'A-NOTE', 10, 20000, 20, 15000, 40, 300, 1, k),
    isNoise: true,
  },
  {
    name: 'lines of a layer that says nothing',
    entity: (k) => lines(0, 'LINE', 8, 'X-17', 10, 20000, 20, 15000, 11, 20000 + k / 1e6, 21, 15001),
  },
  {
    name: 'lines of ten thousand layers',
    entity: (k) =>
      lines(0, 'LINE', 8, `L${k % 10_000}`, 10, 20000, 20, 15000, 11, 20000 + k / 1e6, 21, 15001),
  },
  {
    name: 'pipes',
    entity: (k) => lines(0, 'LINE', 8, 'W-PIPE', 10, 20000, 20, 15000, 11, 20000 + k / 1e3, 21, 15900),
    isNoise: true,
  },
  {
    name: 'points',
    warning: null,
    entity: (k) => lines(0, 'POINT', 8, 'A-WALL', 10, 20000, 20, 15000, 30, k),
    isNoise: true,
  },
  {
    name: 'proxies',
    warning: 'entities-ignored',
    entity: (k) => lines(0, 'ACAD_PROXY_ENTITY', 5, k.toString(16), 8, 'WALL', 90, k),
  },
];

/** The small garage with so many of a crowd in it. */
export function crowdedGarage({ entity }: Crowd, count: number): Buffer {
  const [before, after] = dxfText(smallGarage()).split(/(?=0\nENDSEC\n0\nEOF)/);
  const parts = [Buffer.from(before)];
  for (let from = 0; from < count; from += 50_000) {
    const length = Math.min(50_000, count - from);
    parts.push(Buffer.from(Array.from({ length }, (_, k) => entity(from + k)).join('')));
  }
  return Buffer.concat([...parts, Buffer.from(after)]);
}
