import type { Antenna } from '@diku/engine';
import type { Actions, App, PageState } from '../app/app.ts';
import { servingAntenna } from '../app/point-value.ts';
import { fieldSourceName } from '../commands/carrier-name.ts';
import type { PredictionRunner } from '../compute/prediction-runner.ts';
import type { Link } from '../compute/worker-contract.ts';
import { describeFailure } from '../review/describe-failure.ts';
import { type FloorLocation, pickFloor } from '../scene/pick-floor.ts';
import type { Stage } from '../scene/stage.ts';
import { isCombined } from '../store/combined-map.ts';
import { formatNumber, type TextKey, text } from '../texts/language.ts';

/** A link of the carrier shown: the antenna received best at a location, and the phone there as an end of a link. */
interface DetectableLink {
  antenna: Antenna;
  carrierId: string;
  to: string;
}

const termTexts: Record<string, TextKey> = {
  distance: 'termDistance',
  wall: 'termWall',
  column: 'termColumn',
  opening: 'termOpening',
  slab: 'termSlab',
  body: 'termBody',
  vehicle: 'termVehicle',
  saturation: 'termSaturation',
  'leakage-cap': 'termLeakage',
  'walk-test': 'termWalkTest',
  corner: 'termCorner',
  'corner-bound': 'termBound',
  combination: 'termCombination',
};

/** So long a finger rests before it asks for the value under it. */
const holdMs = 450;
/** A finger that moves farther drags, CSS pixels. */
const restPixels = 10;

/** Reads at locations that are not under a pointer. */
export interface PointerFollower {
  /** Undefined beside the garage. */
  pointAt(point: FloorLocation | undefined): void;
  leave(): void;
}

/**
 * Keeps the location under the pointer and the link to it; asks for one link at a time, the newest. While a crosshair
 * is read the mouse points at nothing.
 */
export function followPointer(
  app: App,
  stage: Stage,
  runner: PredictionRunner,
  viewport: HTMLElement,
): PointerFollower {
  let asked: FloorLocation | undefined;
  let busy = false;
  let last: PointerEvent | undefined;

  viewport.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch' || isFixed(app)) return;
    last = event;
    app.page.patch({ isTouched: false });
    pick();
  });
  viewport.addEventListener('pointerleave', ({ pointerType }) => {
    if (pointerType !== 'touch' && !isFixed(app)) leave();
  });
  holdWithFinger(viewport, {
    ms: holdMs,
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
    app.page.patch({ pointer: undefined, isTouched: false, linkLine: '', linkPath: undefined });
  }

  function pick(): void {
    const plan = app.store.plan;
    if (!plan || !last || isFixed(app)) return;
    pointAt(pickFloor(stage, plan, app.view.value, last.clientX, last.clientY));
  }

  function pointAt(pointer: FloorLocation | undefined): void {
    app.page.patch({ pointer });
    asked = pointer;
    void askLink();
  }

  async function askLink(): Promise<void> {
    if (busy) return;
    busy = true;
    while (asked) {
      const point = asked;
      asked = undefined;
      app.page.patch((await linkTo(app, runner, point)) ?? { linkLine: '', linkPath: undefined });
    }
    busy = false;
  }
}

/** Keys move the location, or a menu is about it: the mouse does not. */
function isFixed({ page }: App): boolean {
  return page.value.isCrosshair || page.value.menu !== undefined;
}

/** Text on the strongest antenna there and the path from it. */
async function linkTo(
  app: App,
  runner: PredictionRunner,
  point: FloorLocation,
): Promise<Pick<PageState, 'linkLine' | 'linkPath'> | undefined> {
  const plan = app.store.plan;
  const link = detectableLink(app, point);
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
    linkPath: bends
      ? { levelId: point.levelId, paths: [{ kind: 'around-corners', lossDb: 0, points }] }
      : undefined,
  };
}

/** The link to a location: its budget, and what rays say of it. */
export function createLinkActions(
  app: App,
  runner: PredictionRunner,
): Pick<Actions, 'showLink' | 'checkRays'> {
  return { showLink: (point) => showLink(app, runner, point), checkRays: createRayCheck(app, runner) };
}

/** States the budget of the link to a location. */
async function showLink(app: App, runner: PredictionRunner, point: FloorLocation): Promise<void> {
  const { levelId, x, y } = point;
  const { plan } = app.store;
  const found = await linkTo(app, runner, point);
  if (!plan || !found) return;
  const title = text('linkBudget', {
    ...{ level: levelId, x: formatNumber(x, 1), y: formatNumber(y, 1) },
    carrier: fieldSourceName(plan, app.view.value.carrierId),
  });
  app.page.patch({ notice: { kind: 'info', title, lines: [found.linkLine] } });
}

/** Traces the link under the pointer by rays; what is shown goes as soon as the plan, level or carrier is another. */
function createRayCheck(app: App, runner: PredictionRunner): () => Promise<void> {
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
    const point = app.page.value.pointer;
    const plan = app.store.plan;
    const link = point && detectableLink(app, point);
    if (!plan || !point || !link) return;
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
      const rays = { ...outcome.value, antennaId: link.antenna.id, levelId: point.levelId };
      app.page.patch({ rays });
    } else {
      const lines = describeFailure(outcome.failure);
      app.page.patch({ notice: { kind: 'error', title: text('raysFailed'), lines } });
    }
  };
}

/** Undefined away from the field, and where no antenna serves. */
function detectableLink(app: App, point: FloorLocation): DetectableLink | undefined {
  const plan = app.store.plan;
  if (!plan || app.store.previewing) return undefined;
  const { carrierId } = app.view.value;
  const results = app.results.value;
  const serving = servingAntenna(app, point);
  if (!serving) return undefined;
  const { antenna, map, cell } = serving;
  const heightM = results.exact?.profile.phoneHeightM ?? 1.5;
  const to = `${point.x.toFixed(3)},${point.y.toFixed(3)},${heightM},${point.levelId}`;
  const decided = isCombined(map) ? map.carrierIds[map.deciding[cell]] : carrierId;
  return { antenna, carrierId: decided, to };
}

/**
 * `ANT3 alone −112.0 dBm: port −18.8 dBm per subcarrier, gain 2.1 dBi, − distance 74.3 − wall ×2 18.0 − body 3.0 dB`.
 * The field adds the other antennas of the same cell to it. Of a radiating cable the terms are of its strongest part.
 */
function describeLink(antennaId: string, link: Link): string {
  const { rsrpDbm, strongestPart, powerDbm, gainDbi, losses } = link;
  const groups = new Map<string, { count: number; lossDb: number }>();
  for (const { name, lossDb } of losses) {
    if (Math.abs(lossDb) < 0.05) continue;
    const group = groups.get(name) ?? { count: 0, lossDb: 0 };
    groups.set(name, { count: group.count + 1, lossDb: group.lossDb + lossDb });
  }
  const parts = [...groups].map(([name, { count, lossDb }]) => {
    const label = name in termTexts ? text(termTexts[name]) : name;
    const sign = lossDb < 0 ? '+' : '−';
    return `${sign} ${label}${count > 1 ? ` ×${count}` : ''} ${formatNumber(Math.abs(lossDb), 1)}`;
  });
  const corners = link.points.length - 2;
  const around = corners > 0 ? text(corners === 1 ? 'probeCorner' : 'probeCorners', { count: corners }) : '';
  const line = text(strongestPart ? 'probeLinkCable' : 'probeLink', {
    antenna: antennaId,
    rsrp: formatNumber(rsrpDbm, 1),
    along: formatNumber(strongestPart?.alongM ?? 0, 1),
    part: formatNumber(strongestPart?.rsrpDbm ?? rsrpDbm, 1),
    power: formatNumber(powerDbm, 1),
    gain: formatNumber(gainDbi, 1),
    losses: parts.join(' '),
  });
  return around ? `${around} · ${line}` : line;
}

/** Tells of a finger that rests at a location, and of the next touch elsewhere. @param ms so long it rests */
export function holdWithFinger(
  element: HTMLElement,
  { ms, onHold, onElsewhere }: { ms: number; onHold(event: PointerEvent): void; onElsewhere?(): void },
): void {
  let pressed: PointerEvent | undefined;
  let timer = 0;
  const stop = () => clearTimeout(timer);
  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.pointerType !== 'touch') return;
      stop();
      onElsewhere?.();
      // A second finger zooms.
      pressed = event.isPrimary ? event : undefined;
      if (pressed) timer = window.setTimeout(() => onHold(event), ms);
    },
    { capture: true },
  );
  element.addEventListener('pointermove', (event) => {
    if (!pressed || event.pointerId !== pressed.pointerId) return;
    const [dx, dy] = [event.clientX - pressed.clientX, event.clientY - pressed.clientY];
    if (Math.hypot(dx, dy) > restPixels) stop();
  });
  for (const name of ['pointerup', 'pointercancel'] as const) element.addEventListener(name, stop);
}
