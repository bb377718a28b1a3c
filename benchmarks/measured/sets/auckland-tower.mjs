import { createLinkMeans, meanOfPowers } from '../lib/mean-links.mjs';
import { openCheckout } from '../lib/read-checkout.mjs';

const planFile = '+data/engineeringtower8data2dnew.m';
const paisFolder = '+data/pais';
const paisPoints = `${paisFolder}/paisrxpositions.m`;
const butterworthFolder = '+data/+butterworth/narrowband/engineeringtower/12 Transmitter Retest';
const butterworthPoints = '+data/+butterworth/butterworthrxpositions.m';

/** Side of the square tower, and its storeys; elevations count from level 5. */
const sideM = 18.5;
const storeyM = 3;
const levels = [5, 6, 7, 8, 9];
/** Both ends of the links of 2001, above the floor. */
const paisHeightM = 2;
const butterworthHeightsM = { transmitter: 2, receiver: 1 };

/** Transmitters of 2001 in the frame of that campaign, by number. */
const towerTransmitters = new Map([
  ...[
    [1, 6],
    [3, 7],
    [5, 8],
    [13, 9],
  ].map(([id, level]) => [id, { level, point: [5, 13.5] }]),
  ...[
    [2, 6],
    [4, 7],
    [6, 8],
    [14, 9],
  ].map(([id, level]) => [id, { level, point: [13.5, 5] }]),
]);
/** Those in the library beside the tower, on its level 5. */
const libraryTransmitters = new Map(
  [
    [7, -42, 3],
    [8, -42, 15],
    [9, -25, 3],
    [10, -25, 15],
    [11, -8, 3],
    [12, -8, 15],
  ].map(([id, x, y]) => [id, { level: 5, point: [x, y] }]),
);
/** The two transmitters of 1998 whose positions are known, read off the drawing: millimetres on its page. */
const butterworthPagesMm = new Map([
  [9, [77, 152]],
  [12, [150, 79]],
]);

const campaign2001 = 'measuring receiver, 1.88 GHz continuous wave, 2001';
const campaign1998 = 'measuring receiver, 1.80 GHz continuous wave, 1998';

const notes = [
  'The plan is that of level 8; the other levels are taken to have the same.',
  'The plan is nearly symmetric, so the data cannot prove which way round the frame of the links lies on it.',
  'Levels are the power mean of all samples of a point, relative to an unknown reference: the radiated power is near 0 dBm, within about 3 dB, and may differ between the campaigns.',
  'The noise is near −111 dBm; the weakest links may end at it.',
  'Walls of plasterboard stand on timber; lift doors are metal, the other doors wood and taken as closed; thicknesses are not given.',
  'The height of 2 m of transmitters and receivers is what the repository computes with; it is not confirmed for the transmitters.',
];

export const set = {
  id: 'auckland-tower',
  repository: 'jonpea/toolbox-v2',
  commit: '135d880f87674ae80409ca82274298f4eb83fc12',
  licence: 'none stated',
  files: [
    planFile,
    paisPoints,
    `${paisFolder}/Level 7`,
    `${paisFolder}/Level 8`,
    butterworthPoints,
    butterworthFolder,
  ],
  async read(folder) {
    const checkout = openCheckout(folder);
    const walls = readWalls(checkout);
    const floors = levels.map((level) => ({
      id: String(level),
      elevationM: (level - levels[0]) * storeyM,
      clearHeightM: storeyM,
      walls,
      outline: [
        [0, 0],
        [sideM, 0],
        [sideM, sideM],
        [0, sideM],
      ],
    }));
    const title = 'Engineering tower of the University of Auckland';
    return [
      {
        id: 'auckland-tower',
        title,
        kind: 'tower',
        floors,
        links: [...readPais(checkout, towerTransmitters), ...readButterworth(checkout)],
        notes: [
          ...notes,
          'The links of 1998, of level 8, are turned by half a turn into the frame of those of 2001; only two of their twelve transmitters have a known position.',
        ],
      },
      {
        id: 'auckland-tower-from-library',
        title: `${title}, from the library beside it`,
        kind: 'tower',
        floors,
        links: readPais(checkout, libraryTransmitters),
        notes: [
          ...notes,
          'The transmitters stand in another building, 8 to 42 m from the tower; what lies between is not in the plan.',
        ],
      },
    ];
  },
};

/** The plan is given in the frame of 1998. */
const turn = ([x, y]) => [sideM - x, sideM - y];

function readWalls(checkout) {
  const text = checkout.text(planFile);
  const rows = [
    ...text.matchAll(/^\s+\d+\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+(glass|concrete|gib)\s*$/gm),
  ].map(([, x1, y1, x2, y2, type]) => ({
    ends: [
      [+x1, +y1],
      [+x2, +y2],
    ],
    type,
  }));
  if (rows.length === 0) throw new Error(`${planFile}: no walls`);
  // Doors name the corners of the walls by their order, then three more.
  const corners = [
    ...new Map(rows.flatMap(({ ends }) => ends).map((point) => [point.join('/'), point])).values(),
  ];
  corners.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const vertices = [...corners, [4.4, 4.2], [12.5, 11.1], [14.3, 14.3]];
  const [, doorText] = text.split('doorfaces = [');
  const doors = [...doorText.split('];')[0].matchAll(/(\d+)\s+(\d+);/g)].map(([, a, b]) => [
    vertices[a - 1],
    vertices[b - 1],
  ]);
  const liftDoors = text
    .match(/doorstolift = \[([\d, ]+)\]/)[1]
    .split(',')
    .map(Number);
  return [
    ...rows.map(({ ends: [a, b], type }) => ({
      start: turn(a),
      end: turn(b),
      material: type === 'gib' ? 'plasterboard' : type,
    })),
    ...doors.map(([a, b], index) => ({
      start: turn(a),
      end: turn(b),
      material: liftDoors.includes(index + 1) ? 'metal' : 'wood',
    })),
  ];
}

function readPais(checkout, transmitters) {
  const means = createLinkMeans(meanOfPowers);
  for (const level of [7, 8]) {
    const [block] = checkout.text(paisPoints).split(`case ${level}`)[1].split('];');
    for (const [, id, xMm, yMm] of block.matchAll(/^\s*(\d+)\s+(\d+)\s+(\d+)\s*$/gm)) {
      const to = [xMm / 1000, yMm / 1000, paisHeightM];
      const path = `${paisFolder}/Level ${level}/${level}_${id.padStart(2, '0')}.xls`;
      for (const { number, frequencyMhz, levelsDbm } of readSamples(checkout, path)) {
        const transmitter = transmitters.get(number);
        if (!transmitter) continue;
        const link = {
          transmitter: `pais-TX${number}`,
          fromFloor: String(transmitter.level),
          from: [...transmitter.point, paisHeightM],
          toFloor: String(level),
          frequencyMhz,
          device: campaign2001,
        };
        for (const levelDbm of levelsDbm) means.add([level, id, number].join(), link, to, levelDbm);
      }
    }
  }
  return means.links();
}

function readButterworth(checkout) {
  const means = createLinkMeans(meanOfPowers);
  const values = checkout.text(butterworthPoints).split('reshape([')[1].split('], [], 2)')[0];
  const numbers = values.split('\n').map(Number.parseFloat).filter(Number.isFinite);
  const count = numbers.length / 2;
  for (const name of checkout.names(butterworthFolder).filter((each) => /^\d+\.txt$/i.test(each))) {
    const id = Number.parseInt(name, 10);
    const to = [...turn([numbers[id], numbers[id + count]]), butterworthHeightsM.receiver];
    for (const { number, frequencyMhz, levelsDbm } of readSamples(checkout, `${butterworthFolder}/${name}`)) {
      const page = butterworthPagesMm.get(number);
      if (!page) continue;
      // The plan's corner on the page is (36, 38) mm, its side 154 mm.
      const point = turn([((page[0] - 36) * sideM) / 154, ((page[1] - 38) * sideM) / 154]);
      const link = {
        transmitter: `butterworth-TX${number}`,
        fromFloor: '8',
        from: [...point, butterworthHeightsM.transmitter],
        toFloor: '8',
        frequencyMhz,
        device: campaign1998,
      };
      for (const levelDbm of levelsDbm) means.add([id, number].join(), link, to, levelDbm);
    }
  }
  return means.links();
}

/** Samples of one receiver point by transmitter: `[{ number, frequencyMhz, levelsDbm }]`. */
function readSamples(checkout, path) {
  const lines = checkout.lines(path, 'latin1');
  const frequenciesMhz = lines
    .filter((line) => /^SCAN:LIST/i.test(line))
    .flatMap((line) => [...line.matchAll(/([\d.]+) MHz/g)].map(([, value]) => Number(value)));
  const headAt = lines.findIndex((line) => /^TX-/i.test(line));
  if (headAt < 0) throw new Error(`${path}: no line that names the transmitters`);
  const numbers = lines[headAt]
    .trim()
    .split(/\s+/)
    .map((word) => Number(word.slice('TX-'.length)));
  const rows = lines
    .slice(headAt + 1)
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((row) => row.length === numbers.length);
  return numbers.map((number, index) => ({
    number,
    frequencyMhz: frequenciesMhz[index],
    levelsDbm: rows.map((row) => row[index]).filter(Number.isFinite),
  }));
}
