import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Plan, type Point, parsePlan, parseWalk } from '@diku/engine';
import type { Walk } from '@diku/engine/measurement';

/**
 * The measured car park of `shared/data/real/carpark_wifi` (MIT licence, see its SOURCE.md) as a plan and two walks.
 *
 * Read off `Carpark_floor_plan.jpg`: its six access points lie at (294, 586) + 13.98 px per metre, to a pixel. Cars are
 * where `floor_plan_with_cars_small.png` has them. Walks are in the southern half, which is all that is modelled in
 * detail. Not stated and assumed: 5.5 GHz, 20 dBm, isotropic, access points and phones 1.2 m up, side walls of the ramps
 * 200 mm concrete to the ceiling, cars 1.5 m high that cost a full row of cars (half at each face). A received strength is
 * of the whole channel, which the plan knows as that of GSM.
 */
export const carparkFolder = fileURLToPath(
  new URL('../../../../shared/data/real/carpark_wifi/', import.meta.url),
);
export const hasCarpark = existsSync(`${carparkFolder}dataset_CarPark.csv`);

const frequencyMhz = 5500;
/** Catalogue: a row of cars 6 dB at 4.9 GHz, held above. */
const carFaceDb = 3;

/** Lower left and upper right corner, metres. */
const cars: [Point, Point][] = [
  [
    [7.95, 13.1],
    [11.65, 15.0],
  ],
  [
    [0.4, 0.25],
    [2.3, 4.0],
  ],
  [
    [11.3, 0.15],
    [13.2, 3.85],
  ],
];

/**
 * Side walls of the two ramps: x, from y, to y. The image cannot tell on which side of the fourth AP2 stands: chosen
 * after seeing the levels.
 */
const rampSides: [number, number, number][] = [
  [-6.9, 13.5, 19.6],
  [-3.1, 13.2, 19.6],
  [0.57, 13.6, 19.6],
  [16.6, 13.5, 19.6],
  [20.3, 13.2, 19.6],
  [24.0, 13.6, 19.6],
];

/** The wall between the half levels: from x, to x. */
const middleWall: [number, number][] = [
  [-13.6, -6.9],
  [0.57, 16.6],
  [24.0, 29.3],
];

export function carparkPlan(): Plan {
  const concrete = { thicknessM: 0.2, material: 'concrete' };
  const outline: Point[] = [
    [-13.6, -0.9],
    [32.1, -0.9],
    [32.1, 13.5],
    [29.4, 19.4],
    [29.4, 33.2],
    [-13.6, 33.2],
  ];
  const carWalls = cars.flatMap(([[left, low], [right, high]], car) => {
    const ring: Point[] = [
      [left, low],
      [right, low],
      [right, high],
      [left, high],
    ];
    return ring.map((start, side) => ({
      id: `car${car + 1}-${side + 1}`,
      start,
      end: ring[(side + 1) % 4],
      thicknessM: 0.1,
      material: 'car-face',
      topM: 1.5,
    }));
  });
  return parsePlan({
    format: 'diku-plan',
    version: 2,
    community: { id: 'carpark-wifi', name: 'RTT indoor localization data set, car park' },
    levels: [
      {
        id: 'P',
        elevationM: 0,
        clearHeightM: 2.5,
        outline,
        walls: [
          ...outline.map((start, side) => ({
            id: `outer-${side + 1}`,
            start,
            end: outline[(side + 1) % outline.length],
            ...concrete,
          })),
          ...rampSides.map(([x, fromY, toY], index) => ({
            id: `ramp-${index + 1}`,
            start: [x, fromY],
            end: [x, toY],
            ...concrete,
          })),
          ...middleWall.map(([fromX, toX], index) => ({
            id: `middle-${index + 1}`,
            start: [fromX, 16.5],
            end: [toX, 16.5],
            ...concrete,
          })),
          ...carWalls,
        ],
        columns: [-8, 0, 8, 15.95, 23.9].map((x, index) => ({
          id: `c${index + 1}`,
          center: [x, 1.7],
          radiusM: 0.15,
        })),
      },
    ],
    materials: { 'car-face': { lossDb: { [frequencyMhz]: carFaceDb } } },
    carriers: [
      {
        id: 'wifi',
        operator: 'telecom',
        technology: 'gsm',
        frequencyMhz,
        bandwidthMhz: 20,
        portPowerDbm: 20,
        services: ['data'],
      },
    ],
    antennas: accessPoints().map(({ name, x, y }) => ({
      id: name,
      level: 'P',
      position: [x, y],
      heightM: 1.2,
      type: 'isotropic',
      cell: name,
      carriers: ['*'],
    })),
    propagation: { model: 'multi-wall' },
    requirements: {
      coverageRatio: 0.9,
      confidence: 0.95,
      profile: 'shanghai-2023',
      profileOverrides: { phoneHeightM: 1.2 },
    },
  });
}

function accessPoints(): { name: string; x: number; y: number }[] {
  return rowsOf('AP_idx_CarPark.csv').map(([name, x, y]) => ({ name, x: Number(x), y: Number(y) }));
}

/** One handset's walk (1 in the aisle's north, 2 in its south), or one of its two rounds (5, 6). */
export function carparkWalk(plan: Plan, choice: { handset?: 1 | 2; round?: 5 | 6 }): Walk {
  const rows = rowsOf('dataset_CarPark.csv').filter(
    (row) =>
      (choice.handset === undefined || Number(row[9]) === choice.handset) &&
      (choice.round === undefined || Number(row[8]) === choice.round),
  );
  const lines = rows.map((row) => [row[10], row[11], 'P', 'wifi', `AP${Number(row[4])}`, row[3]].join(','));
  const csv = ['x,y,level,carrier,cell,RSRP (dBm)', ...lines].join('\n');
  const fileName = `carpark${choice.handset ? `-handset${choice.handset}` : ''}${choice.round ? `-round${choice.round}` : ''}.csv`;
  return parseWalk(new TextEncoder().encode(csv), plan, { fileName });
}

function rowsOf(file: string): string[][] {
  return readFileSync(`${carparkFolder}${file}`, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
}
