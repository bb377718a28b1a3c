import { evaluateModel, planModel } from '@diku/engine/radio';
import { describe, expect, test } from 'vitest';
import {
  buildScene,
  fieldJob,
  propagationModel,
  propagationModelIds,
  tracePathLossDb,
} from '../../packages/engine/src/radio/index.ts';
import { buildLevel } from '../support/build-garage.ts';

function lossDb(id: string, inputs: Record<string, unknown>): number {
  return evaluateModel(id, inputs).lossDb!;
}

describe('models of a whole field', () => {
  const distances = [0, 0.05, 0.3, 0.5, 0.9, 1, 2, 5, 20, 100, 400];

  test.each(propagationModelIds)('%s: loss ≥ 10 dB and never falling with distance', (id) => {
    for (const frequencyMhz of [400, 700, 2600, 7125]) {
      const law = propagationModel(id).distanceLaw(frequencyMhz);
      const losses = distances.map(
        (d) => law.interceptDb + law.slopeDbPerDecade * Math.log10(Math.max(d, law.minDistanceM)),
      );
      losses.forEach((loss, i) => {
        expect(loss).toBeGreaterThanOrEqual(10 - 1e-9);
        if (i > 0) expect(loss).toBeGreaterThanOrEqual(losses[i - 1]);
      });
    }
  });

  test('free space and P.1238 as field laws give what the models give', () => {
    for (const [fieldId, id, inputs] of [
      ['free-space', 'free-space', {}],
      ['cost231-multi-wall', 'cost231-multi-wall', {}],
      ['itu-p1238-corridor-los', 'itu-p1238', { environment: 'corridor', los: true }],
      ['itu-p1238-industrial-nlos', 'itu-p1238', { environment: 'industrial', los: false }],
    ] as const) {
      const law = propagationModel(fieldId).distanceLaw(2600);
      const fromLaw = law.interceptDb + law.slopeDbPerDecade * Math.log10(30);
      expect(fromLaw).toBeCloseTo(lossDb(id, { ...inputs, frequencyMhz: 2600, distanceM: 30 }), 9);
    }
  });

  test('an unknown id is refused with the known ones', () => {
    expect(() => propagationModel('dominant')).toThrow(
      /unknown model "dominant"; expected one of saturating-path, dominant-path, multi-wall/,
    );
  });
});

describe('obstacles built for another model', () => {
  test('are refused, by single links and whole fields: their losses would be read in the wrong units', () => {
    const ends = [
      { x: 3, y: 3, z: 2.5 },
      { x: 30, y: 20, z: 1.5 },
    ] as const;
    for (const [addsSquares, id] of [
      [undefined, 'saturating-path'],
      [true, 'dominant-path'],
    ] as const) {
      const scene = buildScene(buildLevel(), 1800, { resolutionM: 2, addsSquares });
      const model = propagationModel(id);
      const refused = new RegExp(`expected those built with the options of the model ${id}`);
      expect(() => tracePathLossDb(scene, model, ...ends)).toThrow(refused);
      expect(() => fieldJob(scene, { position: [3, 3], heightM: 2.5 }, model, 1.5)).toThrow(refused);
      expect(tracePathLossDb(scene, propagationModel('free-space'), ...ends)).toBeGreaterThan(50);
    }
  });
});

describe('the model of a plan', () => {
  test('is the one asked for, else its own, else the saturating path', () => {
    expect(planModel({}).id).toBe('saturating-path');
    expect(planModel({ propagation: { model: 'free-space' } }).id).toBe('free-space');
    expect(planModel({ propagation: { model: 'free-space' } }, 'cost231-multi-wall').id).toBe(
      'cost231-multi-wall',
    );
  });
});
