import type { App, PageState } from '../app/app.ts';
import type { PredictionRunner } from '../compute/prediction-runner.ts';
import { type FloorPlace, pickFloor } from '../scene/pick-floor.ts';
import type { Stage } from '../scene/stage.ts';
import { heardLink } from './heard-antenna.ts';
import { holdWithFinger } from './hold-with-finger.ts';
import { describeLink } from './link-line.ts';

/** Reads at places that are not under a pointer. */
export interface PointerFollower {
  pointAt(place: FloorPlace): void;
  leave(): void;
}

/**
 * Keeps the place under the pointer and the link to it; asks for one link at a time, the newest. While a crosshair is read the
 * mouse points at nothing.
 */
export function followPointer(
  app: App,
  stage: Stage,
  runner: PredictionRunner,
  viewport: HTMLElement,
): PointerFollower {
  let asked: FloorPlace | undefined;
  let busy = false;

  let last: PointerEvent | undefined;

  viewport.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch' || app.page.value.isCrosshair) return;
    last = event;
    app.page.patch({ isTouched: false });
    pick();
  });
  viewport.addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType !== 'touch' && !app.page.value.isCrosshair) leave();
  });
  holdWithFinger(viewport, {
    onHold(event) {
      last = event;
      app.page.patch({ isTouched: true, isCrosshair: false });
      pick();
    },
    onElsewhere: leave,
  });
  // Another level or camera is under a resting pointer once it is drawn.
  app.view.subscribe(() => requestAnimationFrame(() => requestAnimationFrame(pick)));
  return { pointAt, leave };

  function leave(): void {
    last = undefined;
    app.page.patch({ pointer: undefined, isTouched: false, linkLine: '', linkWay: undefined });
  }

  function pick(): void {
    const plan = app.store.plan;
    if (!plan || !last || app.page.value.isCrosshair) return;
    pointAt(pickFloor(stage, plan, app.view.value, last.clientX, last.clientY));
  }

  function pointAt(pointer: FloorPlace | undefined): void {
    app.page.patch({ pointer });
    asked = pointer;
    void askLink();
  }

  async function askLink(): Promise<void> {
    if (busy) return;
    busy = true;
    while (asked) {
      const place = asked;
      asked = undefined;
      app.page.patch((await linkTo(app, runner, place)) ?? { linkLine: '', linkWay: undefined });
    }
    busy = false;
  }
}

/** What the page says of the strongest antenna there and the way from it. */
async function linkTo(
  app: App,
  runner: PredictionRunner,
  place: FloorPlace,
): Promise<Pick<PageState, 'linkLine' | 'linkWay'> | undefined> {
  const plan = app.store.plan;
  const link = heardLink(app, place);
  if (!plan || !link) return undefined;
  const { antenna, carrierId, to } = link;
  const { client } = runner.live;
  const outcome = await client.settle(
    client.withPlan(plan, app.view.value.scenarioId).traceLink(plan.antennas, antenna.id, to, carrierId),
  );
  if (!outcome.ok) return undefined;
  const { points } = outcome.value;
  const bends = points.length > 2;
  return {
    linkLine: describeLink(antenna.id, outcome.value),
    linkWay: bends
      ? { levelId: place.levelId, paths: [{ kind: 'around-corners', lossDb: 0, points }] }
      : undefined,
  };
}
