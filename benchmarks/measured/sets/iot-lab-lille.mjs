import { meanOfPowers } from '../lib/mean-links.mjs';
import { openCheckout } from '../lib/read-checkout.mjs';

const nodeFile = 'metas/resources.json';
const linkFolder = 'datasets/processed/lille/rssi_freq/one_to_one';
/** The middle of channels 11 to 26, 2405 to 2480 MHz. */
const frequencyMhz = 2442;
const floor = '0';

export const set = {
  id: 'iot-lab-lille',
  repository: 'openwsn-berkeley/mercator',
  commit: '02c594ac89406d87e04a0666c2e598b7bdf012db',
  licence: 'none stated; the test-bed asks to be acknowledged',
  files: [nodeFile, linkFolder],
  async read(folder) {
    const checkout = openCheckout(folder);
    return [
      {
        id: 'iot-lab-lille',
        title: 'FIT IoT-LAB Lille, one large room',
        kind: 'hall',
        floors: [{ id: floor, elevationM: 0, clearHeightM: 3, walls: [] }],
        links: readLinks(checkout, readNodes(checkout)),
        notes: [
          'There is no plan; by the coordinates it is one room of 16 × 16 m with nodes at 0.6, 1.5 and 2.6 m.',
          'The level is the power mean over the channels that were received, so fading over frequency is averaged out; `samples` counts channels.',
          'The column is called pdr in the files and holds the level.',
          'Levels come in steps of 3 dB and end at −91 dBm; weaker pairs are missing. Nodes send with 0 dBm.',
          'Both directions of a pair are links of their own. The clear height of 3 m is assumed.',
        ],
      },
    ];
  },
};

/** Nodes of the site by the last two bytes of their address, in hexadecimal digits. */
function readNodes(checkout) {
  const nodes = JSON.parse(checkout.text(nodeFile)).items.filter(({ site }) => site === 'lille');
  return new Map(
    nodes.map(({ uid, network_address: address, x, y, z }) => [
      uid,
      { name: address.split('.')[0], point: [Number(x), Number(y), Number(z)] },
    ]),
  );
}

/** One file per ordered pair: the folder is the sender, the file the receiver. */
function readLinks(checkout, nodes) {
  const nodeOf = (address) => nodes.get(address.split('-').slice(-2).join(''));
  const links = [];
  for (const sender of checkout.names(linkFolder)) {
    const from = nodeOf(sender);
    for (const name of checkout.names(`${linkFolder}/${sender}`)) {
      const receiver = name.slice(0, -'.csv'.length);
      const to = nodeOf(receiver);
      const { rows } = checkout.table(`${linkFolder}/${sender}/${name}`);
      const levels = rows.map(([, level]) => level).filter((level) => level !== undefined && level !== '');
      if (!from || !to || sender === receiver || levels.length === 0) continue;
      const power = levels.reduce((sum, level) => sum + meanOfPowers.into(Number(level)), 0);
      links.push({
        transmitter: from.name,
        fromFloor: floor,
        from: from.point,
        toFloor: floor,
        to: to.point,
        frequencyMhz,
        device: 'AT86RF231 of an IoT-LAB M3 node',
        levelDbm: meanOfPowers.outOf(power / levels.length),
        samples: levels.length,
      });
    }
  }
  return links;
}
