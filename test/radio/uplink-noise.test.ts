import {
  createPlainSolver,
  createSimdKernel,
  findCarrierProfile,
  type Plan,
  predictPlan,
  traceLink,
} from '@diku/engine';
import { noteText } from '@diku/engine/documents';
import { findNoiseRise } from '@diku/engine/workflow';
import { describe, expect, it } from 'vitest';
import { planProfile } from '../../packages/engine/src/plan/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { partsOf } from '../support/is-long.ts';

const solver = createPlainSolver(createSimdKernel());
const [lte, lte2100] = findCarrierProfile('lte');

/** Rises that a prediction notes, by carrier and cell. */
async function risesOf(plan: Plan): Promise<Record<string, number>> {
  const { notes } = await predictPlan(plan, { solver, resolutionM: 2 });
  const cells = notes.flatMap((note) => (note.code === 'uplink-interference' ? note.cells : []));
  return Object.fromEntries(cells.map(({ carrier, cell, riseDb }) => [`${carrier} ${cell}`, riseDb]));
}

function garage(overrides: Partial<Plan> = {}, profileOverrides: Record<string, unknown> = {}): Plan {
  return buildPlan({
    levels: [buildLevel({ bays: [], openings: [] })],
    carriers: [lte, lte2100],
    antennas: [
      buildAntenna('A1', 6, 12),
      buildAntenna('A2', 15, 5),
      buildAntenna('A3', 26, 18, { cell: 'S2' }),
      buildAntenna('A4', 37, 4, { cell: 'S3' }),
    ],
    requirements: { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023', profileOverrides },
    ...overrides,
  });
}

describe('phones of other cells', () => {
  for (const { cases, tags } of partsOf<[number, string, Record<string, unknown>, object]>(
    [
      [0.3, 'full compensation', {}, {}],
      [0.3, 'partial compensation', { powerControl: { compensationRatio: 0.8, targetDbm: -84 } }, {}],
      [0.6, 'phones at full power', { powerControl: { targetDbm: -60 }, interferenceLoadRatio: 0.2 }, {}],
      [0.3, 'no shadowing', { shadowingSigmaDb: 0, interferenceLoadRatio: 1 }, {}],
      [0.3, 'a noisy receiver', {}, { noiseFigureDb: 8, combinedUnits: 3, sourcePowerDbm: 33 }],
    ],
    (index) => index === 4,
  ))
    it.each(cases)(
      'raise the noise as phones do that are drawn one by one, within %s dB: %s (seed 77)',
      { tags },
      async (withinDb, _, profileOverrides, carrierChanges) => {
        const plan = garage({ carriers: [{ ...lte, ...carrierChanges }] }, profileOverrides);
        const expected = drawRises(plan);
        const found = await risesOf(plan);
        for (const cell of ['S1', 'S2', 'S3']) {
          expect(
            Math.abs(found[`${lte.id} ${cell}`] - expected[cell]),
            `${cell} ${expected[cell]}`,
          ).toBeLessThan(withinDb);
          expect(expected[cell]).toBeGreaterThan(0.2);
        }
      },
    );

  it('are none where a carrier has one cell: neither note nor another margin', async () => {
    const single = garage({ antennas: garage().antennas.map((each) => ({ ...each, cell: 'S1' })) });
    expect(await risesOf(single)).toEqual({});
    expect(await findNoiseRise(single, { solver })).toBeUndefined();
    // Cells that share no carrier do not hear each other; those of GSM have channels of their own.
    const apart = garage();
    apart.antennas.forEach((each) => {
      each.carriers = [each.cell === 'S1' ? lte.id : lte2100.id];
      each.cell = each.cell === 'S1' ? 'S1' : 'S2';
    });
    expect(await risesOf(apart)).toEqual({});
    const gsm = { ...lte, technology: 'gsm' as const, bandwidthMhz: 0.2 };
    expect(await risesOf(garage({ carriers: [gsm] }))).toEqual({});
  });

  it('take their rise off the uplink where it is more than the profile assumes, and nothing where it is less', {
    tags: ['thorough'],
  }, async () => {
    const uplinkOf = async (plan: Plan) =>
      (await predictPlan(plan, { solver, resolutionM: 2 })).maps[0].uplinkOverRsrpDb;
    const single = garage({ antennas: garage().antennas.map((each) => ({ ...each, cell: 'S1' })) });
    const alone = await uplinkOf(single);
    const rises = await risesOf(garage());
    const largest = Math.max(...['S1', 'S2', 'S3'].map((cell) => rises[`${lte.id} ${cell}`]));
    expect(largest).toBeGreaterThan(3);
    expect(await uplinkOf(garage())).toBeCloseTo(alone - (largest - 3), 9);
    expect(await findNoiseRise(garage(), { solver })).toBeCloseTo(largest, 1);
    const quiet = garage({}, { powerControl: { targetDbm: -125 } });
    expect(Math.max(...Object.values(await risesOf(quiet)))).toBeLessThan(3);
    expect(await uplinkOf(quiet)).toBe(alone);
    // What the network's counters say goes before everything.
    const measured = garage({ carriers: [{ ...lte, noiseRiseDb: 1 }, lte2100] });
    expect(await uplinkOf(measured)).toBeCloseTo(alone + 2, 9);
    expect(Object.keys(await risesOf(measured))).toEqual(
      ['S1', 'S2', 'S3'].map((cell) => `${lte2100.id} ${cell}`),
    );
  });

  it('are noted with what they rest on, in both languages', async () => {
    const { notes } = await predictPlan(garage({}, { interferenceLoadRatio: 0.3 }), {
      solver,
      resolutionM: 2,
    });
    const note = notes.find(({ code }) => code === 'uplink-interference')!;
    const said = noteText(note, 'en');
    expect(said).toMatch(/S1 \d\.\d.* dB, S2 .*30 % of the time, at -106 dBm .* more than 3 dB$/);
    const figures = (text: string) => text.match(/\d+\.\d/g);
    expect(figures(noteText(note, 'zh'))).toEqual(figures(said));
    expect(noteText(note, 'zh')).toMatch(/30 % .*-106 dBm.*3 dB/);
  });

  it('are the same whatever the resolution of the prediction', async () => {
    const plan = garage();
    const coarse = await predictPlan(plan, { solver, resolutionM: 3 });
    const fine = await predictPlan(plan, { solver, resolutionM: 0.5 });
    expect(coarse.maps[0].uplinkOverRsrpDb).toBe(fine.maps[0].uplinkOverRsrpDb);
  });
});

/**
 * Rise of each cell's noise by phones that are put anywhere, one at a time for each other cell: links term by term, budgets of
 * links, another generator, sums in watts.
 */
function drawRises(plan: Plan): Record<string, number> {
  const random = lehmer(77);
  const profile = planProfile(plan);
  const [carrier] = plan.carriers;
  const { targetDbm, compensationRatio } = profile.powerControl;
  const cells = [...new Set(plan.antennas.map(({ cell }) => cell))];
  const { bandwidthKhz } = profile.uplink.voice.lte;
  // 23 dBm over the blocks of a call.
  const fullDbm = 23 - 10 * Math.log10(bandwidthKhz / 180);
  const places = Array.from({ length: 1000 }, () => placePhone(plan, random)).map((place) => {
    const linked = plan.antennas.map(({ id }) => traceLink(plan, id, place));
    return cells.map((cell) => {
      const ofCell = linked.filter((__, index) => plan.antennas[index].cell === cell);
      const levelW = ofCell.reduce((sum, { rsrpDbm }) => sum + 10 ** (rsrpDbm / 10), 0);
      const receivedW = ofCell.reduce(
        (sum, { budgets }) => sum + 10 ** ((budgets.uplink.receivedDbm - 23) / 10),
        0,
      );
      return { levelW, receivedW };
    });
  });
  const servedBy = (cell: number): number[] => {
    for (;;) {
      const place = places[Math.floor(random() * places.length)];
      const rho = profile.shadowingCorrelationRatio;
      const sigma = profile.shadowingSigmaDb;
      const common = gauss(random) * sigma * Math.sqrt(rho);
      const shadowing = cells.map(() => 10 ** ((common + gauss(random) * sigma * Math.sqrt(1 - rho)) / 10));
      const levels = place.map(({ levelW }, index) => levelW * shadowing[index]);
      if (levels.indexOf(Math.max(...levels)) !== cell) continue;
      return place.map(({ receivedW }, index) => receivedW * shadowing[index]);
    }
  };
  const snapshots = 12_000;
  const receivedSumsW = cells.map(() => 0);
  for (let snapshot = 0; snapshot < snapshots; snapshot += 1) {
    cells.forEach((__, serving) => {
      if (random() >= profile.interferenceLoadRatio) return;
      const gains = servedBy(serving);
      const lossDb = -10 * Math.log10(gains[serving]);
      const sentDbm = Math.min(fullDbm, targetDbm + compensationRatio * lossDb);
      cells.forEach((___, receiver) => {
        if (receiver !== serving) receivedSumsW[receiver] += 10 ** (sentDbm / 10) * gains[receiver];
      });
    });
  }
  const figureDb = carrier.noiseFigureDb ?? profile.uplink.noiseFigureDb;
  const noiseW = 10 ** ((-173.975 + figureDb) / 10) * 180e3 * (carrier.combinedUnits ?? 1);
  return Object.fromEntries(
    cells.map((cell, index) => [cell, 10 * Math.log10(1 + receivedSumsW[index] / snapshots / noiseW)]),
  );
}

/** A location on the floor outside columns and walls. */
function placePhone(plan: Plan, random: () => number): string {
  for (;;) {
    const [x, y] = [random() * 40, random() * 24];
    const isInWall = Math.abs(x - 20) < 0.1 || y < 0.15;
    const isInColumn = Math.hypot(x - 30, y - 12) < 0.4 || (Math.abs(x - 10) < 0.3 && Math.abs(y - 12) < 0.3);
    if (!isInWall && !isInColumn) return `${x.toFixed(3)},${y.toFixed(3)},1.5,${plan.levels[0].id}`;
  }
}

/** Park and Miller's generator. */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Sum of twelve uniform values. */
function gauss(random: () => number): number {
  let sum = -6;
  for (let index = 0; index < 12; index += 1) sum += random();
  return sum;
}
