import { readFileSync } from 'node:fs';
import { type Plan, type Prediction, planPdf, readFont } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { colourOfRsrp, hexColour } from '../../packages/engine/src/documents/index.ts';
import { outdoorIndex } from '../../packages/engine/src/radio/index.ts';
import { readPdf } from './construction-support/read-pdf.ts';
import { isCounted, syntheticPrediction, syntheticRsrpDbm } from './report-support/synthetic-prediction.ts';

const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));

interface Image {
  columns: number;
  rows: number;
  /** `#rrggbb`; undefined where nothing is painted. */
  colour(row: number, column: number): string | undefined;
  leftMm: number;
  topMm: number;
  widthMm: number;
  heightMm: number;
}

/** Images of the map sheets, page by page, as the PDF's objects have them. */
function readMaps(prediction: Prediction, lang: 'zh' | 'en' = 'zh') {
  const { bytes } = planPdf(prediction.plan, { lang, fonts: [font], prediction });
  const { objects, streams, pages } = readPdf(bytes);
  const [resources] = [...objects.values()].filter((body) => body.startsWith('<</Font'));
  const ids = new Map(
    [...resources.matchAll(/\/(I\d+) (\d+) 0 R/g)].map(([, name, id]) => [name, Number(id)]),
  );
  const pageBodies = [...objects.values()].filter((body) => body.startsWith('<</Type /Page '));
  const images = pageBodies.map((body) => {
    const content = Buffer.from(streams.get(Number(/\/Contents (\d+) 0 R/.exec(body)?.[1])) ?? []).toString(
      'latin1',
    );
    return [...content.matchAll(/q ([\d.-]+) 0 0 ([\d.-]+) ([\d.-]+) ([\d.-]+) cm \/(I\d+) Do Q/g)].map(
      ([, width, height, x, y, name]): Image => {
        const id = ids.get(name) ?? 0;
        const head = objects.get(id) ?? '';
        const pixels = streams.get(id) ?? new Uint8Array();
        const columns = Number(/\/Width (\d+)/.exec(head)?.[1]);
        const palette = /\/Indexed \/DeviceRGB \d+ <([0-9a-f]+)>/.exec(head)?.[1] ?? '';
        const transparent = Number(/\/Mask \[(\d+) \d+\]/.exec(head)?.[1]);
        return {
          ...{ columns, rows: Number(/\/Height (\d+)/.exec(head)?.[1]) },
          colour: (row, column) => {
            const index = pixels[row * columns + column];
            return index === transparent ? undefined : `#${palette.slice(6 * index, 6 * index + 6)}`;
          },
          ...{ leftMm: Number(x), topMm: Number(y) + Number(height) },
          ...{ widthMm: Number(width), heightMm: -Number(height) },
        };
      },
    );
  });
  return { bytes, pages, images };
}

describe('the map sheets', () => {
  const prediction = syntheticPrediction();
  // Of this operator there are maps.
  prediction.assessment.target.limiting.operator = 'telecom';
  const { pages, images, bytes } = readMaps(prediction);
  const sheets = images.flatMap((found, index) => (found.length > 0 ? [{ found, page: pages[index] }] : []));

  it('are one per level and carrier, with four panels of one size at the scale that the title block says', () => {
    expect(sheets).toHaveLength(prediction.plan.levels.length * prediction.plan.carriers.length);
    for (const { found, page } of sheets) {
      const scale = page.find((text) => /^1:\d+$/.test(text)) ?? '';
      const mmPerM = 1000 / Number(scale.slice(2));
      expect(found).toHaveLength(4);
      for (const { widthMm, heightMm } of found) {
        expect(widthMm).toBeCloseTo(30 * mmPerM, 2);
        expect(heightMm).toBeCloseTo(20 * mmPerM, 2);
      }
      expect(page.some((text) => text.includes('中值（50 %）'))).toBe(true);
      expect(page.some((text) => text.includes('载波标称值'))).toBe(true);
      expect(page.some((text) => text.includes('…'))).toBe(false);
    }
    expect(bytes.length).toBeLessThan(1_000_000);
  });

  it('paint every counted cell in the class of its RSRP, and no other cell', () => {
    const [{ found }] = sheets;
    const [rsrp] = found;
    expect([rsrp.columns, rsrp.rows]).toEqual([60, 40]);
    for (let row = 0; row < 40; row += 1) {
      for (let column = 0; column < 60; column += 1) {
        const [x, y] = [(column + 0.5) / 2, 20 - (row + 0.5) / 2];
        const expected = isCounted(x, y)
          ? hexColour(colourOfRsrp(syntheticRsrpDbm(x, y)) ?? [0, 0, 0])
          : undefined;
        expect(rsrp.colour(row, column)).toBe(expected);
      }
    }
  });

  it.each([90, 180, -90])('turn the field with the floor, as a drawing turned by %s° lies', (rotationDeg) => {
    const { plan } = prediction;
    const source = { metresPerUnit: 1, rotationDeg, translation: [0, 0] as [number, number] };
    const levels = plan.levels.map((level) => ({ ...level, source }));
    const { images: turned } = readMaps({ ...prediction, plan: { ...plan, levels } });
    const [[rsrp]] = turned.filter((found) => found.length > 0);
    const [columns, rows] = rotationDeg === 180 ? [60, 40] : [40, 60];
    expect([rsrp.columns, rsrp.rows]).toEqual([columns, rows]);
    const [cos, sin] = [Math.cos((rotationDeg * Math.PI) / 180), Math.sin((rotationDeg * Math.PI) / 180)];
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        // From the middle of the sheet to the right and up, m: that is how the drawing lies.
        const [right, up] = [(column + 0.5 - columns / 2) / 2, (rows / 2 - row - 0.5) / 2];
        const [x, y] = [15 + cos * right - sin * up, 10 + sin * right + cos * up];
        const expected = isCounted(x, y)
          ? hexColour(colourOfRsrp(syntheticRsrpDbm(x, y)) ?? [0, 0, 0])
          : undefined;
        expect(rsrp.colour(row, column)).toBe(expected);
      }
    }
  });

  it('tell cells by hue, antennas of a cell that touch by shade, and what comes from outside', () => {
    const { plan, maps } = prediction;
    const [antenna] = plan.antennas;
    const split: Plan = {
      ...plan,
      antennas: [antenna, { ...antenna, id: 'ANT3-B1' }, { ...antenna, id: 'ANT4-B1', cell: 'S2' }],
    };
    // Stripes along x: two antennas of S1, one of S2, the outdoor cell.
    const serverAt = (x: number) => (x < 8 ? 0 : x < 16 ? 1 : x < 24 ? 2 : outdoorIndex);
    const striped = maps.map((map) => ({
      ...map,
      bestAntenna: map.bestAntenna.map((_, cell) =>
        Number.isNaN(map.rsrpDbm[cell]) ? -1 : serverAt(((cell % map.grid.columns) + 0.5) / 2),
      ),
    }));
    const { images: found, pages: texts } = readMaps({ ...prediction, plan: split, maps: striped }, 'en');
    const index = found.findIndex((each) => each.length > 0);
    const servers = found[index][2];
    const at = (x: number) => servers.colour(32, 2 * x) as string;
    expect(new Set([at(2), at(10), at(18), at(28)]).size).toBe(4);
    for (const x of [2, 10, 18]) {
      for (const y of [1, 3, 12])
        expect(servers.colour(39 - 2 * y, 2 * x)).toBe(isCounted(x + 0.25, y + 0.25) ? at(x) : undefined);
    }
    const counted = (from: number, to: number) => {
      let cells = 0;
      for (let x = from + 0.25; x < to; x += 0.5)
        for (let y = 0.25; y < 20; y += 0.5) cells += isCounted(x, y) ? 1 : 0;
      return cells;
    };
    const shown = texts[index].flatMap((text) => {
      const [, name, percent] = /^(Cell S\d|Outdoor cell) \(([\d.]+) %\)$/.exec(text) ?? [];
      return name ? [[name, Number(percent)] as const] : [];
    });
    expect(shown.map(([name]) => name)).toEqual(['Cell S1', 'Cell S2', 'Outdoor cell']);
    expect(shown.reduce((sum, [, percent]) => sum + percent, 0)).toBeCloseTo(100, 9);
    const stripes = [counted(0, 16), counted(16, 24), counted(24, 30)];
    for (const [at, [, percent]] of shown.entries()) {
      expect(Math.abs(percent - (100 * stripes[at]) / counted(0, 30))).toBeLessThan(0.1);
    }
  });
});
