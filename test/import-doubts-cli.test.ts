/** `--accept` on the command line: what is asked, what is kept, what is printed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '@diku/engine';
import { afterAll, describe, expect, it } from 'vitest';
import { dxfBytes, insert } from './drawing-support.ts';
import { blocks, entities } from './recognition-support/small-garage.ts';
import { createWorkFolder, runCli } from './run-cli.ts';

const work = createWorkFolder();
const outside = [1, 2, 3, 4].flatMap((k) => insert('A-PRKG', 'BAY', 2400 * k, 36_000));
writeFileSync(join(work.folder, 'garage.dxf'), dxfBytes({ blocks, entities: [...entities, ...outside] }));
afterAll(work.remove);

const run = (...args: string[]) => runCli(work.folder, args);
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
    const checked = await run('check', 'plan.json', '--json', '--resolution', '2');
    expect(checked.status).toBe(1);
    expect(JSON.parse(checked.stdout)).toMatchObject({ decidable: false, target: { met: false } });
    const accept = ['--accept', ...codes(document), '--by', 'Zhang', '--date', '2026-11-29'];
    const kept = await run('import', 'garage.dxf', '-o', 'accepted.json', ...accept);
    expect(kept.stdout).toContain('(accepted by Zhang on 2026-11-29)');
    const { decisions } = JSON.parse(readFileSync(join(work.folder, 'accepted.json'), 'utf8')) as Plan;
    expect(decisions?.map(({ code }) => code)).toEqual(codes(document));
    const again = JSON.parse((await run('check', 'accepted.json', '--json', '--resolution', '2')).stdout);
    expect(again).toMatchObject({ decidable: true, reasons: [] });
    expect(again.accepted[0]).toMatchObject({ by: 'Zhang', date: '2026-11-29' });
    const text = await run('check', 'accepted.json', '--resolution', '2');
    expect(text.stdout).toContain('(accepted by Zhang on 2026-11-29)');
  });

  it.each([
    [['--accept', 'nonsense'], 'garage-unconfirmed, scale-unconfirmed'],
    [['--accept', 'bays-outside', '--date', '29.11.2026'], 'a date such as'],
    [['--accept', 'bays-outside', '--date', '2026-02-31'], 'a date such as'],
  ])('%j is a usage error that says what is known', async (args, said) => {
    const { status, stderr } = await run('import', 'garage.dxf', '-o', 'none.json', ...args);
    expect(status).toBe(64);
    expect(stderr).toContain(said);
    expect(work.list()).not.toContain('none.json');
  });
});
