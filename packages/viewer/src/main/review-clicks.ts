import type { App } from '../app/app.ts';
import { pickInReview } from '../review/pick-in-review.ts';
import type { Stage } from '../scene/stage.ts';

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
