import { type ImportResult, importDrawing } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { drawnGarage, drawPlan, jpegOf, pngOf, quarterTurn } from './image-support/draw-plan.ts';
import { ringArea, wallLengthM } from './image-support/measure-plan.ts';

/** The long run reads more spoiled images. */

describe('images of a drawn plan', () => {
  const scale = { metresPerPixel: 0.06 };
  const clean = drawPlan(scale);
  let read: Promise<ImportResult> | undefined;
  const readClean = () => {
    read ??= importDrawing(pngOf(clean), { image: { scale } });
    return read;
  };

  it('a clean one comes out as it was drawn', { tags: ['thorough'] }, async () => {
    const result = await readClean();
    const [level] = result.plan.levels;
    expect(ringArea(level.outline) / drawnGarage.areaM2).toBeCloseTo(1, 2);
    expect(wallLengthM(result) / drawnGarage.wallM).toBeCloseTo(1, 1);
    expect(level.columns).toHaveLength(drawnGarage.columns);
    expect(level.bays).toHaveLength(drawnGarage.bays);
    expect(level.openings).toHaveLength(drawnGarage.doors);
    expect(result.source).toEqual({ format: 'png', unit: 'px', encoding: '1010 × 740 px' });
    expect(result.warnings.map(({ code }) => code)).toContain('image-traced');
  });

  it('grain, brightness, shade and a small turn do not change what is found, and the turn is said', {
    tags: ['thorough'],
    timeout: 1_200_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.integer({ min: 1, max: 1e6 }),
          grain: fc.integer({ min: 0, max: 18 }),
          background: fc.integer({ min: 200, max: 255 }),
          inkRatio: fc.double({ min: 0.7, max: 1, noNaN: true }),
          shade: fc.integer({ min: 0, max: 60 }),
          rotationDeg: fc.double({ min: -4, max: 4, noNaN: true }),
        }),
        async (spoiled) => {
          const result = await importDrawing(pngOf(drawPlan({ ...scale, ...spoiled })), {
            image: { scale },
          });
          const [level] = result.plan.levels;
          const turned = result.warnings.find(({ code }) => code === 'image-rotated');
          const statedDeg = Number(/-?\d+\.\d+/.exec(turned?.message ?? '')?.[0] ?? 0);
          expect(Math.abs(statedDeg - spoiled.rotationDeg)).toBeLessThan(0.1);
          expect(Math.abs(ringArea(level.outline) / drawnGarage.areaM2 - 1)).toBeLessThan(0.02);
          expect(Math.abs(wallLengthM(result) / drawnGarage.wallM - 1)).toBeLessThan(0.06);
          expect(level.columns).toHaveLength(drawnGarage.columns);
          expect(level.bays?.length).toBeGreaterThanOrEqual(drawnGarage.bays - 2);
          expect(level.bays?.length).toBeLessThanOrEqual(drawnGarage.bays);
        },
      ),
      { seed: 7, numRuns: isLong ? 40 : 1 },
    );
  });

  it.runIf(isLong)('a quarter turn of the image turns the plan and changes nothing else', async () => {
    const upright = await readClean();
    const turned = await importDrawing(pngOf(quarterTurn(clean)), { image: { scale } });
    const counts = ({ levels: [level] }: ImportResult) => {
      const { columns, bays, openings } = level;
      return { columns, bays, openings };
    };
    expect(counts(turned)).toEqual(counts(upright));
    expect(turned.levels[0].areaM2 / upright.levels[0].areaM2).toBeCloseTo(1, 2);
    expect(wallLengthM(turned) / wallLengthM(upright)).toBeCloseTo(1, 1);
  });

  it.runIf(isLong)('a JPEG of it, also one that the camera turned, is the same plan', async () => {
    const plain = await importDrawing(jpegOf(clean, 90), { image: { scale } });
    expect(plain.source.format).toBe('jpeg');
    expect(plain.levels[0].columns).toBe(drawnGarage.columns);
    // Stored on its side, with EXIF orientation 6 (turn clockwise to see it).
    const stored = withOrientation(jpegOf(quarterTurn(clean), 90), 6);
    const seen = await importDrawing(stored, { image: { scale } });
    expect(seen.source.encoding).toBe(plain.source.encoding);
    expect(seen.levels[0].columns).toBe(drawnGarage.columns);
    expect(seen.levels[0].areaM2 / plain.levels[0].areaM2).toBeCloseTo(1, 2);
  });
});

/** The JPEG with an EXIF block that has one entry: its orientation. */
function withOrientation(bytes: Uint8Array, orientation: number): Uint8Array {
  const exif = Buffer.from(
    `457869660000${'4d4d002a00000008'}0001${'011200030000000100'}0${orientation}0000${'00000000'}`,
    'hex',
  );
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([bytes.subarray(0, 2), head, exif, bytes.subarray(2)]);
}
