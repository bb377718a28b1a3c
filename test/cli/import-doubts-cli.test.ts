/** @module-tag thorough */
/** `--accept` on the command line: what is asked, what is kept, what is printed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '@diku/engine';
import { afterAll, describe, expect, it } from 'vitest';
import { dxfBytes, insert } from '../import/drawing-support.ts';
import { blocks, entities } from '../import/recognition-support/small-garage.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';

const work = createWorkFolder();
const outside = [1, 2, 3, 4].flatMap((k) => insert('A-PRKG', 'BAY', 2400 * k, 36_000));
writeFileSync(join(work.folder, 'garage.dxf'), dxfBytes({ blocks, entities: [...entities, ...outside] }));
afterAll(work.remove);

const run = (...args: string[]) => runCli(work.folder, args);
/** What is asked here hangs on no field. */
const coarse = ['--resolution', '5', '--scenarios', 'none', '--workers', '1'];
const codes = (document: { reasons: { code: string }[] }) => document.reasons.map(({ code }) => code);

describe('doubts of an import on the command line', () => {
  it('are named, leave the verdict open with status 1, and are accepted by name', async () => {
    const imported = await run('import', 'garage.dxf', '-o', 'plan.json', '--json');
    const document = JSON.parse(imported.stdout);
    expect(document.decidable).toBe(false);
    expect(codes(document)).toContain('bays-outside');
    expect(
      document.reasons.find(({ code }: { code: string }) => code === 'bays-outside').values,
    ).toMatchObject({
      ...{ outside: 4, found: 14 },
    });
    const checked = await run('check', 'plan.json', '--json', ...coarse);
    expect(checked.status).toBe(1);
    expect(JSON.parse(checked.stdout)).toMatchObject({ decidable: false, target: { met: false } });
    for (const [lang, message] of [
      ['zh', '14 个车位中有 4 个'],
      ['en', '4 of 14 bays lie outside'],
    ] as const) {
      const { stdout } = await run('check', 'plan.json', ...coarse, '--lang', lang);
      // Once, by the name that accepts it.
      expect(stdout.split(message)).toHaveLength(2);
      expect(stdout).toContain(lang === 'zh' ? '  bays-outside：' : '  bays-outside: ');
    }
    const accept = ['--accept', ...codes(document), '--by', 'Zhang', '--date', '2026-11-29'];
    const accepted = await run('import', 'garage.dxf', '-o', 'accepted.json', ...accept);
    expect(accepted.stdout).toContain('(accepted by Zhang on 2026-11-29)');
    const { decisions } = JSON.parse(readFileSync(join(work.folder, 'accepted.json'), 'utf8')) as Plan;
    expect(decisions?.map(({ code }) => code)).toEqual(codes(document));
    const again = JSON.parse((await run('check', 'accepted.json', '--json', ...coarse)).stdout);
    expect(again).toMatchObject({ decidable: true, reasons: [] });
    expect(again.accepted[0]).toMatchObject({ by: 'Zhang', date: '2026-11-29' });
    const text = await run('check', 'accepted.json', ...coarse);
    expect(text.stdout).toContain('(accepted by Zhang on 2026-11-29)');
  });

  it('are listed by validate: by name, with the location and how to accept them', async () => {
    await run('import', 'garage.dxf', '-o', 'listed.json');
    const { status, stdout, stderr } = await run('validate', 'listed.json', '--lang', 'en');
    expect(status).toBe(0);
    expect(stdout).toContain('  bays-outside: B2: 4 of 14 bays lie outside the outline');
    expect(stdout).toMatch(/diku plan listed\.json -o DIR --accept .*\bbays-outside:B2\b.* --by NAME --date/);
    // In one location, not in two.
    expect(stderr).not.toContain('bays lie outside');
    const chinese = await run('validate', 'listed.json', '--lang', 'zh');
    expect(chinese.stdout).toContain('bays-outside：B2：14 个车位中有 4 个');
    const document = JSON.parse((await run('validate', 'listed.json', '--json')).stdout);
    expect(document).toMatchObject({ valid: true, decidable: false });
    expect(document.reasons).toContainEqual(
      expect.objectContaining({ code: 'bays-outside', values: { level: 'B2', outside: 4, found: 14 } }),
    );
  });

  it.runIf(isLong)(
    'stand beside what exposure, its notice and an acceptance say, which hold for the floor that was read',
    async () => {
      await run('import', 'garage.dxf', '-o', 'bare.json');
      const bare = JSON.parse(readFileSync(join(work.folder, 'bare.json'), 'utf8')) as Plan;
      const antenna = {
        ...{ id: 'A1', cell: 'C1', level: 'B2', position: [15, 10], heightM: 2.3, type: 'ceiling-omni' },
        carriers: ['*'],
        portPowerDbm: Object.fromEntries(bare.carriers.map(({ id }) => [id, 10])),
      };
      const plan = { ...bare, antennas: [antenna] } as Plan;
      writeFileSync(join(work.folder, 'doubted.json'), JSON.stringify(plan));
      const sentence = {
        zh: /仅适用于从图纸识别出的范围，以下疑点尚无人核对：.*14 个车位中有 4 个/,
        en: /Holds for the floor that was read from the drawing alone; .*4 of 14 bays/,
      };
      const [cell] = bare.carriers;
      writeFileSync(
        join(work.folder, 'walk.csv'),
        `x,y,level,operator,rsrp\n15,10,B2,${cell.operator},-70\n16,10,B2,${cell.operator},-70\n`,
      );
      for (const lang of ['zh', 'en'] as const) {
        const exposed = await run('exposure', 'doubted.json', '-o', `${lang}.html`, '--lang', lang);
        // What was computed is within the limit, and that is what the status says.
        expect([exposed.status, exposed.stderr]).toEqual([0, expect.not.stringContaining('14')]);
        const [, met, listed] = exposed.stdout.split('\n');
        expect(met).toMatch(/^符合|^met/);
        expect(listed).toMatch(sentence[lang]);
        const notice = readFileSync(join(work.folder, `${lang}.html`), 'utf8');
        const words = [...notice.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text).join('');
        expect(words.replaceAll(' ', '')).toMatch(new RegExp(sentence[lang].source.replaceAll(' ', '')));
        const scored = await run(
          'accept',
          'doubted.json',
          'walk.csv',
          '-o',
          `${lang}-walk.html`,
          '--lang',
          lang,
        );
        expect(scored.stdout).toMatch(sentence[lang]);
        expect(readFileSync(join(work.folder, `${lang}-walk.html`), 'utf8')).toMatch(sentence[lang]);
      }
      const document = JSON.parse((await run('exposure', 'doubted.json', '--json')).stdout);
      expect(document).toMatchObject({ exposure: { met: true }, decidable: true, reasons: [] });
      expect(document.doubts).toContainEqual(expect.objectContaining({ code: 'bays-outside' }));
      const codes = document.doubts.map(({ code }: { code: string }) => code);
      await run('import', 'garage.dxf', '-o', 'looked.json', '--accept', ...codes);
      expect((await run('validate', 'looked.json', '--lang', 'en')).stdout).not.toContain('--accept');
    },
  );

  it.each([
    [['--accept', 'nonsense'], 'garage-unconfirmed, scale-unconfirmed'],
    [['--accept', 'bays-outside', '--date', '29.11.2026'], 'a date such as'],
    [['--accept', 'bays-outside', '--date', '2026-02-31'], 'a date such as'],
  ])('%j is a usage error that says what is known', async (args, message) => {
    const { status, stderr } = await run('import', 'garage.dxf', '-o', 'none.json', ...args);
    expect(status).toBe(64);
    expect(stderr).toContain(message);
    expect(work.list()).not.toContain('none.json');
  });
});
