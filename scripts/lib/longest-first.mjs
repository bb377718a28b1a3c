/** The order of test files: those that take longest first, so that all workers end together. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { BaseSequencer } from 'vitest/node';
import { root } from './run.mjs';

/**
 * Durations as `npm test` measured them without what the test runner remembers of earlier runs; the others follow by
 * size.
 */
const longest = [
  'test/cli/cli.test.ts',
  'test/viewer/viewer-files.test.ts',
  'test/viewer/viewer.test.ts',
  'test/house/sources.test.ts',
  'test/cli/batch.test.ts',
  'test/viewer/viewer-persisted.test.ts',
  'test/viewer/viewer-offline.test.ts',
  'test/viewer/viewer-see.test.ts',
  'test/viewer/viewer-states.test.ts',
  'test/viewer/viewer-review.test.ts',
  'test/viewer/viewer-screenshots.test.ts',
  'test/viewer/viewer-acts.test.ts',
  'test/viewer/viewer-design.test.ts',
  'test/cli/batch-resume.test.ts',
  'test/design/placement-search.test.ts',
  'test/viewer/viewer-city.test.ts',
  'test/fuzz/fuzz.test.ts',
  'test/import/drawing-garages.test.ts',
  'test/programme/programme-store.test.ts',
  'test/viewer/viewer-antennas.test.ts',
  'test/import/recognition-anew.test.ts',
  'test/cli/batch-queue.test.ts',
  'test/viewer/viewer-pan.test.ts',
  'test/import/ifc-hostile.test.ts',
  'test/viewer/viewer-hands.test.ts',
  'test/import/image-outline.test.ts',
  'test/import/dxf-hostile.test.ts',
  'test/viewer/viewer-network.test.ts',
  'test/house/benchmarks.test.ts',
  'test/documents/construction-tables.test.ts',
  'test/workflow/plan-choices.test.ts',
  'test/design/network-design.test.ts',
  'test/import/image-hostile.test.ts',
  'test/radio/workers-crash.test.ts',
  'test/import/image-spoiled.test.ts',
  'test/import/ifc-memory.test.ts',
  'test/documents/construction-readers.test.ts',
  'test/documents/construction-pack.test.ts',
  'test/cli/cli-errors.test.ts',
  'test/cli/geojson-cli.test.ts',
  'test/import/geojson-garages.test.ts',
  'test/radio/predict-levels.test.ts',
  'test/radio/field-stack.test.ts',
  'test/design/placement-bound.test.ts',
  'test/import/image-import.test.ts',
  'test/measurement/calibration-plan.test.ts',
  'test/cli/import-cli.test.ts',
  'test/radio/workers-browser.test.ts',
  'test/import/image-scale.test.ts',
  'test/radio/carrier-map.test.ts',
  'test/design/placement-empty.test.ts',
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
