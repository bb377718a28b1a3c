import type { App } from '../app/app.ts';
import type { PredictionRunner } from '../compute/prediction-runner.ts';
import { describeFailure } from '../review/describe-failure.ts';
import { text } from '../texts/language.ts';
import { heardLink } from './heard-antenna.ts';

/** Traces the link under the pointer by rays; what is shown goes as soon as the plan, level or carrier is another. */
export function createRayCheck(app: App, runner: PredictionRunner): () => Promise<void> {
  let wanted = 0;
  let seen: unknown[] = [];
  const clear = () => {
    const { levelId, carrierId, stacked } = app.view.value;
    const now = [app.store.plan, levelId, carrierId, stacked];
    if (now.every((value, index) => value === seen[index])) return;
    seen = now;
    wanted += 1;
    if (app.page.value.rays) app.page.patch({ rays: undefined });
  };
  app.store.subscribe(clear);
  app.view.subscribe(clear);
  return async () => {
    const place = app.page.value.pointer;
    const plan = app.store.plan;
    const link = place && heardLink(app, place);
    if (!plan || !place || !link) return;
    clear();
    wanted += 1;
    const mine = wanted;
    const { client } = runner.live;
    const outcome = await client.settle(
      client
        .withPlan(plan, app.view.value.scenarioId)
        .checkRays(plan.antennas, link.antenna.id, link.to, link.carrierId),
    );
    if (mine !== wanted) return;
    if (outcome.ok) {
      const rays = { ...outcome.value, antennaId: link.antenna.id, levelId: place.levelId };
      app.page.patch({ rays });
    } else {
      const lines = describeFailure(outcome.failure);
      app.page.patch({ notice: { kind: 'error', title: text('raysFailed'), lines } });
    }
  };
}
