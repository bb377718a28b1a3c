/**
 * `npm run compare:rays` traces the canonical scenes of scripts/models/ray-scenes.mjs by rays and writes
 * scripts/models/ray-comparison.json, which docs/models.md and test/radio/rays-scenes.test.ts read. Run `npm run docs:models` after.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/run.mjs';
import * as engine from './lib/whole-engine.mjs';
import { frequenciesMhz, rayScenes, traceScene } from './models/ray-scenes.mjs';

const scenes = {};
for (const scene of rayScenes) {
  scenes[scene.id] = {};
  for (const frequencyMhz of frequenciesMhz) {
    scenes[scene.id][frequencyMhz] = traceScene(engine, scene, frequencyMhz);
    console.error(`${scene.id}, ${frequencyMhz} MHz`);
  }
}
writeFileSync(join(root, 'scripts/models/ray-comparison.json'), `${JSON.stringify(scenes)}\n`);
