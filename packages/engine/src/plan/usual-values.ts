import { isRecord, type LocalizedProblem, type Phrase, say } from '../core/index.ts';
import { findRequirementProfile } from './plan-profile.ts';
import type { RequirementProfile } from './requirement-profile.ts';
import type { Plan } from './schema.ts';

/** The range of one number of a plan in all that is built and sold, with room for what is seldom. */
interface UsualRange {
  /** Keys from the plan down; `[]` stands for each of a list, `{}` for each of a record. */
  path: string;
  low: number;
  high: number;
  unit: string;
}

const range = (path: string, low: number, high: number, unit = ''): UsualRange => ({ path, low, high, unit });

/**
 * The registry of numbers whose range in a plan file is wider than what is usual of them. Assumptions from practice: structures of
 * garages, radio units and passive parts on the market, levels that receivers and meters tell apart.
 */
const usualRanges: readonly UsualRange[] = [
  range('levels[].elevationM', -60, 40, 'm'),
  range('levels[].clearHeightM', 2, 8, 'm'),
  range('levels[].slabThicknessM', 0.1, 2, 'm'),
  range('levels[].walls[].thicknessM', 0.03, 2.5, 'm'),
  range('levels[].columns[].sizeM[]', 0.1, 4, 'm'),
  range('levels[].columns[].radiusM', 0.05, 2, 'm'),
  range('levels[].beams[].widthM', 0.08, 3, 'm'),
  range('levels[].beams[].bottomM', 1.9, 15, 'm'),
  range('levels[].points[].heightM', 0, 2.6, 'm'),
  range('levels[].facilities[].cablesAtMost', 1, 30),
  range('levels[].zones[].slopeRatio', 0, 0.3),
  range('carriers[].portPowerDbm', -30, 40, 'dBm'),
  range('carriers[].sourcePowerDbm', 0, 53, 'dBm'),
  range('carriers[].noiseFigureDb', 1, 15, 'dB'),
  range('carriers[].noiseRiseDb', 0, 25, 'dB'),
  range('carriers[].combinedUnits', 1, 100),
  range('carriers[].referenceBoostDb', -3, 6, 'dB'),
  range('antennas[].heightM', 1.6, 15, 'm'),
  range('antennas[].portPowerDbm{}', -35, 40, 'dBm'),
  range('antennas[].targetPowerDbm{}', -35, 40, 'dBm'),
  range('antennas[].paths', 1, 8),
  range('antennas[].pattern.gainDbi', -3, 22, 'dBi'),
  range('antennas[].pattern.horizontalBeamwidthDeg', 8, 360, '°'),
  range('antennas[].pattern.verticalBeamwidthDeg', 5, 180, '°'),
  range('antennas[].cable.couplingLossDb{}', 40, 110, 'dB'),
  range('antennas[].cable.longitudinalLossDbPer100M{}', 0.3, 60, 'dB'),
  range('antennaTypes{}.bands[].gainDbi', -5, 22, 'dBi'),
  range('materials{}.lossDb{}', 0.05, 80, 'dB'),
  range('materials{}.byThickness[].lossDb{}', 0.05, 80, 'dB'),
  range('placement.spacingM', 1, 20, 'm'),
  range('placement.leastDistanceM', 0, 40, 'm'),
  range('placement.clearanceM', 0, 2, 'm'),
  range('placement.leastHeightM', 1.8, 6, 'm'),
  range('propagation.formula.capDb', 5, 1e4, 'dB'),
  range('propagation.calibration.exponent', 1.2, 4.5),
  range('propagation.calibration.offsetDb{}', -30, 30, 'dB'),
  range('propagation.calibration.otherOffsetDb', -30, 30, 'dB'),
  range('propagation.calibration.capDb', 10, 120, 'dB'),
  range('propagation.calibration.samples', 20, 1e7),
  // Phones read to one or two decibels, and walls scatter more.
  range('propagation.calibration.heldBack.before.rmseDb', 0.7, 60, 'dB'),
  range('propagation.calibration.heldBack.after.rmseDb', 0.7, 15, 'dB'),
  range('propagation.calibration.heldBackSquares.refitted.rmseDb', 0.7, 15, 'dB'),
  range('propagation.calibration.heldBackSquares.kriged.rmseDb', 0.5, 15, 'dB'),
  range('propagation.calibration.residuals.shadowingSigmaDb', 0.3, 15, 'dB'),
  range('propagation.calibration.residuals.decorrelationM', 0.5, 100, 'm'),
  range('propagation.calibration.residuals.noiseSigmaDb', 0, 12, 'dB'),
  range('georeference.rotationDeg', -360, 360, '°'),
  range('outdoor.groundRsrpDbm{}', -130, -45, 'dBm'),
  range('requirements.coverageRatio', 0.5, 0.999),
  range('requirements.confidence', 0.5, 0.9999),
  range('requirements.kinds[].thresholdDbm', -125, -60, 'dBm'),
  range('network.parts[].ratedPowerW', 1, 2000, 'W'),
  range('network.parts[].sourcePowerDbm', 0, 53, 'dBm'),
  range('network.parts[].lossDbPer100M{}', 0.3, 120, 'dB'),
  range('network.parts[].diameterMm', 1, 80, 'mm'),
  range('network.parts[].intermodulationDbc', -185, -110, 'dBc'),
  range('network.parts[].noiseFigureDb', 1, 15, 'dB'),
  range('network.parts[].donor.gainDb', 30, 110, 'dB'),
  range('network.parts[].donor.antennaGainDbi', 0, 24, 'dBi'),
  range('network.parts[].donor.feederLossDb', 0, 20, 'dB'),
  range('network.parts[].shift.noiseFigureDb', 1, 20, 'dB'),
  range('network.parts[].longestM', 3, 50_000, 'm'),
  range('network.parts[].portPowerW', 3, 150, 'W'),
  range('network.parts[].couplingLossDb{}', 40, 110, 'dB'),
  range('network.parts[].longitudinalLossDbPer100M{}', 0.3, 60, 'dB'),
  range('network.parts[].couplingSpreadDb', 0, 20, 'dB'),
  range('network.portReserveDb', 0, 15, 'dB'),
  range('network.cables[].mismatchLossDb', 0, 6, 'dB'),
  range('network.cables[].lengthM', 0.2, 3000, 'm'),
  range('network.sources[].units[].outputPowerDbm{}', -10, 53, 'dBm'),
  range('asBuilt.antennas[].heightM', 1.6, 15, 'm'),
  range('asBuilt.cables[].lengthM', 0.2, 3000, 'm'),
  range('asBuilt.tests[].vswr', 1.01, 10),
  range('asBuilt.tests[].pimDbc', -185, -60, 'dBc'),
  range('asBuilt.tests[].tonePowerDbm', 20, 46, 'dBm'),
];

/** Numbers of a plan outside what is usual of them, each with its path. */
export function unusualNumbers(plan: Plan): LocalizedProblem[] {
  return [
    ...usualRanges.flatMap((row) => {
      const found: LocalizedProblem[] = [];
      collect(plan, row.path.split('.').flatMap(splitKey), '', (value, at) => {
        if (value < row.low || value > row.high) found.push(unusual(value, at, row));
      });
      return found;
    }),
    ...unusualOverrides(plan),
  ];
}

function unusual(value: number, at: string, { low, high, unit }: Omit<UsualRange, 'path'>): LocalizedProblem {
  return {
    at,
    found: say('unusual-number', { value, unit }),
    expected: say('usual-range', { low, high, unit }),
  };
}

/** `walls[]` is the key `walls`, then each of the list. */
function splitKey(key: string): string[] {
  const [name, ...ends] = key.split(/(?=\[\]|\{\})/);
  return [name, ...ends];
}

function collect(
  value: unknown,
  [key, ...rest]: readonly string[],
  at: string,
  take: (value: number, at: string) => void,
): void {
  if (value === undefined || value === null) return;
  if (key === undefined) {
    if (typeof value === 'number') take(value, at);
  } else if (key === '[]') {
    if (!Array.isArray(value)) return;
    for (const [index, each] of value.entries()) collect(each, rest, `${at}[${index}]`, take);
  } else if (key === '{}') {
    if (isRecord(value))
      for (const [name, each] of Object.entries(value)) collect(each, rest, `${at}.${name}`, take);
  } else if (isRecord(value)) collect(value[key], rest, at === '' ? key : `${at}.${key}`, take);
}

/** How far a planner's value may be from that of the profile before it is unusual, by the end of its key. */
const overrideSpans: readonly (readonly [RegExp, { apart?: number; times?: number; fraction?: number }])[] = [
  // Spreads and errors that are next to nothing make every chance 0 or 1.
  [/(SigmaDb|SigmaRatio|exponentSigma)$/, { apart: 10, fraction: 0.25 }],
  [/(Dbm|Dbc|DbmPerMhz)$/, { apart: 30 }],
  [/(FigureDb|RiseDb)$/, { apart: 10 }],
  [/(Db|1000Mhz)$/, { apart: 25 }],
  [/(Ratio|Probability)$/, { apart: 0.6 }],
  [/(Cny|Count|Kbps)$/, { times: 30 }],
  [/(M|M2|Kmh|S|Min|Erlang|Khz|BpsPerHz)$/, { times: 6 }],
];

/** Values of the plan's own that are far from those of the profile it names. */
function unusualOverrides({ requirements }: Plan): LocalizedProblem[] {
  const { profile, profileOverrides } = requirements;
  if (!profileOverrides) return [];
  const found: LocalizedProblem[] = [];
  compare(profileOverrides, findRequirementProfile(profile), 'requirements.profileOverrides', found);
  return found;
}

function compare(
  stated: Record<string, unknown>,
  basis: RequirementProfile | Record<string, unknown>,
  at: string,
  found: LocalizedProblem[],
): void {
  for (const [key, value] of Object.entries(stated)) {
    const known = (basis as Record<string, unknown>)[key];
    const path = `${at}.${key}`;
    if (isRecord(value) && isRecord(known)) compare(value, known, path, found);
    if (typeof value !== 'number' || typeof known !== 'number') continue;
    const expected = farFrom(value, known, key);
    if (expected) found.push({ at: path, found: `${value}`, expected });
  }
}

function farFrom(value: number, known: number, key: string): Phrase | undefined {
  const [, span] = overrideSpans.find(([end]) => end.test(key)) ?? [];
  if (!span) return undefined;
  const { apart, times = 1, fraction = 0 } = span;
  const isNext = known > 0 && value < fraction * known;
  const isFar =
    isNext ||
    (apart === undefined
      ? known > 0 && (value < known / times || value > known * times)
      : Math.abs(value - known) > apart);
  return isFar ? say('near-profile', { value: known }) : undefined;
}
