import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DrawingError } from '../../packages/engine/src/core/index.ts';
import { readDrawing } from '../../packages/engine/src/import/formats/read-drawing.ts';
import { createRandom } from '../fuzz/mutators.ts';
import { textBytes } from '../support/bytes.ts';
import { isLong } from '../support/is-long.ts';
import { once } from '../support/once.ts';
import { dxfText, smallGarage } from './drawing-support.ts';
import { mendChecksum, objectsIn, withHeader, writeDwg, writtenVersions } from './dwg-support/write-dwg.ts';
import { timed } from './timed-import.ts';

const example = new Uint8Array(
  readFileSync(fileURLToPath(new URL('../../examples/garage-one-level.dxf', import.meta.url))),
);
const small = textBytes(withHeader(dxfText(smallGarage())));
const rounds = isLong ? 200 : 12;

/** A drawing or a refusal, in time; nothing else. */
async function read(bytes: Uint8Array): Promise<'read' | 'refused'> {
  return timed(async () => {
    try {
      await readDrawing(bytes);
      return 'read';
    } catch (error) {
      expect(error).toBeInstanceOf(DrawingError);
      // Nothing of the library's own words, and no number that is none.
      expect((error as Error).message).not.toMatch(/undefined|NaN|null|ReadBit|LZ77|Invalid array/);
      return 'refused';
    }
  });
}

describe.each(writtenVersions)('%s with damage', (version) => {
  const whole = writeDwg(isLong ? example : small, version);
  const seed = 22;

  it(`is cut off anywhere, seed ${seed}`, async () => {
    const random = createRandom(seed);
    for (let k = 0; k < rounds; k++) {
      expect(await read(whole.subarray(0, random(whole.length)))).toBe('refused');
    }
  });

  it(`has bits turned, seed ${seed}`, async () => {
    const random = createRandom(seed);
    for (let k = 0; k < rounds; k++) {
      const bytes = whole.slice();
      for (let flips = 4 ** (k % 5); flips > 0; flips--) {
        bytes[random(bytes.length)] ^= 1 << random(8);
      }
      await read(bytes);
    }
  });
});

describe.each(['AC1014', 'AC1015'] as const)('%s with objects that lie, their checksums right', (version) => {
  const written = once(() => writeDwg(example, version));
  const seed = 5;

  it(`have bytes changed, seed ${seed}`, { tags: ['thorough'] }, async () => {
    const whole = written();
    const objects = objectsIn(whole);
    expect(objects.length).toBeGreaterThan(1000);
    const random = createRandom(seed);
    for (let k = 0; k < 2 * rounds; k++) {
      const bytes = whole.slice();
      for (let changes = 1 + 10 * (k % 3); changes > 0; changes--) {
        const object = objects[random(objects.length)];
        const [start, end] = object;
        const values = [0, 0xff, random(256)];
        bytes[start + 2 + random(end - start - 2)] = values[random(3)];
        mendChecksum(bytes, object);
      }
      await read(bytes);
    }
  });
});
