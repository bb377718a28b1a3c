import { compareTexts, requireObject } from '../../core/index.ts';
import { type CatalogPart, type Plan, planProfile, requirePlan } from '../../plan/index.ts';
import { listRework } from '../network/existing/rework.ts';
import { networkNeeds } from '../network/network-needs.ts';
import { defaultPriceBook } from './default-price-book.ts';
import type { PriceBook, Quota } from './price-book.ts';

/** Name in Chinese, and in English where there is one. */
interface Named {
  name: string;
  nameEn?: string;
}

/** A line of form 3A: work by the quota, in man-days. */
export interface WorkLine extends Named {
  quota: string;
  unit: string;
  quantity: number;
  /** Man-days of one unit, and of all. */
  skilledDays: number;
  unskilledDays: number;
  allSkilledDays: number;
  allUnskilledDays: number;
  source: string;
  assumed: boolean;
}

/** A line of form 3B or 3C: shifts of a machine or an instrument. */
export interface ShiftLine {
  quota: string;
  work: Named;
  machine: Named;
  unit: string;
  quantity: number;
  shifts: number;
  shiftCny: number;
  allShifts: number;
  costCny: number;
  assumed: boolean;
}

/** A line of form 4A; prices without VAT. */
export interface GoodsLine extends Named {
  part: string;
  kind: CatalogPart['kind'];
  /** Type as the trade orders it: value, ways or size, and band in MHz; absent where the catalogue says neither. */
  model?: string;
  unit: 'piece' | 'm';
  quantity: number;
  priceCny: number;
  netCny: number;
  vatCny: number;
  source: string;
  assumed: boolean;
}

/** Lines that form 2 has whatever the price book says. */
export type FormRow =
  | ('gross' | 'net' | 'direct' | 'works' | 'labour' | 'skilled' | 'unskilled' | 'material' | 'mainMaterial')
  | ('auxiliaryMaterial' | 'machines' | 'instruments' | 'measures' | 'indirect' | 'statutory' | 'management')
  | ('profit' | 'vat');

/** A line of form 2: its number, how it is computed, and what it comes to. */
export interface FeeLine {
  /** `1.1.2` as 一(一)2. */
  number: readonly number[];
  /** A line that the form has, or one of a fee of the price book. */
  row: FormRow | 'fee';
  fee?: Named & { id: string };
  percent?: number;
  costCny: number;
  /** CNY of it that rest on assumed figures. */
  assumedCny: number;
  source?: string;
  assumed?: boolean;
}

/** A line of form 5; without `netCny` it is open: nobody stated a rate or an amount. */
export interface OtherLine extends Named {
  id: string;
  percent?: number;
  of?: 'construction' | 'equipment' | 'construction-and-equipment';
  netCny?: number;
  vatCny: number;
  assumedCny: number;
  source: string;
  assumed: boolean;
}

/** A budget in the form of 451: forms 1 to 5 as data; CNY, man-days, shifts. */
export interface CostEstimate {
  works: WorkLine[];
  machines: ShiftLine[];
  instruments: ShiftLine[];
  equipment: GoodsLine[];
  materials: GoodsLine[];
  fees: FeeLine[];
  otherFees: OtherLine[];
  totals: Record<
    'construction' | 'equipment' | 'otherFees' | 'reserve' | 'all',
    { netCny: number; vatCny: number }
  >;
  /** Fraction of the whole that rests on assumed prices, quotas and rates, 0–1. */
  assumedRatio: number;
  /** Parts for which the price book has no work. */
  unworked: Named[];
  /** Parts without a price. */
  unpriced: Named[];
  /** True where parts of an existing tree are kept: then only what is moved and new is in it. */
  isRework: boolean;
}

/** One thing that is installed: what of it is bought, and how long it is where it is a cable. */
interface Thing extends Named {
  part: string;
  kind: CatalogPart['kind'];
  known?: CatalogPart;
  quantity: number;
  unit: 'piece' | 'm';
  isBought: boolean;
}

/** Amount and how much of it rests on assumed figures. */
interface Amount {
  cny: number;
  assumedCny: number;
}

/**
 * The budget of a plan's network by a price book, in the form of the ministry's rules of 2016 (451): work by quota, shifts,
 * goods, fees on labour, other fees, VAT. Of a network with an existing tree what is moved and new. Formulas of form 2 as a
 * public program for such budgets has them; the rules themselves were not read.
 */
export function estimateCost(plan: Plan, book: PriceBook = defaultPriceBook()): CostEstimate {
  requirePlan(plan);
  requireObject('book', book, ['labour', 'quotas', 'vat']);
  const things = thingsOf(plan);
  const works = workLines(things, book);
  const machines = shiftLines(works, 'machines');
  const instruments = shiftLines(works, 'instruments');
  const goods = goodsLines(plan, things, book);
  const isEquipment = (part: string) =>
    book.equipmentKinds.includes(things.find((thing) => thing.part === part)?.kind ?? 'cable');
  const equipment = goods.filter(({ part }) => isEquipment(part));
  const materials = goods.filter(({ part }) => !isEquipment(part));
  const construction = constructionFees({ works, machines, instruments, materials }, book);
  const equipmentAmount = sumOf(equipment.map(netAmount));
  const equipmentVatCny = equipment.reduce((sum, { vatCny }) => sum + vatCny, 0);
  const otherFees = otherLines(construction.net, equipmentAmount, book);
  const otherCny = cents(otherFees.reduce((sum, { netCny = 0 }) => sum + netCny, 0));
  const otherVatCny = cents(otherFees.reduce((sum, { vatCny }) => sum + vatCny, 0));
  const other = {
    cny: otherCny,
    // What is assumed of a fee is so of its VAT in the same proportion.
    assumedCny: otherFees.reduce(
      (sum, { netCny = 0, vatCny, assumedCny }) =>
        netCny === 0 ? sum : sum + (assumedCny * netCny) / (netCny + vatCny),
      0,
    ),
  };
  const before = sumOf([construction.net, equipmentAmount, other]);
  const reserve = ratedOf(before, book.reserve.percent, book.reserve.assumed);
  const totals = {
    construction: { netCny: construction.net.cny, vatCny: construction.vat.cny },
    equipment: { netCny: cents(equipmentAmount.cny), vatCny: cents(equipmentVatCny) },
    otherFees: { netCny: otherCny, vatCny: otherVatCny },
    reserve: { netCny: reserve.cny, vatCny: 0 },
    all: { netCny: cents(before.cny + reserve.cny), vatCny: 0 },
  };
  totals.all.vatCny = cents(totals.construction.vatCny + totals.equipment.vatCny + otherVatCny);
  const allCny = totals.all.netCny + totals.all.vatCny;
  const goodsVat = vatOf({ cny: equipmentVatCny, assumedCny: 0 }, equipmentAmount, book.vat.goods.assumed);
  const assumedCny =
    construction.net.assumedCny +
    construction.vat.assumedCny +
    equipmentAmount.assumedCny +
    goodsVat.assumedCny +
    otherFees.reduce((sum, each) => sum + each.assumedCny, 0) +
    reserve.assumedCny;
  const worked = new Set(works.flatMap(({ parts }) => [...parts]));
  return {
    works: works.map(({ quotaItem: _, parts: __, ...line }) => line),
    ...{ machines, instruments, equipment, materials, fees: construction.lines, otherFees, totals },
    assumedRatio: allCny === 0 ? 0 : Math.min(1, assumedCny / allCny),
    unworked: distinct(things.filter(({ part }) => !worked.has(part))),
    unpriced: distinct(
      things.filter(({ isBought, known, part }) => isBought && !known && !book.prices?.[part]),
    ),
    isRework: plan.network?.existing !== undefined,
  };
}

function distinct(things: readonly Thing[]): Named[] {
  const byPart = new Map(things.map((thing) => [thing.part, thing]));
  return [...byPart.values()].map(({ name, nameEn }) => ({
    name,
    ...(nameEn === undefined ? {} : { nameEn }),
  }));
}

/** All that is installed, one by one: of an existing tree what is moved and new. */
function thingsOf(plan: Plan): Thing[] {
  const rework = listRework(plan);
  if (!rework) {
    return networkNeeds(plan).map(({ name: part, part: known, kind, quantity, unit }) => ({
      ...{ part, kind, quantity, unit, isBought: true, name: known?.name ?? part },
      ...(known ? { known } : {}),
      ...(known?.nameEn === undefined ? {} : { nameEn: known.nameEn }),
    }));
  }
  const parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  return rework.items.flatMap(({ part, kind, name, nameEn, quantity, unit, state }): Thing[] => {
    if (state !== 'new' && state !== 'moved') return [];
    const known = parts.get(part);
    return [
      {
        ...{ part, kind, name, quantity, unit, isBought: state === 'new' },
        ...(known ? { known } : {}),
        ...(nameEn === undefined ? {} : { nameEn }),
      },
    ];
  });
}

interface Work extends WorkLine {
  quotaItem: Quota;
  parts: Set<string>;
}

function workLines(things: readonly Thing[], book: PriceBook): Work[] {
  const named = new Set(book.quotas.flatMap((item) => item.for.parts ?? []));
  return book.quotas.flatMap((item): Work[] => {
    const { parts = [], kinds = [] } = item.for;
    const meant = things.filter(
      ({ part, kind }) => parts.includes(part) || (!named.has(part) && kinds.includes(kind)),
    );
    const quantity = quantityOf(item, meant);
    if (quantity === 0) return [];
    const { id, name, nameEn, unit, skilledDays, unskilledDays, source, assumed = false } = item;
    return [
      {
        ...{ quota: id, name, ...(nameEn === undefined ? {} : { nameEn }), unit, quantity },
        ...{ skilledDays, unskilledDays },
        allSkilledDays: hundredths(quantity * skilledDays),
        allUnskilledDays: hundredths(quantity * unskilledDays),
        ...{ source, assumed, quotaItem: item, parts: new Set(meant.map(({ part }) => part)) },
      },
    ];
  });
}

/** Units of a quota that some things take. */
function quantityOf({ per, lengthM = 1, upToM, overM }: Quota, things: readonly Thing[]): number {
  const sum = (value: (thing: Thing) => number) => things.reduce((total, thing) => total + value(thing), 0);
  const slack = 1e-9;
  switch (per) {
    case 'piece':
      return sum(({ quantity, unit }) => (unit === 'piece' ? quantity : 1));
    case 'length':
      return hundredths(sum(({ quantity }) => quantity) / lengthM);
    case 'first-length':
      return sum(({ quantity }) =>
        quantity > 0 && quantity <= (upToM ?? quantity) + slack && quantity > (overM ?? 0) + slack ? 1 : 0,
      );
    case 'further-length':
      return sum(({ quantity }) => Math.max(0, Math.ceil(quantity / lengthM - 1 - slack)));
  }
}

function shiftLines(works: readonly Work[], list: 'machines' | 'instruments'): ShiftLine[] {
  return works.flatMap(({ quotaItem, quota, name, nameEn, unit, quantity, assumed }) =>
    (quotaItem[list] ?? []).map(({ name: machine, nameEn: machineEn, shifts, shiftCny }): ShiftLine => {
      const allShifts = hundredths(quantity * shifts);
      return {
        ...{ quota, unit, quantity, shifts, shiftCny, allShifts, assumed },
        work: { name, ...(nameEn === undefined ? {} : { nameEn }) },
        machine: { name: machine, ...(machineEn === undefined ? {} : { nameEn: machineEn }) },
        costCny: cents(allShifts * shiftCny),
      };
    }),
  );
}

/** Value or size and band of a part, as orders state them; empty where the catalogue has neither. */
function modelOf(part: CatalogPart): string {
  const { kind, ways, couplingDb, lossDb, name, sourcePowerDbm, lowestMhz, highestMhz, bands } = part;
  const range = (low: number, high: number) => `${low}–${high} MHz`;
  const whole = lowestMhz === undefined || highestMhz === undefined ? [] : [range(lowestMhz, highestMhz)];
  const valueDb =
    kind === 'coupler' ? couplingDb : kind === 'attenuator' ? Object.values(lossDb ?? {})[0] : undefined;
  return [
    ...(kind === 'splitter' ? [`1:${ways ?? 2}`] : []),
    ...(valueDb === undefined ? [] : [`${valueDb} dB`]),
    ...(/\d[\d\-/]*\s*["″]/.exec(name) ?? []),
    ...(sourcePowerDbm === undefined ? [] : [`${sourcePowerDbm} dBm`]),
    ...(bands ? [bands.map((band) => range(band.lowestMhz, band.highestMhz)).join(' / ')] : whole),
  ].join(', ');
}

/** Goods by part; a cable's length includes its waste, rounded up to whole metres as on the bill. */
function goodsLines(plan: Plan, things: readonly Thing[], book: PriceBook): GoodsLine[] {
  const { cableWasteRatio } = planProfile(plan).network;
  const byPart = new Map<string, Thing[]>();
  for (const thing of things.filter(({ isBought }) => isBought)) {
    byPart.set(thing.part, [...(byPart.get(thing.part) ?? []), thing]);
  }
  return [...byPart.entries()]
    .map(([part, [first, ...rest]]): GoodsLine => {
      const { name, nameEn, unit, known } = first;
      const model = known && modelOf(known);
      const installed = [first, ...rest].reduce((sum, { quantity }) => sum + quantity, 0);
      const quantity = unit === 'm' ? Math.ceil(installed * (1 + cableWasteRatio) - 1e-9) : installed;
      const stated = book.prices?.[part] ?? known;
      const priceCny = stated?.priceCny ?? 0;
      const netCny = cents(quantity * priceCny);
      return {
        ...{ part, name, ...(nameEn === undefined ? {} : { nameEn }), unit, quantity, priceCny, netCny },
        ...{ kind: first.kind, ...(model ? { model } : {}) },
        vatCny: cents((netCny * book.vat.goods.percent) / 100),
        source: stated?.source ?? '',
        assumed: stated?.assumed ?? stated === undefined,
      };
    })
    .sort((a, b) => compareTexts(a.part, b.part));
}

function netAmount({ netCny, assumed }: { netCny: number; assumed: boolean }): Amount {
  return { cny: netCny, assumedCny: assumed ? netCny : 0 };
}

function sumOf(amounts: readonly Amount[]): Amount {
  return amounts.reduce(
    (sum, { cny, assumedCny }) => ({ cny: cents(sum.cny + cny), assumedCny: sum.assumedCny + assumedCny }),
    { cny: 0, assumedCny: 0 },
  );
}

/** A part of an amount: assumed where its rate is, else as much as what it is of. */
function ratedOf(base: Amount, percent: number, isAssumed: boolean | undefined): Amount {
  const cny = cents((base.cny * percent) / 100);
  return { cny, assumedCny: isAssumed ? cny : base.cny === 0 ? 0 : (cny * base.assumedCny) / base.cny };
}

function vatOf(vat: Amount, base: Amount, isAssumed: boolean | undefined): Amount {
  const assumedCny = isAssumed ? vat.cny : base.cny === 0 ? 0 : (vat.cny * base.assumedCny) / base.cny;
  return { cny: vat.cny, assumedCny };
}

interface Direct {
  works: readonly WorkLine[];
  machines: readonly ShiftLine[];
  instruments: readonly ShiftLine[];
  materials: readonly GoodsLine[];
}

/** Form 2: direct cost, indirect cost, profit, VAT. */
function constructionFees(direct: Direct, book: PriceBook): { lines: FeeLine[]; net: Amount; vat: Amount } {
  const labour = labourOf(direct.works, book);
  const mainMaterial = sumOf(direct.materials.map(netAmount));
  const auxiliary = ratedOf(mainMaterial, book.auxiliaryMaterial.percent, book.auxiliaryMaterial.assumed);
  const shifts = (list: readonly ShiftLine[]) =>
    sumOf(list.map(({ costCny, assumed }) => ({ cny: costCny, assumedCny: assumed ? costCny : 0 })));
  const [machines, instruments] = [shifts(direct.machines), shifts(direct.instruments)];
  const material = sumOf([mainMaterial, auxiliary]);
  const works = sumOf([labour.all, material, machines, instruments]);
  const measures = feeLines(book.measures, labour.all, [1, 2]);
  const measureSum = sumOf(measures.map(amountOf));
  const directSum = sumOf([works, measureSum]);
  const statutory = feeLines(book.statutory, labour.all, [2, 1]);
  const statutorySum = sumOf(statutory.map(amountOf));
  const management = ratedOf(labour.all, book.management.percent, book.management.assumed);
  const indirect = sumOf([statutorySum, management]);
  const profit = ratedOf(labour.all, book.profit.percent, book.profit.assumed);
  const gross = sumOf([directSum, indirect, profit]);
  const net = book.ownerSupplied ? minus(gross, mainMaterial) : gross;
  const vat = ratedOf(net, book.vat.construction.percent, book.vat.construction.assumed);
  const line = (
    number: readonly number[],
    row: FormRow,
    { cny, assumedCny }: Amount,
    rate?: { percent?: number; source: string; assumed?: boolean },
  ): FeeLine => {
    const { percent, source, assumed = false } = rate ?? {};
    return {
      ...{ number, row, costCny: cny, assumedCny },
      ...(percent === undefined ? {} : { percent }),
      ...(source === undefined ? {} : { source, assumed }),
    };
  };
  return {
    lines: [
      line([], 'gross', sumOf([gross, vat])),
      line([], 'net', net),
      line([1], 'direct', directSum),
      line([1, 1], 'works', works),
      line([1, 1, 1], 'labour', labour.all),
      line([1, 1, 1, 1], 'skilled', labour.skilled, stated(book.labour)),
      line([1, 1, 1, 2], 'unskilled', labour.unskilled, stated(book.labour)),
      line([1, 1, 2], 'material', material),
      line([1, 1, 2, 1], 'mainMaterial', mainMaterial),
      line([1, 1, 2, 2], 'auxiliaryMaterial', auxiliary, book.auxiliaryMaterial),
      line([1, 1, 3], 'machines', machines),
      line([1, 1, 4], 'instruments', instruments),
      line([1, 2], 'measures', measureSum),
      ...measures,
      line([2], 'indirect', indirect),
      line([2, 1], 'statutory', statutorySum),
      ...statutory,
      line([2, 2], 'management', management, book.management),
      line([3], 'profit', profit, book.profit),
      line([4], 'vat', vat, book.vat.construction),
    ],
    net,
    vat,
  };
}

function stated({ source, assumed }: { source: string; assumed?: boolean }) {
  return { source, ...(assumed === undefined ? {} : { assumed }) };
}

function minus(a: Amount, b: Amount): Amount {
  return { cny: cents(a.cny - b.cny), assumedCny: a.assumedCny - b.assumedCny };
}

function labourOf(works: readonly WorkLine[], { labour }: PriceBook) {
  const amount = (days: (work: WorkLine) => number, dayCny: number): Amount => {
    const of = (list: readonly WorkLine[]) => hundredths(list.reduce((sum, work) => sum + days(work), 0));
    const cny = cents(of(works) * dayCny);
    const assumedCny = labour.assumed ? cny : cents(of(works.filter(({ assumed }) => assumed)) * dayCny);
    return { cny, assumedCny };
  };
  const skilled = amount(({ allSkilledDays }) => allSkilledDays, labour.skilledCny);
  const unskilled = amount(({ allUnskilledDays }) => allUnskilledDays, labour.unskilledCny);
  return { skilled, unskilled, all: sumOf([skilled, unskilled]) };
}

function feeLines(fees: PriceBook['measures'], labour: Amount, number: readonly number[]): FeeLine[] {
  return fees.map(({ id, name, nameEn, percent, amountCny = 0, source, assumed = false }, index) => {
    const amount =
      percent === undefined
        ? { cny: cents(amountCny), assumedCny: assumed ? cents(amountCny) : 0 }
        : ratedOf(labour, percent, assumed);
    return {
      ...{ number: [...number, index + 1], row: 'fee' },
      fee: { id, name, ...(nameEn === undefined ? {} : { nameEn }) },
      ...(percent === undefined ? {} : { percent }),
      ...{ costCny: amount.cny, assumedCny: amount.assumedCny, source, assumed },
    };
  });
}

function amountOf({ costCny, assumedCny }: FeeLine): Amount {
  return { cny: costCny, assumedCny };
}

/** Form 5. */
function otherLines(construction: Amount, equipment: Amount, { otherFees }: PriceBook): OtherLine[] {
  return otherFees.map((fee): OtherLine => {
    const { id, name, nameEn, percent, of, amountCny, vatPercent = 0, source, assumed = false } = fee;
    const base =
      of === 'equipment'
        ? equipment
        : of === 'construction'
          ? construction
          : sumOf([construction, equipment]);
    const amount =
      percent !== undefined
        ? ratedOf(base, percent, assumed)
        : amountCny === undefined
          ? undefined
          : { cny: cents(amountCny), assumedCny: assumed ? cents(amountCny) : 0 };
    const vat = ratedOf(amount ?? { cny: 0, assumedCny: 0 }, vatPercent, assumed);
    return {
      ...{ id, name, ...(nameEn === undefined ? {} : { nameEn }) },
      ...(percent === undefined ? {} : { percent, of: of ?? 'construction-and-equipment' }),
      ...(amount ? { netCny: amount.cny } : {}),
      ...{ vatCny: vat.cny, assumedCny: (amount?.assumedCny ?? 0) + vat.assumedCny, source, assumed },
    };
  });
}

function cents(cny: number): number {
  return Math.round(100 * cny + 1e-7) / 100;
}

function hundredths(value: number): number {
  return Math.round(100 * value + 1e-7) / 100;
}
