import type { App } from '../app/app.ts';
import type { Stage } from '../scene/stage.ts';
import { pickObject } from '../store/pick-object.ts';

/** How near to a thing counts as on it, CSS pixels. */
const reachPixels = 6;

const clickTravel = 4;

/** A click on the floor in a review picks what is under it. */
export function listenForReviewClicks(app: App, stage: Stage): void {
  let pressed: { x: number; y: number } | undefined;
  stage.canvas.addEventListener('pointerdown', (event) => {
    pressed = event.button === 0 ? { x: event.clientX, y: event.clientY } : undefined;
  });
  stage.canvas.addEventListener('pointerup', (event) => {
    const travel = pressed ? Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) : Infinity;
    pressed = undefined;
    if (app.store.plan && travel <= clickTravel && app.review.value.active) pickInReview(app, stage, event);
  });
}

/** A click on the reviewed plan: a location that is measured, or the thing under the pointer. */
function pickInReview(app: App, stage: Stage, event: PointerEvent): void {
  const { review, store, view } = app;
  const { plan, imported } = store;
  const level = plan?.levels.find(({ id }) => id === view.value.levelId);
  const box = stage.canvas.getBoundingClientRect();
  const point = stage.pickPlane(event.clientX - box.left, event.clientY - box.top, 0);
  if (!level || !imported || !point) return;
  const { picked } = review.value;
  if (picked && picked.length < 2) {
    review.patch({ picked: [...picked, [point.x, point.y]] });
    // What they measure is typed next, once the field for it is there.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        document.querySelector<HTMLInputElement>('[data-id="scale-distance"]')?.select(),
      ),
    );
    return;
  }
  const reachM = reachPixels / stage.pixelsPerM(point.x, point.y, 0);
  const found = pickObject(level, [point.x, point.y], reachM);
  const evidence =
    found &&
    imported.evidence.find(
      ({ kind, id, level: on }) => kind === found.kind && id === found.id && on === level.id,
    );
  app.actions.review.showObject(evidence);
}
