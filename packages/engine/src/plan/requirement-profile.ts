import { InputError } from '../errors.ts';

/** What "a phone can call" and "a code can be scanned" mean in numbers. All values are editable assumptions. */
export interface RequirementProfile {
  id: string;
  name: { zh: string; en: string };
  /** Lowest RSRP (GSM: RxLev) and SINR at which a call works, per technology. */
  voice: Record<'gsm' | 'lte' | 'nr', { rsrpDbm: number; sinrDb: number }>;
  /** Lowest RSRP and SINR at which a code is scanned. */
  data: Record<'gsm' | 'lte' | 'nr', { rsrpDbm: number; sinrDb: number }>;
  /** Probability demanded at every charger, gate and payment point. */
  pointProbability: number;
  /** Log-normal shadowing in the open garage, dB. */
  shadowingSigmaDb: number;
  /** Distance over which shadowing decorrelates to 1/e. */
  decorrelationM: number;
  /** Standard deviation of what the model gets wrong for a whole garage at once (calibration lowers it). */
  modelBiasSigmaDb: number;
  bodyLossDb: number;
  /** Mean loss into a parked car and its spread; only in bays. */
  vehicleLossDb: number;
  vehicleSigmaDb: number;
  phoneHeightM: number;
  noiseFigureDb: number;
  /** Spacing of the parallel passes of the acceptance walk. */
  walkSpacingM: number;
  /** Share of the bandwidth that neighbouring cells load, 0–1. */
  interferenceLoadRatio: number;
  /** Rows of parked cars that links below their roofs cross; an occupancy of 0 (the default) leaves them out. */
  parkedCars: { occupancyRatio: number; roofHeightM: number };
  /** Where each number comes from. */
  sources: Record<string, string>;
}

const shanghai2023: RequirementProfile = {
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
  decorrelationM: 6,
  modelBiasSigmaDb: 3,
  bodyLossDb: 3,
  vehicleLossDb: 9,
  vehicleSigmaDb: 5,
  phoneHeightM: 1.5,
  noiseFigureDb: 7,
  walkSpacingM: 8,
  interferenceLoadRatio: 0.5,
  parkedCars: { occupancyRatio: 0, roofHeightM: 1.5 },
  sources: {
    coverageRatio: '沪经信基〔2023〕93号: 90 % of locations; codes scanned at chargers and gates',
    rsrpDbm:
      'LTE indoor and garage RSRP ≥ −105 dBm, SINR ≥ −3 dB (trade acceptance reports); NR by analogy (assumption)',
    data: 'SINR ≥ 0 dB for QR payment, 50–300 kB per transaction (assumption)',
    pointProbability: 'assumption',
    shadowingSigmaDb: 'P.1238 and 38.901 indoor values 3–8 dB; 6 dB (assumption until calibrated)',
    decorrelationM: '3GPP TR 38.901 indoor 6–10 m',
    modelBiasSigmaDb:
      'assumption until calibrated by a walk test: untuned multi-wall models are off by 3 dB and more as a whole',
    bodyLossDb: 'phone in hand 0–3 dB, at the ear 3–6 dB (assumption)',
    vehicleLossDb: '3GPP TR 38.901 car penetration 9 dB, σ 5 dB',
    walkSpacingM: 'one pass along each side of a lane (assumption)',
  },
};

const profiles: readonly RequirementProfile[] = [shanghai2023];

/** The built-in profile of that id, or an `InputError` naming the known ones. */
export function findRequirementProfile(id: string): RequirementProfile {
  const profile = profiles.find((candidate) => candidate.id === id);
  if (profile) return profile;
  const known = profiles.map((candidate) => candidate.id).join(', ');
  throw new InputError([{ at: 'requirements.profile', found: `"${id}"`, expected: `one of ${known}` }]);
}
