/** Drawings in traditional characters, as offices in Taiwan and Hong Kong hand them over: through the command line. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePlan } from '@diku/engine';
import { afterAll, describe, expect, it } from 'vitest';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';
import { dxfText, insert, line, rectangle, smallGarage, type Tag, text } from './drawing-support.ts';
import { encodeText } from './dxf-support.ts';

const work = createWorkFolder();
const { folder } = work;
afterAll(() => work.remove());

const layers: Record<string, string> = {
  'A-WALL-RETN': '外牆',
  'A-WALL': '隔間牆',
  'A-DOOR': '門',
  'S-COLU': '結構柱',
  'A-PRKG': '停車位',
  'E-EVCH': '充電樁',
};
const words: Record<string, string> = {
  弱电机房: '弱電機房',
  地下二层平面图: '地下二層平面圖 1:150',
  '净高2.40': '淨高2.40',
};

/** The small garage with everything named in traditional characters, and a shutter, stairs, a lobby, a power room more. */
function traditionalGarage(): string {
  const { blocks, entities } = smallGarage();
  const named = entities.map(([code, value]): Tag => {
    const text = String(value);
    return [code, (code === 8 ? layers[text] : words[text]) ?? value];
  });
  // Three rooms of 5 m along the lower side, each with a door, and a wall with a shutter across the garage.
  const rooms = ['樓梯間', '電梯廳', '配電室'].flatMap((name, k) => {
    const x = 20_000 + 5000 * k;
    return [
      ...rectangle('剪力牆', x - 100, 0, 200, 5000),
      ...rectangle('剪力牆', x - 100, 5000, 2100, 200),
      ...rectangle('剪力牆', x + 3000, 5000, 2000, 200),
      ...rectangle('剪力牆', x + 4900, 0, 200, 5000),
      ...line('門', x + 2000, 5100, x + 3000, 5100),
      ...text('文字', name, x + 2000, 2500),
    ];
  });
  const across = [
    ...rectangle('防火牆', 9900, 5200, 200, 10_800),
    ...rectangle('防火牆', 9900, 22_000, 200, 8000),
    ...line('鐵捲門', 10_000, 16_000, 10_000, 22_000),
    ...line('鐵捲門', 10_060, 16_000, 10_060, 22_000),
    ...insert('停車位', 'BAY', 4000, 27_300),
    ...text('文字', '充電樁', 4000, 27_000),
  ];
  return dxfText({ blocks, entities: [...named, ...rooms, ...across] });
}

describe('traditional characters', () => {
  const source = traditionalGarage();
  const headed = `0\nSECTION\n2\nHEADER\n9\n$DWGCODEPAGE\n3\nANSI_950\n0\nENDSEC\n${source}`;
  const encoded: [string, string, Uint8Array][] = [
    ['big5', 'Big5, which the header names', encodeText(headed, 'big5')],
    ['big5', 'Big5, which nothing names', encodeText(source, 'big5')],
    ['gbk', 'GBK', encodeText(source, 'gbk')],
  ];
  // A process each: the short run leaves out the encoding that is read most.
  if (isLong) encoded.push(['utf-8', 'UTF-8', new TextEncoder().encode(source)]);
  it.each(encoded)(
    '%s: level, kinds of walls, rooms, doors and points have their words (%s)',
    async (label, _, bytes) => {
      writeFileSync(join(folder, 'garage.dxf'), bytes);
      const { status, stdout } = await runCli(folder, [
        ...['import', 'garage.dxf', '-o', 'plan.json', '--units', 'mm', '--json'],
      ]);
      expect(status).toBe(0);
      const document = JSON.parse(stdout) as { source: { encoding: string }; doubts: { kind: string }[] };
      expect(document.source.encoding).toBe(label);
      expect(document.doubts.filter(({ kind }) => kind === 'layer' || kind === 'level-name')).toEqual([]);
      const { levels } = parsePlan(JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')));
      const [level] = levels;
      expect(level).toMatchObject({ id: 'B2', name: '地下二層', elevationM: -8.3, clearHeightM: 2.4 });
      expect(level.columns).toHaveLength(12);
      expect(level.bays).toHaveLength(11);
      expect(new Set(level.walls!.map(({ kind }) => kind))).toEqual(
        new Set(['retaining', 'partition', 'shear', 'fire']),
      );
      expect(level.openings!.filter(({ kind }) => kind === 'fire-shutter')).toHaveLength(1);
      const named = Object.fromEntries(level.zones!.map(({ name, kind }) => [name, kind]));
      expect(named).toMatchObject({
        樓梯間: 'stair',
        電梯廳: 'lobby',
        配電室: 'plant',
        弱電機房: 'equipment-room',
      });
      expect(level.facilities!.map(({ kind, name }) => [name, kind]).sort()).toEqual([
        ['弱電機房', 'equipment-room'],
        ['配電室', 'power'],
      ]);
      expect(level.points!.map(({ kind }) => kind).sort()).toEqual(['charger', 'charger', 'lift-lobby']);
    },
  );
});
