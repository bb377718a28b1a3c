import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { garageWalkCsv, smallGarage } from '../measurement/calibration-support/synthetic-garage.ts';
import { createWorkFolder, runCli, writePlan } from '../support/run-cli.ts';

const work = createWorkFolder();
afterAll(() => work.remove());
const plan = smallGarage();
const carriers = ['ctcc-lte1800'];
const write = (name: string, text: string) => writeFileSync(join(work.folder, name), text);

describe('diku calibrate', () => {
  const planName = writePlan(work.folder, 'garage.diku.json', (document) => Object.assign(document, plan));
  write('walk.csv', garageWalkCsv(plan, { seed: 3, sigmaDb: 3, carriers }));

  it('writes the calibrated plan, and the report in words', async () => {
    const args = ['calibrate', planName, 'walk.csv', '-o', 'new.diku.json'];
    const message = await runCli(work.folder, args);
    expect(message.stderr).toBe('wrote new.diku.json\n');
    expect(message.status).toBe(0);
    expect(message.stdout).toMatch(/^calibration: walk\.csv, \d+ local means, 0 of them below the floor\n/);
    expect(message.stdout).toMatch(/\nbrick dB +8\.0 +3\.0 +\d+\.\d +\d\.\d +(yes|weakly)\n/);
    expect(message.stdout).toMatch(/\nheld-back areas +\d+( +−?\d+\.\d){6}\n/);
    expect(message.stdout).toMatch(/\none band only/);
    expect(message.stdout).toMatch(/errors in held-back areas are smaller than before\n$/);
    const written = readFileSync(join(work.folder, 'new.diku.json'), 'utf8');
    expect(JSON.parse(written).propagation).toMatchObject({
      model: 'calibrated',
      calibration: { basis: 'multi-wall', walk: 'walk.csv' },
    });
  });

  it('writes nothing that is no improvement, unless it is told to; the report as JSON', {
    tags: ['thorough'],
  }, async () => {
    // A garage that is just as planned, measured well: there is nothing to gain.
    write('good.csv', garageWalkCsv(plan, { seed: 5, sigmaDb: 1.5, noiseSigmaDb: 1, real: plan, carriers }));
    const args = ['calibrate', planName, 'good.csv', '-o', 'same.diku.json'];
    const { status, stdout, stderr } = await runCli(work.folder, [...args, '--json']);
    const { calibration } = JSON.parse(stdout);
    expect(calibration.improved).toBe(false);
    expect(calibration.readings).toEqual({ used: 168, unmatched: 0, otherCells: 0, setAside: 0 });
    expect(stderr).toBe('no improvement, so same.diku.json is not written (--force writes it)\n');
    expect(status).toBe(1);
    expect(work.list()).not.toContain('same.diku.json');
    const forced = await runCli(work.folder, [...args, '--force', '--lang', 'zh']);
    expect(forced.status).toBe(1);
    expect(forced.stdout).toMatch(/没有变小\n$/);
    expect(forced.stderr).toBe('已写入 same.diku.json\n');
    expect(work.list()).toContain('same.diku.json');
  });

  it('refuses in one sentence, and leaves no file', async () => {
    write('few.csv', 'level,carrier,x,y,RSRP\nB1,ctcc-lte1800,5,5,-80\n');
    const before = work.list();
    const args = ['calibrate', planName, 'few.csv', '--lang', 'zh', '-o', 'out.diku.json'];
    const { status, stderr } = await runCli(work.folder, args);
    expect(stderr).toMatch(
      /^diku: few\.csv：路测：读到 1 处可用的局部均值，应为方案载波在方案地库内至少 20 处高于底限的局部均值$/m,
    );
    expect(stderr.trim().split('\n').length).toBe(1);
    expect(status).toBe(65);
    expect(work.list()).toEqual(before);
  });
});
