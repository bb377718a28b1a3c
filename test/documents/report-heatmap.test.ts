import { type CarrierMap, InputError, type Plan } from '@diku/engine';
import { reviewSvg } from '@diku/engine/documents';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { colourOfRsrp, heatmapSvg } from '../../packages/engine/src/documents/index.ts';
import { withImportBasis } from '../../packages/engine/src/plan/index.ts';
import { addNetwork } from './construction-support/networked-garage.ts';
import { checkWellFormed } from './report-support/check-well-formed.ts';
import {
  isCounted,
  syntheticMap,
  syntheticPlan,
  syntheticPrediction,
  syntheticRsrpDbm,
} from './report-support/synthetic-prediction.ts';

/** The field embedded in an image, as red, green, blue, alpha per pixel, first row on top. */
function embeddedField(svg: string): { columns: number; rows: number; rgba(x: number, y: number): number[] } {
  const base64 = /href="data:image\/png;base64,([A-Za-z0-9+/=]+)"/.exec(svg)?.[1] ?? '';
  const png = decode(Buffer.from(base64, 'base64'));
  return {
    columns: png.width,
    rows: png.height,
    rgba: (x, y) => png.palette?.[png.data[y * png.width + x]] ?? [],
  };
}

const rasterize = async (svg: string, imageWidthPx?: number) => {
  const url = new URL('../../packages/cli/src/rasterize.ts', import.meta.url).href;
  const module = (await import(/* @vite-ignore */ url)) as {
    rasterize(svg: string, widthPx?: number): Promise<Uint8Array>;
  };
  return decode(await module.rasterize(svg, imageWidthPx));
};

const plan = syntheticPlan();
const [carrier] = plan.carriers;
const map = syntheticMap('B1', carrier.id);
const draw = (options: Partial<Parameters<typeof heatmapSvg>[0]> = {}) =>
  heatmapSvg({ plan, levelId: 'B1', carrier, map, ...options });

describe('heatmap', () => {
  it('paints every counted cell in its class colour and no other cell', () => {
    const field = embeddedField(draw());
    expect([field.columns, field.rows]).toEqual([60, 40]);
    for (let row = 0; row < field.rows; row += 1) {
      for (let column = 0; column < field.columns; column += 1) {
        const x = (column + 0.5) / 2;
        const y = 20 - (row + 0.5) / 2;
        const [red, green, blue, alpha] = field.rgba(column, row);
        if (!isCounted(x, y)) expect(alpha).toBe(0);
        else
          expect([red, green, blue, alpha]).toEqual([...(colourOfRsrp(syntheticRsrpDbm(x, y)) ?? []), 255]);
      }
    }
  });

  it.each([
    ['zh', '馈线网络已失效：天线 ', '仅适用于从图纸识别出的范围'],
    [
      'en',
      'The feeder network is stale: antenna ',
      'Holds for the floor that was read from the drawing alone',
    ],
  ] as const)('says under its title what it does not hold for, in %s', (lang, stale, doubtful) => {
    const fed: Plan = addNetwork(plan);
    const [antenna, ...others] = fed.antennas;
    const [x, y] = antenna.position;
    const held = { found: 10, outside: 6 };
    const none = { found: 10, outside: 0 };
    const doubts = {
      format: 'dxf',
      scale: { metresPerUnit: 0.001, by: 'header', agree: ['bays'], disagree: [] },
      levels: plan.levels.map(({ id }) => ({
        ...{ level: id, floorM2: 500, outlinedM2: 500, drawnM2: 500, emptyM2: 0 },
        outline: { by: 'stated', lengthM: 90, gaps: 0, gapLengthM: 0, longestGapM: 0, doubtedHolesM2: 0 },
        ...{ bays: held, columns: none, points: none, wallsM: none },
        use: { for: ['bays', 'garage-words', 'columns'], against: [] },
      })),
      leftOut: [],
      missing: { references: 0, blocks: 0, objects: 0, damaged: 0 },
    };
    const moved = { ...fed, antennas: [{ ...antenna, position: [x + 2, y] as const }, ...others] } as Plan;
    const words = (of: Plan) => draw({ plan: of, lang }).replace(/<[^>]*>/g, '');
    expect(words(fed)).not.toContain(stale);
    expect(words(moved)).toContain(stale);
    const both = withImportBasis(moved, { summary: doubts });
    expect(words(both)).toContain(stale);
    expect(words(both).replaceAll(' ', '')).toContain(doubtful.replaceAll(' ', ''));
    // Room is made for them: the image is as much higher.
    const heightOf = (of: Plan) =>
      Number(/viewBox="0 0 [\d.]+ ([\d.]+)"/.exec(draw({ plan: of, lang }))?.[1]);
    expect((heightOf(both) - heightOf(fed)) % 18).toBe(0);
    expect(heightOf(both) - heightOf(fed)).toBeGreaterThanOrEqual(36);
  });

  it('shows cells where they are once rasterised', async () => {
    const svg = draw({ plan: { ...plan, antennas: [] }, widthPx: 1000 });
    const [, x, y, columnsPx, rowsPx] =
      /<image x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/.exec(svg)?.map(Number) ?? [];
    const image = await rasterize(svg, 1000);
    expect(image.width).toBe(1000);
    // Away from walls, bays, symbols and the contour.
    const points = [
      [6.25, 9.25],
      [8.75, 3.25],
      [14.25, 13.25],
      [18.25, 2.25],
      [22.25, 12.25],
      [29.25, 13.25],
    ];
    for (const [xM, yM] of points) {
      const column = Math.floor(x + (xM / 30) * columnsPx);
      const row = Math.floor(y + (1 - yM / 20) * rowsPx);
      const at = (row * image.width + column) * image.channels;
      expect([...image.data.slice(at, at + 3)], `${xM}, ${yM}`).toEqual(
        colourOfRsrp(syntheticRsrpDbm(xM, yM)),
      );
    }
  });

  it('rasterises characters that the font lacks', async () => {
    const image = await rasterize(
      draw({ plan: syntheticPlan({ community: '堃䶮𠮷🅿️ \u0000 \ud800 </svg>' }) }),
      400,
    );
    expect(image.width).toBe(400);
  });

  it('is well-formed, names no address, and repeats to the byte', () => {
    for (const lang of ['zh', 'en'] as const) {
      for (const quantity of ['rsrp', 'sinr', 'probability'] as const) {
        const svg = draw({ lang, quantity });
        expect(checkWellFormed(svg)).toBeUndefined();
        expect(svg.replace(' xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
          /https?:|<script|NaN|undefined/,
        );
        expect(draw({ lang, quantity })).toBe(svg);
      }
    }
  });

  it('escapes every name', () => {
    const nasty = '<script>alert("1")</script>&';
    const svg = draw({
      plan: syntheticPlan({ community: nasty, level: nasty, zone: nasty, antennaId: nasty }),
    });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;');
    expect(checkWellFormed(svg)).toBeUndefined();
  });

  it('marks the limit and shares that sum to 100 % in the legend', () => {
    const svg = draw({ lang: 'en' });
    expect(svg).toContain('limit −105 dBm');
    expect(svg).toContain('≥ −85');
    const fractions = [...svg.matchAll(/>(\d+\.\d) %</g)].map((match) => Math.round(Number(match[1]) * 10));
    expect(fractions).toHaveLength(5);
    expect(fractions.reduce((sum, fraction) => sum + fraction, 0)).toBe(1000);
    const counted = map.rsrpDbm.filter((value) => !Number.isNaN(value));
    const best = counted.filter((value) => value >= -85).length / counted.length;
    expect(Math.abs(fractions[0] / 10 - 100 * best)).toBeLessThan(0.1);
  });

  it('hatches floor that is not counted, and what lies around it', () => {
    const svg = draw({ widthPx: 1000 });
    const data = /<path d="([^"]+)" fill="none" stroke="#cfd4d9"/.exec(svg)?.[1] ?? '';
    const lines = [...data.matchAll(/M([\d.]+) ([\d.]+)l([\d.]+)(-[\d.]+)/g)].map((match) =>
      match.slice(1).map(Number),
    );
    expect(lines.length).toBeGreaterThan(50);
    const [, left, top, columnsPx] =
      /<image x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"/.exec(svg)?.map(Number) ?? [];
    const inPlantRoom = (xM: number, yM: number) => xM > 24 && yM > 15;
    let lengthInRoomPx = 0;
    for (const [x, y, dx, dy] of lines) {
      const at = (ratio: number): [number, number] => [
        ((x + ratio * dx - left) / columnsPx) * 30,
        20 - ((y + ratio * dy - top) / columnsPx) * 30,
      ];
      expect(inPlantRoom(...at(0.5)) || isCounted(...at(0.5)), `${at(0.5)}`).toBe(true);
      const points = Array.from({ length: 100 }, (_, index) => at((index + 0.5) / 100));
      lengthInRoomPx += (Math.hypot(dx, dy) * points.filter((point) => inPlantRoom(...point)).length) / 100;
    }
    // Lines are 7 px apart along x, at 45°: the room of 6 by 5 m has all of them, the counted floor few.
    const areaPx = (lengthPx: number) => (lengthPx * 7) / Math.SQRT2;
    const pxPerM2 = (columnsPx / 30) ** 2;
    expect(areaPx(lengthInRoomPx) / pxPerM2 / 30).toBeCloseTo(1, 1);
    const lengthPx = lines.reduce((sum, [, , dx, dy]) => sum + Math.hypot(dx, dy), 0);
    expect(areaPx(lengthPx) / pxPerM2).toBeLessThan(400);
  });

  it('shifts the classes with the profile’s limit', () => {
    const gsm = { ...carrier, technology: 'gsm' as const };
    expect(draw({ carrier: gsm, lang: 'en' })).toContain('limit −90 dBm');
  });

  it('draws a north arrow only where north is known, turned by the plan’s rotation', () => {
    expect(draw({ lang: 'en' })).not.toContain('>N<');
    const georeference = { lonDeg: 121.5, latDeg: 31.2, rotationDeg: 90 };
    const svg = draw({ plan: { ...plan, georeference }, lang: 'en', widthPx: 1000 });
    // Local x points north: the arrow's letter stands to its right.
    const letter = /<text x="([\d.]+)" y="([\d.]+)"[^>]*>N</.exec(svg)?.map(Number) ?? [];
    expect(letter[1]).toBe(1000 - 24 - 16 + 21);
  });

  it('marks points that are not served', () => {
    const { assessment } = syntheticPrediction();
    expect(draw({ lang: 'en' })).not.toContain('point not served');
    expect(draw({ lang: 'en', assessment })).toContain('point not served');
  });

  it('draws maps without any signal', () => {
    const silent: CarrierMap = {
      ...map,
      rsrpDbm: map.rsrpDbm.map((value) => (Number.isNaN(value) ? value : Number.NEGATIVE_INFINITY)),
    };
    const svg = draw({ map: silent, lang: 'en' });
    expect(svg).toContain('100.0 %');
    expect(checkWellFormed(svg)).toBeUndefined();
  });

  it('refuses a level that the plan lacks', () => {
    expect(() => draw({ levelId: 'B9' })).toThrow(InputError);
    expect(() => draw({ levelId: 'B9' })).toThrow('one of B1, B2');
  });
});

describe('review of an import', () => {
  const drawings = [
    {
      levelId: 'B1',
      drawing: {
        paths: [
          {
            closed: true,
            points: [
              [0, 0],
              [30, 0],
              [30, 20],
            ] as [number, number][],
          },
          { closed: false, points: [[Number.NaN, 0] as [number, number], [1, 1] as [number, number]] },
          { closed: false, points: [[900, 900] as [number, number], [901, 900] as [number, number]] },
        ],
      },
    },
  ];

  it('lays the recognised plan over the drawing’s lines', () => {
    const svg = reviewSvg({ plan, drawings }, 'B1', 'en');
    expect(checkWellFormed(svg)).toBeUndefined();
    expect(svg).not.toContain('NaN');
    expect(svg).toContain('wall 2 (44 m)');
    const lines = /<path d="([^"]+)" fill="none" stroke="#9aa1a9"/.exec(svg)?.[1] ?? '';
    expect(lines.match(/M/g)).toHaveLength(1);
    expect(lines).toMatch(/Z$/);
    expect(reviewSvg({ plan, drawings }, 'B2', 'en')).not.toContain('stroke="#9aa1a9"');
  });
});
