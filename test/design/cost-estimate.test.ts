import { describeProblem, type InputError } from '@diku/engine';
import { describe, expect, it } from 'vitest';
import { isAssumed, isPhraseCode } from '../../packages/engine/src/core/index.ts';
import {
  defaultPriceBook,
  estimateCost,
  type PriceBook,
  parsePriceBook,
} from '../../packages/engine/src/design/index.ts';
import type { Network } from '../../packages/engine/src/plan/index.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';
import { parts } from './network-support/networked-plan.ts';

const read = { source: 'read in the book' };

/** Round figures, so that a reader can add them up. */
function book(): PriceBook {
  return {
    format: 'diku-price-book',
    version: 1,
    labour: { skilledCny: 100, unskilledCny: 50, ...read },
    quotas: [
      {
        ...{ id: 'A', name: '天线', unit: '副', skilledDays: 1, unskilledDays: 0.5, per: 'piece', ...read },
        for: { kinds: ['antenna'] },
      },
      {
        ...{ id: 'S', name: '功分器', unit: '个', skilledDays: 0.5, unskilledDays: 0, per: 'piece', ...read },
        for: { kinds: ['splitter'] },
        instruments: [{ name: '功率计', shifts: 0.2, shiftCny: 100 }],
      },
      {
        ...{ id: 'R', name: 'RRU', unit: '套', skilledDays: 2.5, unskilledDays: 0, per: 'piece', ...read },
        for: { kinds: ['radio-unit'] },
      },
      {
        ...{ id: 'C1', name: '4 m 以下', unit: '条', skilledDays: 0.2, unskilledDays: 0, ...read },
        ...{ per: 'first-length', lengthM: 4, upToM: 4, for: { parts: ['half-inch'] } },
      },
      {
        ...{ id: 'C2', name: '10 m', unit: '条', skilledDays: 0.5, unskilledDays: 0, ...read },
        ...{ per: 'first-length', lengthM: 10, overM: 4, for: { parts: ['half-inch'] } },
      },
      {
        ...{ id: 'C3', name: '每增加 10 m', unit: '条', skilledDays: 0.3, unskilledDays: 0, ...read },
        ...{ per: 'further-length', lengthM: 10, for: { parts: ['half-inch'] }, assumed: true },
        machines: [{ name: '升降机', shifts: 0.1, shiftCny: 200 }],
      },
    ],
    prices: {
      omni: { priceCny: 55, ...read },
      'split-2': { priceCny: 50, ...read },
      'half-inch': { priceCny: 10, ...read },
    },
    equipmentKinds: ['radio-unit', 'antenna', 'splitter'],
    auxiliaryMaterial: { percent: 3, ...read },
    measures: [
      { id: 'civilised', name: '文明施工费', percent: 1.1, ...read },
      { id: 'transfer', name: '调遣费', amountCny: 100, ...read },
    ],
    statutory: [{ id: 'social', name: '社会保障费', percent: 28.5, ...read }],
    management: { percent: 27.4, ...read },
    profit: { percent: 20, source: 'nobody', assumed: true },
    vat: { construction: { percent: 9, ...read }, goods: { percent: 13, ...read } },
    otherFees: [
      { id: 'safety', name: '安全生产费', percent: 2, of: 'construction', vatPercent: 9, ...read },
      { id: 'design', name: '设计费', amountCny: 500, vatPercent: 6, ...read },
      { id: 'open', name: '监理费', ...read },
    ],
    reserve: { percent: 3, ...read },
  };
}

/** One radio unit, one splitter, two antennas; cables of 12, 3 and 25.5 m. */
function plan() {
  const cable = (
    id: string,
    from: string,
    to: string,
    lengthM: number,
  ): NonNullable<Network['cables']>[number] => ({
    ...{ id, part: 'half-inch', from: { node: from.split(' ')[0], port: from.split(' ')[1] }, lengthM },
    ...{ to: { node: to, port: 'in' }, course: [{ level: 'B1', path: [[5, 10]] }] },
  });
  const antennas = [buildAntenna('A1', 8, 10), buildAntenna('A2', 12, 10)];
  const network: Network = {
    parts,
    sources: [
      {
        ...{ id: 'S1', level: 'B1', position: [5, 10], cell: antennas[0].cell },
        units: [{ id: 'RRU1', part: 'rru', outputPowerDbm: {} }],
      },
    ],
    devices: [{ id: 'PS1', part: 'split-2', level: 'B1', position: [5, 10] }],
    cables: [
      cable('L1', 'S1 out1', 'PS1', 12),
      cable('L2', 'PS1 out1', 'A1', 3),
      cable('L3', 'PS1 out2', 'A2', 25.5),
    ],
  };
  return buildPlan({ levels: [buildLevel({ walls: [], openings: [] })], antennas, network });
}

describe('the budget in the form of 451', () => {
  it('adds up as by hand', () => {
    const estimate = estimateCost(plan(), book());
    const work = Object.fromEntries(
      estimate.works.map(({ quota, quantity, allSkilledDays, allUnskilledDays }) => [
        quota,
        [quantity, allSkilledDays, allUnskilledDays],
      ]),
    );
    // 12 m: one begun run beyond ten metres; 25.5 m: two.
    expect(work).toEqual({
      ...{ A: [2, 2, 1], S: [1, 0.5, 0], R: [1, 2.5, 0] },
      ...{ C1: [1, 0.2, 0], C2: [2, 1, 0], C3: [3, 0.9, 0] },
    });
    const fee = (name: string) =>
      estimate.fees.find(({ row, fee: stated }) => (stated ? stated.id : row) === name)?.costCny ??
      Number.NaN;
    // 7.1 skilled and 1 unskilled days.
    expect([fee('skilled'), fee('unskilled'), fee('labour')]).toEqual([710, 50, 760]);
    // 40.5 m and a tenth of waste: 45 m at 10; three per cent of it.
    expect([fee('mainMaterial'), fee('auxiliaryMaterial'), fee('material')]).toEqual([450, 13.5, 463.5]);
    expect([fee('machines'), fee('instruments')]).toEqual([60, 20]);
    expect(fee('works')).toBeCloseTo(760 + 463.5 + 60 + 20, 9);
    expect([fee('civilised'), fee('transfer'), fee('measures')]).toEqual([8.36, 100, 108.36]);
    expect(fee('direct')).toBeCloseTo(1411.86, 9);
    expect([fee('social'), fee('management'), fee('profit')]).toEqual([216.6, 208.24, 152]);
    expect(fee('indirect')).toBeCloseTo(424.84, 9);
    expect(fee('net')).toBeCloseTo(1411.86 + 424.84 + 152, 9);
    // 9 % of 1988.70 are 178.983.
    expect(fee('vat')).toBe(178.98);
    expect(fee('gross')).toBeCloseTo(2167.68, 9);
    expect(
      estimate.equipment.map(({ part, quantity, netCny, vatCny }) => [part, quantity, netCny, vatCny]),
    ).toEqual([
      ['omni', 2, 110, 14.3],
      ['rru', 1, 8000, 1040],
      ['split-2', 1, 50, 6.5],
    ]);
    expect(estimate.otherFees.map(({ netCny, vatCny }) => [netCny, vatCny])).toEqual([
      [39.77, 3.58],
      [500, 30],
      [undefined, 0],
    ]);
    const { totals } = estimate;
    expect(totals.construction).toEqual({ netCny: 1988.7, vatCny: 178.98 });
    expect(totals.equipment).toEqual({ netCny: 8160, vatCny: 1060.8 });
    expect(totals.otherFees).toEqual({ netCny: 539.77, vatCny: 33.58 });
    // Three per cent of 10 688.47.
    expect(totals.reserve.netCny).toBe(320.65);
    expect(totals.all).toEqual({ netCny: 11_009.12, vatCny: 1273.36 });
  });

  it('says how much of it rests on assumptions', () => {
    // Assumed: 0.9 days of C3 at 100, its machine, the radio unit's price, the profit; of fees and VAT what is of these.
    const net = 90 + 60 + ((8.36 + 216.6 + 208.24) * 90) / 760 + 152;
    const ofNet = net / 1988.7;
    const before = net + 8000 + 39.77 * ofNet;
    const all = net + 178.98 * ofNet + 8000 + 1040 + 43.35 * ofNet + (320.65 * before) / 10_688.47;
    expect(estimateCost(plan(), book()).assumedRatio).toBeCloseTo(all / (11_009.12 + 1273.36), 6);
    const sure = book();
    Object.assign(sure.quotas[5], { assumed: false });
    Object.assign(sure.profit, { assumed: false });
    sure.prices = { ...sure.prices, rru: { priceCny: 8000, ...read } };
    expect(estimateCost(plan(), sure).assumedRatio).toBe(0);
  });

  it('leaves out VAT and price of main material that the owner supplies', () => {
    const { fees } = estimateCost(plan(), { ...book(), ownerSupplied: true });
    expect(fees.find(({ row }) => row === 'net')?.costCny).toBeCloseTo(1988.7 - 450, 9);
    expect(fees.find(({ row }) => row === 'vat')?.costCny).toBeCloseTo(138.48, 9);
  });

  it('has no sourced figure in the built-in price book, and a provenance for every one', () => {
    const built = defaultPriceBook();
    const figures = [
      ...[built.labour, ...built.quotas, built.auxiliaryMaterial, ...built.measures, ...built.statutory],
      ...[built.management, built.profit, built.vat.construction, built.vat.goods, built.reserve],
      ...built.otherFees,
    ];
    for (const { source, assumed } of figures) {
      expect(isPhraseCode(source)).toBe(true);
      expect(isAssumed(source)).toBe(true);
      expect(assumed).toBe(true);
    }
    // Sure are the prices of a splitter, two antennas and 45 m of cable alone, which the plan's parts have a source for.
    const { assumedRatio, totals } = estimateCost(plan(), built);
    expect(1 - assumedRatio).toBeCloseTo((50 + 120 + 450) / (totals.all.netCny + totals.all.vatCny), 6);
    expect(parsePriceBook(JSON.parse(JSON.stringify(built)))).toEqual(built);
  });

  it('names parts without work and without a price', () => {
    const poor = book();
    poor.quotas = poor.quotas.slice(0, 2);
    expect(estimateCost(plan(), poor).unworked.map(({ name }) => name)).toEqual(['RRU', '1/2″ 馈线']);
  });
});

describe('a price book with errors', () => {
  const refused = (change: (broken: PriceBook) => void) => {
    const broken = book();
    change(broken);
    try {
      parsePriceBook(JSON.parse(JSON.stringify(broken)));
    } catch (error) {
      return (error as InputError).said.map((each) => describeProblem(each)).join('\n');
    }
    return '';
  };
  it.each<[string, (broken: PriceBook) => void, RegExp]>([
    [
      'a rate below nothing',
      (each) => Object.assign(each.profit, { percent: -1 }),
      /^price-book\.profit\.percent: found -1/,
    ],
    ['no source', (each) => Object.assign(each.labour, { source: '' }), /^price-book\.labour\.source/],
    [
      'an id twice',
      (each) => Object.assign(each.quotas[3], { id: 'A' }),
      /^price-book\.quotas\[3\]\.id: found .*A/,
    ],
    [
      'a kind that is none',
      (each) => Object.assign(each.quotas[0].for, { kinds: ['bolt'] }),
      /^price-book\.quotas\[0\]\.for\.kinds\[0\]/,
    ],
    [
      'a fee without base',
      (each) => Object.assign(each.otherFees[0], { of: undefined }),
      /^price-book\.otherFees\[0\]\.of/,
    ],
    [
      'a fee of both kinds',
      (each) => Object.assign(each.measures[0], { amountCny: 3 }),
      /^price-book\.measures\[0\]: found both/,
    ],
    [
      'a run without length',
      (each) => Object.assign(each.quotas[5], { lengthM: undefined }),
      /^price-book\.quotas\[5\]\.lengthM/,
    ],
  ])('is refused with its path: %s', (_, change, said) => {
    expect(refused(change)).toMatch(said);
  });
});
