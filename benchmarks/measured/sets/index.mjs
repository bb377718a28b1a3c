import { set as aucklandTower } from './auckland-tower.mjs';
import { set as cinvestav } from './cinvestav.mjs';
import { set as fengModelSelection } from './feng-model-selection.mjs';
import { set as fengRtt } from './feng-rtt.mjs';
import { set as ghentUwb } from './ghent-uwb.mjs';
import { set as haiyaoyuRtt } from './haiyaoyu-rtt.mjs';
import { set as iotLabLille } from './iot-lab-lille.mjs';
import { set as mannheimA5 } from './mannheim-a5.mjs';
import { set as nurembergMuseum } from './nuremberg-museum.mjs';
import { set as sodIndoorLoc } from './sod-indoor-loc.mjs';
import { set as tetamBle } from './tetam-ble.mjs';
import { set as ujiBle } from './uji-ble.mjs';
import { set as warsawFlat } from './warsaw-flat.mjs';

/** The sets of the bench: those with walls of several materials first, those of links alone last. */
export const sets = [
  sodIndoorLoc,
  aucklandTower,
  mannheimA5,
  cinvestav,
  warsawFlat,
  iotLabLille,
  haiyaoyuRtt,
  nurembergMuseum,
  ujiBle,
  tetamBle,
  fengModelSelection,
  fengRtt,
  ghentUwb,
];
