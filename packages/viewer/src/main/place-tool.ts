import type { Antenna, Plan } from '@diku/engine';
import type { App } from '../app/app.ts';
import { pickInReview } from '../review/pick-in-review.ts';
import { type FloorPlace, pickFloor } from '../scene/pick-floor.ts';
import type { Stage } from '../scene/stage.ts';
import { roundCm } from '../tools/stay-in-level.ts';

const clickTravel = 4;

/** A click on the floor: picks in a review, places one antenna with the placing tool, otherwise deselects. */
export function listenForFloorClicks(app: App, stage: Stage): void {
  let pressed: { x: number; y: number } | undefined;
  stage.canvas.addEventListener('pointerdown', (event) => {
    pressed = event.button === 0 ? { x: event.clientX, y: event.clientY } : undefined;
  });
  stage.canvas.addEventListener('pointerup', (event) => {
    const plan = app.store.plan;
    const travel = pressed ? Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) : Infinity;
    pressed = undefined;
    if (!plan || travel > clickTravel) return;
    if (app.review.value.active) {
      pickInReview(app, stage, event);
      return;
    }
    if (app.page.value.tool === 'select') {
      app.view.patch({ selectedId: undefined });
      return;
    }
    const place = pickFloor(stage, plan, app.view.value, event.clientX, event.clientY);
    if (!place) return;
    const antenna = newAntenna(plan, place);
    app.store.addAntenna(antenna);
    app.view.patch({ selectedId: antenna.id });
    app.page.patch({ tool: 'select' });
  });
}

/** Like the nearest antenna of the level where there is one, 0.1 m under the ceiling otherwise; never a cable. */
function newAntenna(plan: Plan, { levelId, x, y }: FloorPlace): Antenna {
  const level = plan.levels.find((candidate) => candidate.id === levelId) ?? plan.levels[0];
  const distance = (antenna: Antenna) => Math.hypot(antenna.position[0] - x, antenna.position[1] - y);
  const [nearest] = plan.antennas
    .filter((antenna) => antenna.level === levelId && antenna.type !== 'radiating-cable')
    .sort((a, b) => distance(a) - distance(b));
  let number = plan.antennas.length + 1;
  const taken = new Set(plan.antennas.map((antenna) => antenna.id));
  while (taken.has(`ANT${number}-${levelId}`)) number++;
  const { azimuthDeg, downtiltDeg, pattern } = nearest ?? {};
  const direction = nearest?.type === 'directional' ? { azimuthDeg, downtiltDeg, pattern } : {};
  return {
    ...direction,
    id: `ANT${number}-${levelId}`,
    level: levelId,
    position: [roundCm(x), roundCm(y)],
    heightM: nearest?.heightM ?? roundCm(level.clearHeightM - 0.1),
    type: nearest?.type ?? 'ceiling-omni',
    cell: nearest?.cell ?? 'S1',
    carriers: nearest?.carriers ?? ['*'],
  };
}
