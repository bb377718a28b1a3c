import type { Antenna, Plan, ScenarioId } from '@diku/engine';
import { antennaLocation } from '@diku/engine/plan';
import { type App, idlePage } from './app/app.ts';
import { pointValue } from './app/point-value.ts';
import { isPlanning, isProgrammeShown, isReviewing } from './commands/command.ts';
import { CompareRunner } from './compute/compare-runner.ts';
import { DesignRunner, NetworkFollower } from './compute/design-runner.ts';
import { ImportClient } from './compute/import-client.ts';
import { PredictionRunner } from './compute/prediction-runner.ts';
import { ReferenceRunner } from './compute/reference-runner.ts';
import { WalkRunner } from './compute/walk-runner.ts';
import { AntennaLayer } from './layers/antenna-layer.ts';
import { DropLineLayer } from './layers/drop-line-layer.ts';
import type { EditLayer } from './layers/edit-layer.ts';
import { GarageLayers } from './layers/garage-layers.ts';
import type { NetworkLayer } from './layers/network-layer.ts';
import { CrosshairLayer, PinLayer } from './layers/pin-layer.ts';
import { PreviewLayer, RayLayer, WalkLayer } from './layers/preview-layer.ts';
import { ReviewLayers } from './layers/review-layers.ts';
import { SignLayer } from './layers/sign-layer.ts';
import { createActions, createReferenceActions } from './main/actions.ts';
import { bindCommands } from './main/bind-commands.ts';
import { acceptDrops } from './main/choose-files.ts';
import { createCrosshair } from './main/crosshair.ts';
import { createEditTools } from './main/edit-tools.ts';
import { PlanFinder } from './main/find-plans.ts';
import { followDocument, followUpdates } from './main/follow-document.ts';
import { createRayCheck, followPointer } from './main/follow-pointer.ts';
import { Frames, whenIdle, whenRested } from './main/frames.ts';
import { FileOpener } from './main/open-file.ts';
import { createPendingActions } from './main/pending-actions.ts';
import { preparePrints } from './main/print-plan.ts';
import { createProgrammeActions } from './main/programme-actions.ts';
import { ProgrammePersistence } from './main/programme-persistence.ts';
import { openRecent, restoreWork } from './main/restore-plan.ts';
import { listenForReviewClicks } from './main/review-clicks.ts';
import { showPanels } from './main/show-panels.tsx';
import { watchPersistence } from './main/watch-persistence.ts';
import { antennaTypeName } from './panels/antenna-type-name.ts';
import { nothingPersisted } from './persistence/persistence-state.ts';
import { PlanLock } from './persistence/plan-lock.ts';
import { PlanMemory } from './persistence/plan-memory.ts';
import { PlanPersistence } from './persistence/plan-persistence.ts';
import { ProgrammeMemory } from './persistence/programme-memory.ts';
import { persistedDrawing } from './review/claim-review.ts';
import { createReviewActions } from './review/create-review-actions.ts';
import { ReviewKeeper } from './review/persist-review.ts';
import { Recogniser } from './review/recogniser.ts';
import { ReviewMemory } from './review/review-memory.ts';
import { Stage } from './scene/stage.ts';
import { comparedVariant, noCompare } from './store/compare-state.ts';
import { noDesign } from './store/design-state.ts';
import { idleEdit } from './store/edit-state.ts';
import { isNetworkShown } from './store/network-drawing.ts';
import { Observable } from './store/observable.ts';
import type { RecordRef } from './store/plan-records.ts';
import { PlanStore } from './store/plan-store.ts';
import { ProgrammeStore } from './store/programme/programme-store.ts';
import { noReference } from './store/reference-state.ts';
import { noResult, type ResultState } from './store/result-state.ts';
import { noReview } from './store/review-state.ts';
import { fitViewToPlan, initialView, type ViewState } from './store/view-state.ts';
import { noWalk } from './store/walk-state.ts';
import { detectLocale, formatNumber, i18n, setLocale, text } from './texts/language.ts';
import { DragAntennaTool } from './tools/drag-antenna.ts';

/** Shares that a state of the garage fixes; the others have the plan's own. */
const fixedRatios: Partial<Record<ScenarioId, number>> = {
  'cars-empty': 0,
  'cars-60': 0.6,
  'cars-full': 1,
  'shutters-closed-cars-full': 1,
};

const root = document.getElementById('app') as HTMLElement;
await setLocale(detectLocale(navigator.languages, location.search));

const noAntennas: readonly Antenna[] = [];

/** State of the page while nothing is open; its actions come once there is somebody to carry them out. */
function createApp(theme: 'light' | 'dark'): App {
  const app = {
    store: new PlanStore(),
    view: new Observable({ ...initialView, theme }),
    results: new Observable(noResult),
    page: new Observable(idlePage),
    review: new Observable(noReview),
    edit: new Observable(idleEdit),
    design: new Observable(noDesign),
    compare: new Observable(noCompare),
    reference: new Observable(noReference),
    walk: new Observable(noWalk),
    persistence: new Observable(nothingPersisted),
    programme: new ProgrammeStore(),
  } as App;
  app.store.subscribe(() => {
    if (app.store.plan) app.view.patch(fitViewToPlan(app.view.value, app.store.plan));
  });
  return app;
}

/** Those who open files, design, and persist plans, reviews and the programme in the browser. */
function createServices(app: App, stage: Stage) {
  const client = new ImportClient();
  client.start();
  const plans = new PlanMemory();
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

/** Everything that is drawn of the page's state: what three draws, and the labels over it. */
class PageLayers {
  readonly #app: App;
  readonly #stage: Stage;
  readonly #editing: EditLayer;
  readonly #garage: GarageLayers;
  readonly #reviewed: ReviewLayers;
  readonly #stems: DropLineLayer;
  readonly #rays: RayLayer;
  readonly #ghosts: PreviewLayer;
  readonly #walked: WalkLayer;
  readonly #signs: SignLayer;
  readonly #pins: PinLayer;
  readonly #cross: CrosshairLayer;
  readonly #antennas: AntennaLayer;
  readonly #onLoad: () => void;
  /** Loaded once it is looked at. */
  #network: NetworkLayer | 'loading' | undefined;

  /** @param onLoad when something drawn has come in later */
  constructor(app: App, stage: Stage, { editing, onLoad }: { editing: EditLayer; onLoad(): void }) {
    this.#app = app;
    this.#stage = stage;
    this.#editing = editing;
    this.#onLoad = onLoad;
    this.#garage = new GarageLayers(stage);
    this.#reviewed = new ReviewLayers(stage, {
      onChoose: (doubt) => app.actions.review.showDoubt(doubt),
      onLoad,
    });
    this.#stems = new DropLineLayer(stage);
    this.#rays = new RayLayer(stage);
    this.#ghosts = new PreviewLayer(stage);
    this.#walked = new WalkLayer(stage);
    this.#signs = new SignLayer(stage);
    this.#pins = new PinLayer(stage);
    this.#cross = new CrosshairLayer(stage);
    this.#antennas = new AntennaLayer(stage, (antenna) => antennaLabel(antenna, app.store.plan));
  }

  /** Antennas are dragged by their labels. */
  get antennaLabels(): HTMLElement {
    return this.#antennas.element;
  }

  /** Elements over the canvas, lowest first. */
  get elements(): Element[] {
    const layers = [this.#signs, this.#pins, this.#cross, this.#antennas];
    return [...layers.map(({ element }) => element), ...this.#reviewed.elements];
  }

  update(): void {
    const { store, view, results, page, review, edit, design, compare, reference, walk } = this.#app;
    const reviewing = isReviewing(this.#app);
    // Seen from aside a review shows the garage without its field.
    const isFlat = reviewing && view.value.projection === '2d';
    // What is dragged has its outline at the new location; solids are drawn anew when it is dropped.
    this.#garage.update(store.committed, view.value, reviewing ? noResult : results.value, {
      document: store.document,
      hidden: isFlat,
      carRatio: carRatio(view.value, results.value),
      compare: reviewing ? noCompare : compare.value,
      reference: reviewing ? noReference : reference.value,
    });
    const reviewed = { view: view.value, review: review.value, imported: store.imported };
    this.#reviewed.update(store.plan, reviewed);
    this.#stems.update(store.plan, view.value);
    const drawnPaths = reviewing ? undefined : (page.value.rays ?? page.value.linkPath);
    this.#rays.update(store.plan, view.value, drawnPaths);
    const { placing, placement } = design.value;
    const others = placement?.plan ?? comparedVariant(compare.value)?.plan;
    const proposed = placing?.antennas ?? others?.antennas ?? noAntennas;
    this.#ghosts.update(store.plan, view.value, reviewing ? noAntennas : proposed);
    this.#walked.update(store.plan, view.value, reviewing ? noWalk : walk.value);
    this.#signs.update(store.plan, view.value, results.value);
    const pinned = reviewing ? undefined : store.plan;
    this.#pins.update(pinned, view.value, (pin) => pointValue(this.#app, pin));
    this.#cross.update(store.plan, view.value, page.value.isCrosshair ? page.value.pointer : undefined);
    this.#antennas.update(store.plan, view.value);
    this.#editing.update(pinned, view.value, edit.value);
    this.#updateNetwork(pinned);
    this.#stage.renderRequested();
  }

  /** The part or cable of the network that is drawn at a position on the canvas. */
  pickNetwork(left: number, top: number, reachPx: number): RecordRef | undefined {
    return typeof this.#network === 'object' ? this.#network.pick(left, top, reachPx) : undefined;
  }

  #updateNetwork(plan: Plan | undefined): void {
    const { view, page, edit } = this.#app;
    const isShown = plan?.network !== undefined && isNetworkShown(view.value, page.value);
    if (isShown && !this.#network) void this.#loadNetwork();
    if (typeof this.#network === 'object')
      this.#network.update(isShown ? plan : undefined, view.value, edit.value.hovered);
  }

  async #loadNetwork(): Promise<void> {
    this.#network = 'loading';
    const { NetworkLayer } = await import('./layers/network-layer.ts');
    this.#network = new NetworkLayer(this.#stage);
    this.#onLoad();
  }
}

function antennaLabel(antenna: Antenna, plan: Plan | undefined): string {
  const [x, y] = antennaLocation(antenna);
  return text('antennaLabel', {
    id: antenna.id,
    type: antennaTypeName(antenna.type, plan),
    level: antenna.level,
    x: formatNumber(x, 2),
    y: formatNumber(y, 2),
    height: formatNumber(antenna.heightM, 2),
  });
}

/** Says on the root what the page is at, for styles and tests. */
function createMarker(app: App): () => void {
  const { store, view, page, review } = app;
  let seen: unknown[] = [];
  let revision = 0;
  return () => {
    if (store.plan !== seen[0] || store.imported !== seen[1]) revision++;
    seen = [store.plan, store.imported];
    const reviewing = isReviewing(app);
    Object.assign(root.dataset, {
      state: isProgrammeShown(app) ? 'programme' : store.plan ? 'plan' : 'empty',
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

function start(stage: Stage, image: HTMLElement): void {
  const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');
  const theme = () => (darkQuery.matches ? 'dark' : 'light');
  const app = createApp(theme());
  const { store, view, results, page, compare, reference } = app;
  const runner = new PredictionRunner(store, view, results);
  new CompareRunner(compare, view);
  const tools = createEditTools(app, stage, (left, top, reachPx) => layers.pickNetwork(left, top, reachPx));
  const services = createServices(app, stage);
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
    checkRays: createRayCheck(app, runner),
    ...createReferenceActions(app, new ReferenceRunner(store, reference)),
    cancelGesture: () => drag.cancel() || tools.box.cancel(),
    edit: tools.actions,
    walk: new WalkRunner(store, app.walk),
  });
  const frames = new Frames(draw, () => store.previewing);
  const layers = new PageLayers(app, stage, { editing: tools.layer, onLoad: frames.request });
  image.append(...layers.elements);
  const drag = new DragAntennaTool(layers.antennaLabels, store, view, stage, (id) => runner.live.grab(id));
  const crosshair = createCrosshair(app, stage, followPointer(app, stage, runner, image));
  bindCommands(app, tools.nudge, crosshair);
  listenForReviewClicks(app, stage);
  acceptDrops(app, files, programmeKeeper);
  showTipsOnTouch(app, root);
  preparePrints(stage, image, root);
  const mark = createMarker(app);
  function draw(): void {
    page.patch({ dragging: drag.dragging });
    mark();
    layers.update();
  }
  for (const source of observedOf(app)) source.subscribe(frames.request);
  i18n.on('languageChanged', frames.request);
  darkQuery.addEventListener('change', () => view.patch({ theme: theme() }));
  showPanels(root, { app, frames, view: image });
  frames.request();
  persistWork(app, stage, services);
  void restoreWork(app, restoring);
  void programmeKeeper.restore();
  whenIdle(() => runner.start());
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
  const { review, page, edit, persistence, programme, walk } = more;
  return [walk, store, view, results, design, compare, reference, review, page, edit, persistence, programme];
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

const view = document.createElement('div');
view.className = 'picture';
let stage: Stage | undefined;
try {
  stage = new Stage(view);
} catch {
  root.dataset.state = 'no-webgl';
  const message = document.createElement('p');
  message.className = 'fatal';
  message.textContent = text('noWebgl');
  root.append(message);
}
if (stage) start(stage, view);

/** Fraction of the bays that cars are drawn on, 0–1: what the fields on screen are computed with. */
function carRatio({ showsCars, scenarioId }: ViewState, { exact }: ResultState): number {
  if (!showsCars) return 0;
  return fixedRatios[scenarioId] ?? exact?.profile.parkedCars.occupancyRatio ?? 0;
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
