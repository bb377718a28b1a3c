import { columnOf, openCheckout } from '../lib/read-checkout.mjs';

/** Squares of the published distances fit a grid exactly: its spacing, and the cell of the transmitter. */
const places = [
  {
    id: 'cinvestav-comms',
    name: 'Comms',
    title: 'CINVESTAV, offices of the communications section',
    kind: 'office',
    spacingM: 1,
    transmitterCell: [4, 29],
  },
  {
    id: 'cinvestav-library',
    name: 'Library',
    title: 'CINVESTAV, library',
    kind: 'hall',
    spacingM: 1.355,
    transmitterCell: [13, 16],
  },
  {
    id: 'cinvestav-sse',
    name: 'SSE',
    title: 'CINVESTAV, building SSE',
    kind: 'office',
    spacingM: 1,
    transmitterCell: [13, 10],
  },
];

/** Heights of the transmitter in the two configurations; that of C2 follows from the distances. */
const transmitterHeightsM = { C1: 1.5, C2: 1.5 + Math.sqrt(1.476) };
const receiverHeightM = 1.5;
const frequencyMhz = 3500;
const floor = '0';

/** Columns of counts, and what is crossed. */
const counted = {
  Num_brick_wall: 'brick',
  Num_wood_wall: 'wood',
  Num_glass_wall: 'glass',
  Num_drywall: 'plasterboard',
  Num_column: 'column',
  Elevator: 'metal',
};

const fileOf = (name, configuration) => `Received_power/Prx_${name}_${configuration}.csv`;

export const set = {
  id: 'cinvestav',
  repository: 'amilcarmeneses/Path-Loss-Data-for-Fifth-Generation-of-Wireless-Communications-in-Indoors',
  commit: '21cf23ed600547427df59b9ca907cf81765c1b2a',
  licence: 'CC BY 4.0',
  files: places.flatMap(({ name }) => ['C1', 'C2'].map((configuration) => fileOf(name, configuration))),
  async read(folder) {
    const checkout = openCheckout(folder);
    return places.map((place) => ({
      id: place.id,
      title: place.title,
      kind: place.kind,
      floors: [{ id: floor, elevationM: 0, clearHeightM: 3, walls: [] }],
      links: ['C1', 'C2'].flatMap((configuration) => readLinks(checkout, place, configuration)),
      notes: [
        'There is no plan: the repository counts by hand what each link crosses; columns of the building are `column`, a lift is `metal`.',
        'Positions are cells of a grid; its spacing and the transmitter’s cell follow from the published distances without a rest.',
        'Each point has one value in whole dB, so small-scale fading is in it; transmitted power and gains together are 10 dBm.',
        'The clear height is not stated: 3 m is assumed.',
        ...(place.name === 'Comms' ? ['A positive power (C-36 of C2) is read with a minus sign.'] : []),
        ...(place.name === 'Library' ? ['The counts of the library mix shelves and drywall.'] : []),
      ],
    }));
  },
};

function readLinks(checkout, { name, spacingM, transmitterCell: [column, row] }, configuration) {
  const path = fileOf(name, configuration);
  const { head, rows } = checkout.table(path);
  const powerColumn = head.findIndex((each) => each.startsWith('P_rx'));
  if (powerColumn < 0) throw new Error(`${path}: no column P_rx`);
  const countColumns = Object.entries(counted)
    .filter(([title]) => title !== 'Elevator' || head.includes(title))
    .map(([title, material]) => [columnOf(head, title, path), material]);
  const from = [column * spacingM, -row * spacingM, transmitterHeightsM[configuration]];
  return rows
    .filter(
      (fields) =>
        /^[A-Z]-\d+$/.test(fields[0]) && fields[powerColumn] !== '' && Number.isFinite(+fields[powerColumn]),
    )
    .map((fields) => {
      const [letter, number] = fields[0].split('-');
      return {
        transmitter: `${name}-${configuration}`,
        fromFloor: floor,
        from,
        toFloor: floor,
        to: [(letter.charCodeAt(0) - 65) * spacingM, -Number(number) * spacingM, receiverHeightM],
        frequencyMhz,
        device: `receiver, configuration ${configuration}`,
        levelDbm: -Math.abs(Number(fields[powerColumn])),
        samples: 1,
        crossed: Object.fromEntries(
          countColumns
            .map(([index, material]) => [material, Number(fields[index])])
            .filter(([, count]) => count > 0),
        ),
      };
    });
}
