import { distanceRange, extrapolationNote } from './input-ranges.ts';
import { m2135IndoorLoss, m2135LosProbability, m2135Range, m2135Source } from './itu-m2135-indoor.ts';
import type { ModelDefinition } from './model-definition.ts';
import type { InputReader } from './read-inputs.ts';
import { checkedLossDb, readLink } from './read-link.ts';
import {
  type FactoryScenario,
  factoryScenarios,
  tr38901FactoryLoss,
  tr38901FactoryRange,
} from './tr38901-factory.ts';
import { factoryLosProbability, officeLosProbability, officeTypes } from './tr38901-los-probability.ts';
import { tr38901OfficeLoss, tr38901OfficeRange, tr38901OptionalOfficeLoss } from './tr38901-office.ts';

const heights = ['clutterHeightM', 'baseHeightM', 'phoneHeightM'] as const;
const clutterInputs = ['clutterSizeM', 'clutterDensityRatio', ...heights] as const;
const source = '3GPP TR 38.901 Table 7.4.1-1, via public transcriptions';

const tr38901: ModelDefinition = {
  id: '3gpp-38901',
  title: '3GPP TR 38.901 indoor office and indoor factory',
  source,
  inputs: ['scenario', 'los', 'frequencyMhz', 'distanceM', 'distance2dM', 'officeType', ...clutterInputs],
  evaluate(read) {
    const scenario = read.choice('scenario', ['inh-office', ...factoryScenarios]);
    const los = read.boolean('los');
    if (scenario === 'inf-hh' && !los) read.fail('los', 'false', 'true: inf-hh has line of sight always');
    const { frequencyMhz, distanceM } = readLink(read);
    const isOffice = scenario === 'inh-office';
    const range = isOffice ? tr38901OfficeRange : tr38901FactoryRange;
    const { lossDb, sigmaDb } = isOffice
      ? tr38901OfficeLoss(los, frequencyMhz, distanceM)
      : tr38901FactoryLoss(scenario, los, frequencyMhz, distanceM);
    return {
      lossDb: checkedLossDb(read, lossDb, distanceM),
      sigmaDb,
      ...(read.has('distance2dM') ? { losProbability: losProbability(read, scenario, distanceM) } : {}),
      source: this.source,
      notes: [
        ...extrapolationNote('frequency', frequencyMhz / 1000, range.frequencyGhz, 'GHz'),
        ...extrapolationNote('distance', distanceM, range.distanceM, 'm'),
      ],
    };
  },
};

/** Distances in plan are given for it, so it is worked out where `distance2dM` is. */
function losProbability(
  read: InputReader,
  scenario: 'inh-office' | FactoryScenario,
  distanceM: number,
): number {
  const distance2dM = read.number('distance2dM', { atLeast: 0, atMost: distanceM });
  if (scenario === 'inh-office') {
    const type = read.has('officeType') ? read.choice('officeType', officeTypes) : 'mixed';
    return officeLosProbability(type, distance2dM);
  }
  if (scenario === 'inf-hh') return 1;
  const isHigh = scenario === 'inf-sh' || scenario === 'inf-dh';
  const heightM = (name: (typeof heights)[number]) =>
    isHigh ? read.number(name, { atLeast: 0, atMost: 1000 }) : 0;
  const clutter = {
    clutterSizeM: read.number('clutterSizeM', { above: 0, atMost: distanceRange.atMost }),
    clutterDensityRatio: read.number('clutterDensityRatio', { above: 0, below: 1 }),
    clutterHeightM: heightM('clutterHeightM'),
    phoneHeightM: heightM('phoneHeightM'),
    baseHeightM: heightM('baseHeightM'),
  };
  if (isHigh && clutter.baseHeightM <= clutter.phoneHeightM) {
    read.fail('baseHeightM', String(clutter.baseHeightM), 'a height above phoneHeightM');
  }
  return factoryLosProbability(scenario, distance2dM, clutter);
}

const optionalOffice: ModelDefinition = {
  id: '3gpp-38901-inh-optional',
  title: '3GPP TR 38.901 indoor office, optional NLOS formula',
  source: `${source}; optional NLOS`,
  inputs: ['frequencyMhz', 'distanceM'],
  evaluate(read) {
    const { frequencyMhz, distanceM } = readLink(read);
    const { lossDb, sigmaDb } = tr38901OptionalOfficeLoss(frequencyMhz, distanceM);
    return {
      lossDb: checkedLossDb(read, lossDb, distanceM),
      sigmaDb,
      source: this.source,
      notes: [
        ...extrapolationNote('frequency', frequencyMhz / 1000, tr38901OfficeRange.frequencyGhz, 'GHz'),
        ...extrapolationNote('distance', distanceM, tr38901OfficeRange.distanceM, 'm'),
      ],
    };
  },
};

const m2135: ModelDefinition = {
  id: 'itu-m2135-inh',
  title: 'ITU-R M.2135 and 3GPP TR 36.814 indoor hotspot',
  source: m2135Source,
  inputs: ['los', 'frequencyMhz', 'distanceM'],
  evaluate(read) {
    const los = read.boolean('los');
    const { frequencyMhz, distanceM } = readLink(read);
    const { lossDb, sigmaDb } = m2135IndoorLoss(los, frequencyMhz, distanceM);
    return {
      lossDb: checkedLossDb(read, lossDb, distanceM),
      sigmaDb,
      losProbability: m2135LosProbability(distanceM),
      source: this.source,
      notes: [
        ...extrapolationNote('frequency', frequencyMhz / 1000, m2135Range.frequencyGhz, 'GHz'),
        ...extrapolationNote('distance', distanceM, los ? m2135Range.los : m2135Range.nlos, 'm'),
      ],
    };
  },
};

export const threeGppModels: readonly ModelDefinition[] = [tr38901, optionalOffice, m2135];
