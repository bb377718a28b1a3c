import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptReasons, type Plan } from '@diku/engine';
import { formatJson } from '@diku/engine/documents';
import { afterAll, describe, expect, it } from 'vitest';
import { designNetwork } from '../../packages/engine/src/design/index.ts';
import { networkedPlan } from '../design/network-support/networked-plan.ts';
import { isLong } from '../support/is-long.ts';
import { createWorkFolder, runCli } from '../support/run-cli.ts';

const work = createWorkFolder();
afterAll(() => work.remove());
const easy = networkedPlan((draft) => {
  draft.levels.length = 1;
  draft.antennas = draft.antennas.filter(({ level }) => level === draft.levels[0].id);
  // Met whatever the powers are, so that nothing but what is stale can decide.
  draft.requirements.coverageRatio = 0.02;
  draft.levels[0].points = [];
});
const { plan } = designNetwork(acceptReasons(easy, ['requirements-unusual']), {
  partial: true,
  effort: 'low',
});
const [first] = plan.antennas;
const moved: Plan = {
  ...plan,
  antennas: plan.antennas.map((each) =>
    each.id === first.id ? { ...each, position: [each.position[0] + 0.3, each.position[1] + 0.4] } : each,
  ),
};
writeFileSync(join(work.folder, 'plan.json'), formatJson(plan));
writeFileSync(join(work.folder, 'moved.json'), formatJson(moved));
const { derived: _, ...old } = plan;
writeFileSync(join(work.folder, 'old.json'), formatJson({ ...old, version: 1 }));
const run = async (...args: string[]) => {
  const { status, stdout, stderr } = await runCli(work.folder, args);
  return { status, stdout, stderr, json: stdout.startsWith('{') ? JSON.parse(stdout) : undefined };
};
const resolution = isLong ? '2' : '4';
const quick = ['--resolution', resolution, '--workers', '1', '--json'];
const sentence = `antenna ${first.id} moved by 0.5 m`;

describe('a plan file with an antenna moved', () => {
  it('is valid, and says what of it is stale', async () => {
    const { status, json, stderr } = await run('validate', 'moved.json', '--json');
    expect(status).toBe(0);
    expect(json).toMatchObject({
      ...{ valid: true, decidable: false, derived: { network: 'stale', portPowers: 'stale' } },
      reasons: [{ code: 'network-stale' }],
    });
    expect(json.derived.moved.network).toEqual([
      { code: 'moved-antenna', message: sentence, values: { id: first.id, distanceM: 0.5 } },
    ]);
    expect(stderr).toContain('diku network moved.json -o moved.json');
    const before = await run('validate', 'plan.json', '--json');
    expect(before.json).toMatchObject({
      decidable: true,
      reasons: [],
      derived: { network: 'current', moved: {} },
    });
    expect((await run('validate', 'old.json', '--json')).json.derived).toMatchObject({ network: 'stale' });
  });

  it('meets no target: exit status 1, decidable false, with the reason; met before and after the network is designed', {
    tags: ['thorough'],
  }, async () => {
    const check = (file: string) => run('check', file, '--scenarios', 'none', ...quick);
    const before = await check('plan.json');
    expect([before.status, before.json.target.met, before.json.decidable]).toEqual([0, true, true]);
    const stale = await check('moved.json');
    expect([stale.status, stale.json.target.met, stale.json.decidable]).toEqual([1, false, false]);
    expect(stale.json.reasons[0].message).toContain(sentence);
    expect(stale.json.network).toMatchObject({ state: 'stale', rulesMet: false });
    const failed = stale.json.network.rules.filter(({ passed }: { passed: boolean }) => !passed);
    expect(failed.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['stated-power', 'cable-ends']),
    );
    const text = await run(
      'check',
      'moved.json',
      '--scenarios',
      'none',
      '--resolution',
      resolution,
      '--lang',
      'zh',
    );
    expect(text.stdout).toMatch(/^尚不能判定是否满足验收目标/);
    expect(text.stdout).not.toContain('规则：全部通过');
    expect(text.stderr).toContain('重新设计馈线网络：diku network moved.json -o moved.json');
    const network = await run('network', 'moved.json', '-o', 'again.json', '--effort', 'low', '--json');
    expect(network.json.derived.network).toBe('current');
    const after = await check('again.json');
    expect([after.status, after.json.derived.network]).toEqual([0, 'current']);
  });

  it('gives no document, 65, unless it is asked for by name, and then a stamped one', {
    tags: ['thorough'],
  }, async () => {
    const calls = [
      [['report', 'moved.json', '-o', 'bill.csv'], 'bill.csv'],
      [['exposure', 'moved.json', '-o', 'notice.html'], 'notice.html'],
      [['survey', 'moved.json', '-o', 'points.csv', '--resolution', resolution], 'points.csv'],
    ] as const;
    for (const [args, file] of calls.slice(0, isLong ? 3 : 1)) {
      const refused = await run(...args);
      expect([file, refused.status]).toEqual([file, 65]);
      expect(refused.stderr).toContain(sentence);
      expect(refused.stderr).toContain('--allow-stale');
      expect(work.list()).not.toContain(file);
      const allowed = await run(...args, '--allow-stale');
      expect(allowed.status).toBeLessThan(2);
      expect(readFileSync(join(work.folder, file), 'utf8')).toContain(sentence);
    }
  });

  it('keeps no limit of exposure: powers that nobody knows', async () => {
    const { status, json } = await run('exposure', 'moved.json', '--json');
    expect([status, json.exposure.met, json.decidable]).toEqual([1, false, false]);
    expect((await run('exposure', 'plan.json', '--json')).json).toMatchObject({
      decidable: true,
      exposure: { met: true },
    });
  });

  it('fits no model either', async () => {
    writeFileSync(join(work.folder, 'walk.csv'), 'x,y,level,operator,rsrp\n1,1,B1,telecom,-80\n');
    const { status, stderr } = await run('calibrate', 'moved.json', 'walk.csv');
    expect([status, stderr.includes(sentence)]).toEqual([65, true]);
  });
});
