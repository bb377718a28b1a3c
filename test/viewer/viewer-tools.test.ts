import type { Point } from '@diku/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idleEdit, type ToolName, toolNames } from '../../packages/viewer/src/store/edit-state.ts';
import { Observable } from '../../packages/viewer/src/store/observable.ts';
import { PlanStore } from '../../packages/viewer/src/store/plan-store.ts';
import { select } from '../../packages/viewer/src/store/selection.ts';
import { initialView } from '../../packages/viewer/src/store/view-state.ts';
import { parseTyped, typedLocation } from '../../packages/viewer/src/tools/draw-tool.ts';
import { snapLocation } from '../../packages/viewer/src/tools/snap.ts';
import { collectSnapLines } from '../../packages/viewer/src/tools/snap-lines.ts';
import type { Pointed } from '../../packages/viewer/src/tools/tool.ts';
import { ToolBox } from '../../packages/viewer/src/tools/tool-box.ts';
import { buildAntenna, buildLevel, buildPlan } from '../support/build-garage.ts';

/** 10 CSS pixels a metre, north up. */
function pointed([x, y]: Point, keys: Partial<Pointed> = {}): Pointed {
  const spot = ([east, north]: Point) => ({ left: 10 * east, top: -10 * north });
  const point: Point = [x, y];
  return {
    levelId: 'B1',
    floor: point,
    ceiling: point,
    reachM: 0.4,
    ...spot(point),
    shift: false,
    alt: false,
    spot,
    ...keys,
  };
}

function open() {
  const level = buildLevel({
    zones: [
      {
        id: 'z1',
        kind: 'parking',
        polygon: [
          [1, 1],
          [12, 1],
          [12, 7],
          [1, 7],
        ],
      },
    ],
    facilities: [
      {
        id: 't1',
        kind: 'tray',
        path: [
          [38, 22],
          [38, 14],
          [24, 14],
        ],
      },
    ],
  });
  const store = new PlanStore();
  const panel = buildAntenna('A2', 30, 18, { type: 'directional', azimuthDeg: 90 });
  store.openPlan(
    'open',
    buildPlan({ levels: [level], antennas: [buildAntenna('A1', 8, 12), panel] }),
    undefined,
  );
  const view = new Observable({ ...initialView, levelId: 'B1' });
  const edit = new Observable(idleEdit);
  let tool: ToolName = 'select';
  let now = 0;
  const choose = (name: ToolName) => {
    tool = name;
  };
  const box = new ToolBox({ store, view, edit, tool: () => tool, choose });
  return {
    store,
    view,
    edit,
    box,
    tool: () => tool,
    /** Long after the last time, so that it does not lock. */
    take: (name: ToolName, afterMs = 10_000) => {
      now += afterMs;
      box.take(name, now);
    },
    click(point: Point, keys: Partial<Pointed> = {}) {
      box.move(pointed(point, keys));
      box.press(pointed(point, keys));
      box.release(pointed(point, keys));
    },
    drag(from: Point, to: Point, keys: Partial<Pointed> = {}) {
      const isHeld = box.press(pointed(from, keys));
      const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
      for (const point of [middle, to]) box.move(pointed(point, keys));
      box.release(pointed(to, keys));
      return isHeld;
    },
    type: (text: string) => {
      for (const key of text) expect(box.key(key), key).toBe(true);
      box.key('Enter');
    },
    level: () => store.plan!.levels[0],
    steps() {
      let count = 0;
      while (store.undo()) count++;
      for (let index = 0; index < count; index++) store.redo();
      return count;
    },
  };
}
type Opened = ReturnType<typeof open>;

/** A gesture of each tool that ends in something, and how many things of the level there are more then. */
const gestures: Record<string, (opened: Opened) => void> = {
  'move of what is selected': ({ click, drag }) => {
    click([20, 4]);
    drag([20, 5], [23, 5]);
  },
  'move of many': ({ view, drag }) => {
    view.patch(
      select([
        { kind: 'wall', level: 'B1', id: 'w1' },
        { kind: 'column', level: 'B1', id: 'c1' },
        { kind: 'antenna', id: 'A1' },
      ]),
    );
    drag([20, 5], [23, 6]);
  },
  'end of a wall': ({ click, drag }) => {
    click([20, 4]);
    drag([20, 24], [22, 20]);
  },
  'corner pulled out of a zone': ({ click, drag }) => {
    click([12, 4.5]);
    drag([12, 4], [15, 4]);
  },
  'corner of a zone taken away': ({ click, box }) => {
    click([12, 4.5]);
    box.doubleClick(pointed([12, 7]));
  },
  'direction of a panel': ({ view, drag }) => {
    view.patch(select([{ kind: 'antenna', id: 'A2' }]));
    drag([30, 20], [32, 18]);
  },
  'shutter closed': ({ box }) => box.doubleClick(pointed([20, 11])),
  'corner of the outline': ({ take, drag }) => {
    take('outline');
    drag([40, 24], [42, 26]);
  },
  wall: ({ take, click }) => {
    take('wall');
    click([3, 15]);
    click([9, 15]);
  },
  'wall by numbers': ({ take, click, box, type }) => {
    take('wall');
    click([3, 15]);
    box.move(pointed([9, 16]));
    type('3.5<90');
  },
  opening: ({ take, click }) => {
    take('opening');
    click([20, 17.5]);
    click([20.1, 20]);
  },
  column: ({ take, click }) => {
    take('column');
    click([14, 15]);
  },
  zone: ({ take, click, box }) => {
    take('zone');
    for (const point of [
      [22, 2],
      [28, 2],
      [28, 8],
    ] as Point[])
      click(point);
    box.key('Enter');
  },
  ramp: ({ take, click }) => {
    take('ramp');
    for (const point of [
      [22, 2],
      [28, 2],
      [28, 8],
      [22, 2.1],
    ] as Point[])
      click(point);
  },
  bay: ({ take, click }) => {
    take('bay');
    click([24, 2]);
    click([26.4, 7.3]);
  },
  point: ({ take, click }) => {
    take('point');
    click([24, 2]);
  },
  room: ({ take, click }) => {
    take('room');
    click([24, 2]);
  },
  tray: ({ take, click, box }) => {
    take('tray');
    for (const point of [
      [22, 2],
      [28, 2],
      [28, 8],
    ] as Point[])
      click(point);
    box.doubleClick(pointed([28, 8]));
  },
  antenna: ({ take, click }) => {
    take('place');
    click([14, 15]);
  },
};

describe('tools', () => {
  test.each(Object.entries(gestures))('%s is one step; cancelled it is none', (_, gesture) => {
    const opened = open();
    const before = JSON.stringify(opened.store.plan);
    gesture(opened);
    expect(opened.steps()).toBe(1);
    expect(opened.store.previewing).toBe(false);
    const after = JSON.stringify(opened.store.plan);
    expect(after).not.toBe(before);
    opened.box.leave();
    opened.box.leave();
    expect(JSON.stringify(opened.store.plan)).toBe(after);
    opened.store.undo();
    expect(JSON.stringify(opened.store.plan)).toBe(before);
  });

  test('Escape in the middle of any drag or drawing leaves the plan bit-equal and no step (seed 5)', () => {
    const point = fc
      .tuple(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 48 }))
      .map(([x, y]): Point => [x / 2, y / 2]);
    fc.assert(
      fc.property(
        fc.constantFrom(...toolNames),
        fc.array(point, { minLength: 2, maxLength: 6 }),
        (name, points) => {
          const { store, box, take, click, steps } = open();
          click([20, 4]);
          take(name);
          const plan = store.plan;
          box.press(pointed(points[0]));
          for (const each of points) box.move(pointed(each));
          box.cancel();
          expect(store.plan).toBe(plan);
          expect(steps()).toBe(0);
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  });

  test('Escape first ends the gesture, then leaves the tool, then deselects', () => {
    const { take, click, box, tool, view, level } = open();
    click([20, 4]);
    take('wall');
    click([3, 15]);
    click([9, 15]);
    click([9, 18]);
    expect(level().walls).toHaveLength(4);
    expect(box.leave()).toBe(true);
    expect(tool()).toBe('wall');
    expect(level().walls).toHaveLength(4);
    expect(box.leave()).toBe(true);
    expect(tool()).toBe('select');
    expect(view.value.selection).toHaveLength(1);
    expect(box.leave()).toBe(true);
    expect(view.value.selection).toEqual([]);
    expect(box.leave()).toBe(false);
  });

  test('a placing tool places one and selects it; pressed twice in a row it stays', () => {
    const { take, click, tool, view, level } = open();
    take('column');
    click([14, 15]);
    expect(tool()).toBe('select');
    expect(view.value.selection).toEqual([{ kind: 'column', level: 'B1', id: 'C3' }]);
    take('column');
    take('column', 200);
    click([24, 15]);
    click([26, 15]);
    expect(tool()).toBe('column');
    expect(level().columns).toHaveLength(5);
  });

  test('clicks select, Shift adds and takes away, bare floor deselects and belongs to the camera', () => {
    const { click, drag, view, steps } = open();
    const selected = () => view.value.selection.map(({ id }) => id);
    click([20, 4]);
    click([30, 12], { shift: true });
    expect(selected()).toEqual(['w1', 'c2']);
    click([20, 4], { shift: true });
    expect(selected()).toEqual(['c2']);
    expect(drag([34, 18], [36, 19])).toBe(false);
    click([34, 18]);
    expect(selected()).toEqual([]);
    // What is not selected cannot be moved by accident.
    expect(drag([20, 4], [24, 4])).toBe(false);
    expect(steps()).toBe(0);
  });

  test('a rectangle to the right takes what is whole in it, to the left what it touches', () => {
    const { drag, view } = open();
    const taken = () => view.value.selection.map(({ kind, id }) => `${kind} ${id}`).sort();
    drag([9, 8], [21, 16], { shift: true });
    expect(taken()).toEqual(['column c1', 'opening d1']);
    view.patch(select([]));
    drag([22, 20], [18, 18], { shift: true });
    expect(taken()).toEqual(['wall w1']);
    drag([22, 14], [18, 8], { shift: true });
    expect(taken()).toEqual(['opening d1', 'wall w1']);
  });

  test('an opening lies on the axis of its wall', () => {
    const { take, click, level } = open();
    take('opening');
    click([20.05, 17.5]);
    click([20.08, 20], { alt: true });
    expect(level().openings!.at(-1)).toMatchObject({
      start: [20, 17.5],
      end: [20, 20],
      kind: 'fire-shutter',
    });
  });

  test('measuring changes nothing', () => {
    const { take, click, edit, steps } = open();
    take('measure');
    click([22, 16]);
    click([25, 20]);
    expect(edit.value.draft).toMatchObject({ lengthM: 5 });
    expect(steps()).toBe(0);
  });

  test('numbers that are none are said, and nothing is drawn', () => {
    const { take, click, edit, type, steps } = open();
    take('wall');
    click([3, 15]);
    type('3..5');
    expect(edit.value.mistyped).toBe(true);
    expect(steps()).toBe(0);
  });
});

describe('snapping', () => {
  const lines = collectSnapLines(
    buildLevel({
      columns: [],
      bays: [],
      points: [],
      openings: [],
      walls: [
        { id: 'a', start: [10, 10], end: [20, 10], thicknessM: 0.2, material: 'brick' },
        { id: 'b', start: [15, 5], end: [15, 15.5], thicknessM: 0.2, material: 'brick' },
      ],
    }),
  );
  const options = { reachM: 0.4, gridM: 0.05 };
  const snap = (point: Point, more = {}) => snapLocation(lines, point, { ...options, ...more });

  test.each([
    ['an end', [10.2, 10.1], {}, [10, 10], 'end'],
    ['a crossing', [15.1, 10.1], {}, [15, 10], 'crossing'],
    ['a middle', [15.1, 10.3], { reachM: 0.2 }, [15, 10.25], 'middle'],
    ['a right angle', [12.1, 10.1], { from: [12, 3] }, [12, 10], 'square'],
    ['a line', [12.1, 10.1], {}, [12.1, 10], 'line'],
    ['the grid', [2.13, 3.02], {}, [2.15, 3], 'grid'],
    ['an axis', [18.02, 3.3], { from: [2, 3], straight: true }, [18, 3], 'straight'],
    ['a line across an axis', [14.9, 7.2], { from: [2, 7], straight: true }, [15, 7], 'straight'],
    ['nothing', [10.2004, 10.1], { free: true }, [10.2, 10.1], 'free'],
  ] as [string, Point, object, Point, string][])('to %s', (_, point, more, expected, kind) => {
    const snapped = snap(point, more);
    expect(snapped.kind).toBe(kind);
    expect(snapped.point[0]).toBeCloseTo(expected[0], 9);
    expect(snapped.point[1]).toBeCloseTo(expected[1], 9);
  });

  test('is never farther than the reach, and its location snaps to itself (seed 8)', () => {
    const point = fc.tuple(
      fc.double({ min: 0, max: 40, noNaN: true }),
      fc.double({ min: 0, max: 24, noNaN: true }),
    );
    fc.assert(
      fc.property(point, point, fc.boolean(), (pointer, from, straight) => {
        const { point: snapped, kind } = snap(pointer, { from, straight });
        if (straight)
          expect(snapped[0] === from[0] || snapped[1] === from[1] || kind === 'straight').toBe(true);
        else {
          const awayM = Math.hypot(snapped[0] - pointer[0], snapped[1] - pointer[1]);
          expect(awayM).toBeLessThanOrEqual(options.reachM + 1e-9);
          if (['end', 'crossing', 'grid'].includes(kind)) {
            const again = snap(snapped, { from }).point;
            expect(Math.hypot(again[0] - snapped[0], again[1] - snapped[1])).toBeLessThan(options.reachM);
          }
        }
      }),
      { seed: 8, numRuns: 500 },
    );
  });
});

describe('numbers typed while drawing', () => {
  const from: Point = [2, 3];
  const pointer: Point = [6, 6];
  test.each([
    ['5', [6, 6]],
    ['2.5', [4, 4.5]],
    ['3.5<90', [2, 6.5]],
    ['3.5<-90', [2, -0.5]],
    ['@3.5<180', [-1.5, 3]],
    ['1.5,-2', [3.5, 1]],
    ['@1.5,-2', [3.5, 1]],
    ['1.5，-2', [3.5, 1]],
    ['#12,.5', [12, 0.5]],
    ['<0', [6, 3]],
  ] as [string, Point][])('%s', (text, expected) => {
    const point = typedLocation(parseTyped(text)!, from, pointer)!;
    expect(point[0]).toBeCloseTo(expected[0], 6);
    expect(point[1]).toBeCloseTo(expected[1], 6);
  });

  test.each(['', '.', '3.', '3<', ',', '1,2,3', '1e9', '--3', '3<4<5', '99999', 'NaN', '1'.repeat(50)])(
    'not %s',
    (text) => {
      if (text === '3.') expect(parseTyped(text)).toEqual({ form: 'length', lengthM: 3 });
      else expect(parseTyped(text)).toBeUndefined();
    },
  );

  test('reads back what is written (seed 4)', () => {
    const number = fc.integer({ min: -999_999, max: 999_999 }).map((value) => value / 1000);
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(parseTyped(`${a},${b}`)).toEqual({ form: 'shift', eastM: a, northM: b });
        expect(parseTyped(`${a}<${b}`)).toEqual({ form: 'polar', lengthM: a, angleDeg: b });
      }),
      { seed: 4 },
    );
  });
});
