import type { Antenna } from '@diku/engine';
import { antennaPlace } from '@diku/engine/plan';
import type { App } from './app/app.ts';
import { idlePage } from './app/idle-page.ts';
import { placeValue } from './app/place-value.ts';
import { isProgrammeShown, isReviewing } from './commands/command.ts';
import { CompareRunner } from './compute/compare-runner.ts';
import { DesignRunner } from './compute/design-runner.ts';
import { ImportClient } from './compute/import-client.ts';
import { PredictionRunner } from './compute/prediction-runner.ts';
import { nothingKept } from './keeping/keeping-state.ts';
import { PlanKeeper } from './keeping/plan-keeper.ts';
import { PlanLock } from './keeping/plan-lock.ts';
import { PlanMemory } from './keeping/plan-memory.ts';
import { ProgrammeMemory } from './keeping/programme-memory.ts';
import { AntennaLayer } from './layers/antenna-layer.ts';
import { CrosshairLayer } from './layers/crosshair-layer.ts';
import { GarageLayers } from './layers/garage-layers.ts';
import { GhostLayer } from './layers/ghost-layer.ts';
import { PinLayer } from './layers/pin-layer.ts';
import { RayLayer } from './layers/ray-layer.ts';
import { ReviewLayers } from './layers/review-layers.ts';
import { SignLayer } from './layers/sign-layer.ts';
import { StemLayer } from './layers/stem-layer.ts';
import { createActions } from './main/actions.ts';
import { bindCommands } from './main/bind-commands.ts';
import { createRayCheck } from './main/check-rays.ts';
import { createCrosshair } from './main/crosshair.ts';
import { acceptDrops } from './main/drop-files.ts';
import { createEditTools } from './main/edit-tools.ts';
import { PlanFinder } from './main/find-plans.ts';
import { followDocument } from './main/follow-document.ts';
import { followPointer } from './main/follow-pointer.ts';
import { followUpdates } from './main/follow-updates.ts';
import { Frames } from './main/frames.ts';
import { FileOpener } from './main/open-file.ts';
import { createPendingActions } from './main/pending-actions.ts';
import { preparePrints } from './main/print-plan.ts';
import { createProgrammeActions } from './main/programme-actions.ts';
import { ProgrammeKeeper } from './main/programme-keeper.ts';
import { openRecent, restoreWork } from './main/restore-plan.ts';
import { listenForReviewClicks } from './main/review-clicks.ts';
import { showPanels } from './main/show-panels.tsx';
import { showTipsOnTouch } from './main/touch-tips.ts';
import { watchKeeping } from './main/watch-keeping.ts';
import { whenIdle, whenRested } from './main/when-idle.ts';
import { antennaTypeName } from './panels/antenna-type-name.ts';
import { keptDrawing } from './review/claim-review.ts';
import { createReviewActions } from './review/create-review-actions.ts';
import { ReviewKeeper } from './review/keep-review.ts';
import { Recogniser } from './review/recogniser.ts';
import { ReviewMemory } from './review/review-memory.ts';
import { Stage } from './scene/stage.ts';
import { carRatio } from './store/car-ratio.ts';
import { comparedVariant, noCompare } from './store/compare-state.ts';
import { noDesign } from './store/design-state.ts';
import { idleEdit } from './store/edit-state.ts';
import { Observable } from './store/observable.ts';
import { PlanStore } from './store/plan-store.ts';
import { ProgrammeStore } from './store/programme/programme-store.ts';
import { noResult } from './store/result-state.ts';
import { noReview } from './store/review-state.ts';
import { fitViewToPlan, initialView } from './store/view-state.ts';
import { detectLocale, formatNumber, i18n, setLocale, text } from './texts/language.ts';
import { DragAntennaTool } from './tools/drag-antenna.ts';

const root = document.getElementById('app') as HTMLElement;
setLocale(detectLocale(navigator.languages, location.search));

const noAntennas: readonly Antenna[] = [];

function start(stage: Stage, picture: HTMLElement): void {
  const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');
  const store = new PlanStore();
  const view = new Observable({
    ...initialView,
    theme: darkQuery.matches ? 'dark' : 'light',
  } as typeof initialView);
  const results = new Observable(noResult);
  const page = new Observable(idlePage);
  store.subscribe(() => {
    if (store.plan) view.patch(fitViewToPlan(view.value, store.plan));
  });
  const runner = new PredictionRunner(store, view, results);
  const review = new Observable(noReview);
  const edit = new Observable(idleEdit);
  const design = new Observable(noDesign);
  const compare = new Observable(noCompare);
  new CompareRunner(compare, view);
  const keeping = new Observable(nothingKept);
  const programme = new ProgrammeStore();
  const app = { store, view, results, design, compare, review, page, edit, keeping, programme } as App;
  const tools = createEditTools(app, stage);
  const client = new ImportClient();
  client.start();
  const plans = new PlanMemory();
  const lock = new PlanLock();
  const keeper = new PlanKeeper({
    store,
    view,
    state: keeping,
    memory: plans,
    lock,
    camera: () => stage.pose,
    drawing: keptDrawing,
    keepsDrawings: () => review.value.isKept,
  });
  const designer = new DesignRunner(design, results);
  const files = new FileOpener(app, client, designer, keeper);
  const programmes = new ProgrammeMemory();
  const programmeKeeper = new ProgrammeKeeper(app, programmes, new PlanFinder(app, plans));
  app.actions = createActions(app, {
    stage,
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
    cancelGesture: () => drag.cancel() || tools.box.cancel(),
    edit: tools.actions,
  });

  const garage = new GarageLayers(stage);
  const frames = new Frames(draw, () => store.previewing);
  const reviewed = new ReviewLayers(stage, {
    onChoose: (doubt) => app.actions.review.showDoubt(doubt),
    onLoad: frames.request,
  });
  const stems = new StemLayer(stage);
  const rays = new RayLayer(stage);
  const ghosts = new GhostLayer(stage);
  const signs = new SignLayer(stage);
  const pins = new PinLayer(stage);
  const cross = new CrosshairLayer(stage);
  const antennas = new AntennaLayer(stage, (antenna) => {
    const [x, y] = antennaPlace(antenna);
    return text('antennaLabel', {
      id: antenna.id,
      type: antennaTypeName(antenna.type, store.plan),
      level: antenna.level,
      x: formatNumber(x, 2),
      y: formatNumber(y, 2),
      height: formatNumber(antenna.heightM, 2),
    });
  });
  picture.append(signs.element, pins.element, cross.element, antennas.element, ...reviewed.elements);
  const drag = new DragAntennaTool(antennas.element, store, view, stage, (id) => runner.live.grab(id));
  const crosshair = createCrosshair(app, stage, followPointer(app, stage, runner, picture));
  bindCommands(app, tools.nudge, crosshair);
  listenForReviewClicks(app, stage);
  acceptDrops(app, files, programmeKeeper);
  showTipsOnTouch(app, root);
  preparePrints(stage, picture, root);

  let seen: unknown[] = [];
  let revision = 0;
  function draw(): void {
    page.patch({ dragging: drag.dragging });
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
      selected: String(view.value.selection.length > 0),
      dropping: String(page.value.dropping),
      review: String(reviewing),
      picking: String(reviewing && review.value.picked !== undefined),
    });
    // Seen from aside a review shows the garage without its field.
    const isFlat = reviewing && view.value.projection === '2d';
    // What is dragged has its outline at the new place; solids are drawn anew when it is dropped.
    garage.update(store.committed, view.value, reviewing ? noResult : results.value, {
      document: store.document,
      hidden: isFlat,
      carRatio: carRatio(view.value, results.value),
      compare: reviewing ? noCompare : compare.value,
    });
    reviewed.update(store.plan, { view: view.value, review: review.value, imported: store.imported });
    stems.update(store.plan, view.value);
    rays.update(store.plan, view.value, reviewing ? undefined : (page.value.rays ?? page.value.linkWay));
    const { placing, placement } = design.value;
    const others = placement?.plan ?? comparedVariant(compare.value)?.plan;
    const proposed = placing?.antennas ?? others?.antennas ?? noAntennas;
    ghosts.update(store.plan, view.value, reviewing ? noAntennas : proposed);
    signs.update(store.plan, view.value, results.value);
    pins.update(reviewing ? undefined : store.plan, view.value, (pin) => placeValue(app, pin));
    cross.update(store.plan, view.value, page.value.isCrosshair ? page.value.pointer : undefined);
    antennas.update(store.plan, view.value);
    tools.layer.update(reviewing ? undefined : store.plan, view.value, edit.value);
    stage.renderRequested();
  }
  for (const source of [store, view, results, design, compare, review, page, edit, keeping, programme])
    source.subscribe(frames.request);
  i18n.on('languageChanged', frames.request);
  darkQuery.addEventListener('change', () => view.patch({ theme: darkQuery.matches ? 'dark' : 'light' }));
  showPanels(root, { app, frames, picture });
  frames.request();
  keeper.start();
  stage.onRender(() => keeper.viewMoved());
  review.subscribe(() => keeper.viewMoved());
  watchKeeping(app, keeper);
  followDocument(app, plans, client);
  whenRested(app, () => void followUpdates(app, keeper));
  const reviews = new ReviewMemory();
  const reviewKeeper = new ReviewKeeper(app, reviews);
  reviewKeeper.start();
  const restoring = { stage, client, files, reviews, reviewKeeper, plans, keeper, lock, programmes };
  void restoreWork(app, restoring);
  void programmeKeeper.restore();
  whenIdle(() => runner.start());
}

const picture = document.createElement('div');
picture.className = 'picture';
let stage: Stage | undefined;
try {
  stage = new Stage(picture);
} catch {
  root.dataset.state = 'no-webgl';
  const message = document.createElement('p');
  message.className = 'fatal';
  message.textContent = text('noWebgl');
  root.append(message);
}
if (stage) start(stage, picture);
