/**
 * The property tests of the propagation core with 2,000 random scenes each, 5,000 damaged drawings, all garages in every
 * format, all scans, 100,000 walls and openings, all errors of the command line, placing and dragging antennas in more garages, an hour of editing, 30 batches
 * killed, and the acceptance walk played out 10,000 times per garage. Arguments go to the test runner.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './lib/run.mjs';

const files = [
  'test/batch-resume',
  'test/cli-errors',
  'test/calibration-fit',
  'test/calibration-carpark',
  'test/ifc-garages',
  'test/geojson-',
  'test/kernel-',
  'test/field-stack',
  'test/fuzz',
  'test/dxf-flatten',
  'test/dxf-hostile',
  'test/image-import',
  'test/image-scans',
  'test/image-spoiled',
  'test/recognition-yardstick',
  'test/survey',
  'test/accept',
  'test/placement',
  'test/network-design',
  'test/network-hostile',
  'test/track-antenna',
  'test/wall-openings',
  'test/verdict.test',
  'test/verdict-walks',
  'test/walk-',
  'test/rays',
  'test/viewer-acts',
  'test/viewer-memory',
  'test/viewer-pictures',
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
