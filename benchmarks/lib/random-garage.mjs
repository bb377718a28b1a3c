/**
 * Random garages for the chance to pass: outlines of one or two rectangles, a grid of columns, cores and walls across with
 * openings, bays along the walls, antennas on a grid of random width and power. Plans, not drawings: what is tested is the
 * chance, not the reading.
 */
import { createRandom } from '../../packages/engine/dist/core/index.js';

const rectangle = (west, south, east, north) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];

/** A plan document; the same for the same seed. */
export function randomGarage(seed) {
  const random = createRandom(7919 * seed);
  const between = (low, high) => low + (high - low) * random();
  const rounded = (value) => Math.round(20 * value) / 20;
  const widthM = rounded(between(35, 95));
  const depthM = rounded(between(25, 65));
  const { outline, covers } = outlineOf(widthM, depthM, random);
  const spacingM = between(7.8, 8.7);
  const columns = gridOf(widthM, depthM, spacingM, spacingM / 2)
    .filter(([x, y]) => covers(x, y))
    .map((center, index) => ({ id: `c${index + 1}`, center, sizeM: [0.6, 0.6] }));
  const walls = [];
  const addWall = (start, end, material, thicknessM) =>
    walls.push({ id: `w${walls.length + 1}`, start, end, material, thicknessM });
  outline.forEach((start, index) => {
    addWall(start, outline[(index + 1) % outline.length], 'reinforced-concrete', 0.3);
  });
  const zones = addCores(random, { widthM, depthM, covers, rounded, addWall });
  addCrossWalls(random, { widthM, depthM, covers, rounded, addWall });
  const hangM = between(18, 42);
  const antennas = gridOf(widthM, depthM, hangM, hangM * between(0.3, 0.7))
    .filter(([x, y]) => covers(x, y))
    .map(([x, y], index) => ({
      id: `ANT${index + 1}-B1`,
      level: 'B1',
      position: [rounded(x + between(-2, 2)), rounded(y + between(-2, 2))],
      heightM: 2.6,
      type: 'ceiling-omni',
      cell: 'S1',
      carriers: ['*'],
    }))
    .filter(({ position: [x, y] }) => covers(x, y));
  return {
    format: 'diku-plan',
    version: 2,
    community: { id: 'random', name: `random ${seed}` },
    levels: [
      {
        id: 'B1',
        name: 'B1',
        elevationM: -4.2,
        clearHeightM: 2.8,
        outline,
        walls,
        columns,
        zones,
        bays: baysOf(widthM, depthM, covers),
      },
    ],
    carriers: [
      {
        id: 'ctcc-lte1800',
        operator: 'telecom',
        technology: 'lte',
        frequencyMhz: 1870,
        bandwidthMhz: 20,
        portPowerDbm: Math.round(2 * between(-12, 12)) / 2,
        services: ['voice', 'data'],
      },
    ],
    antennas,
    requirements: { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023' },
  };
}

/** A rectangle, or one with a corner cut out. */
function outlineOf(widthM, depthM, random) {
  if (random() < 0.5) {
    return {
      outline: rectangle(0, 0, widthM, depthM),
      covers: (x, y) => x > 0.5 && y > 0.5 && x < widthM - 0.5 && y < depthM - 0.5,
    };
  }
  const eastM = Math.round(widthM * (0.4 + 0.3 * random()));
  const northM = Math.round(depthM * (0.4 + 0.3 * random()));
  return {
    outline: [
      [0, 0],
      [widthM, 0],
      [widthM, northM],
      [eastM, northM],
      [eastM, depthM],
      [0, depthM],
    ],
    covers: (x, y) =>
      x > 0.5 && y > 0.5 && x < widthM - 0.5 && y < depthM - 0.5 && (x < eastM - 0.5 || y < northM - 0.5),
  };
}

function gridOf(widthM, depthM, stepM, firstM) {
  const found = [];
  for (let x = firstM; x < widthM; x += stepM) {
    for (let y = firstM; y < depthM; y += stepM)
      found.push([Math.round(100 * x) / 100, Math.round(100 * y) / 100]);
  }
  return found;
}

/** Lift cores of reinforced concrete: their zones, which are no floor. */
function addCores(random, { widthM, depthM, covers, rounded, addWall }) {
  const zones = [];
  const count = 1 + Math.floor(3 * random());
  for (let core = 0; core < count; core += 1) {
    const west = rounded(4 + (widthM - 16) * random());
    const south = rounded(4 + (depthM - 14) * random());
    const corners = rectangle(west, south, west + 6, south + 5);
    if (!corners.every(([x, y]) => covers(x, y))) continue;
    corners.forEach((start, index) => {
      addWall(start, corners[(index + 1) % 4], 'reinforced-concrete', 0.2);
    });
    zones.push({ id: `z${zones.length + 1}`, kind: 'core', polygon: corners });
  }
  return zones;
}

/** Walls of fire compartments across, of brick or block, each with a gap of a lane. */
function addCrossWalls(random, { widthM, depthM, covers, rounded, addWall }) {
  const count = Math.floor(4 * random());
  for (let wall = 0; wall < count; wall += 1) {
    const material = random() < 0.5 ? 'brick' : 'reinforced-concrete';
    const x = rounded(8 + (widthM - 16) * random());
    const gapM = rounded(4 + (depthM - 14) * random());
    for (const [from, to] of [
      [1, gapM],
      [gapM + 6, depthM - 1],
    ]) {
      if (to - from > 1 && covers(x, from) && covers(x, to)) addWall([x, from], [x, to], material, 0.2);
    }
  }
}

/** Bays along the southern and northern walls. */
function baysOf(widthM, depthM, covers) {
  const bays = [];
  for (const [south, north] of [
    [0.6, 5.9],
    [depthM - 5.9, depthM - 0.6],
  ]) {
    for (let west = 1; west + 2.4 < widthM - 1; west += 2.4) {
      const polygon = rectangle(west, south, west + 2.4, north).map(([x, y]) => [
        Math.round(100 * x) / 100,
        Math.round(100 * y) / 100,
      ]);
      if (polygon.every(([x, y]) => covers(x, y))) bays.push({ id: `p${bays.length + 1}`, polygon });
    }
  }
  return bays;
}
