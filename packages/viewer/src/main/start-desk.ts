import type { FileWithHandle } from 'browser-fs-access';
import { type App, idlePage } from '../app/app.ts';
import { hasPlan, isPlanning, isProgrammeShown, isReviewing, runCommand } from '../commands/command.ts';
import { findCommand } from '../commands/list-commands.ts';
import { CompareRunner } from '../compute/compare-runner.ts';
import { DesignRunner, NetworkFollower } from '../compute/design-runner.ts';
import { ImportClient } from '../compute/import-client.ts';
import { PredictionRunner } from '../compute/prediction-runner.ts';
import { ReferenceRunner } from '../compute/reference-runner.ts';
import { WalkRunner } from '../compute/walk-runner.ts';
import type { PageRoot } from '../panels/first-page.tsx';
import type { FoundWork } from '../persistence/find-work.ts';
import { nothingPersisted } from '../persistence/persistence-state.ts';
import { PlanLock } from '../persistence/plan-lock.ts';
import type { PlanMemory } from '../persistence/plan-memory.ts';
import { PlanPersistence } from '../persistence/plan-persistence.ts';
import { ProgrammeMemory } from '../persistence/programme-memory.ts';
import { persistedDrawing } from '../review/claim-review.ts';
import { createReviewActions } from '../review/create-review-actions.ts';
import { ReviewKeeper } from '../review/persist-review.ts';
import { Recogniser } from '../review/recogniser.ts';
import { ReviewMemory } from '../review/review-memory.ts';
import { Stage } from '../scene/stage.ts';
import { noCompare } from '../store/compare-state.ts';
import { noDesign } from '../store/design-state.ts';
import { idleEdit } from '../store/edit-state.ts';
import { isNetworkShown } from '../store/network-drawing.ts';
import { Observable } from '../store/observable.ts';
import { PlanStore } from '../store/plan-store.ts';
import { noDesk } from '../store/programme/desk-state.ts';
import { ProgrammeStore } from '../store/programme/programme-store.ts';
import { noReference } from '../store/reference-state.ts';
import { noResult } from '../store/result-state.ts';
import { noReview } from '../store/review-state.ts';
import { fitViewToPlan, initialView } from '../store/view-state.ts';
import { noWalk } from '../store/walk-state.ts';
import { i18n, text } from '../texts/language.ts';
import { DragAntennaTool } from '../tools/drag-antenna.ts';
import { bindPanning } from '../tools/map-gestures.ts';
import { createActions, createReferenceActions } from './actions.ts';
import { bindCommands } from './bind-commands.ts';
import { type Dropped, openDropped } from './choose-files.ts';
import { createContextMenu } from './context-menu.ts';
import { createCrosshair } from './crosshair.ts';
import { createEditTools } from './edit-tools.ts';
import { PlanFinder } from './find-plans.ts';
import { followDocument, followUpdates } from './follow-document.ts';
import { createLinkActions, followPointer } from './follow-pointer.ts';
import { Frames, whenIdle, whenRested } from './frames.ts';
import type { DropLocation } from './known-of-drawing.ts';
import { FileOpener } from './open-file.ts';
import { PageLayers } from './page-layers.ts';
import { createPendingActions } from './pending-actions.ts';
import { preparePrints } from './print-plan.ts';
import { createProgrammeActions } from './programme-actions.ts';
import { ProgrammePersistence } from './programme-persistence.ts';
import { openRecent, restoreWork } from './restore-plan.ts';
import { listenForReviewClicks } from './review-clicks.ts';
import { showPanels } from './show-panels.tsx';
import { watchPersistence } from './watch-persistence.ts';

/** State of the page while nothing is open; its actions come once there is somebody to carry them out. */
function createApp(isRestoring: boolean): App {
  const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');
  const themeOf = ({ matches }: { matches: boolean }) => (matches ? 'dark' : 'light');
  const app = {
    store: new PlanStore(),
    view: new Observable({ ...initialView, theme: themeOf(darkQuery) }),
    results: new Observable(noResult),
    page: new Observable({ ...idlePage, isRestoring }),
    review: new Observable(noReview),
    edit: new Observable(idleEdit),
    design: new Observable(noDesign),
    compare: new Observable(noCompare),
    reference: new Observable(noReference),
    walk: new Observable(noWalk),
    persistence: new Observable(nothingPersisted),
    programme: new ProgrammeStore(),
    desk: new Observable(noDesk),
  } as App;
  app.store.subscribe(() => {
    if (app.store.plan) app.view.patch(fitViewToPlan(app.view.value, app.store.plan));
  });
  darkQuery.addEventListener('change', (query) => app.view.patch({ theme: themeOf(query) }));
  return app;
}

/** Those who open files, design, and persist plans, reviews and the programme in the browser. */
function createServices(app: App, stage: Stage, plans: PlanMemory) {
  const client = new ImportClient();
  client.start();
  const lock = new PlanLock();
  const keeper = new PlanPersistence({
    store: app.store,
    view: app.view,
    state: app.persistence,
    memory: plans,
    lock,
    camera: () => stage.pose,
    drawing: persistedDrawing,
    persistsDrawings: () => app.review.value.isPersisted,
  });
  const designer = new DesignRunner(app.design, app.results);
  const files = new FileOpener(app, client, designer, keeper);
  const programmes = new ProgrammeMemory();
  const programmeKeeper = new ProgrammePersistence(app, programmes, new PlanFinder(app, plans));
  const reviews = new ReviewMemory();
  const reviewKeeper = new ReviewKeeper(app, reviews);
  return { client, plans, lock, keeper, designer, files, programmes, programmeKeeper, reviews, reviewKeeper };
}

/** Says on the root what the page is at, for styles and tests. */
function createMarker(app: App, root: HTMLElement): () => void {
  const { store, view, page, review } = app;
  let seen: unknown[] = [];
  let revision = 0;
  return () => {
    if (store.plan !== seen[0] || store.imported !== seen[1]) revision++;
    seen = [store.plan, store.imported];
    const reviewing = isReviewing(app);
    Object.assign(root.dataset, {
      state: isProgrammeShown(app)
        ? 'programme'
        : store.plan
          ? 'plan'
          : page.value.isRestoring
            ? 'restoring'
            : 'empty',
      revision: String(revision),
      theme: view.value.theme,
      tool: page.value.tool,
      panel: String(page.value.isPanelOpen),
      side: page.value.side,
      schematic: reviewing ? 'closed' : page.value.schematic,
      selected: String(view.value.selection.length > 0),
      dropping: String(page.value.dropping),
      review: String(reviewing),
      picking: String(reviewing && review.value.picked !== undefined),
    });
  };
}

/** Hands a page over from its first moment to the desk. */
export interface FirstParts {
  element: HTMLElement;
  root: PageRoot;
  /** Element that layers draw in. */
  view: HTMLElement;
  plans: PlanMemory;
  found: FoundWork;
  /** Ends the drawing that stood for the plan until it is there; undefined where nothing is opened. */
  endOpening: (() => void) | undefined;
}

export interface Desk {
  app: App;
  openDropped(dropped: Dropped, point: DropLocation): void;
  openFiles(files: FileWithHandle[]): void;
  runCommand(id: string): void;
}

/**
 * The page with everything that is done on it. @returns undefined where the browser draws nothing: the page says so
 */
export function startDesk(parts: FirstParts): Desk | undefined {
  let stage: Stage;
  try {
    stage = new Stage(parts.view);
  } catch {
    parts.root.unmount();
    parts.element.dataset.state = 'no-webgl';
    const message = document.createElement('p');
    message.className = 'fatal';
    message.textContent = text('noWebgl');
    parts.element.append(message);
    return undefined;
  }
  const { app, services } = start(stage, parts);
  const { files, programmeKeeper: keeper } = services;
  return {
    app,
    openDropped: (dropped, point) => void openDropped({ app, files, keeper }, dropped, point),
    openFiles: (chosen) => void files.open(chosen, {}),
    runCommand: (id) => void runCommand(findCommand(app, id), app),
  };
}

function start(stage: Stage, parts: FirstParts) {
  const { element, view: image } = parts;
  const app = createApp(parts.endOpening !== undefined);
  const { store, view, results, page, compare, reference } = app;
  const runner = new PredictionRunner(store, view, results);
  new CompareRunner(compare, view);
  const tools = createEditTools(app, stage, (left, top, reachPx) => layers.pickNetwork(left, top, reachPx));
  const services = createServices(app, stage, parts.plans);
  const { client, keeper, designer, files, programmeKeeper } = services;
  const restoring = { ...services, stage };
  const follower = createFollower(app);
  app.actions = createActions(app, {
    stage,
    follower,
    files,
    keeper,
    design: designer,
    review: createReviewActions(app, { stage, client, recogniser: new Recogniser(app, client) }),
    pending: createPendingActions(app, files, client),
    programme: createProgrammeActions(app, {
      files,
      keeper: programmeKeeper,
      openRecent: (id) => openRecent(app, restoring, id),
    }),
    openRecent: (id) => void openRecent(app, restoring, id),
    toggleCrosshair: () => crosshair.toggle(),
    openMenu: () => openMenu(),
    ...createLinkActions(app, runner),
    ...createReferenceActions(app, new ReferenceRunner(store, reference)),
    cancelGesture: () => drag.cancel() || tools.box.cancel(),
    edit: tools.actions,
    walk: new WalkRunner(store, app.walk),
  });
  const frames = new Frames(draw, () => store.previewing);
  const layers = new PageLayers(app, stage, { editing: tools.layer, onLoad: frames.request });
  image.append(...layers.elements);
  const drag = new DragAntennaTool(layers.antennaLabels, store, view, stage, (id) => runner.live.grab(id));
  const pointer = followPointer(app, stage, runner, image);
  const crosshair = createCrosshair(app, stage, pointer);
  const openMenu = createContextMenu(app, { stage, view: image, tools, pointer });
  bindCommands(app, tools.nudge, crosshair);
  listenToPage(app, stage, parts);
  const mark = createMarker(app, element);
  function draw(): void {
    page.patch({ dragging: drag.dragging });
    mark();
    layers.update();
  }
  for (const source of observedOf(app)) source.subscribe(frames.request);
  i18n.on('languageChanged', frames.request);
  showPanels(parts, { app, frames, view: image });
  frames.request();
  persistWork(app, stage, services);
  beginWith(app, restoring, parts);
  void programmeKeeper.restore();
  whenIdle(() => runner.start());
  return { app, services };
}

/** Whatever moves or explains what is seen, and changes nothing. */
function listenToPage(app: App, stage: Stage, { element, view }: FirstParts): void {
  listenForReviewClicks(app, stage);
  showTipsOnTouch(app, element);
  preparePrints(stage, view, element);
  bindPanning(view, {
    isOn: () => hasPlan(app) && !isProgrammeShown(app) && app.page.value.pendingDrawing === undefined,
    pan: (rightPx, downPx) => stage.pan(rightPx, downPx),
  });
}

/** Brings back what there was. What stands for the plan goes with the first frame that has it. */
function beginWith(
  app: App,
  restoring: Parameters<typeof restoreWork>[1],
  { found, endOpening = () => {} }: FirstParts,
): void {
  const end = () => {
    endOpening();
    app.page.patch({ isRestoring: false });
  };
  restoring.stage.onRender(() => {
    if (app.page.value.isRestoring && app.store.plan) end();
  });
  void restoreWork(app, restoring, found, end);
}

/** Figures of the network follow the plan while it is looked at. */
function createFollower(app: App): NetworkFollower {
  const { store, view, design, results, page } = app;
  const isWanted = () => {
    const isLookedAt = page.value.side === 'network' || page.value.schematic !== 'closed';
    return isPlanning(app) && (isLookedAt || isNetworkShown(view.value, page.value));
  };
  const follower = new NetworkFollower({ store, view, design, results, isWanted });
  for (const source of [store, view, page]) source.subscribe(() => follower.follow());
  return follower;
}

/** Everything that the page is drawn from. */
function observedOf({ store, view, results, design, compare, reference, ...more }: App) {
  const { review, page, edit, persistence, programme, desk, walk } = more;
  const asked = [compare, reference, review, page, edit, persistence, programme, desk];
  return [walk, store, view, results, design, ...asked];
}

/** Persists from now on what changes, and follows it where other tabs and files change it. */
function persistWork(app: App, stage: Stage, services: ReturnType<typeof createServices>): void {
  const { client, plans, keeper, reviewKeeper } = services;
  keeper.start();
  stage.onRender(() => keeper.viewMoved());
  app.review.subscribe(() => keeper.viewMoved());
  watchPersistence(app, keeper);
  followDocument(app, plans, client);
  whenRested(app, () => void followUpdates(app, keeper));
  reviewKeeper.start();
}

/** A tap on something that explains itself to a resting pointer, and does nothing else, says the same. */
function showTipsOnTouch(app: App, root: HTMLElement): void {
  root.addEventListener('click', (event) => {
    if ((event as PointerEvent).pointerType !== 'touch' || !(event.target instanceof Element)) return;
    const told = event.target.closest<HTMLElement>('[title]');
    if (!told?.title || event.target.closest('button, a, input, select, label, summary, [role="slider"]'))
      return;
    const { clientX: x, clientY: y } = event;
    app.page.patch({ notice: { kind: 'info', title: told.title, lines: [], x, y } });
  });
}
