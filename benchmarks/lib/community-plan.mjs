import { findCarrierProfile } from '@diku/engine';

/**
 * The plan of a small community's garage, drawn by lot: one level or two, 32–56 × 20–32 m, a wall across with a passage, columns, two
 * rows of bays, a charger, an equipment room and a tray, the LTE carriers of three operators.
 */
export function createCommunityPlan(id, random) {
  const between = (min, max) => Math.round(10 * (min + (max - min) * random())) / 10;
  const widthM = between(32, 56);
  const depthM = between(20, 32);
  const levels = Array.from({ length: random() < 0.25 ? 2 : 1 }, (_, index) =>
    createLevel(`B${index + 1}`, widthM, depthM, between),
  );
  return {
    format: 'diku-plan',
    version: 2,
    community: { id, name: id },
    levels,
    carriers: findCarrierProfile('lte'),
    antennas: [],
    requirements: { coverageRatio: 0.9, confidence: 0.95, profile: 'shanghai-2023' },
  };
}

function createLevel(id, widthM, depthM, between) {
  const acrossM = between(0.3 * widthM, 0.7 * widthM);
  const wall = (number, start, end, material) => ({
    ...{ id: `w${number}`, start, end, thicknessM: 0.25, material },
  });
  const outline = [
    [0, 0],
    [widthM, 0],
    [widthM, depthM],
    [0, depthM],
  ];
  const edges = outline.map((start, index) =>
    wall(index, start, outline[(index + 1) % outline.length], 'reinforced-concrete'),
  );
  const passageM = 0.5 * depthM;
  const columns = [];
  for (let x = 4; x < widthM - 1; x += 8.1) {
    for (const y of [6.5, depthM - 6.5]) {
      if (Math.abs(x - acrossM) > 1) {
        columns.push({ id: `c${columns.length}`, center: [x, y], sizeM: [0.6, 0.6], angleDeg: 0 });
      }
    }
  }
  const bays = [];
  for (const y of [0.5, depthM - 5.8]) {
    for (let x = 1; x + 2.4 < widthM - 1; x += 2.5) {
      const polygon = [
        [x, y],
        [x + 2.4, y],
        [x + 2.4, y + 5.3],
        [x, y + 5.3],
      ];
      bays.push({ id: `p${bays.length}`, polygon });
    }
  }
  const room = [widthM - 2, passageM];
  return {
    ...{
      id,
      elevationM: id === 'B1' ? -4 : -7.6,
      clearHeightM: 2.6,
      slabThicknessM: 0.35,
      outline,
      columns,
      bays,
    },
    walls: [
      ...edges,
      wall(4, [acrossM, 0], [acrossM, passageM - 3], 'concrete-block'),
      wall(5, [acrossM, passageM + 3], [acrossM, depthM], 'concrete-block'),
    ],
    points: [{ id: 'ev-1', kind: 'charger', position: [2.2, 3], heightM: 1.2 }],
    facilities: [
      { id: 'er', kind: 'equipment-room', position: room },
      { id: 'tray', kind: 'tray', path: [room, [2, passageM]] },
    ],
  };
}
