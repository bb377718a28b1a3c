import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importDrawing } from '@diku/engine';
import type { CadDocument } from '@node-projects/acad-ts';
import { describe, expect, it } from 'vitest';
import { phraseText } from '../../packages/engine/src/core/index.ts';
import { readDrawing } from '../../packages/engine/src/import/formats/read-drawing.ts';
import { textBytes } from '../support/bytes.ts';
import { isLong } from '../support/is-long.ts';
import { dxfText, insert, line, smallGarage, type Tag, text } from './drawing-support.ts';
import { objectsIn, withHeader, writeDwg, writtenVersions } from './dwg-support/write-dwg.ts';
import { encodeText } from './dxf-support.ts';
import { refusal } from './timed-import.ts';

const example = new Uint8Array(
  readFileSync(fileURLToPath(new URL('../../examples/garage-one-level.dxf', import.meta.url))),
);
/** What the writer of DWG takes the example's texts for: its header names a code page that it is not in. */
const asUtf8 = textBytes(new TextDecoder().decode(example).replace('ANSI_1252', 'utf-8'));

describe('a garage as a DWG is the drawing that its DXF is', async () => {
  const dxf = await readDrawing(example);
  for (const version of writtenVersions) {
    it(version, { tags: ['AC1015', 'AC1032'].includes(version) ? [] : ['thorough'] }, async () => {
      // A file as Node reads it, and as it stays.
      const bytes = Buffer.from(writeDwg(asUtf8, version));
      const before = Buffer.from(bytes);
      const dwg = await readDrawing(bytes);
      expect(bytes.equals(before)).toBe(true);
      expect(dwg.format).toBe('dwg');
      // R14 knows no unit.
      expect(dwg.headerUnit).toBe(version === 'AC1014' ? undefined : dxf.headerUnit);
      expect(dwg.warnings).toEqual(dxf.warnings);
      expect(dwg.missing).toEqual(dxf.missing);
      const [a, b] = [dwg, dxf].map(({ sheets }) => sheets[0].drawing);
      expect(a.paths.map(rounded)).toEqual(b.paths.map(rounded));
      expect(a.texts.map(rounded)).toEqual(b.texts.map(rounded));
      expect(a.symbols.map(rounded)).toEqual(b.symbols.map(rounded));
    });
  }

  it('and becomes the same plan', { tags: ['thorough'] }, async () => {
    const [dwg, whole] = await Promise.all([
      importDrawing(writeDwg(asUtf8, 'AC1032')),
      importDrawing(example),
    ]);
    const [a, b] = [dwg, whole].map(({ plan }) =>
      plan.levels.map((level) => ({ ...level, source: undefined })),
    );
    expect(a).toEqual(b);
  });
});

/** Degrees become radians and degrees again on the way. */
function rounded<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, each) => (typeof each === 'number' ? Math.round(each * 1e6) / 1e6 : each)),
  ) as T;
}

describe('a DWG says what a DXF says', () => {
  const { blocks, entities } = smallGarage();
  const drawn = async (more: readonly Tag[], change?: (document: CadDocument) => void) => {
    const bytes = textBytes(withHeader(dxfText({ blocks, entities: [...entities, ...more] })));
    return readDrawing(writeDwg(bytes, 'AC1015', change));
  };

  it('layers that are frozen or off', async () => {
    const more = ['FROZEN', 'OFF', 'ON'].flatMap((name) => line(name, 0, 0, 1, 0));
    const { sheets } = await drawn(more, ({ layers }) => {
      layers!.get('OFF').isOn = false;
      layers!.get('FROZEN').flags |= 1;
    });
    const found = sheets[0].drawing.paths
      .map(({ layer }) => layer)
      .filter((layer) => /^(ON|OFF|FROZEN)$/.test(layer));
    expect(found).toEqual(['ON']);
  });

  it('texts in GBK, whatever the header says', async () => {
    const named = '地下车库墙';
    const more = [...line(named, 0, 0, 9000, 0), ...text('文字', '人防门', 100, 100)];
    // The writer passes on the bytes of a text that it takes for one of single bytes.
    const latin = withHeader(dxfText({ blocks, entities: [...entities, ...more] }));
    const bytes = encodeText(latin.replace('ANSI_936', 'iso8859-1'), 'gbk');
    const dwg = writeDwg(bytes, 'AC1015');
    for (const codePage of [dwg[0x13], 39, 30]) {
      dwg[0x13] = codePage;
      const { sheets, encoding } = await readDrawing(dwg);
      expect(encoding).toBe('gbk');
      expect(sheets[0].drawing.paths.some((path) => path.layer === named)).toBe(true);
      expect(sheets[0].drawing.texts.map((each) => each.text)).toContain('人防门');
    }
  });

  it('blocks that are placed', async () => {
    const { sheets } = await drawn(insert('0', 'COL', 40_000, 40_000));
    expect(sheets[0].drawing.symbols.at(-1)).toMatchObject({ names: ['COL'], position: [40_000, 40_000] });
  });
});

describe('a DWG that is not read', () => {
  const versions: [string, RegExp][] = [
    ['AC1009', /release 12 or older \(AC1009\); expected DWG of R13 to R2018/],
    ['AC1.40', /release 12 or older \(AC1\.40\)/],
    ['AC1036', /a newer release \(AC1036\); expected DWG of R13 to R2018/],
    ['AC1032', /end of the file; expected a whole DWG/],
  ];
  it.each(versions)('%s', async (version, message) => {
    expect(await refusal(textBytes(`${version}${'\0'.repeat(60)}`))).toMatch(message);
  });

  it('has a password', async () => {
    const bytes = writeDwg(asUtf8, 'AC1032');
    bytes[0x18] |= 1;
    expect(await refusal(bytes)).toMatch(/byte 24: found a drawing with a password/);
  });

  it('is cut short', async () => {
    for (const version of isLong ? writtenVersions : writtenVersions.slice(-2)) {
      const bytes = writeDwg(asUtf8, version);
      expect(await refusal(bytes.subarray(0, bytes.length - 3000))).toMatch(/whole DWG drawing.*RECOVER/);
    }
  });

  it('has damage in one object: that one is left out, by its handle', { tags: ['thorough'] }, async () => {
    const bytes = writeDwg(asUtf8, 'AC1015');
    const objects = objectsIn(bytes);
    const [start, end] = objects[objects.length - 40];
    bytes[(start + end) >> 1] ^= 4;
    const { damaged, missing, warnings } = await readDrawing(bytes);
    expect(missing?.damaged).toBe(1);
    expect(phraseText(damaged![0].at, 'en')).toMatch(/^object [0-9A-F]+$/);
    expect(warnings.map(({ code }) => code)).toContain('entities-damaged');
  });
});
