import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  comparedModels,
  differenceBoundsDb,
  differences,
  frequenciesMhz,
  predictScene,
  rayScenes,
  traceScene,
} from '../../scripts/models/ray-scenes.mjs';
import * as engine from '../support/whole-engine.ts';

const traced = JSON.parse(
  readFileSync(new URL('../../scripts/models/ray-comparison.json', import.meta.url), 'utf8'),
);

describe.each(rayScenes)('canonical scene $id', (scene) => {
  it('is traced as npm run compare:rays wrote it (every eighth location)', () => {
    const some = scene.receivers.filter((_, index) => index % 8 === 0);
    for (const frequencyMhz of [900, 3500]) {
      const fresh = traceScene(engine, { ...scene, receivers: some }, frequencyMhz);
      for (const kind of ['localMeanDb', 'fixedHeightsDb', 'incoherentDb'] as const) {
        const written = traced[scene.id][frequencyMhz][kind];
        expect(written).toHaveLength(scene.receivers.length);
        fresh[kind].forEach((lossDb, index) => {
          expect(Math.abs(lossDb - written[8 * index]), `${kind} ${some[index]}`).toBeLessThan(0.021);
        });
      }
    }
  });

  it.each(comparedModels)('%s is no farther from rays than docs/models.md says', (model) => {
    for (const frequencyMhz of frequenciesMhz) {
      const { localMeanDb } = traced[scene.id][frequencyMhz];
      const { meanDb } = differences(predictScene(engine, scene, frequencyMhz, model), localMeanDb);
      expect(Math.abs(meanDb), `${frequencyMhz} MHz`).toBeLessThan(differenceBoundsDb[scene.id][model]);
    }
  });

  it('local mean and sum of powers differ by no more than a shadow’s edge makes', () => {
    for (const frequencyMhz of frequenciesMhz) {
      const { localMeanDb, incoherentDb } = traced[scene.id][frequencyMhz];
      // On the edge a ray and the edge's own wave are 1 and −½: a quarter together, five quarters counted apart.
      localMeanDb.forEach((lossDb: number, index: number) => {
        expect(Math.abs(lossDb - incoherentDb[index])).toBeLessThan(7.1);
      });
    }
  });
});
