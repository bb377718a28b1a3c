import { readFileSync } from 'node:fs';
import { createPlainSolver, createSimdKernel, parsePlan, predictPlan } from '@diku/engine';
import { traceRayLink } from '@diku/engine/workflow';
import { describe, expect, it } from 'vitest';
import { freeSpaceLossDb } from '../../packages/engine/src/radio/index.ts';
import { fixturePlan, runCli } from '../support/run-cli.ts';

const document = JSON.parse(readFileSync(fixturePlan, 'utf8'));
const plan = parsePlan(document);
/** A link into the lift core of the small garage, through its wall B1-w8. */
const [from, to] = ['6,12,2.4,B1', '27.3,18,1.5,B1'];
const link = ['link', fixturePlan, '--from', from, '--to', to, '--model', 'ray'];

interface Loss {
  lossDb: number;
}
const sumOf = (losses: readonly Loss[]) => losses.reduce((sum, { lossDb }) => sum + lossDb, 0);

describe('a link by rays', () => {
  const result = traceRayLink(plan, from, to);

  it('has terms and paths that add up, named by what they meet', () => {
    expect(result.model).toBe('ray');
    expect(sumOf(result.terms)).toBeCloseTo(result.pathLossDb, 9);
    expect(result.rays).toBeGreaterThan(result.paths.length);
    for (const path of result.paths) {
      expect(path.distanceLossDb + sumOf(path.interactions)).toBeCloseTo(path.lossDb, 9);
      expect(path.distanceLossDb).toBeCloseTo(freeSpaceLossDb(result.frequencyMhz, path.lengthM), 9);
      expect(path.points[0]).toEqual([6, 12]);
      expect(path.points.at(-1)).toEqual([27.3, 18]);
      expect(path.lengthM).toBeGreaterThan(result.distanceM - 1e-9);
    }
    const direct = result.paths.find(({ kind }) => kind === 'direct');
    expect(direct?.interactions[0]).toMatchObject({ name: 'wall', id: 'B1-w8' });
    const { elementPowerDbm, antennaGainDbi, bodyLossDb, vehicleLossDb } = result.budget;
    const receivedDbm = elementPowerDbm + antennaGainDbi - result.pathLossDb - bodyLossDb - vehicleLossDb;
    expect(result.rsrpDbm).toBeCloseTo(receivedDbm, 9);
  });

  it('is the same from the other end', () => {
    const back = traceRayLink(plan, to, from);
    expect(back.pathLossDb).toBeCloseTo(result.pathLossDb, 6);
    expect(back.coherentPathLossDb).toBeCloseTo(result.coherentPathLossDb, 4);
  });

  it('weighs each ray by the pattern of the antenna it leaves', () => {
    const antennas = [0, 180].map((azimuthDeg) => ({
      id: `at-${azimuthDeg}`,
      level: 'B1',
      position: [6, 12],
      heightM: 2.4,
      type: 'directional',
      azimuthDeg,
      cell: 'S1',
      carriers: ['*'],
    }));
    const facets = parsePlan({ ...document, antennas });
    const [towards, away] = ['at-0', 'at-180'].map((id) => traceRayLink(facets, id, to));
    expect(towards.pathLossDb).toBe(away.pathLossDb);
    expect(towards.budget.antennaGainDbi).toBeLessThan(7);
    expect(towards.budget.antennaGainDbi).toBeGreaterThan(away.budget.antennaGainDbi + 5);
    // What leaves backwards returns from a wall, more than the pattern's 15 dB leave.
    expect(away.budget.antennaGainDbi).toBeGreaterThan(7 - 15);
  });

  it('is refused on a level whose rays would take minutes', () => {
    const columns = Array.from({ length: 5001 }, (_, index) => {
      return {
        id: `c${index}`,
        center: [0.5 * (index % 100), 0.5 * Math.floor(index / 100)],
        sizeM: [0.2, 0.2],
      };
    });
    const crowded = parsePlan({ ...document, levels: [{ ...document.levels[0], columns }], antennas: [] });
    expect(() => traceRayLink(crowded, from, to)).toThrow(/faces.*at most 20000 for a link by rays/);
  });

  it('needs one level and an antenna at one point', () => {
    const path = [
      [6, 12],
      [36, 12],
    ];
    const cable = { id: 'LCX1', level: 'B1', path, heightM: 2.5, type: 'radiating-cable' };
    const cables = parsePlan({ ...document, antennas: [{ ...cable, cell: 'S1', carriers: ['*'] }] });
    expect(() => traceRayLink(plan, from, '27,18,1.5,B2')).toThrow(/traced within one level/);
    expect(() => traceRayLink(cables, 'LCX1', to)).toThrow(/"LCX1".*an antenna at one point/);
    expect(() => traceRayLink(plan, from, to, { carrierId: 'none' })).toThrow(/--carrier/);
  });
});

describe('diku link --model ray', () => {
  it('prints the document, the same as the engine’s', async () => {
    const { stdout, status, stderr } = await runCli('.', [...link, '--json']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(traceRayLink(plan, from, to))));
  });

  it('lists the strongest rays for people', { tags: ['thorough'] }, async () => {
    const { stdout } = await runCli('.', [...link, '--lang', 'zh']);
    expect(stdout).toMatch(/最强的 10 条射线（共 \d+ 条）/);
    expect(stdout).toMatch(/dB {2}直达, [\d.]+ m, \d+° · 穿墙 B1-w8 \(\d+°, [\d.]+ dB\)/);
  });

  it('is refused for a whole field', async () => {
    const refused = predictPlan(plan, { solver: createPlainSolver(createSimdKernel()), modelId: 'ray' });
    await expect(refused).rejects.toThrow(/traces one link at a time.*diku link/s);
  });
});
