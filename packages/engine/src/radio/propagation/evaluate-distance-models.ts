import { wavelengthM } from '../../core/index.ts';
import { freeSpaceLossDb, freeSpaceModel } from './free-space.ts';
import { distanceRange, extrapolationNote, frequencyRange } from './input-ranges.ts';
import { p1238Doubt, p1238LossDb, p1238Rows, p1238Source } from './itu-p1238.ts';
import { legacyCoefficients, legacyEnvironments, legacyLossDb, legacySource } from './itu-p1238-legacy.ts';
import type { ModelDefinition } from './model-definition.ts';
import { checkedLossDb, readLink } from './read-link.ts';

const freeSpace: ModelDefinition = {
  id: 'free-space',
  title: 'Free-space basic transmission loss',
  source: freeSpaceModel.source,
  inputs: ['frequencyMhz', 'distanceM'],
  evaluate(read) {
    const { frequencyMhz, distanceM } = readLink(read);
    const lossDb = checkedLossDb(read, freeSpaceLossDb(frequencyMhz, distanceM), distanceM);
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
    const doubt = p1238Doubt(row);
    if (doubt !== undefined) notes.push(`doubt: ${doubt}`);
    const lossDb = checkedLossDb(read, p1238LossDb(row, frequencyMhz, distanceM), distanceM);
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
    const lossDb = checkedLossDb(read, legacyLossDb(coefficients, frequencyMhz, distanceM), distanceM);
    const usesTable = !read.has('powerLossCoefficient');
    const notes = usesTable
      ? extrapolationNote('1.8–2 GHz coefficients at', frequencyMhz / 1000, [1.8, 2.2], 'GHz')
      : [];
    return { lossDb, source: this.source, notes };
  },
};

export const distanceModels: readonly ModelDefinition[] = [freeSpace, siteGeneral, legacy];
