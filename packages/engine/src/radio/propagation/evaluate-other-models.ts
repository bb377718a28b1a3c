import { wavelengthM } from '../../core/index.ts';
import { emslieLossDbPerM, emslieSource } from './emslie-waveguide.ts';
import { distanceRange, extrapolationNote, frequencyRange } from './input-ranges.ts';
import { buildingClasses, buildingEntryLossDb, p2109Range, p2109Source } from './itu-p2109.ts';
import type { ModelDefinition } from './model-definition.ts';
import { reudinkAreaProbability } from './reudink-area.ts';
import {
  bodyLoss,
  bodySource,
  bodyUses,
  cars,
  vehicleLoss,
  vehicleRange,
  vehicleSource,
} from './vehicle-and-body-loss.ts';

const reudink: ModelDefinition = {
  id: 'reudink-area',
  title: 'Reudink: served area share from the share served on the rim',
  source: 'Jakes, Microwave Mobile Communications (1974) §2.5 (Reudink); formula checked by quadrature',
  inputs: ['edgeProbability', 'sigmaDb', 'exponent'],
  evaluate(read) {
    const edgeProbability = read.number('edgeProbability', { above: 0, below: 1 });
    const sigmaDb = read.number('sigmaDb', { above: 0, atMost: 100 });
    const exponent = read.number('exponent', { above: 0, atMost: 20 });
    return {
      areaProbability: reudinkAreaProbability(edgeProbability, sigmaDb, exponent),
      source: this.source,
    };
  },
};

const vehicle: ModelDefinition = {
  id: 'vehicle-loss',
  title: 'Penetration into a car',
  source: vehicleSource,
  inputs: ['car', 'frequencyMhz'],
  evaluate(read) {
    const { lossDb, sigmaDb } = vehicleLoss(read.choice('car', cars));
    const notes = read.has('frequencyMhz')
      ? extrapolationNote(
          'frequency',
          read.number('frequencyMhz', frequencyRange) / 1000,
          vehicleRange.frequencyGhz,
          'GHz',
        )
      : [];
    return { lossDb, sigmaDb, source: this.source, notes };
  },
};

const body: ModelDefinition = {
  id: 'body-loss',
  title: 'Loss of the body that holds the phone',
  source: bodySource,
  inputs: ['use', 'frequencyMhz'],
  evaluate(read) {
    const use = read.choice('use', bodyUses);
    return { ...bodyLoss(use, read.number('frequencyMhz', frequencyRange)), source: this.source };
  },
};

const entry: ModelDefinition = {
  id: 'itu-p2109',
  title: 'ITU-R P.2109 building entry loss',
  source: p2109Source,
  inputs: ['building', 'frequencyMhz', 'probability', 'elevationDeg'],
  evaluate(read) {
    const building = read.choice('building', buildingClasses);
    const frequencyMhz = read.number('frequencyMhz', frequencyRange);
    const probability = read.number('probability', { above: 0, below: 1 });
    const elevationDeg = read.number('elevationDeg', { atLeast: -90, atMost: 90 }, 0);
    return {
      lossDb: buildingEntryLossDb(building, frequencyMhz, probability, elevationDeg),
      source: this.source,
      notes: extrapolationNote('frequency', frequencyMhz / 1000, p2109Range.frequencyGhz, 'GHz'),
    };
  },
};

const waveguide: ModelDefinition = {
  id: 'emslie-waveguide',
  title: 'Attenuation along a rectangular tunnel of lossy dielectric',
  source: emslieSource,
  inputs: ['frequencyMhz', 'widthM', 'heightM', 'permittivity', 'distanceM'],
  evaluate(read) {
    const frequencyMhz = read.number('frequencyMhz', frequencyRange);
    const widthM = read.number('widthM', { above: 0, atMost: 1e12 });
    const heightM = read.number('heightM', { above: 0, atMost: 1e12 });
    // Concrete of P.2040-3.
    const permittivity = read.number('permittivity', { above: 1, atMost: 100 }, 5.24);
    const perM = emslieLossDbPerM(frequencyMhz, widthM, heightM, permittivity);
    const distanceM = read.has('distanceM') ? read.number('distanceM', distanceRange) : undefined;
    const isNarrow = wavelengthM(frequencyMhz) >= Math.min(widthM, heightM);
    return {
      attenuationDbPerM: perM,
      ...(distanceM === undefined
        ? {}
        : { guidedLossDb: { vertical: perM.vertical * distanceM, horizontal: perM.horizontal * distanceM } }),
      source: this.source,
      notes: isNarrow ? ['extrapolated: the wavelength is not small against both sides of the tunnel'] : [],
    };
  },
};

export const otherModels: readonly ModelDefinition[] = [reudink, vehicle, body, entry, waveguide];
