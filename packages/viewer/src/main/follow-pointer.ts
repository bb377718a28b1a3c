import type { PredictionRunner } from '../compute/prediction-runner.ts';
import type { App } from '../panels/app.ts';
import { type FloorPlace, pickFloor } from '../scene/pick-floor.ts';
import type { Stage } from '../scene/stage.ts';
import { findCell, findMap } from '../store/result-state.ts';
import { describeLink } from './link-line.ts';

/** Keeps the place under the pointer and the link to it; asks for one link at a time, the newest. */
export function followPointer(app: App, stage: Stage, runner: PredictionRunner, viewport: HTMLElement): void {
  let asked: FloorPlace | undefined;
  let busy = false;

  let last: PointerEvent | undefined;

  viewport.addEventListener('pointermove', (event) => {
    last = event;
    pick();
  });
  viewport.addEventListener('pointerleave', () => {
    last = undefined;
    app.page.patch({ pointer: undefined, linkLine: '' });
  });
  // Another level or camera is under a resting pointer once it is drawn.
  app.view.subscribe(() => requestAnimationFrame(() => requestAnimationFrame(pick)));

  function pick(): void {
    const plan = app.store.plan;
    if (!plan || !last) return;
    const pointer = pickFloor(stage, plan, app.view.value, last.clientX, last.clientY);
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
      app.page.patch({ linkLine: (await linkLine(place)) ?? '' });
    }
    busy = false;
  }

  async function linkLine(place: FloorPlace): Promise<string | undefined> {
    const plan = app.store.plan;
    if (!plan || app.store.previewing) return undefined;
    const { carrierId } = app.view.value;
    const results = app.results.value;
    const map = findMap(results, carrierId, place.levelId);
    const cell = map ? findCell(map, place.x, place.y) : -1;
    const antenna = map && cell >= 0 ? plan.antennas[map.bestAntenna[cell]] : undefined;
    if (!antenna) return undefined;
    const heightM = results.exact?.profile.phoneHeightM ?? 1.5;
    const to = `${place.x.toFixed(3)},${place.y.toFixed(3)},${heightM},${place.levelId}`;
    const { client } = runner.live;
    const outcome = await client.settle(
      client.withPlan(plan).traceLink(plan.antennas, antenna.id, to, carrierId),
    );
    return outcome.ok ? describeLink(antenna.id, outcome.value) : undefined;
  }
}
