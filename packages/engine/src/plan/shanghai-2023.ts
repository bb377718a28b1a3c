import { demandedKinds, usualRequiredRatios } from './floor-kinds.ts';
import { exposureLimits, networkLimitSources, networkLimits } from './network-limits.ts';
import { type PointKind, pointKinds } from './point-kinds.ts';
import type { PhoneUse, RequirementProfile } from './requirement-profile.ts';

const inHand = { voice: 'hand', data: 'hand', inVehicle: false } as const;
/** The band of two resource blocks of 15 kHz subcarriers. */
const twoBlocksKhz = 360;

/** Acceptance of the Shanghai programme of 2023, with the trade's numbers. */
export const shanghai2023: RequirementProfile = {
  id: 'shanghai-2023',
  name: { zh: '上海 2023（沪经信基〔2023〕93号）', en: 'Shanghai 2023 (notice 93)' },
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
  phoneBiasSigmaDb: 1.7,
  phoneReadingSigmaDb: 1,
  carrierCorrelationRatio: 0.8,
  bodyLossDb: 3,
  earExtraLossDb: { below1000Mhz: 2, above1000Mhz: 0 },
  vehicleLossDb: 9,
  vehicleSigmaDb: 5,
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
  throughput: {
    downlink: { efficiencyRatio: 0.6, mostBpsPerHz: 4.4, leastSinrDb: -10 },
    uplink: { efficiencyRatio: 0.4, mostBpsPerHz: 2, leastSinrDb: -10 },
    nrDownlink: { efficiencyRatio: 0.6, mostBpsPerHz: 5.98, leastSinrDb: -10 },
    nrUplink: { efficiencyRatio: 0.4, mostBpsPerHz: 2.93, leastSinrDb: -10 },
    userShareRatio: 0.1,
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
  sources: {
    ...networkLimitSources,
    coverageRatio: '沪经信基〔2023〕93号: 90 % of locations; codes scanned at chargers and gates',
    rsrpDbm:
      'LTE indoor and garage RSRP ≥ −105 dBm, SINR ≥ −3 dB (trade acceptance reports); NR by analogy (assumption)',
    voice:
      'LTE indoor and garage RSRP ≥ −105 dBm, SINR ≥ −3 dB (trade acceptance reports); NR by analogy (assumption)',
    'voice.gsm':
      'RxLev ≥ −90 dBm in lifts and garages (acceptance standard of an operator); C/I ≥ 12 dB (assumption)',
    data: 'SINR ≥ 0 dB for QR payment, 50–300 kB per transaction (assumption)',
    'data.gsm': 'GSM design level of −85 dBm indoors (trade reports); C/I ≥ 12 dB (assumption)',
    pointProbability: 'assumption',
    shadowingSigmaDb: 'P.1238 and 38.901 indoor values 3–8 dB; 6 dB (assumption until calibrated)',
    shadowingCorrelationRatio: 'correlation of 0.3–0.5 between antennas in planning practice (assumption)',
    decorrelationM: '3GPP TR 38.901 indoor 6–10 m',
    modelBiasSigmaDb:
      'assumption until calibrated by a walk test: untuned multi-wall models are off by 3 dB and more as a whole',
    phoneBiasSigmaDb:
      'RSRP accuracy of a phone ±6 dB at worst, about 2 dB standard deviation: 1.7 dB of the phone, 1 dB of each reading (assumption)',
    phoneReadingSigmaDb:
      'RSRP accuracy of a phone ±6 dB at worst, about 2 dB standard deviation: 1.7 dB of the phone, 1 dB of each reading (assumption)',
    carrierCorrelationRatio:
      'carriers on the same antennas meet the same walls and cars at other wavelengths (assumption)',
    bodyLossDb: 'phone in hand 0–3 dB, at the ear 3–6 dB (assumption)',
    earExtraLossDb: 'at the ear 3 dB from 1.8 GHz, 5–6 dB below 1 GHz (assumption)',
    vehicleLossDb: '3GPP TR 38.901 car penetration 9 dB, σ 5 dB',
    vehicleSigmaDb: '3GPP TR 38.901 car penetration 9 dB, σ 5 dB',
    phonePlaces:
      'the phone of the acceptance test is in the hand, beside the car where a location is in a bay (assumption)',
    floorKinds:
      'the 90 % of the notice, kind by kind, at the RSRP of trade acceptance reports (−105 dBm in lifts, lobbies and garages); that each kind has to reach it is an assumption',
    'floorKinds.bay-in-car': 'the notice says nothing of phones in parked cars: 70 % (assumption)',
    liftCarLossDb: 'steel car with closed doors: 15–40 dB in practice, 20 dB (assumption)',
    phoneHeightM: 'height of a phone in use (assumption)',
    noiseFigureDb: 'usual noise figure of a phone, 7 dB (assumption)',
    walkSpacingM: 'one location along each side of a lane: 8 m × 8 m of floor each (assumption)',
    interferenceLoadRatio: 'load of 0.1 to 1; half (assumption)',
    ownLoadRatio: 'load of 0.1 to 1; half (assumption)',
    'uplink.phonePowerDbm': '3GPP power class 3, 23 dBm; GSM 900 class 4, 33 dBm; GSM 1800 class 1, 30 dBm',
    'uplink.sourcePowerDbm': 'radio unit of 20 W per carrier, 43 dBm: 28 dB to a port of 15 dBm (assumption)',
    'uplink.noiseFigureDb': 'usual noise figure of a base station, 4–5 dB (assumption)',
    'uplink.noiseRiseDb': 'half loaded uplink, 3 dB (assumption)',
    'uplink.activeRemotes': 'one radio unit per receiver (assumption)',
    'uplink.voice': 'VoLTE on 2 resource blocks at −3 dB; GSM at 9 dB (assumption)',
    'uplink.data': '4 resource blocks at −3 dB carry a code scan (assumption)',
    'throughput.downlink':
      '3GPP TR 36.942 annex A.1: attenuation 0.6, at most 4.4 b/s/Hz, from −10 dB; below the CQI table of TS 36.213',
    'throughput.uplink':
      '3GPP TR 36.942 annex A.1: attenuation 0.4, at most 2.0 b/s/Hz (assumption), from −10 dB; below the 2.55 b/s/Hz of 16-QAM in TS 36.306 table 4.1-2',
    'throughput.nrDownlink':
      'Rec. ITU-R M.2101: attenuation 0.6, from −10 to 30 dB, where it is 5.98 b/s/Hz; below the CQI table of TS 38.214',
    'throughput.nrUplink': 'Rec. ITU-R M.2101: attenuation 0.4, from −10 to 22 dB, where it is 2.93 b/s/Hz',
    'throughput.userShareRatio': 'a tenth of the carrier for one phone (assumption)',
    'throughput.classes':
      '256 kb/s down and 64 kb/s up scan a code; 1 and 5 Mb/s for other applications (assumption)',
    outdoor: 'the way down a ramp and in at its foot, or in at a gate (assumption)',
    parkedCars:
      '60 % of the bays taken on the day of the test; roofs at 1.7 m, as of the SUVs among them (assumption)',
  },
};
