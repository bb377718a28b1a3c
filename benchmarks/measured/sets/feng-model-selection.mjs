import { openCheckout } from '../lib/read-checkout.mjs';
import { readFengGrid } from '../lib/read-feng-grid.mjs';

const gridM = 0.6;
const filesOf = (name) => ['train', 'test'].map((part) => `data/database_${name}_${part}.csv`);

const areas = [
  {
    id: 'feng-lecture',
    title: 'Lecture theatre',
    kind: 'hall',
    gridM,
    files: filesOf('lecture_theatre'),
    accessPoints: { 1: [3, 9], 2: [10, 9], 3: [18.8, 9], 4: [3, 21], 5: [19, 21] },
  },
  {
    id: 'feng-office',
    title: 'Office of 18 × 5.5 m',
    kind: 'office',
    gridM,
    files: filesOf('office'),
    accessPoints: { 1: [1, 5], 2: [11, -1], 3: [15, 6], 4: [20, -1], 5: [25, 5] },
  },
  {
    id: 'feng-corridor',
    title: 'Corridor',
    kind: 'corridor',
    gridM,
    files: filesOf('corridor'),
    accessPoints: { 2: [2, 7.5], 3: [17, 6.8], 4: [38, 9], 5: [48, 5] },
    notes: ['Column AP1 has no reading; the four stated positions are those of AP2 to AP5.'],
  },
];

export const set = {
  id: 'feng-model-selection',
  repository: 'Fx386483710/WiFi_RSS_RTT_Dataset_for_Model_Selection',
  commit: '48e41763ff1dc37aed1746be82f8d073531d9b82',
  licence: 'not clear: the file LICENSE is the MIT licence of a template',
  files: areas.flatMap(({ files }) => files),
  async read(folder) {
    const checkout = openCheckout(folder);
    return areas.map((area) => readFengGrid(checkout, area));
  },
};
