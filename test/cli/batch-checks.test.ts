/** Everything to be checked, warnings and states in the tables of a batch. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BatchRow, batchCsv, batchJson, batchXlsx, countBatch } from '@diku/engine/documents';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { dxfBytes, insert } from '../import/drawing-support.ts';
import { blocks, entities } from '../import/recognition-support/small-garage.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';
import { hallPlan, quickOptions } from './batch-support/garages.ts';

const work = createWorkFolder();
const { folder } = work;
afterAll(work.remove);

const readText = (...path: string[]) => readFileSync(join(folder, ...path), 'utf8');
const readJson = (...path: string[]) => JSON.parse(readText(...path));
type Texts = Record<string, string>;

/** Rows of a sheet as texts, read by the letters of its cells alone. */
function sheetRows(workbook: Uint8Array): string[][] {
  const xml = new TextDecoder().decode(unzipSync(workbook)['xl/worksheets/sheet1.xml']);
  const plain = (text: string) =>
    text.replace(
      /&(lt|gt|quot|apos|#39|amp);/g,
      (_, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name as 'lt'] ?? "'",
    );
  return [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, cells]) =>
    [...cells.matchAll(/<c [^>]*?(?:\/>|>(.*?)<\/c>)/gs)].map(([, content = '']) =>
      plain(content.replace(/<[^>]*>/g, '')),
    ),
  );
}

describe('the tables of a batch', () => {
  it('say what is to be checked as import, check and the verdict say it, in the language', {
    tags: ['thorough'],
    timeout: 300_000,
  }, async () => {
    mkdirSync(join(folder, 'drawings'));
    const outside = [1, 2, 3, 4].flatMap((k) => insert('A-PRKG', 'BAY', 2400 * k, 36_000));
    const bytes = dxfBytes({ blocks, entities: [...entities, ...outside] });
    writeFileSync(join(folder, 'drawings/doubtful.dxf'), bytes);
    writeFileSync(join(folder, 'drawings/hall.diku.json'), JSON.stringify(hallPlan(24, 15)));
    writeFileSync(join(folder, 'drawings/poem.dxf'), 'this is not a drawing\n'.repeat(40));
    const options = quickOptions.filter((each) => each !== '--no-network');
    const imported = await runCli(folder, ['import', 'drawings/doubtful.dxf', '-o', 'p.json', '--json']);
    const { doubts, reasons } = JSON.parse(imported.stdout);
    for (const lang of ['en', 'zh'] as const) {
      const run = (...more: string[]) =>
        runCli(folder, [
          'batch',
          'drawings',
          '-o',
          lang,
          ...options,
          '--lang',
          lang,
          '--workers',
          '1',
          ...more,
        ]);
      const asked = await run('--fail-undecidable');
      expect(asked.status, asked.stderr).toBe(1);
      expect(JSON.parse(asked.stdout)).toMatchObject({ communities: 3, met: 1, undecidable: 1, failed: 1 });
      expect((await run()).status).toBe(0);
      expect((await run('--fail-under', '0.5')).status).toBe(1);
      const rows = parse(readText(lang, 'communities.csv'), { columns: true, bom: true }) as Texts[];
      const [doubtful, plan] = rows;
      expect(rows.map(({ status, met }) => [status, met])).toEqual([
        ['undecidable', 'false'],
        ['met', 'true'],
        ['failed', ''],
      ]);
      expect(Number(doubtful.openDoubts)).toBe(doubts.length);
      expect(plan.openDoubts).toBe('');
      const verdict = readJson(lang, doubtful.folder, 'verdict.json');
      expect(Number(doubtful.blockingDoubts)).toBe(reasons.length);
      expect(verdict.reasons).toHaveLength(reasons.length);
      expect(Number(doubtful.planWarnings)).toBe(verdict.warnings.length);
      const failed = verdict.network.rules.filter(({ passed }: { passed: boolean }) => !passed);
      expect(Number(doubtful.brokenRules) + Number(doubtful.ruleWarnings)).toBe(failed.length);
      // In the words of the language, the reason that keeps the verdict open before all others.
      const inWords = { en: '4 of 14 bays lie outside the outline', zh: '14 个车位中有 4 个' }[lang];
      expect(doubtful.gravestDoubts).toContain(inWords);
      if (lang === 'en') expect(doubtful.gravestDoubts.startsWith(reasons[0].message)).toBe(true);
      const said = doubtful.gravestDoubts.split(lang === 'en' ? '; ' : '；').length;
      expect(said).toBeGreaterThanOrEqual(Math.min(3, reasons.length + doubts.length));
      const { communities } = readJson(lang, 'communities.json');
      expect(communities.map(({ id, status }: Texts) => [id, status])).toEqual(
        rows.map(({ id, status }) => [id, status]),
      );
      expect(communities[0].gravestDoubts).toBe(doubtful.gravestDoubts);
      const sheet = sheetRows(new Uint8Array(readFileSync(join(folder, lang, 'communities.xlsx'))));
      expect(sheet[1]).toContain({ en: 'the gravest doubts', zh: '主要疑点' }[lang]);
      const words = { en: ['not decidable', 'met', 'failed'], zh: ['不能判定', '达标', '未完成'] }[lang];
      expect(sheet.slice(2, 5).map((cells) => cells[3])).toEqual(words);
      expect(sheet[2]).toContain(doubtful.gravestDoubts);
      const page = readText(lang, 'summary.html');
      expect(page).toContain(inWords);
    }
  });

  it('never call a verdict met that is not decidable, for any row (seed 27)', () => {
    const row = fc.record({
      id: fc.string({ minLength: 1 }),
      input: fc.string(),
      folder: fc.constant('communities/x'),
      figures: fc.record({
        met: fc.boolean(),
        decidable: fc.constantFrom(true, false, undefined),
        passProbability: fc.double({ min: 0, max: 1, noNaN: true }),
        gravestDoubts: fc.string(),
      }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (made) => {
        const rows = made as unknown as BatchRow[];
        const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(batchCsv(rows));
        const table = parse(csv, { columns: true, bom: true, relax_quotes: true }) as Texts[];
        const { communities } = JSON.parse(new TextDecoder().decode(batchJson(rows)));
        const sheet = sheetRows(batchXlsx(rows, 'en')).slice(2);
        rows.forEach(({ figures }, index) => {
          const isMet = figures?.decidable === true && figures.met;
          const expected = isMet ? 'met' : figures?.decidable === true ? 'not-met' : 'undecidable';
          expect([table[index].status, table[index].met]).toEqual([expected, String(isMet)]);
          expect([communities[index].status, communities[index].met]).toEqual([expected, isMet]);
          expect(sheet[index][3] === 'met').toBe(isMet);
        });
        expect(countBatch(rows).met).toBe(rows.filter(({ figures: f }) => f?.decidable && f.met).length);
      }),
      { seed: 27, numRuns: 200 },
    );
  });

  it('are whole for more rows than are made into text at a time', () => {
    const rows = Array.from({ length: 20_001 }, (_, index) => ({
      ...{ id: `c${index}`, input: 'a.dxf', folder: 'communities/a' },
      failure: { kind: 'input' as const, reason: 'no, "drawing"\n=1' },
    }));
    const table = parse(Buffer.from(batchCsv(rows)), { columns: true, bom: true }) as Texts[];
    const { communities } = JSON.parse(new TextDecoder().decode(batchJson(rows)));
    const ids = rows.map(({ id }) => id);
    expect(table.map(({ id }) => id)).toEqual(ids);
    expect(communities.map(({ id }: Texts) => id)).toEqual(ids);
    expect(table[20_000].reason).toBe('no, "drawing"\n=1');
    expect(JSON.parse(new TextDecoder().decode(batchJson([])))).toEqual({ communities: [] });
  });
});
