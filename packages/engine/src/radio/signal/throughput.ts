import { dbToRatio, ratioToDb, requireObject, requireOneOf } from '../../core/index.ts';
import { type Carrier, type RequirementProfile, technologyRow } from '../../plan/index.ts';
import { uplinkBudget } from './link-budget.ts';

// 3GPP TR 36.942 annex A.1, for NR Rec. ITU-R M.2101: throughput from SNIR by an attenuated and truncated Shannon bound.
type Bound = RequirementProfile['throughput']['downlink'];

/** Classes of what a phone gets in both directions, worst first. */
export const throughputClasses = ['none', 'qr', 'basic', 'fast'] as const;

/** Efficiency of a link, b/s/Hz: 0 below the least SINR. */
export function spectralEfficiency(bound: Bound, sinrDb: number): number {
  if (!(sinrDb >= bound.leastSinrDb)) return 0;
  return Math.min(bound.mostBpsPerHz, bound.efficiencyRatio * Math.log2(1 + dbToRatio(sinrDb)));
}

/** Limits of SINR and uplink margin for a class: once per carrier. */
export interface ThroughputLimits {
  /** [qr, basic, fast]; Infinity where the carrier is too narrow for the rate. */
  sinrDb: number[];
  uplinkMarginDb: number[];
}

/**
 * Limits of the classes. Downlink: the phone's share of the carrier at the SINR of a resource element. Uplink: its share
 * with all its power in it. GSM carries no data here.
 */
export function throughputLimits(
  carrier: Carrier,
  service: 'voice' | 'data',
  profile: RequirementProfile,
): ThroughputLimits {
  requireObject('carrier', carrier, ['technology', 'bandwidthMhz']);
  requireOneOf('service', service, ['voice', 'data']);
  requireObject('profile', profile, ['throughput', 'voice', 'data']);
  const { userShareRatio, classes } = profile.throughput;
  const bounds = technologyRow(carrier.technology).throughput;
  const userBandwidthHz = carrier.bandwidthMhz * 1e6 * userShareRatio;
  const budget = uplinkBudget(carrier, service, profile);
  // Margin 0 is the required SINR in the band of the service; in the fraction the same power is spread wider.
  const userNoiseDb = ratioToDb(
    userBandwidthHz / (profile.uplink[service][carrier.technology].bandwidthKhz * 1000),
  );
  const rates = [classes.qr, classes.basic, classes.fast];
  return {
    sinrDb: rates.map(({ downKbps }) =>
      bounds
        ? neededSinrDb(profile.throughput[bounds.downlink], (1000 * downKbps) / userBandwidthHz)
        : Infinity,
    ),
    uplinkMarginDb: rates.map(({ upKbps }) =>
      bounds
        ? neededSinrDb(profile.throughput[bounds.uplink], (1000 * upKbps) / userBandwidthHz) +
          userNoiseDb -
          budget.requiredSinrDb
        : Infinity,
    ),
  };
}

/** Index into `throughputClasses` of the best class whose both limits hold; 0 for none. */
export function throughputClassOf(limits: ThroughputLimits, sinrDb: number, uplinkMarginDb: number): number {
  requireObject('limits', limits, ['sinrDb', 'uplinkMarginDb']);
  let best = 0;
  for (let index = 0; index < limits.sinrDb.length; index += 1) {
    if (sinrDb >= limits.sinrDb[index] && uplinkMarginDb >= limits.uplinkMarginDb[index]) best = index + 1;
  }
  return best;
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
 * −10.8 dB with full load. Synchronisation blocks of NR are full whatever the load. Undefined for GSM.
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
