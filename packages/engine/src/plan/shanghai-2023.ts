import { provenance } from '../core/index.ts';
import { demandedKinds, usualRequiredRatios } from './floor-kinds.ts';
import {
  capacityDemand,
  economicAssumptions,
  exposureLimits,
  handoverDemand,
  installationLimits,
  interferenceLimits,
  networkLimitSources,
  networkLimits,
} from './network-limits.ts';
import { type PointKind, pointKinds } from './point-kinds.ts';
import type { PhoneUse, RequirementProfile } from './requirement-profile.ts';

const inHand = { voice: 'hand', data: 'hand', inVehicle: false } as const;
/** The band of two resource blocks of 15 kHz subcarriers. */
const twoBlocksKhz = 360;

/**
 * Fractions of the time that a frame of time-division duplex sends each way, to a thousandth. Data goes up in whole slots
 * alone: those at the end of a special one are for sounding and access.
 * @param slots D down, U up, S special
 * @param specialDown of the 14 symbols of a special slot those that send down
 */
function frameRatios(slots: string, specialDown: number): { downRatio: number; upRatio: number } {
  const ratioOf = (kind: string) => [...slots].filter((slot) => slot === kind).length / slots.length;
  const downRatio = ratioOf('D') + (ratioOf('S') * specialDown) / 14;
  return { downRatio: Math.round(1000 * downRatio) / 1000, upRatio: ratioOf('U') };
}

/** Acceptance of the Shanghai programme of 2023, with the trade's numbers. */
export const shanghai2023: RequirementProfile = {
  id: 'shanghai-2023',
  voice: {
    gsm: { rsrpDbm: -90, sinrDb: 12 },
    lte: { rsrpDbm: -105, sinrDb: -3 },
    nr: { rsrpDbm: -105, sinrDb: -3 },
  },
  data: {
    gsm: { rsrpDbm: -85, sinrDb: 12 },
    lte: { rsrpDbm: -105, sinrDb: 0 },
    nr: { rsrpDbm: -105, sinrDb: 0 },
  },
  pointProbability: 0.95,
  shadowingSigmaDb: 6,
  shadowingCorrelationRatio: 0.5,
  decorrelationM: 6,
  modelBiasSigmaDb: 3,
  exponentSigma: 0.25,
  obstacleSigmaRatio: 0.3,
  antennaSigmaDb: 2,
  phoneBiasSigmaDb: 1.7,
  phoneReadingSigmaDb: 1,
  carrierCorrelationRatio: 0.8,
  bodyLossDb: 3,
  bodySigmaDb: 1.5,
  earExtraLossDb: { below1000Mhz: 2, above1000Mhz: 0 },
  vehicleLossDb: 9,
  vehicleSigmaDb: 5,
  vehicleBiasSigmaDb: 3,
  phonePlaces: {
    bay: inHand,
    open: inHand,
    ...(Object.fromEntries(pointKinds.map((kind) => [kind, inHand])) as Record<PointKind, PhoneUse>),
  },
  floorKinds: Object.fromEntries(
    demandedKinds.map((kind) => [kind, { requiredRatio: usualRequiredRatios[kind], thresholdDbm: -105 }]),
  ) as RequirementProfile['floorKinds'],
  liftCarLossDb: 20,
  phoneHeightM: 1.5,
  noiseFigureDb: 7,
  walkSpacingM: 8,
  interferenceLoadRatio: 0.5,
  ownLoadRatio: 0.5,
  uplink: {
    phonePowerDbm: { gsmBelow1000Mhz: 33, gsmAbove1000Mhz: 30, lte: 23, nr: 23 },
    sourcePowerDbm: 43,
    noiseFigureDb: 5,
    noiseRiseDb: 3,
    activeRemotes: 1,
    voice: {
      gsm: { bandwidthKhz: 200, sinrDb: 9 },
      lte: { bandwidthKhz: twoBlocksKhz, sinrDb: -3 },
      nr: { bandwidthKhz: 2 * twoBlocksKhz, sinrDb: -3 },
    },
    data: {
      gsm: { bandwidthKhz: 200, sinrDb: 9 },
      lte: { bandwidthKhz: 2 * twoBlocksKhz, sinrDb: -3 },
      nr: { bandwidthKhz: 2 * twoBlocksKhz, sinrDb: -3 },
    },
  },
  iot: {
    points: { charger: 'carried', gate: 'carried', payment: 'none', meter: 'carried' },
    housingLossDb: 10,
    technologies: {
      'nb-iot': { powerDbm: 23, rsrpDbm: -100, sinrDb: -3, bandwidthKhz: 15, uplinkSinrDb: 0 },
      gsm: { powerDbm: 33, rsrpDbm: -90, sinrDb: 9, bandwidthKhz: 200, uplinkSinrDb: 9 },
      lte: { powerDbm: 23, rsrpDbm: -105, sinrDb: 0, bandwidthKhz: 2 * twoBlocksKhz, uplinkSinrDb: -3 },
    },
    messagesPerHourCount: 60,
    meterMessagesPerDayCount: 12,
    carrierMessagesPerHourCount: 250_000,
  },
  powerControl: { targetDbm: -106, compensationRatio: 1 },
  throughput: {
    downlink: { efficiencyRatio: 0.6, mostBpsPerHz: 4.4, leastSinrDb: -10 },
    uplink: { efficiencyRatio: 0.4, mostBpsPerHz: 2, leastSinrDb: -10 },
    nrDownlink: { efficiencyRatio: 0.6, mostBpsPerHz: 5.98, leastSinrDb: -10 },
    nrUplink: { efficiencyRatio: 0.4, mostBpsPerHz: 2.93, leastSinrDb: -10 },
    userShareRatio: 0.1,
    duplex: {
      lte: frameRatios('DSUDDDSUDD', 10),
      nrBelow3000Mhz: frameRatios('DDDDDDDSUU', 6),
      nrBelow4200Mhz: frameRatios('DDDSUDDSUU', 10),
      nrAbove4200Mhz: frameRatios('DDDSU', 10),
    },
    phoneAerials: { lteCount: 2, nrBelow2490MhzCount: 2, nrAbove2490MhzCount: 4 },
    layers: { twoLossDb: 3, fourLossDb: 5 },
    classes: {
      qr: { downKbps: 256, upKbps: 64 },
      basic: { downKbps: 1000, upKbps: 500 },
      fast: { downKbps: 5000, upKbps: 1000 },
    },
  },
  outdoor: { entryLossDb: 10 },
  parkedCars: { occupancyRatio: 0.6, roofHeightM: 1.7 },
  network: networkLimits,
  exposure: exposureLimits,
  handover: handoverDemand,
  capacity: capacityDemand,
  interference: interferenceLimits,
  installation: installationLimits,
  economics: economicAssumptions,
  sources: {
    ...networkLimitSources,
    coverageRatio: provenance('source.2023-93-90-of-locations-codes-scanned-at'),
    rsrpDbm: provenance('source.assumed-lte-indoor-and-garage-rsrp-105-dbm-sinr-3-db'),
    voice: provenance('source.assumed-lte-indoor-and-garage-rsrp-105-dbm-sinr-3-db'),
    'voice.gsm': provenance('source.assumed-rxlev-90-dbm-in-lifts-and-garages-acceptance'),
    data: provenance('source.assumed-sinr-0-db-for-qr-payment-50-300-kb-per'),
    'data.gsm': provenance('source.assumed-gsm-design-level-of-85-dbm-indoors-trade'),
    pointProbability: provenance('source.assumption'),
    shadowingSigmaDb: provenance('source.assumed-p-1238-and-38-901-indoor-values-3-8-db-6-db'),
    shadowingCorrelationRatio: provenance('source.assumed-correlation-of-0-3-0-5-between-antennas-in'),
    decorrelationM: provenance('source.3gpp-tr-38-901-indoor-6-10-m'),
    modelBiasSigmaDb: provenance('source.assumption-until-calibrated-by-a-walk-test'),
    exponentSigma: provenance('source.spread-of-measured-buildings'),
    obstacleSigmaRatio: provenance('source.spread-of-measured-buildings'),
    antennaSigmaDb: provenance('source.spread-of-measured-buildings'),
    phoneBiasSigmaDb: provenance('source.assumed-rsrp-accuracy-of-a-phone-6-db-at-worst-about'),
    phoneReadingSigmaDb: provenance('source.assumed-rsrp-accuracy-of-a-phone-6-db-at-worst-about'),
    carrierCorrelationRatio: provenance('source.assumed-carriers-on-the-same-antennas-meet-the-same'),
    bodyLossDb: provenance('source.assumed-phone-in-hand-0-3-db-at-the-ear-3-6-db'),
    bodySigmaDb: provenance('source.assumed-body-spread'),
    earExtraLossDb: provenance('source.assumed-at-the-ear-3-db-from-1-8-ghz-5-6-db-below-1'),
    vehicleLossDb: provenance('source.3gpp-tr-38-901-car-penetration-9-db-5-db'),
    vehicleSigmaDb: provenance('source.3gpp-tr-38-901-car-penetration-9-db-5-db'),
    vehicleBiasSigmaDb: provenance('source.assumed-car-mean-spread'),
    phonePlaces: provenance('source.assumed-the-phone-of-the-acceptance-test-is-in-the'),
    floorKinds: provenance('source.assumed-the-90-of-the-notice-kind-by-kind-at-the-rsrp'),
    'floorKinds.bay-in-car': provenance('source.assumed-the-notice-says-nothing-of-phones-in-parked'),
    liftCarLossDb: provenance('source.assumed-steel-car-with-closed-doors-15-40-db-in'),
    phoneHeightM: provenance('source.height-of-a-phone-in-use-assumption'),
    noiseFigureDb: provenance('source.usual-noise-figure-of-a-phone-7-db-assumption'),
    walkSpacingM: provenance('source.assumed-one-location-along-each-side-of-a-lane-8-m-8'),
    interferenceLoadRatio: provenance('source.load-of-0-1-to-1-half-assumption'),
    ownLoadRatio: provenance('source.load-of-0-1-to-1-half-assumption'),
    'uplink.phonePowerDbm': provenance('source.3gpp-power-class-3-23-dbm-gsm-900-class-4-33'),
    'uplink.sourcePowerDbm': provenance('source.assumed-radio-unit-of-20-w-per-carrier-43-dbm-28-db'),
    'uplink.noiseFigureDb': provenance('source.assumed-usual-noise-figure-of-a-base-station-4-5-db'),
    'uplink.noiseRiseDb': provenance('source.half-loaded-uplink-3-db-assumption'),
    'uplink.activeRemotes': provenance('source.one-radio-unit-per-receiver-assumption'),
    'uplink.voice': provenance('source.assumed-volte-on-2-resource-blocks-at-3-db-gsm-at-9'),
    'uplink.data': provenance('source.assumed-4-resource-blocks-at-3-db-carry-a-code-scan'),
    'iot.points': provenance('source.assumed-modems-are-asked-for-where-carried'),
    'iot.housingLossDb': provenance('source.assumed-housing-of-a-modem-10-db'),
    'iot.technologies.nb-iot': provenance('source.assumed-nb-iot-nrsrp-100-dbm-sinr-3-db'),
    'iot.technologies.gsm': provenance('source.assumed-gprs-module-rxlev-90-dbm-c-i-9-db'),
    'iot.technologies.lte': provenance('source.assumed-category-1-as-a-phone-that-scans'),
    'iot.messagesPerHourCount': provenance('source.assumed-a-message-of-a-device-every-minute'),
    'iot.meterMessagesPerDayCount': provenance('source.assumed-a-message-of-a-meter-every-two-hours'),
    'iot.carrierMessagesPerHourCount': provenance('source.3gpp-tr-45-820-50-000-devices-5-messages-an-hour'),
    powerControl: provenance('source.assumed-full-compensation-to-10-db-over-the-noise'),
    'throughput.downlink': provenance('source.3gpp-tr-36-942-annex-a-1-attenuation-0-6-at'),
    'throughput.uplink': provenance('source.assumed-3gpp-tr-36-942-annex-a-1-attenuation-0-4-at'),
    'throughput.nrDownlink': provenance('source.rec-itu-r-m-2101-attenuation-0-6-from-10-to'),
    'throughput.nrUplink': provenance('source.rec-itu-r-m-2101-attenuation-0-4-from-10-to'),
    'throughput.userShareRatio': provenance('source.assumed-a-tenth-of-the-carrier-for-one-phone'),
    'throughput.duplex.lte': provenance('source.assumed-td-lte-configuration-2-special-subframe-7'),
    'throughput.duplex': provenance('source.assumed-nr-frames-of-38-101-4-as-operators-use-them'),
    'throughput.phoneAerials': provenance('source.3gpp-two-aerials-of-a-phone-four-of-nr-from-2-5-ghz'),
    'throughput.layers': provenance('source.assumed-layers-share-the-aerials-of-the-phone'),
    'throughput.classes': provenance('source.assumed-256-kb-s-down-and-64-kb-s-up-scan-a-code-1'),
    outdoor: provenance('source.assumed-the-way-down-a-ramp-and-in-at-its-foot-or-in'),
    parkedCars: provenance('source.assumed-60-of-the-bays-taken-on-the-day-of-the-test'),
  },
};
