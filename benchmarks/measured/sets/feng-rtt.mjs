import { openCheckout } from '../lib/read-checkout.mjs';
import { readFengGrid } from '../lib/read-feng-grid.mjs';

const fileOf = (name, part) => `dataset/database_${name}_${part}.csv`;
const filesOf = (name) => ['train', 'test'].map((part) => fileOf(name, part));

const areas = [
  {
    id: 'feng-floor',
    title: 'Floor of a building, 83 m long',
    kind: 'corridor',
    gridM: 0.6,
    files: [fileOf('building', 'test')],
    accessPoints: {
      1: [132, 1],
      2: [126.2, 14.6],
      3: [115, 6],
      4: [88.2, 11.2],
      5: [83, 2.3],
      6: [72.8, 19],
      7: [67.6, 17.5],
      8: [53.4, 12],
      9: [42.2, 1],
      10: [31, 9.3],
      11: [13, 14],
      12: [3.3, -1.2],
      13: [-6, 12],
    },
    notes: [
      'Only the points for testing are read; the file of those for training, of 4 MiB and more, is not checked.',
      'By its ranging AP1 may stand 6 m from its stated position.',
    ],
  },
  {
    id: 'feng-room',
    title: 'Office room',
    kind: 'office',
    gridM: 0.455,
    files: filesOf('office'),
    accessPoints: { 1: [0, -4], 6: [5, -2.3], 7: [1.5, 3.2] },
    notes: ['AP7 fits its position poorly by its ranging.'],
  },
  {
    id: 'feng-apartment',
    title: 'Apartment',
    kind: 'flat',
    gridM: 0.48,
    files: filesOf('apartment'),
    accessPoints: { 2: [6.9, 3], 3: [7, 11], 4: [17.8, 12.3], 5: [13.4, 6] },
    notes: ['By their ranging access points may stand up to 1 m from their stated positions.'],
  },
];

export const set = {
  id: 'feng-rtt',
  repository: 'Fx386483710/WiFi-RTT-RSS-dataset',
  commit: '9becfa1b7614706630c70413af97d04297547adf',
  licence: 'none stated',
  files: areas.flatMap(({ files }) => files),
  async read(folder) {
    const checkout = openCheckout(folder);
    return areas.map((area) => readFengGrid(checkout, area));
  },
};
