import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePlan, traceLink } from '@diku/engine';
import { afterAll, describe, expect, it } from 'vitest';
import { createWorkFolder, runCli, writePlan } from '../support/run-cli.ts';

const work = createWorkFolder();
afterAll(() => work.remove());

/** 40 m from (6, 12) to the east; nothing stands on its way to the locations asked about. */
const cable = {
  id: 'LCX1',
  level: 'B1',
  path: [
    [6, 12],
    [46, 12],
  ],
  heightM: 2.5,
  type: 'radiating-cable',
  cell: 'S1',
  carriers: ['*'],
};

describe('diku link from a radiating cable', () => {
  const planName = writePlan(work.folder, 'cable.diku.json', (plan) => {
    plan.antennas = [cable as never];
    for (const level of plan.levels) level.walls = [];
  });
  const plan = parsePlan(JSON.parse(readFileSync(join(work.folder, planName), 'utf8')));
  const to = '20.3,15,1.5,B1';

  it('says which part of it is meant, how far that is, and what the whole gives', async () => {
    const { distanceM, rsrpDbm, strongestPart } = traceLink(plan, 'LCX1', to);
    if (!strongestPart) throw new Error('no part');
    const [x, y] = strongestPart.position;
    expect(y).toBe(12);
    expect(x).toBeCloseTo(6 + strongestPart.alongM, 9);
    expect(strongestPart.cableLengthM).toBe(40);
    // In the open the nearest of parts at most 1 m apart is the strongest.
    expect(Math.abs(x - 20.3)).toBeLessThan(0.51);
    expect(distanceM).toBeCloseTo(Math.hypot(x - 20.3, 3, 1), 3);
    expect(strongestPart.rsrpDbm).toBeLessThan(rsrpDbm);
    expect(strongestPart.rsrpDbm).toBeGreaterThan(rsrpDbm - 10 * Math.log10(40));

    const { stdout } = await runCli(work.folder, ['link', planName, '--from', 'LCX1', '--to', to]);
    const text = stdout.split('\n');
    expect(text[0]).toContain(`${distanceM.toFixed(2)} m`);
    expect(text[1]).toMatch(
      /^from the part of LCX1 that is strongest there: 14\.\d+ of 40\.00 m from its feed/,
    );
    expect(text[1]).toContain(`at (${x.toFixed(2)}, 12.00)`);
    expect(text.join('\n')).toContain(`${strongestPart.rsrpDbm.toFixed(2)} dBm of this part`);
    expect(text.join('\n')).toContain(`${rsrpDbm.toFixed(2)} dBm RSRP of the whole cable`);
  });

  it('says nothing of parts where there are none', async () => {
    const from = '6,12,2.5,B1';
    const { stdout } = await runCli(work.folder, ['link', planName, '--from', from, '--to', to]);
    expect(stdout).not.toMatch(/part|cable/);
    expect(traceLink(plan, from, to)).not.toHaveProperty('strongestPart');
  });
});
