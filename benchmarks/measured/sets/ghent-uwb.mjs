import { createLinkMeans } from '../lib/mean-links.mjs';
import { columnOf, openCheckout } from '../lib/read-checkout.mjs';

const file = 'meta_IIoT_19.csv';
/** Channel 1, 499 MHz wide. */
const frequencyMhz = 3494.4;
const floor = '0';

export const set = {
  id: 'ghent-uwb',
  repository: 'JaronFontaine/UWB-dataset-from-an-office-industrial-and-university-environment',
  commit: 'f5b270d12d7129a95426e0f738b28449fa3cb6c1',
  licence: 'none stated',
  files: [file],
  async read(folder) {
    return [
      {
        id: 'ghent-uwb',
        title: 'Industrial IoT laboratory, Ghent',
        kind: 'hall',
        floors: [{ id: floor, elevationM: 0, clearHeightM: 4, walls: [] }],
        links: readLinks(openCheckout(folder)),
        notes: [
          'The level is the receiver’s estimate: above −85 dBm it reads too low, and frames below about −105 dBm are lost.',
          'The signal is 499 MHz wide, so there is no fast fading in the level.',
          'There are no walls; furnishing is not described; the clear height of 4 m is assumed.',
        ],
      },
    ];
  },
};

function readLinks(checkout) {
  const { head, rows } = checkout.table(file);
  const column = (name) => columnOf(head, name, file);
  const ends = ['anchor', 'tag'].map((end) => ['x', 'y', 'z'].map((axis) => column(`${axis}_${end}`)));
  const [anchorColumn, levelColumn] = ['anchorNumber', 'RX_power'].map(column);
  const means = createLinkMeans();
  for (const row of rows) {
    const [from, to] = ends.map((columns) => columns.map((index) => Number(row[index]) / 1000));
    const transmitter = `anchor${Number(row[anchorColumn])}`;
    const link = { transmitter, fromFloor: floor, from, toFloor: floor, frequencyMhz, device: 'DW1000' };
    means.add([transmitter, ...from, ...to].join(), link, to, Number(row[levelColumn]));
  }
  return means.links();
}
