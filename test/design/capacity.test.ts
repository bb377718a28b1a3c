import { readFileSync } from 'node:fs';
import { type Plan, type Prediction, parsePlan, planPdf, predictPlan, readFont } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { erlangServers, evaluateCapacity } from '../../packages/engine/src/design/index.ts';
import {
  createPlainSolver,
  createSimdKernel,
  dataRates,
  mapService,
} from '../../packages/engine/src/radio/index.ts';
import { readPdf } from '../documents/construction-support/read-pdf.ts';
import { isLong } from '../support/is-long.ts';
import { once } from '../support/once.ts';
import { fixturePlan } from '../support/run-cli.ts';

const base = JSON.parse(readFileSync(fixturePlan, 'utf8')) as Plan;
const font = readFont(readFileSync(new URL('../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));
const predict = async (change: (plan: Plan) => void): Promise<Prediction> => {
  const plan = structuredClone(base);
  change(plan);
  return predictPlan(parsePlan(plan), {
    solver: createPlainSolver(await createSimdKernel()),
    resolutionM: isLong ? 2 : 4,
    locations: 20,
  });
};
const prediction = once(() => predict(() => {}));
const bays = base.levels.reduce((sum, level) => sum + (level.bays?.length ?? 0), 0);

describe('capacity', () => {
  it.each([
    // Erlang B tables at 2 %: the load that so many servers bear.
    [1, 0.0204],
    [4, 1.09],
    [10, 5.08],
    [30, 21.9],
  ])('takes %i servers for %f Erlang at 2 %%, and one more beyond', (servers, loadErlang) => {
    expect(erlangServers(0.99 * loadErlang, 0.02)).toBe(servers);
    expect(erlangServers(1.02 * loadErlang, 0.02)).toBe(servers + 1);
  });

  it('counts users by bays, by area where none are drawn, and each operator’s calls and data once', {
    tags: ['thorough'],
  }, async () => {
    const { capacity: demand } = (await prediction()).profile;
    const capacity = evaluateCapacity(await prediction());
    expect(capacity.bays).toBe(bays);
    expect(capacity.users).toBeCloseTo((bays * 0.5 * 1.5 * 8) / 60, 9);
    for (const { operator, users } of capacity.operators) {
      expect(users).toBeCloseTo(capacity.users * demand.operatorRatio[operator], 9);
      const rows = capacity.carriers.filter((each) => each.operator === operator);
      const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0);
      expect(sum(({ callsErlang }) => callsErlang)).toBeCloseTo(users * demand.voiceErlang, 9);
      expect(sum(({ demandDownKbps }) => demandDownKbps)).toBeCloseTo(users * demand.dataDownKbps, 6);
      expect(sum(({ demandUpKbps }) => demandUpKbps)).toBeCloseTo(users * demand.dataUpKbps, 6);
    }
    const without = evaluateCapacity(
      await predict(({ levels }) => {
        for (const level of levels) delete level.bays;
      }),
    );
    expect(without.areBaysAssumed).toBe(true);
    expect(without.bays).toBeGreaterThan(0);
  });

  it('has the rate at which all users of a cell get as much, and the load of it', async () => {
    const { plan, profile, maps } = await prediction();
    const { carriers } = evaluateCapacity(await prediction());
    expect(carriers.length).toBeGreaterThanOrEqual(
      plan.carriers.filter(({ technology }) => technology !== 'gsm').length,
    );
    for (const { carrier: id, cell, rateDownKbps, rateUpKbps, ...row } of carriers) {
      const carrier = plan.carriers.find((each) => each.id === id)!;
      const ratesAt = dataRates(carrier, mapService(carrier), profile)!;
      // Time that a bit each takes at every location, by its part of the carrier that one user gets.
      const times = maps
        .filter(({ carrierId }) => carrierId === id)
        .flatMap((map) =>
          [...map.rsrpDbm.keys()].flatMap((at) => {
            if (Number.isNaN(map.rsrpDbm[at]) || plan.antennas[map.bestAntenna[at]]?.cell !== cell) return [];
            const rates = ratesAt(map.sinrDb[at], map.rsrpDbm[at] + map.uplinkOverRsrpDb, 1);
            return [[rates.downKbps, rates.upKbps].map((kbps) => profile.throughput.userShareRatio / kbps)];
          }),
        );
      const meanOf = (index: number) => times.reduce((sum, each) => sum + each[index], 0) / times.length;
      expect(rateDownKbps).toBeCloseTo(1 / meanOf(0), 3);
      expect(rateUpKbps).toBeCloseTo(1 / meanOf(1), 3);
      expect(row.downLoadRatio).toBeCloseTo(
        row.callBlocks / row.blocks + row.demandDownKbps / rateDownKbps,
        9,
      );
      const load = Math.max(row.downLoadRatio, row.upLoadRatio) / 0.5;
      expect(row.neededCells).toBe(
        Math.max(1, Math.ceil(load - 1e-9), Math.ceil(row.connected / 400 - 1e-9)),
      );
    }
  });

  it('stands on a sheet with its formula and the assumptions in it', { tags: ['thorough'] }, async () => {
    const { plan } = await prediction();
    const formulas = [
      ['zh', `用户数 = 车位 ${bays}`],
      ['en', `Users = ${bays} bays`],
    ] as const;
    for (const [lang, formula] of formulas.slice(0, isLong ? 2 : 1)) {
      const { bytes, missing } = planPdf(plan, { lang, fonts: [font], prediction: await prediction() });
      expect(missing).toEqual([]);
      const sheet = readPdf(bytes).pages.find((page) => page.some((text) => text.startsWith(formula)));
      expect(sheet?.join(' ')).toMatch(/假设值|assumption/);
      expect(sheet?.some((text) => text.includes('…'))).toBe(false);
    }
  });
});
