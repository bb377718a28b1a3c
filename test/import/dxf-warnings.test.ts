import { importDrawing, phraseText, readDrawing } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { dxfBytes, insert, line, smallGarage, type Tag } from './drawing-support.ts';
import { wholeBytes } from './dxf-support/write-dxf.ts';

const { blocks, entities } = smallGarage();
const reference = await importDrawing(dxfBytes({ blocks, entities }));

async function warningsOf(more: readonly Tag[], moreBlocks: readonly Tag[] = []) {
  const text = new TextDecoder().decode(wholeBytes({ blocks, entities: [...entities, ...more] }));
  const added = moreBlocks.map(([code, value]) => `${code}\n${value}\n`).join('');
  const bytes = new TextEncoder().encode(
    text.replace('0\nENDSEC\n0\nSECTION\n2\nENTITIES', (end) => added + end),
  );
  const { plan, warnings } = await importDrawing(bytes);
  expect(plan.levels).toEqual(reference.plan.levels);
  return warnings;
}

describe('what a DXF is read without is said, in both languages', () => {
  it('proxies and other entities: kind, count and layers', async () => {
    const proxy = (layer: string, type = 'ACAD_PROXY_ENTITY'): Tag[] => [
      [0, type],
      [8, layer],
    ];
    const more = [...proxy('WALL'), ...proxy('WALL'), ...proxy('门窗'), ...proxy('TCH', 'TCH_WALL')];
    const found = (await warningsOf(more)).find(({ code }) => code === 'entities-ignored')!;
    const listed = 'ACAD_PROXY_ENTITY × 3 (WALL × 2, 门窗), TCH_WALL × 1 (TCH)';
    expect(found.message).toBe(
      `4 entities of kinds that are not read, or objects of other programs without graphics: ${listed}`,
    );
    expect(phraseText(found.said, 'en')).toBe(found.message);
    expect(phraseText(found.said, 'zh')).toMatch(
      /^图中 4 个对象无法读取.*：ACAD_PROXY_ENTITY × 3 \(WALL × 2, 门窗\)/,
    );
  });

  it('blocks that are not there, and files that are referred to', async () => {
    const external: Tag[] = [
      [0, 'BLOCK'],
      [8, '0'],
      [2, 'B2-STRUCTURE'],
      [70, 4],
      [10, 0],
      [20, 0],
      [1, '..\\结构\\b2.dwg'],
      [0, 'ENDBLK'],
      [8, '0'],
    ];
    const more = [...insert('0', 'NOWHERE', 0, 0), ...insert('0', 'B2-STRUCTURE', 0, 0)];
    const warnings = await warningsOf(more, external);
    const missing = warnings.find(({ code }) => code === 'blocks-missing')!;
    expect(missing.message).toMatch(/^1 inserts .*: NOWHERE$/);
    expect(phraseText(missing.said, 'zh')).toContain('NOWHERE');
    const files = warnings.find(({ code }) => code === 'external-references')!;
    expect(files.message).toMatch(/^1 external .*: B2-STRUCTURE \(.*b2\.dwg\)$/);
    expect(phraseText(files.said, 'zh')).toContain('b2.dwg');
  });

  it('a thousand lines in one point: those beyond are left out, not one beside them', async () => {
    const fan = Array.from({ length: 5000 }, (_, k) => line('NOTE', 9000, 9000, 9000 + k / 10, 9500)).flat();
    const distant = Array.from({ length: 5000 }, (_, k) => line('NOTE', 9000 + k, 9000, 9000, 9500)).flat();
    const bytes = dxfBytes({ blocks, entities: [...entities, ...fan, ...distant] });
    const { sheets, warnings } = await readDrawing(bytes);
    const found = warnings.find(({ code }) => code === 'entities-crowded')!;
    const left = Number(/^\d+/.exec(found.message)![0]);
    expect(left).toBeGreaterThan(2900);
    expect(sheets[0].drawing.paths.filter(({ layer }) => layer === 'NOTE')).toHaveLength(10_000 - left - 1);
    expect(phraseText(found.said, 'zh')).toContain(`${left} 个对象`);
  });
});
