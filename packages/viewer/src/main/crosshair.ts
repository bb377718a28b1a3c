import type { Level, Point } from '@diku/engine';
import { antennaLocation } from '@diku/engine/plan';
import type { App } from '../app/app.ts';
import { isPlanning } from '../commands/command.ts';
import { contentBox, levelOffsetsM } from '../scene/level-placement.ts';
import { type FloorLocation, pickFloorAt } from '../scene/pick-floor.ts';
import type { Stage } from '../scene/stage.ts';
import type { PointerFollower } from './follow-pointer.ts';

const stepM = 1;
const longStepM = 5;
/** So near to the edge of the view the view follows, CSS pixels. */
const edgePixels = 40;

/** Directions on the page, down and to the right. */
const directions: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const planDirections = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

export interface Crosshair {
  toggle(): void;
  /** True if the key is an arrow and there is a crosshair to move. */
  press(key: string, withShift: boolean): boolean;
}

/** A location on the floor that arrow keys move: what the probe says of a pointer it says of this one. */
export function createCrosshair(app: App, stage: Stage, pointer: PointerFollower): Crosshair {
  const { page, view, store, results } = app;
  const spotOf = ({ levelId, x, y }: FloorLocation) => stage.project(x, y, floorM(app, levelId));
  let exact = results.value.exact;

  view.subscribe(() => {
    const point = page.value.pointer;
    if (!page.value.isCrosshair || !point) return;
    const { levelId, stacked } = view.value;
    if (!isPlanning(app)) leave();
    else if (!stacked && point.levelId !== levelId) pointer.pointAt({ ...point, levelId });
  });
  results.subscribe(() => {
    if (results.value.exact === exact) return;
    exact = results.value.exact;
    if (page.value.isCrosshair && page.value.pointer) pointer.pointAt(page.value.pointer);
  });

  function leave(): void {
    page.patch({ isCrosshair: false });
    pointer.leave();
  }

  return {
    toggle() {
      const start = page.value.isCrosshair ? undefined : startLocation(app, stage);
      if (!start) return leave();
      page.patch({ isCrosshair: true });
      moveTo(start);
    },
    press(key, withShift) {
      const direction = directions[key];
      const point = page.value.pointer;
      const level = store.plan?.levels.find(({ id }) => id === point?.levelId);
      if (!page.value.isCrosshair || !direction || !point || !level) return false;
      const [dx, dy] = nearestPlanDirection(spotOf, point, direction);
      const metres = withShift ? longStepM : stepM;
      moveTo(clampTo(level, { ...point, x: point.x + dx * metres, y: point.y + dy * metres }));
      return true;
    },
  };

  function moveTo(point: FloorLocation): void {
    const { left, top, visible } = spotOf(point);
    const { clientWidth, clientHeight } = stage.canvas;
    const isNear = (at: number, size: number) => at < edgePixels || at > size - edgePixels;
    if (!visible || isNear(left, clientWidth) || isNear(top, clientHeight)) {
      stage.flyTo(point.x, point.y, floorM(app, point.levelId));
    }
    pointer.pointAt(point);
  }
}

/** The direction of the plan's axes that runs most as the arrow on the page. */
function nearestPlanDirection(
  spotOf: (point: FloorLocation) => { left: number; top: number },
  point: FloorLocation,
  [right, down]: readonly [number, number],
) {
  const from = spotOf(point);
  const along = ([dx, dy]: readonly [number, number]) => {
    const to = spotOf({ ...point, x: point.x + dx, y: point.y + dy });
    return (to.left - from.left) * right + (to.top - from.top) * down;
  };
  return planDirections.reduce((best, each) => (along(each) > along(best) ? each : best));
}

function floorM({ store: { plan }, view }: App, levelId: string): number {
  return (plan && levelOffsetsM(plan, view.value).get(levelId)) ?? 0;
}

/**
 * Starts at what is selected, where the pointer was, at the antenna nearest to the middle of the view, or in the middle
 * itself.
 */
function startLocation({ store, view, page }: App, stage: Stage): FloorLocation | undefined {
  const { plan } = store;
  const { levelId, selectedId, stacked } = view.value;
  const level = plan?.levels.find(({ id }) => id === levelId);
  if (!plan || !level) return undefined;
  const antenna = store.findAntenna(selectedId);
  if (antenna && (stacked || antenna.level === levelId)) {
    const [x, y] = antennaLocation(antenna);
    return { levelId: antenna.level, x, y };
  }
  if (page.value.pointer) return page.value.pointer;
  const { clientWidth, clientHeight } = stage.canvas;
  const [minX, minY, maxX, maxY] = contentBox(level);
  const middle = pickFloorAt(stage, plan, view.value, clientWidth / 2, clientHeight / 2) ?? {
    ...{ levelId, x: (minX + maxX) / 2, y: (minY + maxY) / 2 },
  };
  const points = plan.antennas.filter((each) => each.level === middle.levelId).map(antennaLocation);
  const fromMiddleM = ([x, y]: Point) => Math.hypot(x - middle.x, y - middle.y);
  const [nearest] = points.sort((a, b) => fromMiddleM(a) - fromMiddleM(b));
  return nearest ? { ...middle, x: nearest[0], y: nearest[1] } : middle;
}

function clampTo(level: Level, point: FloorLocation): FloorLocation {
  const [minX, minY, maxX, maxY] = contentBox(level);
  const clamp = (value: number, min: number, max: number) => Math.max(min, Math.min(max, value));
  return { ...point, x: clamp(point.x, minX, maxX), y: clamp(point.y, minY, maxY) };
}
