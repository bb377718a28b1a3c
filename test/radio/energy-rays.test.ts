import { describe, expect, it } from 'vitest';
import {
  bodyEdges,
  createEnergyTracer,
  type EnergyField,
  type EnergyGrid,
  type EnergyScene,
  type EnergySlab,
  type EnergySolver,
  energySlab,
  findP2040Row,
  freeSpaceLossDb,
  relativePermittivity,
  slabResponse,
  tabulateGains,
  traceEnergyField,
  wedgeDiffraction,
} from '../../packages/engine/src/radio/index.ts';
import { partsOf } from '../support/is-long.ts';

type Place = readonly [number, number, number];
type Corners = EnergyScene['bodies'][number]['ring'];

const slabSteps = 256;
const black = evenSlab(0);

/** The antenna of the edges stands so far before them, metres. */
const beforeEdgeM = 4;
interface Wedge {
  frequencyMhz: number;
  /** Angle of the solid. */
  openRad: number;
  /** Of a field along the edge. */
  reflection: number;
}
const blackScreen = { openRad: 0, reflection: 0 };
const corner = { openRad: Math.PI / 2, reflection: -1 };

/** What reflects the same part at every angle and lets nothing through. */
function evenSlab(reflectedRatio: number): EnergySlab {
  const column = (value: number) => new Float64Array(slabSteps + 1).fill(value);
  return {
    reflectedTe: column(reflectedRatio),
    reflectedTm: column(reflectedRatio),
    passedTe: column(0),
    passedTm: column(0),
    signTm: column(1),
    isMetal: true,
  };
}

const concrete = (frequencyMhz: number, thicknessM: number) => ({
  eta: relativePermittivity(findP2040Row('concrete', 'P.2040-3'), frequencyMhz),
  thicknessM,
  surfaceM: 0,
  excessDb: 0,
});

function sceneOf(frequencyMhz: number, more: Partial<EnergyScene> = {}): EnergyScene {
  return {
    ...{ frequencyMhz, clearHeightM: 3, slabs: [black], sheets: [], bodies: [], edges: [], scattering: 0 },
    ...more,
  };
}

function gridOf(columns: number, rows: number, more: Partial<EnergyGrid> = {}): EnergyGrid {
  return { leftM: 0, bottomM: 0, cellM: 1, columns, rows, lowM: 1.3, highM: 1.7, ...more };
}

/** Traces on this thread. */
const solver: EnergySolver = {
  async solve(jobs) {
    return jobs.map(({ scene, grid, batch }) => createEnergyTracer(scene, grid).trace(batch));
  },
};

interface FieldOptions {
  rays: number;
  seed: number;
  air: Float64Array;
  gains: ReturnType<typeof tabulateGains>;
}

function fieldOf(
  scene: EnergyScene,
  grid: EnergyGrid,
  from: Place,
  { rays = 200_000, seed = 1, air = airOf(grid), gains }: Partial<FieldOptions> = {},
): Promise<EnergyField> {
  return traceEnergyField(scene, grid, air, from, { rays, seed, solver, gains });
}

function airOf({ columns, rows, cellM, lowM, highM }: EnergyGrid): Float64Array {
  return new Float64Array(columns * rows).fill(cellM * cellM * (highM - lowM));
}

/** Mean over points of a cell of the power that `ratioAt` gives, in dB. */
function meanDb(
  grid: EnergyGrid,
  cell: number,
  ratioAt: (x: number, y: number, z: number) => number,
): number {
  const steps = 7;
  const { leftM, bottomM, cellM, columns, lowM, highM } = grid;
  let sum = 0;
  for (let index = 0; index < steps ** 3; index += 1) {
    const part = (step: number) => ((Math.floor(index / steps ** step) % steps) + 0.5) / steps;
    const x = leftM + cellM * ((cell % columns) + part(0));
    const y = bottomM + cellM * (Math.floor(cell / columns) + part(1));
    sum += ratioAt(x, y, lowM + (highM - lowM) * part(2));
  }
  return 10 * Math.log10(sum / steps ** 3);
}

/** Mean and spread of field less closed form over the cells for which there is one, dB. */
function compare(field: EnergyField, expectedDb: (cell: number) => number | undefined) {
  const differences: number[] = [];
  for (const [cell, lossDb] of field.lossDb.entries()) {
    const expected = expectedDb(cell);
    if (expected !== undefined) differences.push(-lossDb - expected);
  }
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / differences.length;
  return { mean, spread: Math.sqrt(variance), count: differences.length };
}

const freeRatio = (frequencyMhz: number, alongM: number) =>
  10 ** (-freeSpaceLossDb(frequencyMhz, alongM) / 10);

describe('energy rays against closed forms', () => {
  it('free space', async () => {
    const from: Place = [0.5, 10.5, 1.4];
    for (const frequencyMhz of [900, 3500]) {
      const grid = gridOf(50, 21);
      const field = await fieldOf(sceneOf(frequencyMhz), grid, from);
      const { mean, spread, count } = compare(field, (cell) =>
        cell % 50 < 3
          ? undefined
          : meanDb(grid, cell, (x, y, z) =>
              freeRatio(frequencyMhz, Math.hypot(x - from[0], y - from[1], z - from[2])),
            ),
      );
      expect(count).toBe(987);
      expect(Math.abs(mean)).toBeLessThan(0.02);
      expect(spread).toBeLessThan(0.35);
      expect(field.escaped).toBeCloseTo(1, 3);
    }
  });

  it('free space from an antenna with a pattern in azimuth and elevation: its gain in every direction', async () => {
    const from: Place = [25.5, 10.5, 2.4];
    const gainRatio = (x: number, y: number, z: number) => {
      const [east, north, up] = [x - from[0], y - from[1], z - from[2]];
      const alongM = Math.hypot(east, north, up);
      // A cardioid to the east that is weak downwards.
      return (1.1 + east / Math.hypot(east, north)) * (1 - 0.8 * (up / alongM) ** 2);
    };
    const gains = tabulateGains(
      (east, north, up) => 10 * Math.log10(gainRatio(from[0] + east, from[1] + north, from[2] + up)),
    );
    const grid = gridOf(50, 21);
    const field = await fieldOf(sceneOf(1800), grid, from, { gains });
    const { mean, spread, count } = compare(field, (cell) => {
      const [east, north] = [(cell % 50) + 0.5 - from[0], Math.floor(cell / 50) + 0.5 - from[1]];
      if (Math.hypot(east, north) < 3) return undefined;
      return meanDb(
        grid,
        cell,
        (x, y, z) => gainRatio(x, y, z) * freeRatio(1800, Math.hypot(x - from[0], y - from[1], z - from[2])),
      );
    });
    expect(count).toBe(1025);
    expect(Math.abs(mean)).toBeLessThan(0.05);
    expect(spread).toBeLessThan(0.5);
  });

  it('two rays over a concrete floor and the image series between two decks', {
    tags: ['thorough'],
  }, async () => {
    const frequencyMhz = 1800;
    const deck = concrete(frequencyMhz, 0.25);
    const from: Place = [2, 2, 2.4];
    const grid = gridOf(15, 1, { cellM: 4 });
    const table = energySlab(deck, frequencyMhz);
    const reflected = (cosine: number) => {
      const step = Math.min(slabSteps - 1, Math.floor(cosine * slabSteps));
      const rest = cosine * slabSteps - step;
      return (1 - rest) * table.reflectedTm[step] + rest * table.reflectedTm[step + 1];
    };
    for (const order of [0, 12]) {
      const decks = order === 0 ? { floor: 0 } : { floor: 0, ceiling: 0 };
      const scene = sceneOf(frequencyMhz, { slabs: [table], ...decks });
      const field = await fieldOf(scene, grid, from, { rays: 600_000 });
      const { mean, spread } = compare(field, (cell) => {
        if (cell < 1) return undefined;
        return meanDb(grid, cell, (x, y, z) => {
          let sum = 0;
          const add = (imageM: number, bounces: number) => {
            const alongM = Math.hypot(x - from[0], y - from[1], imageM - from[2]);
            sum +=
              freeRatio(frequencyMhz, alongM) * reflected(Math.abs(imageM - from[2]) / alongM) ** bounces;
          };
          for (let m = -order; m <= order; m += 1) {
            add(6 * m + z, 2 * Math.abs(m));
            add(6 * m - z, m > 0 ? 2 * m - 1 : 1 - 2 * m);
          }
          return sum;
        });
      });
      expect(Math.abs(mean)).toBeLessThan(0.03);
      expect(spread).toBeLessThan(0.25);
    }
  });

  it('a slab as energy: mean of the coherent one over a period of its ripple, never more than all', () => {
    for (const frequencyMhz of [900, 3500]) {
      const slab = concrete(frequencyMhz, 0.2);
      const table = energySlab(slab, frequencyMhz);
      for (const polarisation of ['te', 'tm'] as const) {
        const passed = polarisation === 'te' ? table.passedTe : table.passedTm;
        const reflected = polarisation === 'te' ? table.reflectedTe : table.reflectedTm;
        for (const step of [40, 128, 256]) {
          const angleRad = Math.acos(step / slabSteps);
          const { incoherentLossDb } = slabResponse(slab.eta, 0.2, frequencyMhz, angleRad, polarisation);
          expect(Math.abs(-10 * Math.log10(passed[step]) - incoherentLossDb)).toBeLessThan(0.25);
          expect(passed[step] + reflected[step]).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  it('through one wide wall of 300 mm at 3500 MHz: free space and the slab at its angle', async () => {
    const frequencyMhz = 3500;
    const slab = concrete(frequencyMhz, 0.3);
    const from: Place = [1.5, 20, 1.5];
    const wall = {
      ...{ start: [6, -200] as const, end: [6, 240] as const, lowM: 0, highM: 3 },
      ...{ surfaceM: 0.15, slab: 0 },
    };
    const scene = sceneOf(frequencyMhz, {
      slabs: [energySlab(slab, frequencyMhz)],
      sheets: [{ ...wall, start: [6, -200], end: [6, 240] }],
    });
    const grid = gridOf(6, 3, { bottomM: 17, cellM: 2 });
    const field = await fieldOf(scene, grid, from, { rays: 800_000 });
    const { mean, spread } = compare(field, (cell) => {
      if (cell % 6 < 4) return undefined;
      return meanDb(grid, cell, (x, y, z) => {
        const alongM = Math.hypot(x - from[0], y - from[1], z - from[2]);
        const angleRad = Math.acos((x - from[0]) / alongM);
        const { incoherentLossDb } = slabResponse(slab.eta, 0.3, frequencyMhz, angleRad, 'te');
        return freeRatio(frequencyMhz, alongM) * 10 ** (-incoherentLossDb / 10);
      });
    });
    expect(Math.abs(mean)).toBeLessThan(0.15);
    expect(spread).toBeLessThan(0.3);
  });

  it('a closed box with a little loss: the reverberant level 4 / (α S), the same everywhere', {
    tags: ['thorough'],
  }, async () => {
    const lossRatio = 0.05;
    const bodies = [box([3, 3], [1.8, 0.9], 0.4), box([7, 5], [0.7, 0.7], 0.9)].map((ring) => ({
      ...{ ring, lowM: 0, highM: 3, slab: 0 },
    }));
    const scene = sceneOf(1800, {
      slabs: [evenSlab(1 - lossRatio)],
      ...{ floor: 0, ceiling: 0, bodies, sheets: hall(10, 8) },
    });
    const grid = gridOf(10, 8);
    const field = await fieldOf(scene, grid, [5.3, 2.1, 2.2], { rays: 8000 });
    const surfaceM2 = 2 * (80 - 2.11) + 36 * 3 + 2 * (2.7 + 1.4) * 3;
    const expectedDb = 10 * Math.log10(4 / (lossRatio * surfaceM2)) + apertureDb(1800);
    const inBodies = new Set([
      11, 12, 13, 14, 21, 22, 23, 24, 31, 32, 33, 34, 45, 46, 47, 55, 56, 57, 36, 37,
    ]);
    const { mean, spread, count } = compare(field, (cell) => (inBodies.has(cell) ? undefined : expectedDb));
    expect(count).toBe(60);
    expect(Math.abs(mean)).toBeLessThan(0.15);
    expect(spread).toBeLessThan(1);
    expect(field.cut).toBeLessThan(1e-6);
  });

  it('a closed box without loss holds all power, bent and scattered too', {
    tags: ['thorough'],
  }, async () => {
    const column = { ring: box([6, 4], [0.6, 0.6], 0.2), lowM: 0, highM: 3, slab: 0 };
    const low = { ring: box([3, 6], [4, 1.8], 0.1), lowM: 0.25, highM: 1.2, slab: 0 };
    const scene = sceneOf(900, {
      ...{ slabs: [{ ...evenSlab(1), isMetal: false }], floor: 0, ceiling: 0, scattering: 0.3 },
      ...{ sheets: hall(12, 9), bodies: [column, low] },
      // Black edges only turn power.
      edges: [
        ...bodyEdges(column, 0, { top: false, bottom: false }),
        ...bodyEdges(low, 1, { top: true, bottom: true }),
      ].map((edge) => ({ ...edge, slab: undefined })),
    });
    const field = await fieldOf(scene, gridOf(12, 9), [2, 2, 2.4], { rays: 480 });
    expect(field.cut).toBeGreaterThan(0.999);
    expect(field.escaped).toBeLessThan(1e-3);
  });

  for (const { cases, tags } of partsOf(
    [
      { name: 'a black half plane', ...blackScreen, frequencyMhz: 900, deepDeg: 35 },
      { name: 'a black half plane', ...blackScreen, frequencyMhz: 3500, deepDeg: 10 },
      { name: 'a conducting corner, field along its edge,', ...corner, frequencyMhz: 900, deepDeg: 35 },
    ],
    (index) => index === 1,
  ))
    it.each(cases)(
      'behind the edge of $name at $frequencyMhz MHz: uniform theory, energy means by angle',
      { tags },
      async (wedge) => {
        const { frequencyMhz, deepDeg, openRad, reflection } = wedge;
        // Solid about the direction y < 0, its edge at (0, 0); the antenna before it.
        const end = { start: [0, 0, -50] as const, end: [0, 0, 50] as const, owner: 0 };
        const face = (side: number) => [side * Math.sin(openRad / 2), -Math.cos(openRad / 2), 0] as const;
        const sheet = (side: number) => ({
          ...{ start: [0, 0] as const, lowM: -50, highM: 50, surfaceM: 0, slab: 0 },
          end: [80 * face(side)[0], 80 * face(side)[1]] as const,
        });
        const scene = sceneOf(frequencyMhz, {
          slabs: [black, evenSlab(1)],
          sheets: [sheet(-1), sheet(1)] as never,
          edges: [{ ...end, faces: [face(-1), face(1)], slab: reflection === 0 ? undefined : 1 }],
          clearHeightM: 60,
        });
        const grid = gridOf(26, 30, { leftM: 2, bottomM: -20 });
        const field = await fieldOf(scene, grid, [-beforeEdgeM, 0, 1.5], { rays: 1_000_000 });
        for (const [fromDeg, toDeg] of [
          [-20, -3],
          [-3, 3],
          [3, 10],
          [10, 20],
          [20, 35],
        ] as const) {
          if (toDeg > deepDeg) continue;
          let [ours, exact] = [0, 0];
          for (const [cell, lossDb] of field.lossDb.entries()) {
            const x = grid.leftM + (cell % 26) + 0.5;
            const y = grid.bottomM + Math.floor(cell / 26) + 0.5;
            const angleDeg = (Math.atan2(-y, x) * 180) / Math.PI;
            if (angleDeg < fromDeg || angleDeg >= toDeg) continue;
            ours += 10 ** (-lossDb / 10);
            exact += 10 ** (meanDb(grid, cell, (cx, cy) => behindEdge(wedge, cx, cy)) / 10);
          }
          const apartDb = 10 * Math.log10(ours / exact);
          expect(Math.abs(apartDb), `${fromDeg}° to ${toDeg}°`).toBeLessThan(1);
        }
      },
    );

  it('antenna and phone may swap', { tags: ['thorough'] }, async () => {
    const frequencyMhz = 900;
    const slabs = [energySlab(concrete(frequencyMhz, 0.25), frequencyMhz)];
    const wall = { lowM: 0, highM: 3, surfaceM: 0.1, slab: 0 };
    const edge = (y: number, side: number): EnergyScene['edges'][number] => ({
      ...{ start: [8, y, 0], end: [8, y, 3], owner: y },
      faces: [
        [0, side, 0],
        [0, side, 0],
      ],
    });
    const scene = sceneOf(frequencyMhz, {
      ...{ slabs, floor: 0, ceiling: 0 },
      sheets: [
        ...hall(16, 10),
        { ...wall, start: [8, 0], end: [8, 6] },
        { ...wall, start: [8, 7.5], end: [8, 10] },
      ],
      edges: [edge(6, -1), edge(7.5, 1)],
    });
    const [a, b]: [Place, Place] = [
      [2.5, 2.5, 1.5],
      [13.5, 4.5, 1.5],
    ];
    const lossAt = async (from: Place, to: Place) => {
      const grid = gridOf(1, 1, { leftM: to[0] - 0.5, bottomM: to[1] - 0.5 });
      return (await fieldOf(scene, grid, from, { rays: 400_000 })).lossDb[0];
    };
    expect(Math.abs((await lossAt(a, b)) - (await lossAt(b, a)))).toBeLessThan(0.6);
  });

  it('more rays: a smaller error, as it says itself', { tags: ['thorough'] }, async () => {
    const frequencyMhz = 1800;
    const slabs = [energySlab(concrete(frequencyMhz, 0.25), frequencyMhz)];
    const column = { ring: box([8, 4.5], [0.6, 0.6], 0), lowM: 0, highM: 3, slab: 0 };
    const scene = sceneOf(frequencyMhz, {
      ...{ slabs, floor: 0, ceiling: 0, sheets: hall(20, 9), bodies: [column] },
      edges: bodyEdges(column, 0, { top: false, bottom: false }),
    });
    const grid = gridOf(20, 9);
    const from: Place = [2.5, 4.5, 2.6];
    const [few, more, many] = await Promise.all(
      [8000, 32_000, 512_000].map((rays, index) => fieldOf(scene, grid, from, { rays, seed: index + 3 })),
    );
    const median = (values: Float32Array) => [...values].sort((a, b) => a - b)[values.length >> 1];
    const ratio = median(few.errorDb) / median(more.errorDb);
    // By lot it would be 2; directions on a lattice do better.
    expect(ratio).toBeGreaterThan(1.8);
    expect(ratio).toBeLessThan(6);
    // Differences to the truth are as large as the error says.
    const squared = [...few.lossDb].map(
      (lossDb, cell) => ((lossDb - many.lossDb[cell]) / few.errorDb[cell]) ** 2,
    );
    const size = Math.sqrt(squared.reduce((sum, value) => sum + value, 0) / squared.length);
    expect(size).toBeGreaterThan(0.7);
    expect(size).toBeLessThan(1.5);
  });

  it('the same rays have the same bytes', async () => {
    const scene = sceneOf(1800, { slabs: [evenSlab(0.5)], floor: 0, ceiling: 0, sheets: hall(12, 9) });
    const once = await fieldOf(scene, gridOf(12, 9), [3, 3, 2], { rays: 4000 });
    const again = await fieldOf(scene, gridOf(12, 9), [3, 3, 2], { rays: 4000 });
    const other = await fieldOf(scene, gridOf(12, 9), [3, 3, 2], { rays: 4000, seed: 2 });
    expect(again).toEqual(once);
    expect(other.lossDb).not.toEqual(once.lossDb);
  });
});

/** Power behind a wedge about the direction y < 0, of an antenna before its edge. */
function behindEdge({ frequencyMhz, openRad, reflection }: Wedge, x: number, y: number): number {
  const distance2M = Math.hypot(x, y);
  const incidenceRad = (Math.PI - openRad) / 2;
  // Angles about the edge from the face before it, through the air.
  const diffractionRad = incidenceRad + Math.PI + Math.atan2(-y, x);
  const exteriorRad = 2 * Math.PI - openRad;
  const diffracted = wedgeDiffraction({
    ...{ frequencyMhz, exteriorRad, incidenceRad, diffractionRad, distance1M: beforeEdgeM, distance2M },
    reflections: [
      { re: reflection, im: 0 },
      { re: reflection, im: 0 },
    ],
  });
  const wave = (alongM: number) => {
    const phase = (-2 * Math.PI * alongM * frequencyMhz) / 299.792458;
    const size = Math.sqrt(freeRatio(frequencyMhz, alongM));
    return { re: size * Math.cos(phase), im: size * Math.sin(phase) };
  };
  const turned = wave(beforeEdgeM + distance2M);
  let re = turned.re * diffracted.re - turned.im * diffracted.im;
  let im = turned.re * diffracted.im + turned.im * diffracted.re;
  if (y > 0) {
    const straight = wave(Math.hypot(beforeEdgeM + x, y));
    re += straight.re;
    im += straight.im;
  }
  return re * re + im * im;
}

function apertureDb(frequencyMhz: number): number {
  return 10 * Math.log10((299.792458 / frequencyMhz) ** 2 / (4 * Math.PI));
}

/** A rectangle turned about its centre, counter-clockwise. */
function box(
  [x, y]: readonly [number, number],
  [lengthM, widthM]: readonly [number, number],
  turnRad: number,
): Corners {
  const [cos, sin] = [Math.cos(turnRad), Math.sin(turnRad)];
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([a, b]): [number, number] => [
    x + (a * lengthM * cos - b * widthM * sin) / 2,
    y + (a * lengthM * sin + b * widthM * cos) / 2,
  ]);
}

/** Four walls around a hall of 3 m height. */
function hall(lengthM: number, widthM: number): EnergyScene['sheets'] {
  const ring: [number, number][] = [
    [0, 0],
    [lengthM, 0],
    [lengthM, widthM],
    [0, widthM],
  ];
  return ring.map((start, index) => ({
    ...{ start, end: ring[(index + 1) % 4], lowM: 0, highM: 3, surfaceM: 0, slab: 0 },
  }));
}
