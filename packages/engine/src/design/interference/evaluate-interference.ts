import { dbToRatio, ratioToDb } from '../../core/index.ts';
import {
  type Antenna,
  antennaLocation,
  areInOneDuplexBand,
  type Carrier,
  isTimeDivision,
  type Plan,
  planProfile,
  type RequirementProfile,
  requirePlan,
  uplinkFrequencyMhz,
} from '../../plan/index.ts';
import {
  antennaGainDbi,
  freeSpaceLossDb,
  mapService,
  radiates,
  thermalNoiseDbmPerHz,
  uplinkBudget,
} from '../../radio/index.ts';

/**
 * Systems for public safety that no carrier of a plan is of, by the frequencies that their base stations receive on, MHz: as they are
 * usually assigned in China (assumption; the local radio administration knows).
 */
export const protectedSystems = [
  { id: 'pdt350', lowMhz: 351, highMhz: 358 },
  { id: 'trunked800', lowMhz: 806, highMhz: 821 },
] as const;

/** A receiver: the uplink of a carrier, or a system for public safety. */
export interface Receiver {
  id: string;
  isProtected: boolean;
  lowMhz: number;
  highMhz: number;
}

/** A product of carriers in a receiver's band. */
export interface ProductHit {
  /** Carriers by id and how often each is added, or taken off where negative. */
  terms: readonly { carrier: string; times: number }[];
  centreMhz: number;
  widthMhz: number;
  /** Part of the product that falls into the band, MHz. */
  overlapMhz: number;
  /** Level in the receiver's band where all carriers enter one part at the power of their radio units, dBm. */
  levelDbm: number;
}

/** Products of one order in a receiver's band. */
export interface OrderHits {
  count: number;
  /** The one with the highest level. */
  strongest?: ProductHit;
}

/** Products of all downlink carriers in a receiver's band. */
export interface ReceiverHits {
  receiver: Receiver;
  noiseDbm: number;
  third: OrderHits;
  fifth: OrderHits;
}

/** A transmitter and a receiver, and what has to be between them. */
export interface IsolationPair {
  from: string;
  to: string;
  isProtected: boolean;
  /** Isolation that spurious emissions ask for, and that blocking does, dB. */
  spuriousDb: number;
  blockingDb: number;
  requiredDb: number;
  /** Isolation of the combining platform's inputs; none between systems that do not share it. */
  poiDb?: number;
  /** Isolation in the air where small cells send them apart from each other; none where one unit sends both. */
  air?: AirIsolation;
}

/** The two small cells of a level between which the isolation in the air is least. */
export interface AirIsolation {
  antennas: readonly [string, string];
  distanceM: number;
  isolationDb: number;
}

/** Returns whether carriers pass passive parts together: small cells have a port of their own each. */
export function hasCommonPassives({ antennas, network }: Plan): boolean {
  return !network?.sources?.length || antennas.some(({ feed }) => feed !== 'small-cell');
}

/** Products and isolation of a plan's carriers. */
export interface Interference {
  hits: readonly ReceiverHits[];
  isolation: readonly IsolationPair[];
  /** Power of each carrier with which levels of products are computed: as radio units are set, without a network their full power. */
  powers: readonly { carrier: string; powerDbm: number; isSet: boolean }[];
  /** False: there are too many carriers, and products of the fifth order are of two carriers alone. */
  isFifthComplete: boolean;
}

/** Power of the carriers at which parts are measured, dBm (IEC 62037). */
const measuredDbm = 43;
/** More carriers than these have too many products of fifth order. */
const maxCarriers = 16;

/** Looks for products of third and fifth order in all uplinks, and says what isolation every pair of systems needs. */
export function evaluateInterference(plan: Plan): Interference {
  requirePlan(plan);
  const profile = planProfile(plan);
  const receivers = listReceivers(plan.carriers);
  const powers = carrierPowers(plan, profile);
  const isFifthComplete = plan.carriers.length <= maxCarriers;
  const third = listProducts(plan.carriers, 3);
  const fifth = listProducts(plan.carriers, 5, isFifthComplete ? undefined : 2);
  return {
    isFifthComplete,
    hits: receivers.map((receiver) => ({
      receiver,
      noiseDbm: noiseOf(receiver, profile),
      third: hitsOf(third, receiver, plan.carriers, { profile, powers }),
      fifth: hitsOf(fifth, receiver, plan.carriers, { profile, powers }),
    })),
    isolation: isolationPairs(plan, receivers, profile, powers),
    powers,
  };
}

/** The most that a radio unit of the network is set to for a carrier. */
function carrierPowers({ carriers, network }: Plan, profile: RequirementProfile): Interference['powers'] {
  const units = (network?.sources ?? []).flatMap((source) => source.units);
  return carriers.map((carrier) => {
    const set = units.flatMap(({ outputPowerDbm }) => outputPowerDbm[carrier.id] ?? []);
    const { sourcePowerDbm } = uplinkBudget(carrier, mapService(carrier), profile);
    const isSet = set.length > 0;
    return { carrier: carrier.id, powerDbm: isSet ? Math.max(...set) : sourcePowerDbm, isSet };
  });
}

function listReceivers(carriers: readonly Carrier[]): Receiver[] {
  return [
    ...carriers.map((carrier) => {
      const centreMhz = uplinkFrequencyMhz(carrier);
      const halfMhz = carrier.bandwidthMhz / 2;
      return {
        id: carrier.id,
        isProtected: false,
        lowMhz: centreMhz - halfMhz,
        highMhz: centreMhz + halfMhz,
      };
    }),
    ...protectedSystems.map((system) => ({ ...system, isProtected: true })),
  ];
}

function noiseOf({ lowMhz, highMhz }: Receiver, { uplink }: RequirementProfile): number {
  return thermalNoiseDbmPerHz + ratioToDb((highMhz - lowMhz) * 1e6) + uplink.noiseFigureDb;
}

/** Coefficients of the carriers, in their order; their magnitudes add up to the order, and they to 1. */
type Product = readonly number[];

/**
 * Products of an order with frequencies in the zone of the carriers: one more of them is added than taken off, none is both.
 * @param maxTerms carriers that one product is of; default as many as its order
 */
function listProducts(carriers: readonly Carrier[], order: 3 | 5, maxTerms: number = order): Product[] {
  const found: Product[] = [];
  const coefficients = new Array<number>(carriers.length).fill(0);
  const visit = (index: number, toAdd: number, toTake: number, used: number) => {
    if (index === carriers.length) {
      if (toAdd === 0 && toTake === 0) found.push([...coefficients]);
      return;
    }
    visit(index + 1, toAdd, toTake, used);
    if (used === maxTerms) return;
    for (let times = 1; times <= toAdd; times += 1) {
      coefficients[index] = times;
      visit(index + 1, toAdd - times, toTake, used + 1);
    }
    for (let times = 1; times <= toTake; times += 1) {
      coefficients[index] = -times;
      visit(index + 1, toAdd, toTake - times, used + 1);
    }
    coefficients[index] = 0;
  };
  visit(0, (order + 1) / 2, (order - 1) / 2, 0);
  return found;
}

/** Powers that enter a part, and its rating. */
interface PartInput {
  profile: RequirementProfile;
  powers: Interference['powers'];
}

function hitsOf(
  products: readonly Product[],
  receiver: Receiver,
  carriers: readonly Carrier[],
  parts: PartInput,
): OrderHits {
  const victim = carriers.find(({ id }) => id === receiver.id);
  // Carriers that share a band in time are silent together while phones send.
  const isSilent = carriers.map(
    (carrier) => victim !== undefined && isTimeDivision(victim) && isTimeDivision(carrier),
  );
  let count = 0;
  let strongest: ProductHit | undefined;
  for (const product of products) {
    let [centreMhz, widthMhz] = [0, 0];
    let isReceived = true;
    product.forEach((times, index) => {
      centreMhz += times * carriers[index].frequencyMhz;
      widthMhz += Math.abs(times) * carriers[index].bandwidthMhz;
      if (times !== 0 && isSilent[index]) isReceived = false;
    });
    const overlapMhz =
      Math.min(centreMhz + widthMhz / 2, receiver.highMhz) -
      Math.max(centreMhz - widthMhz / 2, receiver.lowMhz);
    if (!isReceived || overlapMhz <= 0) continue;
    count += 1;
    const levelDbm = levelOf(product, parts) + ratioToDb(Math.min(1, overlapMhz / widthMhz));
    if (strongest && strongest.levelDbm >= levelDbm) continue;
    const terms = product.flatMap((times, index) =>
      times === 0 ? [] : [{ carrier: carriers[index].id, times }],
    );
    strongest = { terms, centreMhz, widthMhz, overlapMhz, levelDbm };
  }
  return { count, ...(strongest ? { strongest } : {}) };
}

/**
 * Level of a product that one part makes of carriers at the power of their radio units: by its rating at 43 dBm, a decibel more for
 * each of a carrier's, and with the number of its permutations over that of two carriers.
 */
function levelOf(product: Product, { profile, powers }: PartInput): number {
  const order = product.reduce((sum, times) => sum + Math.abs(times), 0);
  const { intermodulationDbc } = profile.network;
  const ratingDbc = order === 3 ? intermodulationDbc : profile.interference.fifthOrderDbc;
  const overDb = product.reduce(
    (sum, times, index) => sum + Math.abs(times) * (powers[index].powerDbm - measuredDbm),
    0,
  );
  // Amplitudes go with the multinomial of the coefficients; parts are rated by 2a − b (3) and 3a − 2b (10).
  const permutations = factorial(order) / product.reduce((all, times) => all * factorial(Math.abs(times)), 1);
  return measuredDbm + ratingDbc + overDb + 2 * ratioToDb(permutations / (order === 3 ? 3 : 10));
}

function factorial(value: number): number {
  return value < 2 ? 1 : value * factorial(value - 1);
}

/** Every transmitter with every receiver but its carrier's; carriers of one band of time-division duplex keep to one frame. */
function isolationPairs(
  plan: Plan,
  receivers: readonly Receiver[],
  profile: RequirementProfile,
  powers: Interference['powers'],
): IsolationPair[] {
  const { carriers } = plan;
  const { interference, uplink } = profile;
  const isCombined = hasCommonPassives(plan);
  const { noiseRiseDb, spuriousDbmPerMhz, sameBandSpuriousDbmPerMhz, blockingDbm } = interference;
  const noiseDbmPerMhz = thermalNoiseDbmPerHz + ratioToDb(1e6) + uplink.noiseFigureDb;
  // Added to the noise it is so much more.
  const allowedDbmPerMhz = noiseDbmPerMhz + ratioToDb(dbToRatio(noiseRiseDb) - 1);
  return carriers.flatMap((from) =>
    receivers.flatMap((to): IsolationPair[] => {
      const victim = carriers.find(({ id }) => id === to.id);
      if (victim === from) return [];
      if (victim && areInOneDuplexBand(from, victim)) return [];
      const isOneBand =
        victim !== undefined && duplexMhz(from) === duplexMhz(victim) && areInOneBand(from, victim);
      const spuriousDb = (isOneBand ? sameBandSpuriousDbmPerMhz : spuriousDbmPerMhz) - allowedDbmPerMhz;
      // Small cells send what they are set to; behind a POI every unit may be turned up to its full power.
      const set = powers.find(({ carrier, isSet }) => !isCombined && isSet && carrier === from.id);
      const sourceDbm = set?.powerDbm ?? uplinkBudget(from, mapService(from), profile).sourcePowerDbm;
      const blockingDb = sourceDbm - blockingDbm;
      // The receive filter of a paired band keeps out what is sent in the same band.
      const requiredDb = isOneBand ? spuriousDb : Math.max(spuriousDb, blockingDb);
      return [
        {
          ...{ from: from.id, to: to.id, isProtected: to.isProtected, spuriousDb, blockingDb, requiredDb },
          ...(to.isProtected || !isCombined
            ? {}
            : { poiDb: isOneBand ? interference.poiSameBandIsolationDb : interference.poiIsolationDb }),
          ...(victim ? airBetween(plan, from, victim) : {}),
        },
      ];
    }),
  );
}

/** The least isolation in the air between small cells of a level that send one of two carriers each; empty where one unit sends both. */
function airBetween(plan: Plan, from: Carrier, to: Carrier): Pick<IsolationPair, 'air'> {
  const cells = plan.antennas.filter(({ feed }) => feed === 'small-cell');
  const senders = cells.filter((cell) => radiates(cell, from));
  const receivers = cells.filter((cell) => radiates(cell, to));
  if (senders.some((cell) => receivers.includes(cell))) return {};
  let nearest: AirIsolation | undefined;
  for (const sender of senders) {
    for (const receiver of receivers.filter(({ level }) => level === sender.level)) {
      const air = airIsolation(plan, sender, receiver, [from.frequencyMhz, uplinkFrequencyMhz(to)]);
      if (!nearest || air.isolationDb < nearest.isolationDb) nearest = air;
    }
  }
  return nearest ? { air: nearest } : {};
}

/** Antennas are taken no nearer to each other, m: nearer the far field says nothing. */
export const nearestAirM = 0.3;

/** Loss in free space less the gain of either antenna towards the other, the least over the frequencies. */
function airIsolation(plan: Plan, a: Antenna, b: Antenna, frequenciesMhz: readonly number[]): AirIsolation {
  const [[ax, ay], [bx, by]] = [antennaLocation(a), antennaLocation(b)];
  const [eastM, northM, upM] = [bx - ax, by - ay, b.heightM - a.heightM];
  const distanceM = Math.hypot(eastM, northM, upM);
  const lossesDb = frequenciesMhz.map((frequencyMhz) => {
    const band = { frequencyMhz, custom: plan.antennaTypes };
    return (
      freeSpaceLossDb(frequencyMhz, Math.max(nearestAirM, distanceM)) -
      antennaGainDbi(a, eastM, northM, upM, band) -
      antennaGainDbi(b, -eastM, -northM, -upM, band)
    );
  });
  return { antennas: [a.id, b.id], distanceM, isolationDb: Math.min(...lossesDb) };
}

/** Distance of both ways of a carrier, MHz; 0 where they take turns. */
function duplexMhz(carrier: Carrier): number {
  return carrier.frequencyMhz - uplinkFrequencyMhz(carrier);
}

/** Carriers of one paired band are no further apart than both ways of it. */
function areInOneBand(a: Carrier, b: Carrier): boolean {
  return duplexMhz(a) > 0 && Math.abs(a.frequencyMhz - b.frequencyMhz) < duplexMhz(a);
}
