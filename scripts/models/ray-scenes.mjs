/**
 * Canonical scenes in which the fast models are held to rays, as plans, and the points along which they are compared.
 * Used by scripts/compare-rays.mjs, docs/models.md and test/radio/rays-scenes.test.ts.
 */

export const frequenciesMhz = [900, 1800, 2600, 3500];
/** Models compared with rays. */
export const comparedModels = [
  'free-space',
  'multi-wall',
  'dominant-path',
  'saturating-path',
  'cost231-multi-wall',
];

/** Largest mean difference of a model in a scene at any frequency, dB either way: a change may only come nearer. */
export const differenceBoundsDb = {
  aisle: {
    'free-space': 7,
    'multi-wall': 10,
    'dominant-path': 10,
    'saturating-path': 5.5,
    'cost231-multi-wall': 7,
  },
  corner: {
    'free-space': 20,
    'multi-wall': 19,
    'dominant-path': 2,
    'saturating-path': 4.5,
    'cost231-multi-wall': 35,
  },
  room: {
    'free-space': 13,
    'multi-wall': 16.5,
    'dominant-path': 2,
    'saturating-path': 2.5,
    'cost231-multi-wall': 14.5,
  },
  columns: {
    'free-space': 3,
    'multi-wall': 10,
    'dominant-path': 10,
    'saturating-path': 2.5,
    'cost231-multi-wall': 7.5,
  },
};

const antennaHeightM = 2.4;
const phoneHeightM = 1.5;
const clearHeightM = 2.6;

/** All four sides of a rectangle, as walls of reinforced concrete. */
function walls(prefix, corners, thicknessM = 0.3) {
  return corners.slice(1).map((end, index) => ({
    id: `${prefix}${index + 1}`,
    start: corners[index],
    end,
    thicknessM,
    material: 'reinforced-concrete',
  }));
}

function rectangle(x0, y0, x1, y1) {
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
    [x0, y0],
  ];
}

function line(from, to, stepM = 1) {
  const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
  return Array.from({ length: Math.floor(lengthM / stepM + 1e-9) + 1 }, (_, index) => {
    const part = (index * stepM) / lengthM;
    return [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
  });
}

function plan(id, outline, level) {
  return {
    format: 'diku-plan',
    version: 2,
    community: { id, name: id },
    levels: [{ id: 'B1', elevationM: -4, clearHeightM, slabThicknessM: 0.3, outline, ...level }],
    carriers: frequenciesMhz.map((frequencyMhz) => ({
      id: `at-${frequencyMhz}`,
      operator: 'mobile',
      technology: 'lte',
      frequencyMhz,
      bandwidthMhz: 20,
      portPowerDbm: 15,
      services: ['data'],
    })),
    antennas: [],
    requirements: { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023' },
  };
}

/** `receivers` are points along a line; `along(place)` is what the chart shows them over. */
export const rayScenes = [
  {
    id: 'aisle',
    title: 'Straight aisle: 80 × 16.6 m between reinforced concrete, antenna at one end',
    alongTitle: 'distance from the antenna, m',
    plan: plan('aisle', rectangle(0, 0, 80, 16.6).slice(1), { walls: walls('w', rectangle(0, 0, 80, 16.6)) }),
    from: [3.1, 8.1],
    receivers: line([5.1, 8.9], [77.1, 8.9]),
    along: ([x]) => x - 3.1,
  },
  {
    id: 'corner',
    title: 'L-corner: aisles of 6 m that meet at a right angle, solid behind 300 mm walls',
    alongTitle: 'way into the second aisle, m',
    plan: plan('corner', rectangle(0, 0, 40, 40).slice(1), {
      walls: walls('w', [
        [0, 0],
        [40, 0],
        [40, 40],
        [34, 40],
        [34, 6],
        [0, 6],
        [0, 0],
      ]),
    }),
    from: [10.3, 3.2],
    receivers: line([37.1, 2.1], [37.1, 38.1]),
    along: ([, y]) => y - 6,
  },
  {
    id: 'room',
    title: 'Room behind a 300 mm wall with an open door of 1.5 m',
    alongTitle: 'along the room, 4 m behind the wall, from its door, m',
    plan: plan('room', rectangle(0, 0, 30, 30).slice(1), {
      walls: [
        ...walls('h', rectangle(0, 0, 30, 20)),
        ...walls('r', [
          [8, 20],
          [8, 30],
          [22, 30],
          [22, 20],
        ]),
      ],
      openings: [{ id: 'd1', kind: 'door', state: 'open', start: [14, 20], end: [15.5, 20] }],
    }),
    from: [10.2, 9.3],
    receivers: line([8.6, 24.1], [21.4, 24.1], 0.5),
    along: ([x]) => x - 14.75,
  },
  {
    id: 'columns',
    title: 'Row of columns 600 × 600 mm every 8 m, antenna on one side, phone on the other',
    alongTitle: 'along the row, m',
    plan: plan('columns', rectangle(0, 0, 60, 30).slice(1), {
      walls: walls('w', rectangle(0, 0, 60, 30)),
      columns: Array.from({ length: 7 }, (_, index) => {
        return { id: `c${index + 1}`, center: [6 + 8 * index, 15], sizeM: [0.6, 0.6] };
      }),
    }),
    from: [3.2, 12.1],
    receivers: line([5.3, 17.2], [56.3, 17.2]),
    along: ([x]) => x,
  },
];

/** Losses of one scene and frequency by rays, dB: [receivers] each. */
export function traceScene(engine, { plan: document, from, receivers }, frequencyMhz) {
  const parsed = engine.parsePlan(document);
  const traced = receivers.map((at) => {
    return engine.traceRayLink(parsed, toScene(from, antennaHeightM), toScene(at, phoneHeightM), {
      carrierId: `at-${frequencyMhz}`,
    });
  });
  return {
    localMeanDb: traced.map((link) => round(link.pathLossDb)),
    fixedHeightsDb: traced.map((link) => round(link.fixedHeightsPathLossDb)),
    incoherentDb: traced.map((link) => round(link.incoherentPathLossDb)),
  };
}

/** Losses by a fast model, dB: [receivers]. */
export function predictScene(engine, { plan: document, from, receivers }, frequencyMhz, modelId) {
  const parsed = engine.parsePlan(document);
  return receivers.map((at) => {
    const options = { carrierId: `at-${frequencyMhz}`, modelId };
    return engine.traceLink(parsed, toScene(from, antennaHeightM), toScene(at, phoneHeightM), options)
      .pathLossDb;
  });
}

/** Mean, standard deviation and largest size of the model's loss over that of the rays, dB. */
export function differences(modelDb, raysDb) {
  const over = modelDb.map((value, index) => value - raysDb[index]);
  const meanDb = over.reduce((sum, value) => sum + value, 0) / over.length;
  const varianceDb2 = over.reduce((sum, value) => sum + (value - meanDb) ** 2, 0) / over.length;
  return { meanDb, sdDb: Math.sqrt(varianceDb2), maxDb: Math.max(...over.map(Math.abs)) };
}

/** Distance between antenna and phone, metres. */
export function linkLengthM({ from }, at) {
  return Math.hypot(at[0] - from[0], at[1] - from[1], antennaHeightM - phoneHeightM);
}

function toScene([x, y], z) {
  return `${x},${y},${z},B1`;
}

function round(value) {
  return Math.round(value * 100) / 100;
}
