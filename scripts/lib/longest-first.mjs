/** The order of test files: those that take longest first, so that all workers end together. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { BaseSequencer } from 'vitest/node';
import { root } from './run.mjs';

/** As `npm test` measured them without what the test runner remembers of earlier runs; the others follow by size. */
const longest = [
  'test/cli.test.ts',
  'test/viewer-files.test.ts',
  'test/viewer.test.ts',
  'test/batch.test.ts',
  'test/viewer-kept.test.ts',
  'test/viewer-offline.test.ts',
  'test/viewer-see.test.ts',
  'test/viewer-states.test.ts',
  'test/viewer-review.test.ts',
  'test/viewer-pictures.test.ts',
  'test/viewer-acts.test.ts',
  'test/viewer-design.test.ts',
  'test/batch-resume.test.ts',
  'test/placement-search.test.ts',
  'test/viewer-city.test.ts',
  'test/fuzz/fuzz.test.ts',
  'test/drawing-garages.test.ts',
  'test/programme-store.test.ts',
  'test/viewer-antennas.test.ts',
  'test/recognition-anew.test.ts',
  'test/batch-queue.test.ts',
  'test/viewer-pan.test.ts',
  'test/ifc-hostile.test.ts',
  'test/viewer-hands.test.ts',
  'test/image-outline.test.ts',
  'test/dxf-hostile.test.ts',
  'test/viewer-network.test.ts',
  'test/benchmarks.test.ts',
  'test/names.test.ts',
  'test/papers-tables.test.ts',
  'test/plan-choices.test.ts',
  'test/network-design.test.ts',
  'test/image-hostile.test.ts',
  'test/workers-crash.test.ts',
  'test/image-spoiled.test.ts',
  'test/ifc-memory.test.ts',
  'test/papers-readers.test.ts',
  'test/construction-pack.test.ts',
  'test/cli-errors.test.ts',
  'test/geojson-cli.test.ts',
  'test/geojson-garages.test.ts',
  'test/predict-levels.test.ts',
  'test/field-stack.test.ts',
  'test/placement-bound.test.ts',
  'test/image-import.test.ts',
  'test/calibration-plan.test.ts',
  'test/import-cli.test.ts',
  'test/workers-browser.test.ts',
  'test/image-scale.test.ts',
  'test/carrier-map.test.ts',
  'test/placement-empty.test.ts',
];

export class LongestFirst extends BaseSequencer {
  async sort(specifications) {
    const missing = longest.find((file) => !existsSync(join(root, file)));
    if (missing) throw new Error(`scripts/lib/longest-first.mjs: found ${missing}; expected a test file`);
    const rank = ({ moduleId }) => {
      const at = longest.indexOf(relative(root, moduleId).replaceAll('\\', '/'));
      return at < 0 ? longest.length : at;
    };
    const others = await super.sort(specifications);
    return others.toSorted((a, b) => rank(a) - rank(b));
  }
}
