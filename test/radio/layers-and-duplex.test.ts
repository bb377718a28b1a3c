import {
  type Carrier,
  createPlainSolver,
  createSimdKernel,
  findCarrierProfile,
  predictPlan,
} from '@diku/engine';
import { findRequirementProfile, mergeProfile } from '@diku/engine/plan';
import { rasterQuantity, throughputClassOf, throughputLimits } from '@diku/engine/radio';
import { tracePointSignals } from '@diku/engine/workflow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNormalSource, createRandom } from '../../packages/engine/src/core/index.ts';
import { designNetwork } from '../../packages/engine/src/design/index.ts';
import { isTimeDivision } from '../../packages/engine/src/plan/index.ts';
import { dataRates, maxLayers } from '../../packages/engine/src/radio/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

const solver = createPlainSolver(createSimdKernel());
const profile = findRequirementProfile('shanghai-2023');
const [lte] = findCarrierProfile('lte');
const carrierOf = (changes: Partial<Carrier>): Carrier => ({ ...lte, ...changes });
const nrAt = (frequencyMhz: number): Carrier =>
  carrierOf({ technology: 'nr', frequencyMhz, bandwidthMhz: 100, subcarrierKhz: 30 });

describe('time-division duplex', () => {
  it('is of bands 34, 38 to 41, 78 and 79; of no paired one', () => {
    const at = (frequencyMhz: number) => isTimeDivision({ frequencyMhz });
    expect([2015, 1900, 2330, 2593, 2605, 3450, 3750, 4900].map(at)).toEqual(new Array(8).fill(true));
    expect([780, 881.5, 942.5, 1815, 1870, 2120, 6000].map(at)).toEqual(new Array(7).fill(false));
  });

  it('of LTE has the shares of configuration 2 and special subframe 7 in basic time units of TS 36.211', () => {
    // A frame has 307,200 of them, a subframe 30,720; DwPTS of special subframe 7 has 21,952. PUSCH goes in two subframes.
    const { lte: frame } = profile.throughput.duplex;
    expect(frame.downRatio).toBeCloseTo((6 * 30_720 + 2 * 21_952) / 307_200, 3);
    expect(frame.upRatio).toBe(2 / 10);
  });

  it('of NR has the shares of its frames, symbol by symbol', () => {
    const [down, up] = ['D'.repeat(14), 'U'.repeat(14)];
    const special = (first: number, guard: number) =>
      `${'D'.repeat(first)}${'-'.repeat(guard)}${'s'.repeat(14 - first - guard)}`;
    const frames = {
      nrBelow3000Mhz: [...new Array(7).fill(down), special(6, 4), up, up],
      nrBelow4200Mhz: [down, down, down, special(10, 2), up, down, down, special(10, 2), up, up],
      nrAbove4200Mhz: [down, down, down, special(10, 2), up],
    };
    for (const [id, slots] of Object.entries(frames)) {
      const symbols = [...slots.join('')];
      const count = (kind: string) => symbols.filter((symbol) => symbol === kind).length / symbols.length;
      const frame = profile.throughput.duplex[id as keyof typeof frames];
      expect(frame.downRatio, id).toBeCloseTo(count('D'), 3);
      expect(frame.upRatio, id).toBeCloseTo(count('U'), 9);
    }
  });

  it('gives each way its part of the rate, a paired band all of it', () => {
    const ratesOf = (carrier: Carrier) => dataRates(carrier, 'data', profile)!(60, 80, 1);
    const paired = ratesOf(carrierOf({ frequencyMhz: 2120 }));
    const divided = ratesOf(carrierOf({ frequencyMhz: 2330 }));
    // 4.4 and 2.0 b/s/Hz in a tenth of 100 blocks of 180 kHz.
    expect(paired.downKbps).toBeCloseTo(7920, 6);
    expect(paired.upKbps).toBeCloseTo(3600, 6);
    expect(divided.downKbps).toBeCloseTo(7920 * 0.743, 6);
    expect(divided.upKbps).toBeCloseTo(720, 6);
    // 273 blocks of 360 kHz, 5.98 b/s/Hz.
    expect(ratesOf(nrAt(3450)).downKbps).toBeCloseTo(9828 * 5.98 * 0.643, 6);
    expect(dataRates(carrierOf({ technology: 'gsm', bandwidthMhz: 0.2 }), 'data', profile)).toBeUndefined();
  });
});

describe('layers', () => {
  it('are no more than either end has aerials, and one where nothing says more', () => {
    const layersOf = (carrier: Carrier, paths: number) => maxLayers(carrier, paths, profile);
    // TS 38.101-1 clause 7.2: four aerials in n41, n78 and n79, two in n1, n3, n8 and n28.
    for (const frequencyMhz of [2565, 3450, 4900]) expect(layersOf(nrAt(frequencyMhz), 4)).toBe(4);
    for (const frequencyMhz of [780, 942.5, 1815, 2120]) expect(layersOf(nrAt(frequencyMhz), 4)).toBe(2);
    expect([1, 2, 4].map((paths) => layersOf(lte, paths))).toEqual([1, 2, 2]);
    expect(layersOf(carrierOf({ technology: 'gsm', bandwidthMhz: 0.2 }), 4)).toBe(1);
  });

  it('lose what Rayleigh channels of half correlated neighbours lose, within 0.75 dB at 15 to 25 dB (seed 5)', {
    tags: ['thorough'],
  }, () => {
    const { twoLossDb, fourLossDb } = profile.throughput.layers;
    for (const [layers, lossDb] of [
      [2, twoLossDb],
      [4, fourLossDb],
    ] as const) {
      const losses = [15, 20, 25].map((pathDb) => layerLossDb(layers, pathDb, 0.5));
      for (const loss of losses) expect(Math.abs(loss - lossDb), `${layers}: ${losses}`).toBeLessThan(0.75);
    }
  });

  it('are used where they help, and take more SINR than one layer does', () => {
    const rates = dataRates(nrAt(3450), 'data', profile)!;
    const layersAt = (sinrDb: number, paths: number) => rates(sinrDb, 50, paths).layers;
    expect([-5, 5, 9.5, 30].map((sinrDb) => layersAt(sinrDb, 2))).toEqual([1, 1, 2, 2]);
    expect(layersAt(30, 4)).toBe(4);
    expect([5, 20, 30, 60].map((sinrDb) => layersAt(sinrDb, 1))).toEqual([1, 1, 1, 1]);
    // At 60 dB every layer is at its bound.
    expect(rates(60, 50, 2).downKbps).toBeCloseTo(2 * rates(60, 50, 1).downKbps, 6);
    expect(rates(60, 50, 3)).toEqual(rates(60, 50, 2));
  });

  it('reach just the rates of a class at its limits, in one layer, two and four, boosted or not (seed 17)', () => {
    const { classes } = profile.throughput;
    const demanded = [classes.qr, classes.basic, classes.fast];
    fc.assert(
      fc.property(
        fc.constantFrom(lte, carrierOf({ frequencyMhz: 2330 }), nrAt(2565), nrAt(3450)),
        fc.constantFrom(0, 3),
        fc.constantFrom(1, 2, 4),
        fc.double({ min: -15, max: 40, noNaN: true }),
        fc.double({ min: -20, max: 60, noNaN: true }),
        (basis, referenceBoostDb, layers, sinrDb, uplinkMarginDb) => {
          const carrier = { ...basis, referenceBoostDb };
          const narrow = mergeProfile(profile, { throughput: { userShareRatio: 0.02 } });
          const limits = throughputLimits(carrier, 'data', narrow);
          const found = dataRates(carrier, 'data', narrow)!(sinrDb, uplinkMarginDb, layers);
          const reached = demanded.filter(
            ({ downKbps, upKbps }) => found.downKbps >= downKbps && found.upKbps >= upKbps,
          );
          expect(throughputClassOf(limits, sinrDb, uplinkMarginDb, layers)).toBe(reached.length);
        },
      ),
      { seed: 17, numRuns: 2000 },
    );
  });
});

/**
 * How far the SINR of each of so many layers is below that of one alone, each layer with the power of one path: from the mean
 * capacity of channels with as many aerials at both ends, whose neighbours are correlated, dB.
 */
function layerLossDb(count: number, pathDb: number, correlation: number): number {
  const normal = createNormalSource(createRandom(5));
  const root = correlationRoot(count, correlation);
  const snr = 10 ** (pathDb / 10);
  let [all, alone] = [0, 0];
  const draws = 4000;
  for (let draw = 0; draw < draws; draw += 1) {
    // [aerials, paths] of complex numbers
    const white = Array.from({ length: count }, () =>
      Array.from({ length: count }, () => [normal() / Math.SQRT2, normal() / Math.SQRT2]),
    );
    const channel = bothSides(root, white);
    all += Math.log2(gramDeterminant(channel, snr, count));
    alone += Math.log2(gramDeterminant(channel, snr, 1));
  }
  const equivalentDb = (bits: number) => 10 * Math.log10(2 ** bits - 1);
  return equivalentDb(alone / draws) - equivalentDb(all / draws / count);
}

/** Lower root of the matrix whose entry is the correlation to the power of the distance. */
function correlationRoot(count: number, correlation: number): number[][] {
  const root = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = correlation ** (row - column);
      for (let k = 0; k < column; k += 1) sum -= root[row][k] * root[column][k];
      root[row][column] = row === column ? Math.sqrt(sum) : sum / root[column][column];
    }
  }
  return root;
}

function bothSides(root: number[][], white: number[][][]): number[][][] {
  const count = root.length;
  return root.map((_, row) =>
    root.map((__, column) => {
      const sum = [0, 0];
      for (let a = 0; a < count; a += 1) {
        for (let b = 0; b < count; b += 1) {
          const weight = root[row][a] * root[column][b];
          sum[0] += weight * white[a][b][0];
          sum[1] += weight * white[a][b][1];
        }
      }
      return sum;
    }),
  );
}

/** det(I + snr·HᴴH) over the first paths: real, by elimination with complex numbers. */
function gramDeterminant(channel: number[][][], snr: number, paths: number): number {
  const gram = Array.from({ length: paths }, (_, i) =>
    Array.from({ length: paths }, (__, j) => {
      const sum = [i === j ? 1 : 0, 0];
      for (const row of channel) {
        const [[ar, ai], [br, bi]] = [row[i], row[j]];
        sum[0] += snr * (ar * br + ai * bi);
        sum[1] += snr * (ar * bi - ai * br);
      }
      return sum;
    }),
  );
  let determinant = 1;
  for (let pivot = 0; pivot < paths; pivot += 1) {
    const [pr] = gram[pivot][pivot];
    determinant *= pr;
    for (let row = pivot + 1; row < paths; row += 1) {
      const [fr, fi] = gram[row][pivot].map((value) => value / pr);
      for (let column = pivot; column < paths; column += 1) {
        const [vr, vi] = gram[pivot][column];
        gram[row][column][0] -= fr * vr - fi * vi;
        gram[row][column][1] -= fr * vi + fi * vr;
      }
    }
  }
  return determinant;
}

describe('a plan', () => {
  const carriers = findCarrierProfile('lte-nr');
  const nr = carriers.find(({ id }) => id === 'ctcc-nr3500')!;
  const plan = buildPlan({
    levels: [buildLevel({ walls: [], openings: [] })],
    carriers,
    antennas: [buildAntenna('A1', 6, 12), buildAntenna('A2', 34, 12, { paths: 2 })],
  });

  it('shows rank 2 beside an antenna of two paths alone, at points and in rasters alike', async () => {
    const { maps, profile: used } = await predictPlan(plan, { solver, resolutionM: 1 });
    const map = maps.find(({ carrierId }) => carrierId === nr.id)!;
    const ranks = rasterQuantity('layers').values(map, { carrier: nr, profile: used });
    const rates = rasterQuantity('downrate').values(map, { carrier: nr, profile: used });
    const seen = new Set<number>();
    ranks.forEach((rank, cell) => {
      if (Number.isNaN(rank)) return;
      seen.add(rank);
      if (map.bestAntenna[cell] === 0) expect(rank).toBe(1);
    });
    expect([...seen].sort()).toEqual([1, 2]);
    const { columns, cellMm, originXMm, originYMm } = map.grid;
    const cells = [...ranks.keys()].filter((cell) => cell % 11 === 0 && !Number.isNaN(ranks[cell]));
    const points = cells.map((cell) => ({
      x: (originXMm + (cell % columns) * cellMm) / 1000,
      y: (originYMm + Math.floor(cell / columns) * cellMm) / 1000,
      ...{ z: 1.5, level: 'B1' },
    }));
    tracePointSignals(plan, points, { carrierId: nr.id }).forEach(({ rates: found }, index) => {
      expect(found?.layers).toBe(ranks[cells[index]]);
      expect(found!.downKbps / 1000).toBeCloseTo(rates[cells[index]], 1);
    });
    // LTE of a passive antenna has no map of layers at all.
    const passive = await predictPlan(
      { ...plan, antennas: plan.antennas.slice(0, 1) },
      { solver, resolutionM: 2 },
    );
    for (const each of passive.maps) expect(each.antennaLayers).toBeUndefined();
  });

  it('has the paths of the small cells that its network names, whatever the band', () => {
    const small = buildPlan({
      levels: [
        buildLevel({
          ...{ walls: [], openings: [] },
          facilities: [{ id: 'er', kind: 'equipment-room', position: [38, 22] }],
        }),
      ],
      carriers,
      antennas: [buildAntenna('P1', 20, 12, { feed: 'small-cell' })],
    });
    const at = [{ x: 19, y: 12, z: 1.5, level: 'B1' }];
    const layersOf = (of: typeof small, carrierId: string) =>
      tracePointSignals(of, at, { carrierId })[0].rates?.layers;
    // Nothing says which part it is: two paths, the usual number.
    expect(layersOf(small, nr.id)).toBe(2);
    const { plan: fed } = designNetwork(small);
    expect(fed.network?.parts?.some(({ kind }) => kind === 'small-cell')).toBe(true);
    expect(layersOf(fed, nr.id)).toBe(4);
    expect(layersOf(fed, 'ctcc-lte2100')).toBe(2);
  });
});
