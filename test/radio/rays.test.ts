import { evaluateModel } from '@diku/engine/radio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Complex } from '../../packages/engine/src/core/index.ts';
import {
  findEdges,
  findP2040Row,
  freeSpaceLossDb,
  penetrationLossDb,
  type RayFace,
  type RayScene,
  type RaySlab,
  relativePermittivity,
  slabResponse,
  traceRays,
} from '../../packages/engine/src/radio/index.ts';
import { buildLevel } from '../support/build-garage.ts';
import { isLong } from '../support/is-long.ts';
import { startProcessorClock } from '../support/processor-time.ts';
import { lossOf, rayScene, wave } from './rays-support.ts';

const speedMps = 299_792_458;
/** A sheet that nothing passes, with a mirror for a surface. */
const conductor: RaySlab = {
  eta: { re: 1, im: -1e12 },
  thicknessM: 0.1,
  surfaceM: 0,
  excessDb: 0,
  leakageDb: 400,
};
const concreteEta = (frequencyMhz: number) =>
  relativePermittivity(findP2040Row('concrete', 'P.2040-3'), frequencyMhz);
const deck = (frequencyMhz: number): RaySlab => ({
  eta: concreteEta(frequencyMhz),
  thicknessM: 0.25,
  surfaceM: 0,
  excessDb: 0,
});

function face(start: [number, number], end: [number, number], slab: RaySlab, id = 'w'): RayFace {
  return { source: { name: 'wall', id, material: 'metal' }, start, end, slab, reflects: 'both' };
}

function sceneOf(frequencyMhz: number, faces: RayFace[], more: Partial<RayScene> = {}): RayScene {
  return { frequencyMhz, clearHeightM: 2.6, faces, edges: findEdges(faces, []), bodies: [], ...more };
}

describe('rays against closed forms', () => {
  it('free space: exactly its loss, by every sum', () => {
    for (const frequencyMhz of [450, 1800, 3500]) {
      const trace = traceRays(sceneOf(frequencyMhz, []), { x: 1, y: 2, z: 2.4 }, { x: 31, y: -7, z: 1.2 });
      const lossDb = freeSpaceLossDb(frequencyMhz, Math.hypot(30, 9, 1.2));
      expect(trace.rays).toHaveLength(1);
      for (const sum of [trace.localMeanDb, trace.fixedHeightsDb, trace.coherentDb, trace.incoherentDb]) {
        expect(sum).toBeCloseTo(lossDb, 9);
      }
    }
  });

  it('two rays over a conducting and over a concrete floor', () => {
    const frequencyMhz = 1800;
    for (const slab of [conductor, deck(frequencyMhz)]) {
      for (let distanceM = 2; distanceM < 80; distanceM += 1.7) {
        const directM = Math.hypot(distanceM, 2.4 - 1.5);
        const mirroredM = Math.hypot(distanceM, 2.4 + 1.5);
        const incidenceRad = Math.acos((2.4 + 1.5) / mirroredM);
        // A vertical dipole's image in a conductor has its sign.
        const reflection =
          slab === conductor
            ? { re: 1, im: 0 }
            : slabResponse(slab.eta, 0.25, frequencyMhz, incidenceRad, 'tm').reflection;
        const field = wave(frequencyMhz, [
          [directM, { re: 1, im: 0 }],
          [mirroredM, reflection],
        ]);
        const trace = traceRays(
          sceneOf(frequencyMhz, [], { floor: slab }),
          { x: 0, y: 0, z: 2.4 },
          { x: distanceM, y: 0, z: 1.5 },
        );
        expect(trace.coherentDb).toBeCloseTo(lossOf(field), slab === conductor ? 2 : 9);
      }
    }
  });

  it('a conducting wall without end is an image of opposite sign', () => {
    const frequencyMhz = 900;
    const wall = face([-1e4, 0], [1e4, 0], conductor);
    for (let distanceM = 1; distanceM < 60; distanceM += 1.3) {
      const field = wave(frequencyMhz, [
        [distanceM, { re: 1, im: 0 }],
        [Math.hypot(distanceM, 7), { re: -1, im: 0 }],
      ]);
      const trace = traceRays(
        sceneOf(frequencyMhz, [wall], { edges: [] }),
        { x: 0, y: 3.5, z: 2 },
        { x: distanceM, y: 3.5, z: 2 },
      );
      expect(trace.coherentDb).toBeCloseTo(lossOf(field), 2);
      // The two differ in direction by more than the window resolves: their powers add.
      if (distanceM < 30) expect(Math.abs(trace.localMeanDb - trace.incoherentDb)).toBeLessThan(0.05);
    }
  });

  it('a wall of 30 m is within 0.3 dB of one without end in front of its middle', () => {
    const frequencyMhz = 1800;
    const [from, to] = [
      { x: -2, y: 3, z: 2 },
      { x: 2.5, y: 2, z: 2 },
    ];
    const endless = traceRays(
      sceneOf(frequencyMhz, [face([-1e4, 0], [1e4, 0], conductor)], { edges: [] }),
      from,
      to,
    );
    const trace = traceRays(sceneOf(frequencyMhz, [face([-15, 0], [15, 0], conductor)]), from, to);
    expect(Math.abs(trace.coherentDb - endless.coherentDb)).toBeLessThan(0.3);
  });

  it('conducting floor and ceiling carry the modes of a parallel-plate guide, within 0.3 dB', () => {
    const [heightM, fromM, toM] = [2.6, 2.35, 1.52];
    for (const frequencyMhz of [905, 1810]) {
      for (const distanceM of [8, 21.3]) {
        const trace = traceRays(
          sceneOf(frequencyMhz, [], { floor: conductor, ceiling: conductor, clearHeightM: heightM }),
          { x: 0, y: 0, z: fromM },
          { x: distanceM, y: 0, z: toM },
          { imageOrder: 400 },
        );
        const guided = guidedLossDb(frequencyMhz, distanceM, heightM, fromM, toM);
        expect(Math.abs(trace.coherentDb - guided), `${frequencyMhz} MHz, ${distanceM} m`).toBeLessThan(0.3);
      }
    }
  });

  it('between concrete decks three images a side are within 0.1 dB of forty to 60 m', () => {
    for (const frequencyMhz of [900, 3500]) {
      const scene = sceneOf(frequencyMhz, [], { floor: deck(frequencyMhz), ceiling: deck(frequencyMhz) });
      for (const distanceM of [5, 20, 60]) {
        const [from, to] = [
          { x: 0, y: 0, z: 2.4 },
          { x: distanceM, y: 0, z: 1.5 },
        ];
        const few = traceRays(scene, from, to).localMeanDb;
        expect(Math.abs(few - traceRays(scene, from, to, { imageOrder: 40 }).localMeanDb)).toBeLessThan(0.1);
      }
    }
  });
});

describe('walls', () => {
  const throughDb = (frequencyMhz: number, material: string, incidenceDeg: number) => {
    const scene = rayScene(
      buildLevel({
        walls: [{ id: 'w1', start: [20, -400], end: [20, 400], thicknessM: 0.2, material }],
        columns: [],
        openings: [],
        bays: [],
      }),
      frequencyMhz,
    );
    const riseM = 10 * Math.tan((incidenceDeg * Math.PI) / 180);
    const trace = traceRays(
      { ...scene, edges: [], floor: undefined, ceiling: undefined },
      { x: 10, y: 0, z: 2 },
      { x: 30, y: 2 * riseM, z: 2 },
    );
    return trace.localMeanDb - freeSpaceLossDb(frequencyMhz, 20 * Math.hypot(1, riseM / 10));
  };

  it('lose at normal incidence what the catalogue says, and with the angle what the slab adds', () => {
    for (const frequencyMhz of [900, 1800, 3500]) {
      for (const material of ['concrete', 'reinforced-concrete', 'brick', 'glass']) {
        const catalogueDb = penetrationLossDb(material, frequencyMhz, 0.2);
        expect(throughDb(frequencyMhz, material, 0)).toBeCloseTo(catalogueDb, 6);
        const twin = material === 'reinforced-concrete' ? 'concrete' : material;
        const slabDb = (incidenceDeg: number) => {
          const inputs = { material: twin, thicknessM: 0.2, frequencyMhz, incidenceDeg };
          return (evaluateModel('itu-p2040-slab', inputs).transmissionLossDb as { te: number }).te;
        };
        const addedDb = slabDb(60) - slabDb(0);
        expect(throughDb(frequencyMhz, material, 60)).toBeCloseTo(catalogueDb + addedDb, 6);
      }
    }
  });

  it('what a slab without loss reflects and lets through is what was sent (ring of 20 km)', () => {
    const glass: RaySlab = { eta: { re: 6, im: 0 }, thicknessM: 0.1, surfaceM: 0.05, excessDb: 0 };
    const scene = sceneOf(1800, [face([-1e6, 0], [1e6, 0], glass)], { edges: [] });
    let power = 0;
    const count = 400;
    for (let index = 0; index < count; index += 1) {
      const angleRad = (2 * Math.PI * (index + 0.5)) / count;
      const to = { x: 2e4 * Math.cos(angleRad), y: 2e4 * Math.sin(angleRad), z: 0 };
      power += 10 ** (-traceRays(scene, { x: 0, y: 1, z: 0 }, to).incoherentDb / 10);
    }
    expect(10 * Math.log10(power / count) + freeSpaceLossDb(1800, 2e4)).toBeCloseTo(0, 2);
  });
});

describe('columns', () => {
  it('shade as a strip across Fresnel’s zones, within 1.3 dB', () => {
    for (const frequencyMhz of [900, 1800, 3500]) {
      const column = { id: 'c1', center: [0, 0] as [number, number], sizeM: [0.6, 0.6] as [number, number] };
      const level = buildLevel({ walls: [], columns: [column], openings: [], bays: [] });
      const scene = { ...rayScene(level, frequencyMhz), floor: undefined, ceiling: undefined };
      for (let y = -3.013; y < 3; y += 0.1) {
        const trace = traceRays(scene, { x: -8, y: 0, z: 2 }, { x: 8, y, z: 2 });
        const scale = Math.sqrt((2 * 16) / ((speedMps / (frequencyMhz * 1e6)) * 64));
        const strip = fresnelBetween(scale * (-0.3 - y / 2), scale * (0.3 - y / 2));
        const kirchhoffDb = lossOf({ re: 1 - (strip.re + strip.im) / 2, im: (strip.im - strip.re) / 2 });
        const lossDb = trace.coherentDb - freeSpaceLossDb(frequencyMhz, Math.hypot(16, y));
        expect(Math.abs(lossDb - kirchhoffDb), `${frequencyMhz} MHz, ${y} m`).toBeLessThan(1.3);
      }
    }
  });
});

describe('bounds', () => {
  const wallsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => {
      const [x, y] = [5 * (index % 36), 5 * Math.floor(index / 36)];
      const end: [number, number] = index % 2 === 0 ? [x + 3.7, y] : [x, y + 3.7];
      return { id: `w${index}`, start: [x, y] as [number, number], end, thicknessM: 0.2, material: 'brick' };
    });
  const hall = (
    count: number,
    columns: { id: string; center: [number, number]; sizeM: [number, number] }[],
  ) => {
    return buildLevel({ walls: wallsOf(count), columns, openings: [], bays: [] });
  };

  it('what is not tried is said', () => {
    const scene = rayScene(hall(60, []), 1800);
    const { cuts } = traceRays(scene, { x: 3.1, y: 2.2, z: 2.4 }, { x: 33.3, y: 7.1, z: 1.5 });
    expect(cuts).toEqual([
      {
        paths: 'two-reflections-and-diffraction',
        mirrors: { tried: 60, all: 60 },
        edges: { tried: 40, all: 120 },
      },
    ]);
    expect(traceRays(rayScene(hall(20, []), 1800), { x: 3, y: 2, z: 2 }, { x: 9, y: 7, z: 2 }).cuts).toEqual(
      [],
    );
  });

  it.skipIf(!isLong)('a level of 2,500 walls and 400 columns takes seconds', () => {
    const columns = Array.from({ length: 400 }, (_, index) => {
      const center: [number, number] = [2.6 + 8 * (index % 20), 2.4 + 8 * Math.floor(index / 20)];
      return { id: `c${index}`, center, sizeM: [0.6, 0.6] as [number, number] };
    });
    const spentMs = startProcessorClock();
    const scene = rayScene(hall(2500, columns), 1800);
    const trace = traceRays(scene, { x: 51.3, y: 52.1, z: 2.4 }, { x: 90.7, y: 81.2, z: 1.5 });
    expect(trace.cuts).toHaveLength(3);
    expect(spentMs()).toBeLessThan(30_000);
  });
});

describe('edges', () => {
  it('behind a conducting screen as the Fresnel knife edge, up to 1.7 dB more, to 20° of shadow', () => {
    for (const frequencyMhz of [900, 2600]) {
      for (let depthDeg = 1; depthDeg <= 20; depthDeg += 1) {
        const heightM = 15 * Math.tan((depthDeg * Math.PI) / 360);
        const scene = sceneOf(frequencyMhz, [face([0, heightM], [0, -1e4], conductor)]);
        const trace = traceRays(scene, { x: -15, y: 0, z: 2 }, { x: 15, y: 0, z: 2 });
        const inputs = { heightM, distance1M: 15, distance2M: 15, frequencyMhz };
        const kirchhoffDb = evaluateModel('knife-edge', inputs).exactLossDb as number;
        const aroundM = 2 * Math.hypot(15, heightM);
        const overDb =
          trace.localMeanDb - freeSpaceLossDb(frequencyMhz, 30) - kirchhoffDb - 20 * Math.log10(aroundM / 30);
        expect(overDb, `${frequencyMhz} MHz, ${depthDeg}°`).toBeGreaterThan(-0.2);
        expect(overDb).toBeLessThan(1.7);
      }
    }
  });

  it('across the shadow’s edge of a wall that something passes the mean nowhere jumps', () => {
    for (const lossDb of [400, 12, 3]) {
      const slab: RaySlab = { eta: concreteEta(1800), thicknessM: 0.2, surfaceM: 0.1, excessDb: 0 };
      const scene = sceneOf(1800, [
        face([0, 0], [0, -1e3], lossDb === 400 ? conductor : { ...slab, leakageDb: lossDb }),
      ]);
      let beforeDb: number | undefined;
      for (let y = -3; y < 3; y += 0.02) {
        const { localMeanDb } = traceRays(scene, { x: -12, y: 0.31, z: 2 }, { x: 9, y: y + 0.0007, z: 2 });
        if (beforeDb !== undefined) expect(Math.abs(localMeanDb - beforeDb), `at ${y}`).toBeLessThan(0.4);
        beforeDb = localMeanDb;
      }
    }
  });

  it('walls that meet are one edge, walls that pass none, a jamb and a free end whole turns', () => {
    const edges = (walls: [number, number, number, number][]) =>
      rayScene(
        buildLevel({
          walls: walls.map(([ax, ay, bx, by], index) => {
            return { id: `w${index}`, start: [ax, ay], end: [bx, by], thicknessM: 0.2, material: 'concrete' };
          }),
          columns: [],
          openings: [],
        }),
        1800,
      ).edges.map(({ at, exteriorRad }) => [...at, Math.round((exteriorRad * 180) / Math.PI)]);
    const corner = edges([
      [5, 5, 15, 5],
      [15, 5.06, 15, 20],
    ]);
    expect(corner).toHaveLength(3);
    expect(corner.find(([x, y]) => x === 15 && y < 6)?.[2]).toBe(270);
    const tee = edges([
      [5, 5, 25, 5],
      [15, 5.08, 15, 20],
    ]);
    expect(tee.map(([, , exteriorDeg]) => exteriorDeg)).toEqual([360, 360, 360]);
    expect(
      edges([
        [5, 5, 15, 5],
        [15, 5, 25, 5],
      ]),
    ).toHaveLength(2);
  });
});

/** ∫ cos(πt²/2) dt and ∫ sin(πt²/2) dt between two limits, by Simpson's rule. */
function fresnelBetween(from: number, to: number): Complex {
  const count = 400;
  const step = (to - from) / count;
  let [re, im] = [0, 0];
  for (let index = 0; index <= count; index += 1) {
    const weight = ((index === 0 || index === count ? 1 : index % 2 === 0 ? 2 : 4) * step) / 3;
    const phase = (Math.PI / 2) * (from + index * step) ** 2;
    re += weight * Math.cos(phase);
    im += weight * Math.sin(phase);
  }
  return { re, im };
}

/** Loss between isotropic ends of the scalar field between plates with zero slope there, by its modes. */
function guidedLossDb(frequencyMhz: number, distanceM: number, heightM: number, fromM: number, toM: number) {
  const waveNumber = (2 * Math.PI * frequencyMhz * 1e6) / speedMps;
  let sum: Complex = { re: 0, im: 0 };
  for (let mode = 0; (mode * Math.PI) / heightM < waveNumber; mode += 1) {
    const across = (mode * Math.PI) / heightM;
    const x = Math.sqrt(waveNumber ** 2 - across ** 2) * distanceM;
    // Hankel function of order 0, second kind, for large arguments (Abramowitz & Stegun 9.2.8–10).
    const size = Math.sqrt(2 / (Math.PI * x));
    const [p, q] = [1 - 9 / (2 * (8 * x) ** 2), -1 / (8 * x)];
    const phase = x - Math.PI / 4;
    const hankel = {
      re: size * (p * Math.cos(phase) - q * Math.sin(phase)),
      im: -size * (p * Math.sin(phase) + q * Math.cos(phase)),
    };
    const weight = ((mode === 0 ? 1 : 2) / heightM) * Math.cos(across * fromM) * Math.cos(across * toM);
    // −j/4 · H
    sum = { re: sum.re + (weight * hankel.im) / 4, im: sum.im - (weight * hankel.re) / 4 };
  }
  // Over the e^{−jkR}/4πR that free space has: times λ.
  return -20 * Math.log10((speedMps / (frequencyMhz * 1e6)) * Math.hypot(sum.re, sum.im));
}

const points = fc.record({
  x: fc.integer({ min: 500, max: 39_500 }).map((mm) => mm / 1000 + 0.0003),
  y: fc.integer({ min: 500, max: 23_500 }).map((mm) => mm / 1000 + 0.0007),
  z: fc.integer({ min: 3, max: 25 }).map((dm) => dm / 10),
});
const walls = fc.array(
  fc.record({
    x: fc.integer({ min: 1, max: 39 }),
    y: fc.integer({ min: 1, max: 23 }),
    alongX: fc.integer({ min: -15, max: 15 }),
    alongY: fc.integer({ min: 1, max: 15 }),
    material: fc.constantFrom('concrete', 'reinforced-concrete', 'brick', 'metal', 'glass', 'plasterboard'),
  }),
  { minLength: 0, maxLength: 6 },
);
const garages = fc.record({ from: points, to: points, walls, columns: fc.integer({ min: 0, max: 3 }) });

type Garage = typeof garages extends fc.Arbitrary<infer T> ? T : never;

function levelOf({ walls: list, columns }: Garage) {
  return buildLevel({
    walls: list.map(({ x, y, alongX, alongY, material }, index) => {
      return { id: `w${index}`, start: [x, y], end: [x + alongX, y + alongY], thicknessM: 0.2, material };
    }),
    columns: Array.from({ length: columns }, (_, index) => {
      return { id: `c${index}`, center: [8 + 9 * index, 11], sizeM: [0.6, 0.8], angleDeg: 17 * index };
    }),
  });
}

const far = ({ from, to }: Garage) => Math.hypot(from.x - to.x, from.y - to.y) > 0.5;

describe('rays in random garages (seed 1)', () => {
  const seeded = { seed: 1, numRuns: isLong ? 2000 : 25 };

  it('reciprocal: from either end the same mean and the same field', () => {
    fc.assert(
      fc.property(garages, (garage) => {
        const scene = rayScene(levelOf(garage), 1800);
        const there = traceRays(scene, garage.from, garage.to);
        const back = traceRays(scene, garage.to, garage.from);
        expect(back.rays.length).toBe(there.rays.length);
        expect(Math.abs(there.incoherentDb - back.incoherentDb)).toBeLessThan(1e-6);
        expect(Math.abs(there.localMeanDb - back.localMeanDb)).toBeLessThan(1e-5);
        expect(Math.abs(there.fixedHeightsDb - back.fixedHeightsDb)).toBeLessThan(1e-5);
        expect(Math.abs(there.coherentDb - back.coherentDb)).toBeLessThan(1e-4);
      }),
      seeded,
    );
  });

  it('never more than was sent, and rays no louder than free space over their length', () => {
    fc.assert(
      fc.property(garages.filter(far), (garage) => {
        const scene = rayScene(levelOf(garage), 900);
        const trace = traceRays(scene, garage.from, garage.to);
        expect(trace.localMeanDb).toBeGreaterThan(0);
        for (const { lossDb, lengthM, events } of trace.rays) {
          if (events.some(({ station }) => station.event.kind === 'diffraction')) continue;
          expect(lossDb).toBeGreaterThan(freeSpaceLossDb(900, Math.max(lengthM, 0.3)) - 1e-6);
        }
      }),
      seeded,
    );
  });

  it('turned, moved and listed in another order a garage stays the same', () => {
    fc.assert(
      fc.property(garages, fc.double({ min: 0, max: 6.28, noNaN: true }), (garage, angleRad) => {
        const scene = rayScene(levelOf(garage), 2600);
        const turn = ([x, y]: readonly [number, number]): [number, number] => [
          Math.cos(angleRad) * x - Math.sin(angleRad) * y + 31.7,
          Math.sin(angleRad) * x + Math.cos(angleRad) * y - 12.9,
        ];
        const count = scene.faces.length;
        const faces = scene.faces
          .map((one) => ({ ...one, start: turn(one.start), end: turn(one.end) }))
          .reverse();
        const bodies = scene.bodies.map((body) => ({
          ...body,
          ring: body.ring.map(turn),
          faces: body.faces.map((index) => count - 1 - index),
        }));
        const point = ({ x, y, z }: Garage['from']) => {
          const [turnedX, turnedY] = turn([x, y]);
          return { x: turnedX, y: turnedY, z };
        };
        const here = traceRays(scene, garage.from, garage.to);
        const there = traceRays(
          { ...scene, faces, bodies, edges: findEdges(faces, bodies) },
          point(garage.from),
          point(garage.to),
        );
        expect(Math.abs(here.localMeanDb - there.localMeanDb)).toBeLessThan(1e-4);
        expect(Math.abs(here.incoherentDb - there.incoherentDb)).toBeLessThan(1e-4);
      }),
      seeded,
    );
  });
});
