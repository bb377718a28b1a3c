import { dbToRatio, ratioToDb, requireObject, requireOneOf } from '../../core/index.ts';
import {
  type Carrier,
  isTimeDivision,
  type RequirementProfile,
  type Service,
  services,
  technologyRow,
} from '../../plan/index.ts';
import { filledBandwidthHz, sentBand, uplinkBudget } from './link-budget.ts';

// 3GPP TR 36.942 annex A.1, for NR Rec. ITU-R M.2101: throughput from SNIR by an attenuated and truncated Shannon bound.
type Bound = RequirementProfile['throughput']['downlink'];

/** Classes of what a phone gets in both directions, worst first. */
export const throughputClasses = ['none', 'qr', 'basic', 'fast'] as const;

/** Efficiency of a link, b/s/Hz: 0 below the least SINR. */
export function spectralEfficiency(bound: Bound, sinrDb: number): number {
  if (!(sinrDb >= bound.leastSinrDb)) return 0;
  return Math.min(bound.mostBpsPerHz, bound.efficiencyRatio * Math.log2(1 + dbToRatio(sinrDb)));
}

/** Numbers of layers that a phone is sent at once, least first; three are left out. */
export const layerCounts = [1, 2, 4] as const;

/** Limits of SINR and uplink margin for a class: once per carrier. */
export interface ThroughputLimits {
  /** [qr, basic, fast] of one layer; Infinity where the carrier is too narrow for the rate. */
  sinrDb: number[];
  /** The same of at most as many layers as `layerCounts` says. [layer counts] of [qr, basic, fast] */
  layeredSinrDb: number[][];
  uplinkMarginDb: number[];
}

/** Rates that a phone gets at a location in its part of the carrier and of the time. */
export interface DataRates {
  /** Layers at which the downlink is fastest. */
  layers: number;
  downKbps: number;
  upKbps: number;
}

/**
 * Limits of the classes. Downlink: the phone's share of the carrier and of the time at the SINR of a resource element,
 * with as many layers as help. Uplink: its share with all its power in it, in one layer. GSM and NB-IoT carry no data of phones here.
 */
export function throughputLimits(
  carrier: Carrier,
  service: Service,
  profile: RequirementProfile,
): ThroughputLimits {
  requireObject('carrier', carrier, ['technology', 'bandwidthMhz']);
  requireOneOf('service', service, services);
  requireObject('profile', profile, ['throughput', 'voice', 'data']);
  const { classes } = profile.throughput;
  const rates = [classes.qr, classes.basic, classes.fast];
  const bands = phoneBandwidth(carrier, service, profile);
  if (!bands) {
    const never = rates.map(() => Number.POSITIVE_INFINITY);
    return { sinrDb: never, layeredSinrDb: layerCounts.map(() => never), uplinkMarginDb: never };
  }
  const neededOf = (layers: number) =>
    rates.map(
      ({ downKbps }) =>
        neededSinrDb(bands.downlink, (1000 * downKbps) / (bands.downHz * layers)) +
        layerOffsetDb(carrier, layers, profile),
    );
  const layeredSinrDb = layerCounts.map((max) =>
    layerCounts
      .filter((layers) => layers <= max)
      .map(neededOf)
      .reduce((best, each) => best.map((sinrDb, index) => Math.min(sinrDb, each[index]))),
  );
  return {
    sinrDb: layeredSinrDb[0],
    layeredSinrDb,
    uplinkMarginDb: rates.map(
      ({ upKbps }) => neededSinrDb(bands.uplink, (1000 * upKbps) / bands.upHz) - bands.sinrOverMarginDb,
    ),
  };
}

/**
 * Index into `throughputClasses` of the best class whose both limits hold; 0 for none.
 * @param layers most layers that a phone is sent there; default one
 */
export function throughputClassOf(
  limits: ThroughputLimits,
  sinrDb: number,
  uplinkMarginDb: number,
  layers = 1,
): number {
  requireObject('limits', limits, ['sinrDb', 'uplinkMarginDb']);
  const neededDb = layers < layerCounts[1] ? limits.sinrDb : limits.layeredSinrDb[layerIndex(layers)];
  let best = 0;
  for (let index = 0; index < neededDb.length; index += 1) {
    if (sinrDb >= neededDb[index] && uplinkMarginDb >= limits.uplinkMarginDb[index]) best = index + 1;
  }
  return best;
}

/**
 * Rates of a carrier's data by what a location has; the phone's share is that of `throughputLimits`. Undefined for GSM and NB-IoT.
 * @returns a function of SINR, uplink margin and the most layers there
 */
export function dataRates(
  carrier: Carrier,
  service: Service,
  profile: RequirementProfile,
): ((sinrDb: number, uplinkMarginDb: number, maxLayers: number) => DataRates) | undefined {
  requireObject('carrier', carrier, ['technology', 'bandwidthMhz']);
  requireOneOf('service', service, services);
  requireObject('profile', profile, ['throughput', 'voice', 'data']);
  const bands = phoneBandwidth(carrier, service, profile);
  if (!bands) return undefined;
  return (sinrDb, uplinkMarginDb, max) => {
    let [layers, downKbps]: [number, number] = [1, 0];
    for (const each of layerCounts.slice(0, layerIndex(max) + 1)) {
      const layerSinrDb = sinrDb - layerOffsetDb(carrier, each, profile);
      const kbps = (each * bands.downHz * spectralEfficiency(bands.downlink, layerSinrDb)) / 1000;
      if (kbps > downKbps) [layers, downKbps] = [each, kbps];
    }
    const upBpsPerHz = spectralEfficiency(bands.uplink, uplinkMarginDb + bands.sinrOverMarginDb);
    return { layers, downKbps, upKbps: (bands.upHz * upBpsPerHz) / 1000 };
  };
}

/** A phone's share of a carrier; undefined where it carries no data. */
function phoneBandwidth(carrier: Carrier, service: Service, profile: RequirementProfile) {
  const row = technologyRow(carrier.technology).throughput;
  if (!row) return undefined;
  const { userShareRatio, duplex } = profile.throughput;
  const bandwidthHz = filledBandwidthHz(carrier) * userShareRatio;
  const { downRatio, upRatio } = isTimeDivision(carrier)
    ? duplex[row.duplexFrame(carrier.frequencyMhz)]
    : { downRatio: 1, upRatio: 1 };
  // Margin 0 is the required SINR in the band of the service; in the share the same power is spread wider.
  const widerDb = ratioToDb(bandwidthHz / (sentBand(carrier, service, profile).bandwidthKhz * 1000));
  return {
    downlink: profile.throughput[row.downlink],
    uplink: profile.throughput[row.uplink],
    /** Bandwidth times the fraction of the time. */
    downHz: bandwidthHz * downRatio,
    upHz: bandwidthHz * upRatio,
    sinrOverMarginDb: uplinkBudget(carrier, service, profile).requiredSinrDb - widerDb,
  };
}

/**
 * How far the SINR of one of several layers is below that of a reference element, dB: they share its power and the phone's
 * aerials, and data is not boosted.
 */
function layerOffsetDb(carrier: Carrier, layers: number, { throughput }: RequirementProfile): number {
  const { twoLossDb, fourLossDb } = throughput.layers;
  const lossDb = layers === 1 ? 0 : layers === 2 ? twoLossDb : fourLossDb;
  return ratioToDb(layers) + lossDb + (carrier.referenceBoostDb ?? 0);
}

/** Index into `layerCounts` of the greatest number that is no more than given. */
function layerIndex(max: number): number {
  return Math.max(0, layerCounts.filter((layers) => layers <= max).length - 1);
}

/** The least SINR of an efficiency, dB; Infinity beyond the bound. */
function neededSinrDb(bound: Bound, bpsPerHz: number): number {
  if (bpsPerHz > bound.mostBpsPerHz) return Number.POSITIVE_INFINITY;
  return Math.max(bound.leastSinrDb, ratioToDb(2 ** (bpsPerHz / bound.efficiencyRatio) - 1));
}

// 3GPP TS 36.214 §5.1.3: RSRQ = N·RSRP/RSSI, RSSI over N resource blocks in the symbols that hold reference signals.
const subcarriersPerBlock = 12;
/** Reference elements of one port in a block and symbol. */
const referenceElements = 2;

/**
 * RSRQ from SINR on a resource element: per block, RSSI is what the serving cell sends (its reference elements, and of
 * the rest the fraction that is loaded) and 12 elements of interference and noise. One port: −3.0 dB without load,
 * −10.8 dB with full load. Synchronisation blocks of NR are full whatever the load. Undefined for GSM and NB-IoT.
 * @param sinrDb −Infinity gives −Infinity
 */
export function referenceQualityDb(
  { technology }: Pick<Carrier, 'technology'>,
  sinrDb: number,
  { ownLoadRatio }: Pick<RequirementProfile, 'ownLoadRatio'>,
): number | undefined {
  const { referenceLoad } = technologyRow(technology);
  if (!referenceLoad) return undefined;
  const load = referenceLoad === 'full' ? 1 : ownLoadRatio;
  const loadedElements = referenceElements + load * (subcarriersPerBlock - referenceElements);
  return -ratioToDb(loadedElements + subcarriersPerBlock * dbToRatio(-sinrDb));
}
