import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ImportResult, importDrawing, type Language, phraseText } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { pngOf } from './image-support/draw-plan.ts';
import { drawStrips, type Strip, stripsAlong } from './image-support/draw-strips.ts';

type Corner = readonly [number, number];

const sheet = { widthM: 34, heightM: 30, metresPerPixel: 0.06 };

function read(strips: readonly Strip[], metresPerPixel = sheet.metresPerPixel): Promise<ImportResult> {
  return importDrawing(pngOf(drawStrips(sheet, strips)), { image: { scale: { metresPerPixel } } });
}

const codesOf = ({ warnings }: ImportResult) => warnings.map(({ code }) => code);
const outlineDoubt = ({ doubts }: ImportResult) => doubts.find(({ kind }) => kind === 'outline');

describe('the floor that an image shows', () => {
  it('reaches along thick slanted walls, cut corners and bends', { tags: ['thorough'] }, async () => {
    // A hall with a corner cut off and a slanted side, 0.6 m thick: outer faces are half of it outside of these lines.
    const ring: Corner[] = [
      [4, 4],
      [30, 4],
      [30, 24],
      [9, 24],
      [7.4, 23.2],
      [7, 21.5],
      [7, 10],
      [4, 8.8],
      [4, 4],
    ];
    const bend: Corner[] = Array.from({ length: 7 }, (_, k): Corner => {
      const angle = ((Math.PI / 2) * k) / 6;
      return [22 + 8 * (1 - Math.sin(angle)), 4 + 8 * Math.cos(angle)].map(
        (value) => Math.round(100 * value) / 100,
      ) as unknown as Corner;
    });
    const result = await read([...stripsAlong(0.6, ...ring), ...stripsAlong(0.3, ...bend)]);
    expect(result.levels[0].areaM2 / grownArea(ring, 0.3)).toBeCloseTo(1, 2);
    const slanted = result.plan.levels[0].walls?.filter(({ start, end }) => {
      const [dx, dy] = [Math.abs(end[0] - start[0]), Math.abs(end[1] - start[1])];
      return Math.min(dx, dy) > 0.2 * Math.max(dx, dy);
    });
    // Four of the outer wall, and the bend in chords.
    expect(slanted?.length).toBeGreaterThanOrEqual(6);
  });

  const open: Strip[] = [
    ...stripsAlong(0.3, [10, 4], [4, 4], [4, 24], [30, 24], [30, 4], [13.2, 4]),
    ...stripsAlong(0.2, [12, 14], [18, 14], [18, 20], [12, 20], [12, 14]),
  ];
  const openM2 = 26.3 * 20.3;

  it('is bounded across a gap in the outer wall, and asked about', { tags: ['thorough'] }, async () => {
    const result = await read(open.map((strip, i) => (i === 0 ? { ...strip, from: [8, 4] } : strip)));
    expect(Math.abs(result.levels[0].areaM2 / openM2 - 1)).toBeLessThan(0.01);
    expect(codesOf(result)).toEqual(expect.arrayContaining(['image-gaps']));
    const { message } = result.warnings.find(({ code }) => code === 'image-gaps')!;
    expect(message).toMatch(/gaps of up to 6 m .* enclose 5[23]\d m²/);
  });

  it.each(isLong ? [0.0597, 0.0599, 0.06, 0.0601, 0.0603] : [0.0599])(
    'does not hang on single pixels: at %f m per pixel',
    { tags: ['thorough'] },
    async (metresPerPixel) => {
      // Two lines of a slanted wall that hardly touch the walls beside them.
      const strips = [
        ...stripsAlong(0.3, [28, 24], [4, 24], [4, 4], [30, 4], [30, 20.6]),
        ...stripsAlong(0.07, [29.9, 21], [28.3, 23.9]),
        ...stripsAlong(0.07, [30.15, 21.1], [28.6, 24.1]),
      ];
      const { levels } = await read(strips, metresPerPixel);
      const drawnM2 = 26.3 * 20.3 - 2.7;
      expect(Math.abs(levels[0].areaM2 / (drawnM2 * (metresPerPixel / 0.06) ** 2) - 1)).toBeLessThan(0.01);
    },
  );

  it('is asked about where much more is drawn, with both areas', { tags: ['thorough'] }, async () => {
    // The outer wall is a thin line, which is no wall; a room within it closes.
    const result = await read([
      ...stripsAlong(0.06, [3, 3], [31, 3], [31, 27], [3, 27], [3, 3]),
      ...[6, 8.5, 11, 13.5, 16, 18.5, 21, 23.5, 26, 28.5].flatMap((x) => stripsAlong(0.06, [x, 19], [x, 27])),
      ...[6, 10, 14].flatMap((y) => stripsAlong(0.06, [19, y], [31, y])),
      ...stripsAlong(0.3, [6, 6], [16, 6], [16, 16], [6, 16], [6, 6]),
    ]);
    expect(Math.round(result.levels[0].areaM2)).toBe(106);
    const doubt = outlineDoubt(result);
    expect(doubt?.confidence).toBeLessThan(0.5);
    const reason = (language: Language) => phraseText(doubt?.reason.said ?? '', language);
    const [, floor, drawn] = /floor (\d+) m², drawn about (\d+) m²/.exec(reason('en'))!;
    expect(Number(floor)).toBe(106);
    expect(Math.abs(Number(drawn) / (28 * 24) - 1)).toBeLessThan(0.1);
    expect(reason('zh')).toMatch(/楼面 106 m²，图上约 \d+ m²/);
  });

  it("a sheet's frame does not count as drawn", async () => {
    const framed = await read([
      ...stripsAlong(0.06, [1, 1], [33, 1], [33, 29], [1, 29], [1, 1]),
      ...stripsAlong(0.06, [24, 1], [24, 4], [33, 4]),
      ...stripsAlong(0.3, [8, 8], [22, 8], [22, 20], [8, 20], [8, 8]),
    ]);
    expect(Math.abs(framed.levels[0].areaM2 / (14.3 * 12.3) - 1)).toBeLessThan(0.01);
    expect(outlineDoubt(framed)).toBeUndefined();
  });

  it('a refusal says how large the image is at the scale given, and what helps', async () => {
    const walls = stripsAlong(0.3, [6, 6], [16, 6], [16, 16]);
    await expect(read(walls)).rejects.toThrow(
      /567 × 500 px that shows 34 × 30 m at 0.06 m per pixel; expected .* check the scale .* draw the outer wall over/,
    );
    if (!isLong) return;
    const room = stripsAlong(0.3, [6, 6], [26, 6], [26, 16], [6, 16], [6, 6]);
    await expect(read(room, 0.02)).rejects.toThrow(/shows 11 × 10 m at 0.02 m per pixel.*check the scale/);
  });
});

describe('images that are no plans', () => {
  it('thousands of bars side by side are refused before they are compared', {
    tags: ['thorough'],
  }, async () => {
    const [width, height] = [1640, 1520];
    const data = new Uint8Array(width * height).fill(255);
    for (let y = 10; y + 12 < height; y += 11) {
      // Rows are shifted, so that no column of bars is a line.
      for (let x = 10 + ((y * 7) % 31); x + 22 < width; x += 33) {
        for (let row = 0; row < 4; row++) data.fill(0, (y + row) * width + x, (y + row) * width + x + 20);
      }
    }
    const image = { scale: { metresPerPixel: 0.05 } };
    await expect(importDrawing(pngOf({ width, height, data }), { image })).rejects.toThrow(
      /more than 6000 wall segments; expected the walls of a floor plan/,
    );
  });

  it('specks are no walls', async () => {
    const [width, height] = [600, 500];
    const data = new Uint8Array(width * height).fill(255);
    for (let k = 0; k < 2000; k++) {
      const at = (Math.imul(k + 1, 2654435761) >>> 8) % (width * (height - 3));
      for (let row = 0; row < 3; row++) data.fill(0, at + row * width, at + row * width + 3);
    }
    const image = { scale: { metresPerPixel: 0.05 } };
    await expect(importDrawing(pngOf({ width, height, data }), { image })).rejects.toThrow(
      /found no walls, in an image .*; expected walls as solid strips or pairs of lines/,
    );
  });
});

const real = fileURLToPath(new URL('../../../shared/data/real/', import.meta.url));

describe.skipIf(!existsSync(real))('pictures from others', () => {
  const areaOf = async (file: string, metresPerPixel: number): Promise<number> => {
    const { levels } = await importDrawing(readFileSync(real + file), {
      image: { scale: { metresPerPixel } },
    });
    return levels[0].areaM2 / metresPerPixel ** 2;
  };

  it.runIf(isLong).each(['L1', 'L2'])('hotel %s: the whole floor', async (level) => {
    // Its outer faces, corner by corner, in pixels of the image.
    const rings: Record<string, Corner[]> = {
      L1: [
        [122, 145],
        [130, 126],
        [136, 118],
        [395, 118],
        [395, 461],
        [600, 461],
        [600, 733],
        [34, 733],
        [34, 573],
        [117, 547],
        [117, 145],
      ],
      L2: [
        [108, 90],
        [113, 74],
        [127, 66],
        [386, 66],
        [386, 409],
        [592, 409],
        [592, 680],
        [25, 680],
        [25, 521],
        [108, 496],
      ],
    };
    const pixels = await areaOf(`rmf_airport_clinic_hotel/hotel_${level}.png`, 0.055);
    expect(Math.abs(pixels / grownArea(rings[level], 0) - 1)).toBeLessThan(0.01);
  });

  it.runIf(isLong)('the car park is the same floor at any scale near its own', async () => {
    const scales = [0.0713, 0.0715];
    const pixels = await Promise.all(
      scales.map((scale) => areaOf('carpark_wifi/Carpark_floor_plan.jpg', scale)),
    );
    expect(Math.max(...pixels) / Math.min(...pixels) - 1).toBeLessThan(0.01);
    // Main hall 640 × 480 pixels, and the stairs beside it.
    expect(pixels[0]).toBeGreaterThan(640 * 470);
    expect(pixels[0]).toBeLessThan(640 * 505);
  });
});

/** Area of a ring whose edges are moved outward; exact for right angles, and for others up to the corners. */
function grownArea(ring: readonly Corner[], byM: number): number {
  let doubled = 0;
  let around = 0;
  ring.forEach(([x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length];
    doubled += x * nextY - nextX * y;
    around += Math.hypot(nextX - x, nextY - y);
  });
  return Math.abs(doubled) / 2 + byM * around + 4 * byM ** 2;
}
