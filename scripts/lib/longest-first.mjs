/** The order of test files: those that take longest first, so that all workers end together. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { BaseSequencer } from 'vitest/node';
import { root } from './run.mjs';

/** Files by the processor's time that they and their programs take in `npm test`, 3 s and more; the others follow by size. */
const longest = [
  'test/house/sources.test.ts',
  'test/viewer/viewer-offline.test.ts',
  'test/cli/as-built-cli.test.ts',
  'test/cli/cli.test.ts',
  'test/house/examples.test.ts',
  'test/viewer/viewer.test.ts',
  'test/viewer/viewer-reference.test.ts',
  'test/messages/one-language.test.ts',
  'test/viewer/viewer-review.test.ts',
  'test/viewer/viewer-hands.test.ts',
  'test/viewer/viewer-files.test.ts',
  'test/documents/construction-extraction.test.ts',
  'test/viewer/viewer-stale.test.ts',
  'test/viewer/viewer-city.test.ts',
  'test/documents/construction-drawings.test.ts',
  'test/cli/batch-resume.test.ts',
  'test/cli/schemes-cli.test.ts',
  'test/viewer/viewer-states.test.ts',
  'test/design/placement-search.test.ts',
  'test/import/import-doubts.test.ts',
  'test/design/network-design.test.ts',
  'test/viewer/viewer-see.test.ts',
  'test/cli/batch.test.ts',
  'test/cli/output-folders.test.ts',
  'test/design/device-carriers.test.ts',
  'test/viewer/viewer-antennas.test.ts',
  'test/design/network-joined.test.ts',
  'test/design/existing-layouts.test.ts',
  'test/workflow/compare-schemes.test.ts',
  'test/radio/energy-rays.test.ts',
  'test/documents/construction-readers.test.ts',
  'test/workflow/plan-choices.test.ts',
  'test/viewer/viewer-named-percentages.test.ts',
  'test/cli/stale-cli.test.ts',
  'test/cli/standard-output.test.ts',
  'test/cli/rays-cli.test.ts',
  'test/viewer/viewer-network.test.ts',
  'test/documents/stale-documents.test.ts',
  'test/cli/batch-queue.test.ts',
  'test/design/network-paths.test.ts',
  'test/documents/construction-bill.test.ts',
  'test/radio/verdict-walks.test.ts',
  'test/design/placement-objectives.test.ts',
  'test/viewer/viewer-design.test.ts',
  'test/fuzz/fuzz.test.ts',
  'test/design/network-passages.test.ts',
  'test/viewer/viewer-acts.test.ts',
  'test/cli/import-cli.test.ts',
  'test/import/ifc-hostile.test.ts',
  'test/design/as-built.test.ts',
  'test/import/ifc-georeference.test.ts',
  'test/import/pdf.test.ts',
  'test/documents/construction-pack.test.ts',
  'test/plan/derived-states.test.ts',
  'test/design/floor-kinds.test.ts',
  'test/cli/import-doubts-cli.test.ts',
  'test/measurement/calibration-plan.test.ts',
  'test/design/placement.test.ts',
  'test/measurement/accept.test.ts',
  'test/design/network-changes.test.ts',
  'test/radio/walk-residuals.test.ts',
  'test/programme/programme-table.test.ts',
  'test/workflow/compare-with-rays.test.ts',
  'test/cli/network-cli.test.ts',
  'test/design/self-powered.test.ts',
  'test/radio/uplink-noise.test.ts',
  'test/documents/construction-tables.test.ts',
  'test/import/import-confidence.test.ts',
  'test/import/image-outline.test.ts',
  'test/measurement/walk-tools.test.ts',
  'test/import/drawing.test.ts',
  'test/house/benchmarks.test.ts',
  'test/documents/design-notes.test.ts',
  'test/house/arguments.test.ts',
  'test/design/placement-bound.test.ts',
  'test/import/dxf-hostile.test.ts',
  'test/measurement/calibration-residuals.test.ts',
  'test/viewer/viewer-screenshots.test.ts',
  'test/import/geojson-hostile.test.ts',
  'test/design/network-reserve.test.ts',
  'test/radio/one-acceptance.test.ts',
  'test/design/sectors.test.ts',
  'test/design/placement-prover.test.ts',
  'test/cli/refusals.test.ts',
  'test/import/image-import.test.ts',
  'test/radio/kernel-fields.test.ts',
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
