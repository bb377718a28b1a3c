import {
  type Carrier,
  createPlainSolver,
  createSimdKernel,
  findCarrierProfile,
  predictPlan,
  traceLink,
} from '@diku/engine';
import { findRequirementProfile, mergeProfile } from '@diku/engine/plan';
import { throughputClasses, throughputClassOf, throughputLimits } from '@diku/engine/radio';
import { type BudgetTerm, findNoiseRise, type LinkResult, tracePointSignals } from '@diku/engine/workflow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uplinkFrequencyMhz } from '../../packages/engine/src/plan/index.ts';
import {
  limitingCause,
  referenceQualityDb,
  resourceElementRatioDb,
  spectralEfficiency,
  uplinkBudget,
  uplinkOverRsrpDb,
} from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan, randomWalls } from '../support/build-garage.ts';

const solver = createPlainSolver(createSimdKernel());
const profile = findRequirementProfile('shanghai-2023');
const [lte] = findCarrierProfile('lte');
const carrierOf = (changes: Partial<Carrier>): Carrier => ({ ...lte, ...changes });

describe('a resource element', () => {
  // physics.md §6; 3GPP TS 36.101 table 5.6-1 and TS 38.101-1 table 5.3.2-1.
  it.each([
    ['lte', 20, undefined, -30.79],
    ['lte', 10, undefined, -27.78],
    ['lte', 1.4, undefined, -18.57],
    ['nr', 100, 30, -35.15],
    ['nr', 30, 15, -32.83],
    ['nr', 20, 15, -31.04],
    ['nr', 40, 60, -27.87],
    ['gsm', 0.2, undefined, 0],
  ] as const)(
    'of %s %s MHz (%s kHz) has %s dB of the port power',
    (technology, bandwidthMhz, subcarrierKhz, fractionDb) => {
      const carrier = carrierOf({ technology, bandwidthMhz, subcarrierKhz });
      expect(resourceElementRatioDb(carrier)).toBeCloseTo(fractionDb, 2);
      expect(resourceElementRatioDb({ ...carrier, referenceBoostDb: 3 })).toBeCloseTo(
        technology === 'gsm' ? 0 : fractionDb + 3,
        2,
      );
    },
  );
});

describe('RSRQ', () => {
  it('is −3.0 dB without load, −10.8 dB with full load, less with noise or other cells, none of GSM', () => {
    const at = (loadRatio: number, sinrDb: number) =>
      referenceQualityDb(lte, sinrDb, { ownLoadRatio: loadRatio });
    expect(at(0, 60)).toBeCloseTo(-3.01, 2);
    expect(at(1, 60)).toBeCloseTo(-10.79, 2);
    // Noise as strong as the signal on each of the 12 elements beside 12 loaded ones.
    expect(at(1, 0)).toBeCloseTo(-10 * Math.log10(24), 9);
    expect(at(0, Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
    expect(referenceQualityDb(carrierOf({ technology: 'nr' }), 60, { ownLoadRatio: 0 })).toBeCloseTo(
      -10.79,
      2,
    );
    expect(referenceQualityDb(carrierOf({ technology: 'gsm' }), 60, { ownLoadRatio: 0 })).toBeUndefined();
  });
});

describe('the uplink', () => {
  it('of a call on 2 blocks allows 109.4 dB where the downlink allows 97.2, as physics.md §6 has it', () => {
    const plain = mergeProfile(profile, { uplink: { noiseRiseDb: 0, sourcePowerDbm: 45 } });
    const carrier = carrierOf({ portPowerDbm: 15 });
    const budget = uplinkBudget(carrier, 'voice', plain);
    const dasDb = budget.sourcePowerDbm - carrier.portPowerDbm;
    expect(dasDb).toBe(30);
    const [gainDbi, bodyDb] = [3, 3];
    const maxLossDb = budget.phonePowerDbm + gainDbi - dasDb - bodyDb - budget.sensitivityDbm;
    expect(maxLossDb).toBeCloseTo(109.4, 1);
    const downlinkDb = carrier.portPowerDbm + resourceElementRatioDb(carrier) + gainDbi - -110;
    expect(downlinkDb).toBeCloseTo(97.2, 1);
    // The same in one number: at the RSRP of the uplink's limit nothing is left. RSRP is lost at the downlink's frequency.
    const downLossDb = maxLossDb + budget.pairedBandDb;
    const rsrpDbm = carrier.portPowerDbm + resourceElementRatioDb(carrier) + gainDbi - bodyDb - downLossDb;
    expect(rsrpDbm + uplinkOverRsrpDb(carrier, 'voice', plain)).toBeCloseTo(0, 9);
  });

  it('is sent in the lower half of paired bands, in the same band where carriers share it in time', () => {
    const at = (frequencyMhz: number) => uplinkFrequencyMhz(carrierOf({ frequencyMhz }));
    // TS 36.101, table 5.5-1: bands 1, 3, 5, 8, 28, then TDD bands 39, 40, 41, 78.
    expect([2120, 1870, 881.5, 942.5, 780].map(at)).toEqual([1930, 1775, 836.5, 897.5, 725]);
    expect([1900, 2330, 2593, 3450].map(at)).toEqual([1900, 2330, 2593, 3450]);
  });

  it('hears the noise of every remote unit, and GSM phones by their band', () => {
    const four = mergeProfile(profile, { uplink: { activeRemotes: 4 } });
    const lossDb = uplinkOverRsrpDb(lte, 'voice', profile) - uplinkOverRsrpDb(lte, 'voice', four);
    expect(lossDb).toBeCloseTo(10 * Math.log10(4), 9);
    const gsm = (frequencyMhz: number) =>
      uplinkBudget(carrierOf({ technology: 'gsm', frequencyMhz }), 'voice', profile).phonePowerDbm;
    expect([gsm(941.5), gsm(1815)]).toEqual([33, 30]);
    // An active unit: nothing is lost between port and source.
    const active = carrierOf({ portPowerDbm: 24, sourcePowerDbm: 24 });
    expect(uplinkBudget(active, 'voice', profile).sourcePowerDbm).toBe(24);
    expect(uplinkBudget(carrierOf({ portPowerDbm: 46 }), 'voice', profile).sourcePowerDbm).toBe(46);
  });
});

/** Sum of budget terms, whatever they are. */
function addUp(terms: readonly BudgetTerm[]): number {
  return terms.reduce((sum, term) => sum + ('valueDbm' in term ? term.valueDbm : term.valueDb), 0);
}

describe('a link', () => {
  const cable = buildAntenna('C1', 4, 6, {
    type: 'radiating-cable',
    path: [
      [4, 6],
      [30, 6],
    ],
    portPowerDbm: { 'ctcc-lte1800': 21 },
  });
  const plan = buildPlan({
    levels: [buildLevel({ walls: randomWalls(11, 15) })],
    antennas: [buildAntenna('A1', 10, 16), cable],
    carriers: findCarrierProfile('gsm-lte-nr'),
    requirements: {
      coverageRatio: 0.9,
      confidence: 0.95,
      profile: 'shanghai-2023',
      // Calls at the ear on foot, hands-free in cars.
      profileOverrides: { phonePlaces: { open: { voice: 'ear' } } },
      acceptance: { phone: 'in-car' },
    },
  });

  it('adds up both ways, on every carrier, on foot and in a car, from antennas and cables', () => {
    for (const { id, frequencyMhz, technology } of plan.carriers) {
      for (const from of ['A1', 'C1']) {
        for (const [to, inBay] of [
          ['3,12,1.5,B1', false],
          ['3,3,1.5,B1', true],
        ] as const) {
          const link: LinkResult = traceLink(plan, from, to, { carrierId: id });
          const { downlink, uplink } = link.budgets;
          expect(addUp(downlink.terms)).toBeCloseTo(link.rsrpDbm, 9);
          expect(downlink.rsrpDbm).toBeCloseTo(link.rsrpDbm, 9);
          expect(addUp(uplink.terms)).toBeCloseTo(uplink.receivedDbm, 9);
          expect(addUp(uplink.sensitivityTerms)).toBeCloseTo(uplink.sensitivityDbm, 9);
          expect(uplink.marginDb).toBeCloseTo(uplink.receivedDbm - uplink.sensitivityDbm, 9);
          const pathLoss = (terms: readonly BudgetTerm[]) => terms.find(({ name }) => name === 'path loss');
          expect(pathLoss(uplink.terms)).toEqual(pathLoss(downlink.terms));
          expect(link.budget.vehicleLossDb).toBe(inBay ? 9 : 0);
          // At the ear on foot, in a hand in the car: only below 1 GHz is there a difference.
          const earDb = !inBay && frequencyMhz < 1000 ? 2 : 0;
          expect(link.budget.bodyLossDb).toBe(3 + earDb);
          expect(link.budgets.marginDb).toBe(Math.min(downlink.marginDb, uplink.marginDb));
          expect(downlink.rsrqDb === undefined).toBe(technology === 'gsm');
        }
      }
    }
  });

  it('has the uplink margin, the level and the classes that the map has there', {
    tags: ['thorough'],
  }, async () => {
    const mixed = {
      ...plan,
      antennas: [...plan.antennas, buildAntenna('A2', 33, 8, { cell: 'S2' }), buildAntenna('A3', 20, 20)],
    };
    const { maps } = await predictPlan(mixed, { solver, resolutionM: 1 });
    for (const map of maps) {
      const { grid, carrierId } = map;
      const cells = Array.from({ length: 25 }, (_, index) => 7 + 37 * index).filter(
        (cell) => map.cells[cell] > 0,
      );
      const points = cells.map((cell) => ({
        x: (grid.originXMm + (cell % grid.columns) * grid.cellMm) / 1000,
        y: (grid.originYMm + Math.floor(cell / grid.columns) * grid.cellMm) / 1000,
        ...{ z: 1.5, level: 'B1' },
      }));
      const noiseRiseDb = await findNoiseRise(mixed, { carrierId, solver });
      const signals = tracePointSignals(mixed, points, { carrierId, noiseRiseDb });
      cells.forEach((cell, index) => {
        const signal = signals[index];
        expect(Math.abs(signal.rsrpDbm - map.rsrpDbm[cell])).toBeLessThan(0.004);
        expect(Math.abs(signal.sinrDb - map.sinrDb[cell])).toBeLessThan(0.006);
        expect(Math.abs(signal.sigmaDb - map.sigmaDb[cell])).toBeLessThan(0.01);
        expect(signal.uplinkMarginDb).toBeCloseTo(signal.rsrpDbm + map.uplinkOverRsrpDb, 9);
        expect(limitingCause[signal.limiting as keyof typeof limitingCause]).toBe(map.limiting[cell]);
        expect(throughputClasses).toContain(signal.throughput);
      });
    }
  });
});

describe('throughput', () => {
  const bound = profile.throughput.downlink;

  // Annex A's formula with its parameters, α 0.6 and 0.4, at most 4.4 and 2.0 b/s/Hz, worked out by Python's decimal numbers:
  // SINR, then downlink and uplink.
  it.each([
    [-10.01, 0, 0],
    [-10, 0.0825, 0.055],
    [-5, 0.2378, 0.1586],
    [0, 0.6, 0.4],
    [5, 1.2344, 0.8229],
    [10, 2.0757, 1.3838],
    [15, 3.0167, 2],
    [20, 3.9949, 2],
    [22, 4.3904, 2],
    [23, 4.4, 2],
    [40, 4.4, 2],
  ])('at %s dB is %s b/s/Hz down and %s up, as TR 36.942 has it', (sinrDb, down, up) => {
    const { downlink, uplink } = profile.throughput;
    expect(spectralEfficiency(downlink, sinrDb)).toBeCloseTo(down, 4);
    expect(spectralEfficiency(uplink, sinrDb)).toBeCloseTo(up, 4);
  });

  // 3GPP TS 36.213 table 7.2.3-1, which is TS 38.214 table 5.2.2.1-2: bits per symbol, 1024 times the code rate, efficiency;
  // and the SINR at which a tenth of the blocks is lost without fading, dB (link simulation by MathWorks, 5G Toolbox, table of CSI reports).
  const channelQualities = [
    [2, 78, 0.1523, -5.84],
    [2, 120, 0.2344, -4.2],
    [2, 193, 0.377, -2.08],
    [2, 308, 0.6016, -0.23],
    [2, 449, 0.877, 1.66],
    [2, 602, 1.1758, 3.08],
    [4, 378, 1.4766, 5.03],
    [4, 490, 1.9141, 7.02],
    [4, 616, 2.4063, 9.01],
    [6, 466, 2.7305, 10.99],
    [6, 567, 3.3223, 12.99],
    [6, 666, 3.9023, 15.01],
    [6, 772, 4.5234, 16.51],
    [6, 873, 5.1152, 18.49],
    [6, 948, 5.5547, 19.99],
  ] as const;
  // The last rows of TS 38.214 table 5.2.2.1-3, which goes on with 8 bits per symbol.
  const withEightBits = [
    [8, 711, 5.5547],
    [8, 797, 6.2266],
    [8, 885, 6.9141],
    [8, 948, 7.4063],
  ] as const;

  it('promises nothing that the standards do not carry, 64-QAM for LTE and 256-QAM for NR', () => {
    const { downlink, uplink, nrDownlink, nrUplink } = profile.throughput;
    for (const [bits, rate, efficiencyBpsPerHz] of [...channelQualities, ...withEightBits]) {
      expect(Math.round((1e4 * bits * rate) / 1024) / 1e4).toBe(efficiencyBpsPerHz);
    }
    expect(downlink.mostBpsPerHz).toBeLessThan(5.5547);
    // TS 36.306 table 4.1-2: phones of categories 1 to 4 send 16-QAM, at most 51,024 bits a millisecond in 20 MHz.
    expect(uplink.mostBpsPerHz).toBeLessThan(51_024_000 / 20e6);
    for (const nrBound of [nrDownlink, nrUplink]) expect(nrBound.mostBpsPerHz).toBeLessThan(7.4063);
    // Reports are of whole steps: at the SINR of one, what is carried lies below the next.
    channelQualities.forEach(([, , , sinrDb], step) => {
      const [, , next] = channelQualities[Math.min(step + 1, channelQualities.length - 1)];
      for (const each of [downlink, uplink, nrDownlink, nrUplink]) {
        expect(spectralEfficiency(each, sinrDb)).toBeLessThan(next);
      }
    });
  });

  it('has limits at which just the rates of a class are reached, down and up', () => {
    const limits = throughputLimits(lte, 'data', profile);
    // 100 blocks of 180 kHz.
    const userBandwidthHz = 18e6 * profile.throughput.userShareRatio;
    const { classes, uplink } = profile.throughput;
    const budget = uplinkBudget(lte, 'data', profile);
    [classes.qr, classes.basic, classes.fast].forEach(({ downKbps, upKbps }, index) => {
      const downBps = userBandwidthHz * spectralEfficiency(bound, limits.sinrDb[index] + 1e-9);
      // The margin is over the required SINR in 4 blocks of 180 kHz; in the fraction noise is wider.
      const sinrDb =
        limits.uplinkMarginDb[index] + budget.requiredSinrDb - 10 * Math.log10(userBandwidthHz / 720e3);
      const upBps = userBandwidthHz * spectralEfficiency(uplink, sinrDb + 1e-9);
      const atFloor = limits.sinrDb[index] === bound.leastSinrDb;
      if (atFloor) expect(downBps).toBeGreaterThanOrEqual(1000 * downKbps);
      else expect(downBps).toBeCloseTo(1000 * downKbps, 0);
      expect(upBps).toBeGreaterThan(1000 * upKbps * 0.999999);
      const above = throughputClassOf(
        limits,
        limits.sinrDb[index] + 0.01,
        limits.uplinkMarginDb[index] + 0.01,
      );
      expect(above).toBe(index + 1);
      expect(throughputClassOf(limits, limits.sinrDb[index] - 0.01, 60)).toBe(index);
      expect(throughputClassOf(limits, 60, limits.uplinkMarginDb[index] - 0.01)).toBe(index);
    });
    const gsm = throughputLimits(carrierOf({ technology: 'gsm', bandwidthMhz: 0.2 }), 'data', profile);
    expect(throughputClassOf(gsm, 60, 60)).toBe(0);
  });

  it('of NR ends at 30 dB down and 22 dB up, worked out by hand', () => {
    // 0.6 · log2(1 + 10^3) = 0.6 · 9.9672 and 0.4 · log2(1 + 10^2.2) = 0.4 · 7.3174.
    const { nrDownlink, nrUplink } = profile.throughput;
    expect(spectralEfficiency(nrDownlink, 35)).toBeCloseTo(5.98, 2);
    expect(spectralEfficiency(nrDownlink, 29.9)).toBeLessThan(nrDownlink.mostBpsPerHz);
    expect(spectralEfficiency(nrUplink, 30)).toBeCloseTo(2.93, 2);
    expect(spectralEfficiency(nrUplink, 21.9)).toBeLessThan(nrUplink.mostBpsPerHz);
    // 5 Mb/s in a tenth of 10 MHz: of 50 blocks of 180 kHz beyond LTE; of 24 blocks of 360 kHz 5.787 b/s/Hz, which NR has at
    // 10 lg(2^(5.787/0.6) − 1) = 29.03 dB.
    const narrow = { bandwidthMhz: 10 };
    expect(throughputLimits(carrierOf(narrow), 'data', profile).sinrDb[2]).toBe(Number.POSITIVE_INFINITY);
    const nr = throughputLimits(carrierOf({ ...narrow, technology: 'nr' }), 'data', profile);
    expect(nr.sinrDb[2]).toBeCloseTo(29.03, 2);
  });

  it('never falls with more SINR or a stronger uplink (seed 31)', () => {
    const limits = throughputLimits(lte, 'data', profile);
    const level = fc.double({ min: -30, max: 60, noNaN: true });
    const more = fc.double({ min: 0, max: 30, noNaN: true });
    fc.assert(
      fc.property(level, level, more, more, (sinrDb, uplinkDb, moreSinrDb, moreUplinkDb) => {
        const worse = throughputClassOf(limits, sinrDb, uplinkDb);
        expect(
          throughputClassOf(limits, sinrDb + moreSinrDb, uplinkDb + moreUplinkDb),
        ).toBeGreaterThanOrEqual(worse);
      }),
      { seed: 31, numRuns: 500 },
    );
  });
});
