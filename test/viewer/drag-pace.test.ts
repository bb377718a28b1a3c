import { createPlainSolver, createSimdKernel, type FieldSolver, FieldStack } from '@diku/engine';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DragPace } from '../../packages/viewer/src/compute/drag-pace.ts';
import { prepareWalls, trackTransient } from '../../packages/viewer/src/compute/track-transient.ts';
import { Frames } from '../../packages/viewer/src/main/frames.ts';
import { findScale } from '../../packages/viewer/src/store/field-scale.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

describe('the grid that a drag is followed on', () => {
  const follow = (pace: DragPace, drawMs: number, count: number) => {
    for (let index = 0; index < count; index += 1) pace.took(drawMs);
    return pace.at;
  };

  test('is coarser where one image in a few comes too slowly, but not for one now and then', () => {
    const [often, seldom] = [new DragPace(2, 2), new DragPace(2, 2)];
    for (let round = 0; round < 100; round += 1) {
      follow(often, 30, 1);
      follow(often, 5, 4);
      follow(seldom, 30, 1);
      follow(seldom, 5, 20);
    }
    expect([often.at, seldom.at]).toEqual([0, 2]);
  });

  test('is coarser while images come too slowly, and finer again when they are quick', () => {
    const pace = new DragPace(2, 3);
    expect(follow(pace, 30, 1)).toBe(2);
    expect(follow(pace, 1, 1)).toBe(2);
    expect(follow(pace, 1, 2)).toBe(3);
    expect(follow(pace, 30, 100)).toBe(0);
    expect(follow(pace, 5, 1000)).toBe(0);
    expect(follow(pace, 1, 10)).toBe(0);
    expect(follow(pace, 1, 1000)).toBe(3);
  });
});

describe('frames', () => {
  let nowMs = 0;
  let due: FrameRequestCallback[] = [];

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    vi.stubGlobal('window', globalThis);
    vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => due.push(callback));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const pass = (ms: number) => {
    nowMs += ms;
    vi.advanceTimersByTime(ms);
    const now = due;
    due = [];
    for (const callback of now) callback(nowMs);
  };

  test('draw the image each time; panels wait while something is dragged, and hear the last of it', () => {
    const seen = { heatmap: 0, panels: 0 };
    let isDragging = true;
    const frames = new Frames(
      () => {
        seen.heatmap += 1;
      },
      () => isDragging,
    );
    frames.subscribe(() => {
      seen.panels += 1;
    });
    for (let frame = 0; frame < 5; frame += 1) {
      frames.request();
      pass(16);
    }
    expect(seen).toEqual({ heatmap: 5, panels: 1 });
    pass(100);
    expect(seen).toEqual({ heatmap: 6, panels: 2 });
    pass(1000);
    expect(seen).toEqual({ heatmap: 6, panels: 2 });
    isDragging = false;
    for (let frame = 0; frame < 3; frame += 1) {
      frames.request();
      pass(16);
    }
    expect(seen).toEqual({ heatmap: 9, panels: 5 });
  });
});

test('a wall that is dragged after its level was prepared costs the fields near it from the first frame on', async () => {
  const walls = [1, 60].map((x, index) => ({
    id: `w${index}`,
    start: [x, 1] as [number, number],
    end: [x, 8] as [number, number],
    material: 'concrete',
    thicknessM: 0.3,
  }));
  const outline: [number, number][] = [
    [0, 0],
    [80, 0],
    [80, 10],
    [0, 10],
  ];
  const level = buildLevel({ outline, holes: [], walls, openings: [], columns: [], bays: [], zones: [] });
  const antennas = [5, 70, 75].map((x, index) => buildAntenna(`A${index}`, x, 5));
  const plan = buildPlan({ levels: [level], antennas, carriers: buildPlan().carriers.slice(0, 1) });
  const plain = createPlainSolver(createSimdKernel());
  let solved = 0;
  const solver: FieldSolver = {
    solve(jobs) {
      solved += jobs.length;
      return plain.solve(jobs);
    },
  };
  const options = {
    solver,
    fields: new FieldStack(solver),
    carrierId: plan.carriers[0].id,
    levelId: level.id,
  };
  await prepareWalls(plan, options);
  solved = 0;
  const moved = {
    ...plan,
    levels: [{ ...level, walls: [{ ...walls[0], end: [2, 8] as [number, number] }, walls[1]] }],
  };
  const dragged = trackTransient(moved, plan.levels, options);
  await dragged.heatmapWith(undefined, findScale('rsrp'), undefined);
  expect(solved).toBe(1);
});
