import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { Importer, largestMemoryMb, type Outcome } from '../fuzz/importer.ts';
import { createRandom } from '../fuzz/mutators.ts';
import { isLong } from '../support/is-long.ts';
import { dxfBytes, smallGarage } from './drawing-support.ts';
import { type Crowd, crowdedGarage, crowds } from './dxf-support/crowded-point.ts';
import { garageWith, hostileDrawings } from './dxf-support/hostile-drawings.ts';

const largest = fileURLToPath(
  new URL('../../../shared/data/garages/g10_huge_two_level.dxf', import.meta.url),
);
const longestSeconds = 10;
const folder = mkdtempSync(join(tmpdir(), 'diku-hostile-'));
const importer = new Importer();
afterAll(() => {
  importer.close();
  rmSync(folder, { recursive: true });
});

/** No crash, no hang, no swap: whatever the answer is. */
function expectBounded(outcome: Outcome): void {
  expect(['plan', 'refused'], outcome.message).toContain(outcome.kind);
  expect(outcome.seconds).toBeLessThan(longestSeconds);
  expect(outcome.memoryMb).toBeLessThan(largestMemoryMb);
}

describe('hostile drawings end in a clear refusal or a warning', () => {
  for (const { name, bytes, refusal, warning } of hostileDrawings) {
    it(name, async () => {
      const outcome = await importer.import(bytes);
      expectBounded(outcome);
      if (refusal) expect(outcome.message).toMatch(refusal);
      else expect(outcome.warnings).toContain(warning);
    });
  }
});

describe(`${isLong ? 'a million' : '100,000'} entities in one point`, () => {
  const inShort = new Set(['walls of ten metres in all directions']);
  const chosen = isLong ? crowds : crowds.filter(({ name }) => inShort.has(name));
  for (const crowd of chosen) {
    it(crowd.name, { tags: ['thorough'] }, async () => {
      const outcome = await importCrowd(crowd, isLong ? 1_000_000 : 100_000);
      expectBounded(outcome);
      const { warning = 'entities-crowded' } = crowd;
      if (outcome.kind === 'plan' && warning !== null) expect(outcome.warnings).toContain(warning);
      if (!crowd.isNoise) return;
      const { plan } = await importer.import(dxfBytes(smallGarage()));
      expect(outcome.plan).toBe(plan);
    });
  }

  async function importCrowd(crowd: Crowd, count: number): Promise<Outcome> {
    // A fresh process, so that its memory is that of this drawing.
    importer.close();
    const file = join(folder, 'crowd.dxf');
    writeFileSync(file, crowdedGarage(crowd, count));
    return importer.import(file);
  }
});

describe('a file that is cut short', () => {
  const whole = garageWith([]);

  it('at every hundredth byte is refused, with the location', async () => {
    const end = lastEntityOf(whole);
    for (let length = 0; length < end; length += 100) await expectCut(whole, length);
  });

  it.skipIf(!isLong || !existsSync(largest))(
    'at every kilobyte of a large garage is refused, with the place',
    {
      timeout: 1_200_000,
    },
    async () => {
      const bytes = new Uint8Array(readFileSync(largest));
      const end = lastEntityOf(bytes);
      for (let length = 0; length < end; length += 1024) await expectCut(bytes, length);
    },
  );

  async function expectCut(bytes: Uint8Array, length: number): Promise<void> {
    const outcome = await importer.import(bytes.slice(0, length));
    expectBounded(outcome);
    expect({ length, kind: outcome.kind }).toEqual({ length, kind: 'refused' });
    expect(outcome.message).toMatch(/(line|byte) \d+|an empty file|no objects/);
  }

  /** Returns where the section of the entities ends: what is cut off behind it is no part of the plan. */
  function lastEntityOf(bytes: Uint8Array): number {
    const content = Buffer.from(bytes).toString('latin1');
    const from = content.search(/\n\s*2\r?\n\s*ENTITIES\r?\n/);
    return from + content.slice(from).search(/\n\s*0\r?\nENDSEC/);
  }
});

describe('a file with flipped bytes', () => {
  const counts = 300;

  // Small ones are damaged in test/fuzz.
  it.skipIf(!isLong || !existsSync(largest))(
    `${counts} times from one to a thousand in a large garage (seed 31)`,
    {
      timeout: 1_200_000,
    },
    async () => {
      const whole = readFileSync(largest);
      const random = createRandom(31);
      for (let k = 0; k < counts; k++) {
        const bytes = Uint8Array.from(whole);
        for (let n = 10 ** (k % 4); n > 0; n--) bytes[random(bytes.length)] ^= 1 << random(8);
        expectBounded(await importer.import(bytes));
      }
    },
  );
});
