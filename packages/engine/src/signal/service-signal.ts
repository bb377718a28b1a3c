import type { PhonePlace, RequirementProfile } from '../plan/requirement-profile.ts';
import type { Carrier } from '../plan/schema.ts';
import { dbmToMw, dbToRatio } from '../units.ts';
import { limitingCause } from './carrier-map.ts';
import { fastDb } from './fast-db.ts';
import { noiseDbm, serviceThreshold } from './link-budget.ts';
import { lookUpSpread, type SpreadTable, spreadTable } from './log-normal-sum.ts';
import { phoneLoss } from './phone-loss.ts';
import { uplinkOverRsrpDb } from './uplink-budget.ts';

/** What decides the signal of a service on a carrier for a phone at one kind of place: once, before a loop. */
export interface PreparedService {
  rsrpThresholdDbm: number;
  sinrThresholdDb: number;
  /** Uplink margin over RSRP. */
  uplinkOverRsrpDb: number;
  noiseMw: number;
  interferenceLoadRatio: number;
  /** What body and vehicle let through. */
  passedRatio: number;
  spreads: SpreadTable;
  /** Variance that all antennas share: common shadowing and the vehicle; and what each has of its own. dB² */
  commonVarianceDb2: number;
  ownVarianceDb2: number;
}

/** The signal of a service at a place: medians and the spread of the margin. */
export interface ServiceSignal {
  rsrpDbm: number;
  sinrDb: number;
  uplinkMarginDb: number;
  /** Of downlink level, SINR and uplink the margin that is least likely to do, and its standard deviation. */
  marginDb: number;
  sigmaDb: number;
  /** Which of the three: `limitingCause`. */
  limiting: number;
}

export function prepareService(
  carrier: Carrier,
  service: 'voice' | 'data',
  place: PhonePlace,
  profile: RequirementProfile,
): PreparedService {
  const threshold = serviceThreshold(carrier, service, profile);
  const { bodyLossDb, vehicleLossDb, vehicleSigmaDb } = phoneLoss(
    profile,
    place,
    service,
    carrier.frequencyMhz,
  );
  const shadowingDb2 = profile.shadowingSigmaDb ** 2;
  const ownVarianceDb2 = (1 - profile.shadowingCorrelationRatio) * shadowingDb2;
  return {
    rsrpThresholdDbm: threshold.rsrpDbm,
    sinrThresholdDb: threshold.sinrDb,
    uplinkOverRsrpDb: uplinkOverRsrpDb(carrier, service, profile),
    noiseMw: dbmToMw(noiseDbm(carrier, profile)),
    interferenceLoadRatio: profile.interferenceLoadRatio,
    passedRatio: dbToRatio(-bodyLossDb - vehicleLossDb),
    spreads: spreadTable(Math.sqrt(ownVarianceDb2)),
    commonVarianceDb2: profile.shadowingCorrelationRatio * shadowingDb2 + vehicleSigmaDb ** 2,
    ownVarianceDb2,
  };
}

/** To be written to by `serviceSignal`. */
export function emptySignal(): ServiceSignal {
  const nothing = { rsrpDbm: 0, sinrDb: 0, uplinkMarginDb: 0, marginDb: 0, sigmaDb: 0 };
  return { ...nothing, limiting: limitingCause.none };
}

const spread = new Float64Array(2);

/**
 * Signal where the serving cell gives `bestMw` and all cells together `sumMw` before the phone's losses.
 *
 * Shadowing of one antenna is partly that of all (correlation between sites): the common part moves the whole sum, of the
 * rest a sum of several antennas has less than each, and a higher median. Interference shares the common part and counts
 * as one source. Allocates nothing.
 * @param bestSquareMw2 sum of the squares of the serving cell's antennas
 * @param strongestMw the strongest antenna of all
 * @param into receives the result
 */
export function serviceSignal(
  service: PreparedService,
  bestMw: number,
  bestSquareMw2: number,
  sumMw: number,
  strongestMw: number,
  into: ServiceSignal,
): void {
  const servingMw = bestMw * service.passedRatio;
  const otherMw = Math.max(0, sumMw - bestMw) * service.passedRatio * service.interferenceLoadRatio;
  if (bestMw > 0) {
    lookUpSpread(service.spreads, bestSquareMw2 / (bestMw * bestMw), strongestMw / bestMw, spread);
  } else {
    spread[0] = 0;
    spread[1] = service.ownVarianceDb2;
  }
  const rsrpDbm = fastDb(servingMw) + spread[0];
  const disturbedMw = service.noiseMw + otherMw;
  const sinrDb = rsrpDbm - fastDb(disturbedMw);
  const levelDb = rsrpDbm - service.rsrpThresholdDbm;
  const uplinkMarginDb = rsrpDbm + service.uplinkOverRsrpDb;
  const levelSigmaDb = Math.sqrt(spread[1] + service.commonVarianceDb2);
  // Share of interference in what disturbs: it rises and falls with the common part, noise does not.
  const share = otherMw / disturbedMw;
  const sinrSigmaDb =
    share === 0
      ? levelSigmaDb
      : Math.sqrt(
          spread[1] + share * share * service.ownVarianceDb2 + (1 - share) ** 2 * service.commonVarianceDb2,
        );
  into.rsrpDbm = rsrpDbm;
  into.sinrDb = sinrDb;
  into.uplinkMarginDb = uplinkMarginDb;
  into.limiting = limitingCause.level;
  into.marginDb = levelDb;
  into.sigmaDb = levelSigmaDb;
  if (uplinkMarginDb < levelDb) {
    into.limiting = limitingCause.uplink;
    into.marginDb = uplinkMarginDb;
  }
  const sinrMarginDb = sinrDb - service.sinrThresholdDb;
  if (sinrMarginDb * levelSigmaDb >= into.marginDb * sinrSigmaDb) return;
  into.limiting = share > 0.5 ? limitingCause.interference : limitingCause.level;
  into.marginDb = sinrMarginDb;
  into.sigmaDb = sinrSigmaDb;
}
