import { wavelengthM } from '../units.ts';
import { cost231Defaults, cost231LossDb, cost231Source } from './cost231-multi-wall.ts';
import { freeSpaceLossDb, freeSpaceModel } from './free-space.ts';
import { distanceRange, extrapolationNote, frequencyRange } from './input-ranges.ts';
import { p1238LossDb, p1238Rows, p1238Source } from './itu-p1238.ts';
import { legacyCoefficients, legacyEnvironments, legacyLossDb, legacySource } from './itu-p1238-legacy.ts';
import type { ModelDefinition } from './model-definition.ts';
import type { InputReader } from './read-inputs.ts';
import { factoryScenarios, tr38901FactoryLoss, tr38901FactoryRange } from './tr38901-factory.ts';
import { tr38901OfficeLoss, tr38901OfficeRange } from './tr38901-office.ts';

/** Frequency and distance of a link. A formula that gives a gain there has left its meaning: an error. */
function readLink(read: InputReader): { frequencyMhz: number; distanceM: number } {
  const frequencyMhz = read.number('frequencyMhz', frequencyRange);
  return { frequencyMhz, distanceM: read.number('distanceM', distanceRange) };
}

function refuseNegative(read: InputReader, lossDb: number, distanceM: number): number {
  if (lossDb >= 0) return lossDb;
  return read.fail(
    'distanceM',
    `${distanceM}, where the formula gives ${lossDb.toFixed(2)} dB`,
    'a distance at which the loss is ≥ 0 dB',
  );
}

const freeSpace: ModelDefinition = {
  id: 'free-space',
  title: 'Free-space basic transmission loss',
  source: freeSpaceModel.source,
  inputs: ['frequencyMhz', 'distanceM'],
  evaluate(read) {
    const { frequencyMhz, distanceM } = readLink(read);
    const lossDb = refuseNegative(read, freeSpaceLossDb(frequencyMhz, distanceM), distanceM);
    const isNear = distanceM < wavelengthM(frequencyMhz);
    return {
      lossDb,
      source: this.source,
      notes: isNear ? ['closer than one wavelength: far-field formula, near field not modelled'] : [],
    };
  },
};

const siteGeneral: ModelDefinition = {
  id: 'itu-p1238',
  title: 'ITU-R P.1238 site-general indoor model',
  source: p1238Source,
  inputs: ['environment', 'los', 'frequencyMhz', 'distanceM'],
  evaluate(read) {
    const environment = read.choice('environment', ['office', 'corridor', 'industrial']);
    const los = read.boolean('los');
    const { frequencyMhz, distanceM } = readLink(read);
    const row = p1238Rows.find((each) => each.environment === environment && each.los === los)!;
    const notes = [
      ...extrapolationNote('frequency', frequencyMhz / 1000, row.frequencyGhz, 'GHz'),
      ...extrapolationNote('distance', distanceM, row.distanceM, 'm'),
    ];
    if (environment === 'industrial' && !los) {
      notes.push('doubt: the frequency coefficient 1.34 is below free space’s 2 and has one source only');
    }
    const lossDb = refuseNegative(read, p1238LossDb(row, frequencyMhz, distanceM), distanceM);
    return { lossDb, sigmaDb: row.sigmaDb, source: this.source, notes };
  },
};

const legacy: ModelDefinition = {
  id: 'itu-p1238-legacy',
  title: 'ITU-R P.1238 up to edition 9, distance power loss coefficient and floors',
  source: legacySource,
  inputs: ['environment', 'frequencyMhz', 'distanceM', 'floors', 'powerLossCoefficient', 'floorLossDb'],
  evaluate(read) {
    const environment = read.choice('environment', legacyEnvironments);
    const frequencyMhz = read.number('frequencyMhz', frequencyRange);
    const distanceM = read.number('distanceM', { above: 1, atMost: distanceRange.atMost });
    const floors = read.number('floors', { atLeast: 0, atMost: 100, integer: true }, 0);
    const table = legacyCoefficients(environment, floors);
    const coefficients = {
      powerLossCoefficient: read.number(
        'powerLossCoefficient',
        { atLeast: 0, atMost: 100 },
        table.powerLossCoefficient,
      ),
      floorLossDb: read.number('floorLossDb', { atLeast: 0, atMost: 1000 }, table.floorLossDb),
    };
    const lossDb = refuseNegative(read, legacyLossDb(coefficients, frequencyMhz, distanceM), distanceM);
    const usesTable = !read.has('powerLossCoefficient');
    const notes = usesTable
      ? extrapolationNote('1.8–2 GHz coefficients at', frequencyMhz / 1000, [1.8, 2.2], 'GHz')
      : [];
    return { lossDb, source: this.source, notes };
  },
};

const cost231: ModelDefinition = {
  id: 'cost231-multi-wall',
  title: 'COST 231 multi-wall model',
  source: cost231Source,
  inputs: ['frequencyMhz', 'distanceM', 'walls', 'floors', 'floorLossDb', 'b', 'constantDb'],
  evaluate(read) {
    const { frequencyMhz, distanceM } = readLink(read);
    const walls = read.list('walls', ['lossDb', 'count']).map((wall) => ({
      lossDb: wall.number('lossDb', { atLeast: 0, atMost: 1000 }),
      count: wall.number('count', { atLeast: 0, atMost: 100_000, integer: true }),
    }));
    const floors = read.number('floors', { atLeast: 0, atMost: 100, integer: true }, 0);
    const lossDb = cost231LossDb({
      frequencyMhz,
      distanceM,
      walls,
      floors,
      floorLossDb: read.number('floorLossDb', { atLeast: 0, atMost: 1000 }, cost231Defaults.floorLossDb),
      b: read.number('b', { atLeast: 0, atMost: 1 }, cost231Defaults.b),
      constantDb: read.number('constantDb', { atLeast: -200, atMost: 200 }, cost231Defaults.constantDb),
    });
    return { lossDb: refuseNegative(read, lossDb, distanceM), source: this.source };
  },
};

const tr38901: ModelDefinition = {
  id: '3gpp-38901',
  title: '3GPP TR 38.901 indoor office and indoor factory',
  source: '3GPP TR 38.901 Table 7.4.1-1, via public transcriptions',
  inputs: ['scenario', 'los', 'frequencyMhz', 'distanceM'],
  evaluate(read) {
    const scenario = read.choice('scenario', ['inh-office', ...factoryScenarios]);
    const los = read.boolean('los');
    const { frequencyMhz, distanceM } = readLink(read);
    const isOffice = scenario === 'inh-office';
    const range = isOffice ? tr38901OfficeRange : tr38901FactoryRange;
    const { lossDb, sigmaDb } = isOffice
      ? tr38901OfficeLoss(los, frequencyMhz, distanceM)
      : tr38901FactoryLoss(scenario, los, frequencyMhz, distanceM);
    return {
      lossDb: refuseNegative(read, lossDb, distanceM),
      sigmaDb,
      source: this.source,
      notes: [
        ...extrapolationNote('frequency', frequencyMhz / 1000, range.frequencyGhz, 'GHz'),
        ...extrapolationNote('distance', distanceM, range.distanceM, 'm'),
      ],
    };
  },
};

export const distanceModels: readonly ModelDefinition[] = [freeSpace, siteGeneral, legacy, cost231, tr38901];
