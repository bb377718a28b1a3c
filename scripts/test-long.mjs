/**
 * The property tests of the propagation core with 2,000 random scenes each, 5,000 damaged drawings, all garages in every
 * format, all scans, 100,000 walls and openings, all errors of the command line, placing and dragging antennas in more garages, an hour of editing, 30 batches
 * killed, and the acceptance walk played out 10,000 times per garage. Arguments go to the test runner.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './lib/run.mjs';

const files = [
  'test/cli/batch-resume',
  'test/cli/cli-errors',
  'test/cli/output-folders',
  'test/cli/standard-output',
  'test/measurement/calibration-fit',
  'test/measurement/calibration-carpark',
  'test/import/ifc-garages',
  'test/cli/geojson-',
  'test/import/geojson-',
  'test/radio/kernel-',
  'test/radio/field-stack',
  'test/fuzz',
  'test/import/dxf-flatten',
  'test/import/dxf-hostile',
  'test/import/image-import',
  'test/import/image-scans',
  'test/import/image-spoiled',
  'test/import/recognition-yardstick',
  'test/measurement/survey',
  'test/measurement/accept',
  'test/design/placement',
  'test/design/network-design',
  'test/design/network-hostile',
  'test/design/network-locked',
  'test/workflow/track-antenna',
  'test/plan/wall-openings',
  'test/radio/verdict.test',
  'test/radio/verdict-walks',
  'test/measurement/walk-',
  'test/radio/rays',
  'test/viewer/viewer-acts',
  'test/viewer/viewer-memory',
  'test/viewer/viewer-pictures',
];
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--testTimeout=1200000',
    ...files,
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      DIKU_FUZZ: '5000',
      DIKU_PLAYED_WALKS: '10000',
      DIKU_GARAGES: 'all',
      DIKU_KILLS: '30',
      DIKU_OPENINGS: '100000',
      DIKU_WALKS: '1000',
      DIKU_EDIT_MINUTES: '60',
      ...process.env,
      DIKU_SCENES: '2000',
    },
  },
);
process.exit(status ?? 1);
