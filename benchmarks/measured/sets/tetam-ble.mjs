import { openCheckout } from '../lib/read-checkout.mjs';

const sensorFile = 'cnf/tetam.dev';
const campaigns = ['set_1', 'set_2'];
const frequencyMhz = 2440;
const floor = '0';

export const set = {
  id: 'tetam-ble',
  repository: 'philotuxo/Position-Annotated-BLE-RSSI-Dataset',
  commit: '77474b69dc7d73fc5b07b74d7b4b65f3235a663e',
  licence: 'CC0 1.0',
  files: [sensorFile, ...campaigns.map((campaign) => `hst/${campaign}`)],
  async read(folder) {
    const checkout = openCheckout(folder);
    const sensors = readSensors(checkout);
    return [
      {
        id: 'tetam-ble',
        title: 'TETAM, one room of 21 × 18 m with desks and pillars',
        kind: 'office',
        floors: [{ id: floor, elevationM: 0, clearHeightM: 3, walls: [] }],
        links: campaigns.flatMap((campaign) => readLinks(checkout, campaign, sensors)),
        notes: [
          'Fixed sensors receive one beacon that stood on each point: links are turned round, the path is the same.',
          'The three advertising channels are averaged in dB, over hundreds to thousands of readings of a link.',
          'There are no walls inside; desks and pillars are only drawn. The power of the beacon is not known; the clear height of 3 m is assumed.',
        ],
      },
    ];
  },
};

/** Points of the sensors by their names; the file has lines of `Name:{…}` as Python writes dictionaries. */
function readSensors(checkout) {
  const [line] = checkout.lines(sensorFile).filter((each) => each.startsWith('Dongles:'));
  if (!line) throw new Error(`${sensorFile}: no line Dongles`);
  return new Map(
    Object.values(JSON.parse(line.slice('Dongles:'.length))).map(([point, , name]) => [name, point]),
  );
}

/** One file per sensor and point, `sensor_x_y_z.mbd`; its lines end with the level. */
function readLinks(checkout, campaign, sensors) {
  return checkout
    .names(`hst/${campaign}`)
    .filter((name) => name.endsWith('.mbd'))
    .flatMap((name) => {
      const [sensor, ...to] = name.slice(0, -'.mbd'.length).split('_');
      const levels = checkout
        .lines(`hst/${campaign}/${name}`)
        .map((line) => Number(line.slice(line.lastIndexOf(',') + 1)));
      if (levels.length === 0) return [];
      return {
        transmitter: sensor,
        fromFloor: floor,
        from: sensors.get(sensor),
        toFloor: floor,
        to: to.map(Number),
        frequencyMhz,
        device: `BLE beacon, ${campaign}`,
        levelDbm: levels.reduce((sum, level) => sum + level, 0) / levels.length,
        samples: levels.length,
      };
    });
}
