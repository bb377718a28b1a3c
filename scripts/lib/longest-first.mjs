/** The order of test files: those that take longest first, so that all workers end together. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { BaseSequencer } from 'vitest/node';
import { root } from './run.mjs';

/** Files by the processor's time that they and their programs take in `npm test`, 4 s and more; the others follow by size. */
const longest = [
  'test/viewer/viewer-review.test.ts',
  'test/house/examples.test.ts',
  'test/viewer/viewer-offline.test.ts',
  'test/house/sources.test.ts',
  'test/viewer/viewer.test.ts',
  'test/cli/cli.test.ts',
  'test/viewer/viewer-hands.test.ts',
  'test/messages/one-language.test.ts',
  'test/viewer/viewer-files.test.ts',
  'test/viewer/viewer-city.test.ts',
  'test/radio/uplink-noise.test.ts',
  'test/import/import-doubts.test.ts',
  'test/viewer/viewer-stale.test.ts',
  'test/viewer/viewer-states.test.ts',
  'test/viewer/viewer-antennas.test.ts',
  'test/fuzz/fuzz.test.ts',
  'test/design/placement-search.test.ts',
  'test/import/import-parts.test.ts',
  'test/workflow/plan-choices.test.ts',
  'test/cli/output-folders.test.ts',
  'test/cli/import-cli.test.ts',
  'test/cli/batch-resume.test.ts',
  'test/viewer/viewer-see.test.ts',
  'test/design/floor-kinds.test.ts',
  'test/import/ifc-doors.test.ts',
  'test/cli/stale-cli.test.ts',
  'test/cli/batch.test.ts',
  'test/viewer/viewer-named-percentages.test.ts',
  'test/viewer/viewer-network.test.ts',
  'test/radio/verdict-walks.test.ts',
  'test/cli/standard-output.test.ts',
  'test/radio/energy-rays.test.ts',
  'test/viewer/viewer-acts.test.ts',
  'test/import/pdf.test.ts',
  'test/import/ifc-hostile.test.ts',
  'test/house/arguments.test.ts',
  'test/import/import-confidence.test.ts',
  'test/cli/import-doubts-cli.test.ts',
  'test/measurement/calibration-plan.test.ts',
  'test/documents/construction-drawings.test.ts',
  'test/import/drawing.test.ts',
  'test/plan/derived-states.test.ts',
  'test/design/placement-objectives.test.ts',
  'test/import/ifc-real.test.ts',
  'test/cli/batch-queue.test.ts',
  'test/documents/construction-pack.test.ts',
  'test/import/recognition-outline.test.ts',
  'test/import/recognition-forms.test.ts',
  'test/cli/rays-cli.test.ts',
  'test/documents/stale-documents.test.ts',
  'test/viewer/viewer-screenshots.test.ts',
  'test/cli/terminal-tables.test.ts',
  'test/import/image-outline.test.ts',
  'test/cli/network-cli.test.ts',
  'test/cli/refusals.test.ts',
  'test/design/placement.test.ts',
  'test/import/outline-candidates.test.ts',
  'test/programme/programme-table.test.ts',
  'test/house/measured-scores.test.ts',
  'test/design/placement-bound.test.ts',
  'test/viewer/viewer-design.test.ts',
  'test/import/dwg.test.ts',
  'test/import/ifc.test.ts',
  'test/measurement/accept.test.ts',
  'test/import/dxf-hostile.test.ts',
  'test/design/self-powered.test.ts',
  'test/import/ifc-georeference.test.ts',
  'test/measurement/calibration-residuals.test.ts',
  'test/measurement/walk-tools.test.ts',
  'test/import/image-import.test.ts',
  'test/import/geojson-hostile.test.ts',
  'test/import/dwg-hostile.test.ts',
  'test/house/benchmarks.test.ts',
  'test/import/ifc-forms.test.ts',
  'test/import/drawing-garages.test.ts',
  'test/import/drawing-crowds.test.ts',
  'test/design/states-antennas.test.ts',
  'test/design/placement-prover.test.ts',
  'test/design/network-reserve.test.ts',
  'test/design/placement-empty.test.ts',
  'test/radio/predict.test.ts',
  'test/import/recognition-anew.test.ts',
  'test/import/geojson-features.test.ts',
  'test/radio/kernel-fields.test.ts',
  'test/design/network-design.test.ts',
  'test/radio/workers-crash.test.ts',
  'test/radio/carrier-map.test.ts',
  'test/import/recognition-yardstick.test.ts',
  'test/radio/models-formula.test.ts',
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
