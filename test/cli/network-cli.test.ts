/** @module-tag thorough */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePlan, reportNetwork } from '@diku/engine';
import { afterAll, describe, expect, it } from 'vitest';
import { evaluateNetwork } from '../../packages/engine/src/radio/index.ts';
import { shortFeeders } from '../design/network-support/short-feeders.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, runCli, writePlan } from '../support/run-cli.ts';

const work = createWorkFolder();
afterAll(() => work.remove());
const read = (name: string) => JSON.parse(readFileSync(join(work.folder, name), 'utf8'));

describe('diku network', () => {
  it('writes a plan whose network gives what the document says, and passes or fails with its rules', async () => {
    const name = writePlan(work.folder, 'plain.diku.json', () => {});
    const { stdout, status } = await runCli(work.folder, ['network', name, '-o', 'fed.diku.json', '--json']);
    const { network, timing } = JSON.parse(stdout);
    expect(status).toBe(network.rulesMet ? 0 : 1);
    expect(timing.totalS).toBeGreaterThan(0);
    const plan = parsePlan(read('fed.diku.json'));
    const evaluation = evaluateNetwork(plan);
    expect(network.devices).toBe(plan.network?.devices?.length);
    expect(network.portPowerDb.worst).toBe(evaluation?.worst?.deviationDb);
    expect(network.portPowerDb.spread).toBe(evaluation?.spreadDb);
    expect(network.cableM).toBeCloseTo(
      (plan.network?.cables ?? []).reduce((sum, { lengthM }) => sum + lengthM, 0),
      9,
    );
    const billed = network.bill.reduce((sum: number, { costCny }: { costCny: number }) => sum + costCny, 0);
    expect(network.costCny).toBeCloseTo(billed, 6);
    expect(network.minCourseM).toBeLessThanOrEqual(network.courseM + 1e-9);
    expect(network.rules.map(({ id, passed }: { id: string; passed: boolean }) => [id, passed])).toEqual(
      reportNetwork(plan)?.rules.map(({ id, passed }) => [id, passed]),
    );
    // `check` reports the same rules and keeps its own status.
    const check = await runCli(work.folder, [
      'check',
      'fed.diku.json',
      '--scenarios',
      'none',
      '--resolution',
      '4',
      '--json',
    ]);
    const verdict = JSON.parse(check.stdout);
    expect(check.status).toBe(verdict.target.met ? 0 : 1);
    expect(verdict.network.rules).toEqual(network.rules);
  });

  it.runIf(isLong)(
    'leaves locked parts as they are; what would drop them and what cannot stay is status 65, by name',
    async () => {
      const name = writePlan(work.folder, 'free.diku.json', () => {});
      await runCli(work.folder, ['network', name, '-o', 'own.diku.json']);
      const plan = read('own.diku.json');
      const [drop] = plan.network.cables;
      Object.assign(drop, { locked: true, lengthM: drop.lengthM + 2.5 });
      writeFileSync(join(work.folder, 'own.diku.json'), JSON.stringify(plan));
      const again = await runCli(work.folder, [
        'network',
        'own.diku.json',
        '-o',
        'again.diku.json',
        '--json',
      ]);
      expect(JSON.parse(again.stdout).derived.network).toBe('current');
      expect(read('again.diku.json').network.cables).toContainEqual(drop);
      const placed = await runCli(work.folder, ['place', 'own.diku.json', '-o', 'placed.diku.json']);
      expect([placed.status, placed.stderr]).toEqual([65, expect.stringContaining(`"${drop.id}": `)]);
      drop.lengthM = 0.1;
      writeFileSync(join(work.folder, 'own.diku.json'), JSON.stringify(plan));
      const short = await runCli(work.folder, ['network', 'own.diku.json', '-o', 'short.diku.json']);
      expect([short.status, short.stderr]).toEqual([65, expect.stringContaining(`"${drop.id}": `)]);
      expect(work.list()).not.toContain('short.diku.json');
      expect(work.list()).not.toContain('placed.diku.json');
    },
  );

  it.runIf(isLong)(
    'leaves a plan met that nominal powers meet: ports aim higher where its feeders bring too little',
    async () => {
      const { plan, catalogue } = await shortFeeders(0.5);
      writeFileSync(join(work.folder, 'short.diku.json'), JSON.stringify(plan));
      writeFileSync(join(work.folder, 'feeders.json'), JSON.stringify(catalogue));
      const order = ['network', 'short.diku.json', '--catalogue', 'feeders.json', '--lang', 'en'];
      const isMet = async (name: string) => {
        const { status, stdout } = await runCli(work.folder, [
          'check',
          name,
          '--scenarios',
          'none',
          '--json',
        ]);
        expect(status).toBe(JSON.parse(stdout).target.met ? 0 : 1);
        return status === 0;
      };
      expect(await isMet('short.diku.json')).toBe(true);
      const designed = await runCli(work.folder, [...order, '-o', 'raised.diku.json']);
      expect(designed.stderr).toContain('wrote raised.diku.json');
      expect(await isMet('raised.diku.json')).toBe(true);
      expect(designed.stdout).toMatch(/With the network: met with ports (0\.5|1) dB above nominal/);
      const once = await runCli(work.folder, [...order, '--reserve', '0', '-o', 'once.diku.json', '--json']);
      expect(JSON.parse(once.stdout)).toMatchObject({
        ...{ networkAttempts: [], reserve: { way: 'as-placed', reserveDb: 0, unpredicted: 'not-asked' } },
      });
      expect(await isMet('once.diku.json')).toBe(false);
      const wrong = await runCli(work.folder, [...order, '--reserve', '2', '-o', 'x.json']);
      expect([wrong.status, wrong.stderr]).toEqual([64, expect.stringContaining('auto, 0, 0.5, 1')]);
    },
  );

  it('is status 65 for a catalogue and a network that make no sense, each with its path', async () => {
    const name = writePlan(work.folder, 'plain.diku.json', () => {});
    writeFileSync(
      join(work.folder, 'bad.json'),
      JSON.stringify({ format: 'diku-catalogue', version: 1, parts: [] }),
    );
    const bad = ['network', name, '-o', 'x.json', '--catalogue', 'bad.json'];
    const refused = await runCli(work.folder, bad);
    expect([refused.status, refused.stderr]).toEqual([
      65,
      expect.stringMatching(/^diku: bad\.json: catalogue\.parts/),
    ]);
    expect(work.list()).not.toContain('x.json');
    const broken = writePlan(work.folder, 'broken.diku.json', (plan) => {
      plan.network = { devices: [{ id: 'D', part: 'none', level: plan.levels[0].id, position: [1, 1] }] };
    });
    const validated = await runCli(work.folder, ['validate', broken, '--json']);
    expect(validated.status).toBe(65);
    expect(JSON.parse(validated.stdout).problems[0].at).toBe('network.devices[0].part');
  });
});

describe('diku exposure', () => {
  it('is status 0 within the limit and 1 beyond, in both languages', async () => {
    const name = writePlan(work.folder, 'plain.diku.json', () => {});
    const within = await runCli(work.folder, ['exposure', name, '--lang', 'zh']);
    expect([within.status, within.stdout]).toEqual([
      0,
      expect.stringMatching(/符合：头部高度处各点均不超过限值/),
    ]);
    writeFileSync(join(work.folder, 'near.json'), JSON.stringify({ exposure: { reflectionDb: 60 } }));
    const beyond = await runCli(work.folder, ['exposure', name, '--profile', 'near.json', '--json']);
    expect(beyond.status).toBe(1);
    const { exposure } = JSON.parse(beyond.stdout);
    expect(exposure.worst.shareRatio).toBeGreaterThan(1);
    expect(exposure.worst.powerDensityUwPerCm2).toBeCloseTo(100 * exposure.worst.powerDensityWPerM2, 9);
  });
});
