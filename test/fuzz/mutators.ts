/** Random whole numbers from 0 up to a bound, from a seed (mulberry32). */
export type Random = (below: number) => number;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Damages a file; `others` are the samples of its format. Never changes the bytes it is given. */
export interface Mutator {
  name: string;
  mutate(bytes: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array;
}

const hostileNumbers = [
  ...[
    '0',
    '-1',
    '1',
    '1e308',
    '-1e308',
    '1e400',
    'NaN',
    'inf',
    '-0',
    '1e-300',
    '1e15',
    '123456789012345678901234',
  ],
  ...['2147483647', '-2147483648', '4294967296', '1000000000', '65535', '', '0x10', '1,5', '٣'],
];

const slice = (bytes: Uint8Array, random: Random, longest: number): [number, number] => {
  const start = random(bytes.length + 1);
  return [start, Math.min(bytes.length, start + 1 + random(longest))];
};

const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

export const byteMutators: readonly Mutator[] = [
  {
    name: 'flip bits',
    mutate(bytes, random) {
      const flipped = Uint8Array.from(bytes);
      for (let k = 1 + random(8); k > 0 && flipped.length > 0; k--) {
        flipped[random(flipped.length)] ^= 1 << random(8);
      }
      return flipped;
    },
  },
  {
    name: 'overwrite bytes',
    mutate(bytes, random) {
      const changed = Uint8Array.from(bytes);
      for (let k = 1 + random(8); k > 0 && changed.length > 0; k--)
        changed[random(changed.length)] = random(256);
      return changed;
    },
  },
  { name: 'cut short', mutate: (bytes, random) => bytes.slice(0, random(bytes.length + 1)) },
  {
    name: 'remove a part',
    mutate(bytes, random) {
      const [start, end] = slice(bytes, random, 200);
      return joined(bytes.subarray(0, start), bytes.subarray(end));
    },
  },
  {
    name: 'repeat a part',
    mutate(bytes, random) {
      const [start, end] = slice(bytes, random, 2000);
      const part = bytes.subarray(start, end);
      return joined(
        bytes.subarray(0, end),
        ...Array<Uint8Array>(1 + random(40)).fill(part),
        bytes.subarray(end),
      );
    },
  },
  {
    name: 'insert noise',
    mutate(bytes, random) {
      const at = random(bytes.length + 1);
      const noise = Uint8Array.from({ length: 1 + random(100) }, () => random(256));
      return joined(bytes.subarray(0, at), noise, bytes.subarray(at));
    },
  },
  {
    name: 'fill with zeros',
    mutate(bytes, random) {
      const changed = Uint8Array.from(bytes);
      changed.fill(random(2) * 255, ...slice(bytes, random, 300));
      return changed;
    },
  },
  {
    name: 'splice another file',
    mutate(bytes, random, others) {
      const other = others[random(others.length)];
      return joined(bytes.subarray(0, random(bytes.length + 1)), other.subarray(random(other.length + 1)));
    },
  },
];

/** Changes lines of a text, byte for byte, so that no encoding is lost. */
function lineMutator(name: string, change: (lines: string[], random: Random) => void): Mutator {
  return {
    name,
    mutate(bytes, random) {
      const lines = Buffer.from(bytes).toString('latin1').split('\n');
      change(lines, random);
      return new Uint8Array(Buffer.from(lines.join('\n'), 'latin1'));
    },
  };
}

export const textMutators: readonly Mutator[] = [
  lineMutator('remove lines', (lines, random) => {
    lines.splice(random(lines.length), 1 + random(4));
  }),
  lineMutator('repeat lines', (lines, random) => {
    const at = random(lines.length);
    lines.splice(at, 0, ...lines.slice(at, at + 1 + random(60)));
  }),
  lineMutator('swap lines', (lines, random) => {
    const [a, b] = [random(lines.length), random(lines.length)];
    [lines[a], lines[b]] = [lines[b], lines[a]];
  }),
  lineMutator('empty a line', (lines, random) => {
    lines[random(lines.length)] = '';
  }),
  {
    name: 'change numbers',
    mutate(bytes, random) {
      const text = Buffer.from(bytes).toString('latin1');
      const numbers = [...text.matchAll(/-?\d+(\.\d+)?/g)];
      if (numbers.length === 0) return bytes;
      const chosen = new Set(Array.from({ length: 1 + random(6) }, () => random(numbers.length)));
      let changed = '';
      let end = 0;
      for (const index of [...chosen].sort((a, b) => a - b)) {
        const found = numbers[index];
        const hostile = hostileNumbers[random(hostileNumbers.length)];
        changed += text.slice(end, found.index) + Buffer.from(hostile).toString('latin1');
        end = found.index + found[0].length;
      }
      return new Uint8Array(Buffer.from(changed + text.slice(end), 'latin1'));
    },
  },
];
