import { importDrawing, readDrawing } from '@diku/engine';
import type { TextSetting } from '@diku/engine/import';
import { describe, expect, test } from 'vitest';
import { dxfBytes, smallGarage } from './drawing-support.ts';

type Group = readonly [number, string | number];

const text = (words: string, ...groups: Group[]): Group[] => [
  ...([
    [0, 'TEXT'],
    [8, 'NOTE'],
    [10, 1000],
    [20, 2000],
    [30, 0],
    [40, 350],
    [1, words],
  ] as const),
  ...groups,
];
const paragraph = (words: string, ...groups: Group[]): Group[] => [
  ...([
    [0, 'MTEXT'],
    [8, 'NOTE'],
    [10, 1000],
    [20, 2000],
    [30, 0],
    [40, 350],
    [1, words],
  ] as const),
  ...groups,
];
const inBlock = (...groups: Group[]): Group[] => [
  ...([
    [0, 'INSERT'],
    [8, 'NOTE'],
    [2, 'NAMED'],
    [10, 0],
    [20, 0],
  ] as const),
  ...groups,
];

async function settingOf(
  entities: Group[],
  blocks: readonly { name: string; entities: readonly Group[] }[] = [],
): Promise<TextSetting & { at: number[] }> {
  const { sheets } = await readDrawing(dxfBytes({ blocks, entities }));
  const [{ setting, position }] = sheets[0].drawing.texts;
  return { ...setting!, at: position };
}

const angleDeg = ({ angleRad }: TextSetting) => ((angleRad * 180) / Math.PI + 360) % 360;

describe('texts of a drawing keep how they are set', () => {
  test('alignment of single lines: groups 72 and 73, the second point counts', async () => {
    const second: Group[] = [
      [11, 5000],
      [21, 6000],
    ];
    const cases: [Group[], number, string][] = [
      [[], 0, 'baseline'],
      [[[72, 1], ...second], 0.5, 'baseline'],
      [[[72, 2], [73, 3], ...second], 1, 'top'],
      [[[72, 4], ...second], 0.5, 'middle'],
      [[[72, 0], [73, 1], ...second], 0, 'bottom'],
    ];
    for (const [groups, across, row] of cases) {
      const found = await settingOf(text('A', ...groups));
      expect([found.acrossRatio, found.row]).toEqual([across, row]);
      expect(found.at).toEqual(groups.length > 0 ? [5000, 6000] : [1000, 2000]);
    }
    expect(angleDeg(await settingOf(text('A', [50, 30])))).toBeCloseTo(30);
    expect((await settingOf(text('A', [41, 0.7]))).widthRatio).toBe(0.7);
    const fitted = await settingOf(text('A', [72, 5], [11, 1000], [21, 5000]));
    expect([fitted.lengthInUnits, angleDeg(fitted), fitted.at]).toEqual([3000, 90, [1000, 3500]]);
  });

  test('paragraphs: attachment point 71, direction 11 before angle 50', async () => {
    const rows = ['top', 'middle', 'bottom'];
    for (let point = 1; point <= 9; point++) {
      const found = await settingOf(paragraph('A\\PB', [71, point], [50, 90]));
      expect([found.acrossRatio, found.row]).toEqual([
        ((point - 1) % 3) / 2,
        rows[Math.floor((point - 1) / 3)],
      ]);
      expect(angleDeg(found)).toBeCloseTo(90);
    }
    expect(angleDeg(await settingOf(paragraph('A', [11, 0], [21, -1], [50, 45])))).toBeCloseTo(270);
  });

  test('blocks turn and stretch them; mirrored they still read from left to right', async () => {
    const blocks = [{ name: 'NAMED', entities: text('A', [50, 20], [72, 2], [11, 1000], [21, 2000]) }];
    const turned = await settingOf(inBlock([50, 40], [41, 2], [42, 2]), blocks);
    expect([angleDeg(turned), turned.acrossRatio]).toEqual([expect.closeTo(60), 1]);
    const mirrored = await settingOf(inBlock([41, -1], [42, 1]), blocks);
    // Seen in the mirror the line falls instead of rising, and what was its end is its beginning.
    expect([angleDeg(mirrored), mirrored.acrossRatio]).toEqual([expect.closeTo(340), 0]);
  });

  test('a level that is turned upright turns its texts with it', async () => {
    const { blocks, entities } = smallGarage();
    const named = [...entities, ...text('NAME', [50, 0])];
    const straight = await importDrawing(dxfBytes({ blocks, entities: named }));
    const rotated = await importDrawing(dxfBytes({ blocks, entities: named }), {
      corrections: { format: 'diku-corrections', version: 1, rotationDeg: 20 },
    });
    const angle = (imported: typeof straight) =>
      imported.drawings[0].drawing.texts.find((each) => each.text === 'NAME')!.setting!.angleRad;
    const differenceRad = angle(rotated) - angle(straight);
    const statedDeg = rotated.levels[0].transform.rotationDeg - straight.levels[0].transform.rotationDeg;
    expect(statedDeg).not.toBe(0);
    expect((differenceRad * 180) / Math.PI).toBeCloseTo(statedDeg, 6);
  });
});

describe('paragraphs', () => {
  test.each([
    ['\\A1;{\\fArial|b0;28,4\\A1{\\H.66x;\\S^ ;} m\\A1{\\H.66x;\\S2^ ;}}', '28,4 m2'],
    ['净高\\S1#2;', '净高1/2'],
    ['\\A1;\\pxqc;地下一层\\P平面图', '地下一层\n平面图'],
    ['\\A1;C:\\\\plans\\{1\\}', 'C:\\plans{1}'],
  ])('%s', async (raw, plain) => {
    const { sheets } = await readDrawing(dxfBytes({ entities: paragraph(raw) }));
    expect(sheets[0].drawing.texts.map((each) => each.text)).toEqual([plain]);
  });
});
