import { importDrawing, type Plan } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { textBytes } from '../support/bytes.ts';
import { isLong } from '../support/is-long.ts';
import { dxfBytes, smallGarage, type Tag } from './drawing-support.ts';
import { joinTags, wholeTags, withHandles } from './dxf-support/write-dxf.ts';
import { asOldPolylines, binaryDxf, encodeText, encodeUtf16 } from './dxf-support.ts';

const versions = {
  R12: 'AC1009',
  R14: 'AC1014',
  R2000: 'AC1015',
  R2004: 'AC1018',
  R2007: 'AC1021',
  R2010: 'AC1024',
  R2013: 'AC1027',
  R2018: 'AC1032',
} as const;
type Version = keyof typeof versions;

/** Texts of the small garage as they are written in Taiwan and Hong Kong. */
const traditional: Readonly<Record<string, string>> = {
  弱电机房: '弱電機房',
  地下二层平面图: '地下二層平面圖',
  '净高2.40': '淨高2.40',
};

interface Written {
  version: Version;
  codePage?: string;
  unit?: number;
  isTraditional?: boolean;
  /** Moves everything there, in the drawing's unit. */
  offset?: number;
  lineEnd?: string;
}

function tagsOf({ version, codePage, unit, isTraditional, offset = 0 }: Written): Tag[] {
  const garage = smallGarage();
  const header: Tag[] = [
    [9, '$ACADVER'],
    [1, versions[version]],
    ...(codePage === undefined
      ? []
      : ([
          [9, '$DWGCODEPAGE'],
          [3, codePage],
        ] as Tag[])),
    ...(unit === undefined
      ? []
      : ([
          [9, '$INSUNITS'],
          [70, unit],
        ] as Tag[])),
  ];
  const isOld = version === 'R12';
  const written = (tags: readonly Tag[]) => (isOld ? asOldPolylines(tags) : tags);
  const entities = garage.entities.map(([code, value]): Tag => {
    if (code === 1 && isTraditional) return [code, traditional[value] ?? value];
    return [code, typeof value === 'number' && [10, 20, 11, 21].includes(code) ? value + offset : value];
  });
  const tags = wholeTags({
    header,
    layers: [{ name: 'A-WALL' }, { name: '标注' }],
    blocks: garage.blocks.map(({ name, entities: inner }) => ({ name, entities: written(inner) })),
    entities: written(entities),
  });
  return isOld ? tags : withHandles(tags);
}

const textOf = (written: Written) => joinTags(tagsOf(written), written.lineEnd);
const traditionalText = (version: Version, codePage?: string) =>
  textOf({ version, codePage, isTraditional: true }).replace('标注', '標註');

/** Texts as programs escape what their code page lacks. */
function escaped(text: string): string {
  return text.replace(
    /[^\0-\x7f]/g,
    (c) => `\\U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}

async function levelsOf(bytes: Uint8Array, encoding?: string): Promise<Plan['levels']> {
  const { plan, source } = await importDrawing(bytes);
  if (encoding !== undefined) expect(source.encoding).toBe(encoding);
  return plan.levels;
}

describe('the same garage however it was saved', async () => {
  const levels = await levelsOf(dxfBytes(smallGarage()));
  const [level] = levels;
  const [room] = level.zones!;
  const inTraditional = await levelsOf(textBytes(traditionalText('R2018')), 'utf-8');

  it('is the garage of the other tests', () => {
    expect(level).toMatchObject({ id: 'B2', name: '地下二层', clearHeightM: 2.4 });
    expect(level.walls!.length + level.columns!.length + level.bays!.length).toBe(7 + 12 + 10);
    expect(room.name).toBe('弱电机房');
  });

  /** Code pages that a header may say, wrong ones first. */
  const pages = isLong ? 4 : 2;
  for (const version of Object.keys(versions) as Version[]) {
    it(`${version}, ASCII`, async () => {
      expect(await levelsOf(textBytes(textOf({ version })), 'utf-8')).toEqual(levels);
      expect(await levelsOf(textBytes(textOf({ version, lineEnd: '\r\n' })), 'utf-8')).toEqual(levels);
    });

    it(`${version}, binary`, async () => {
      const text = textOf({ version });
      expect(await levelsOf(binaryDxf(text, version === 'R12' ? 'R12' : 'R2000'), 'utf-8')).toEqual(levels);
    });

    it(`${version} in GBK and Big5, whatever its header says`, async () => {
      for (const codePage of [undefined, 'ANSI_950', 'ANSI_1252', 'ANSI_936'].slice(0, pages)) {
        const gbk = encodeText(textOf({ version, codePage }), 'gbk');
        expect(await levelsOf(gbk, 'gbk')).toEqual(levels);
      }
      for (const codePage of [undefined, 'ANSI_936', 'ANSI_1252', 'ANSI_950'].slice(0, pages)) {
        const big5 = encodeText(traditionalText(version, codePage), 'big5');
        expect(await levelsOf(big5, 'big5')).toEqual(inTraditional);
      }
      for (const codePage of ['ANSI_936', 'ANSI_1252', 'ANSI_950'].slice(0, pages)) {
        expect(await levelsOf(textBytes(textOf({ version, codePage })), 'utf-8')).toEqual(levels);
      }
    });

    it(`${version}, escaped, and in UTF-16`, async () => {
      expect(await levelsOf(textBytes(escaped(textOf({ version, codePage: 'ANSI_1252' }))), 'ascii')).toEqual(
        levels,
      );
      expect(await levelsOf(encodeUtf16(textOf({ version }), 'le'), 'utf-16le')).toEqual(levels);
      expect(await levelsOf(encodeUtf16(textOf({ version }), 'be', false), 'utf-16be')).toEqual(levels);
      expect(await levelsOf(textBytes(`\ufeff${textOf({ version })}`), 'utf-8')).toEqual(levels);
    });
  }

  it('with any $INSUNITS or none: the sizes of things win', async () => {
    for (let unit = 0; unit <= 24; unit++) {
      expect(await levelsOf(textBytes(textOf({ version: 'R2018', unit })))).toEqual(levels);
    }
  });

  it('far from the origin', async () => {
    for (const offset of [-3.5e6, 4.2e8, 5e11]) {
      const far = await levelsOf(textBytes(textOf({ version: 'R2000', offset })));
      expect(far.map(({ source, ...level }) => level)).toEqual(levels.map(({ source, ...level }) => level));
      far.forEach(({ source }, index) => {
        const from = levels[index].source;
        expect(source?.metresPerUnit).toBe(0.001);
        for (const axis of [0, 1]) {
          const shiftM = (source?.translation[axis] ?? 0) - (from?.translation[axis] ?? 0);
          expect(shiftM / (-offset * 0.001)).toBeCloseTo(1, 9);
        }
      });
    }
  });
});
