import { antennaPlace } from '@diku/engine';
import { ImportClient } from './compute/import-client.ts';
import { PredictionRunner } from './compute/prediction-runner.ts';
import { AntennaLayer } from './layers/antenna-layer.ts';
import { GarageLayers } from './layers/garage-layers.ts';
import { RayLayer } from './layers/ray-layer.ts';
import { ReviewLayers } from './layers/review-layers.ts';
import { SignLayer } from './layers/sign-layer.ts';
import { StemLayer } from './layers/stem-layer.ts';
import { createActions } from './main/actions.ts';
import { createRayCheck } from './main/check-rays.ts';
import { bindCommands } from './main/commands.ts';
import { acceptDrops } from './main/drop-files.ts';
import { followPointer } from './main/follow-pointer.ts';
import { FileOpener } from './main/open-file.ts';
import { createPendingActions } from './main/pending-drawings.ts';
import { listenForFloorClicks } from './main/place-tool.ts';
import { restoreReview } from './main/restore-review.ts';
import { loadServedPlan } from './main/served-plan.ts';
import type { App, PageState } from './panels/app.ts';
import { element } from './panels/element.ts';
import { createEmptyState } from './panels/empty-state.ts';
import { createInspector } from './panels/inspector.ts';
import { createLegend } from './panels/legend.ts';
import { createNotice } from './panels/notice.ts';
import { createPendingPage } from './panels/pending-page.ts';
import { createProbe } from './panels/probe.ts';
import { createReviewPanel } from './panels/review-panel.ts';
import { createSwipeDivider } from './panels/review-view.ts';
import { createToolBar } from './panels/tool-bar.ts';
import { createTopBar } from './panels/top-bar.ts';
import { createVerdictBar } from './panels/verdict-bar.ts';
import { createReviewActions } from './review/create-review-actions.ts';
import { ReviewKeeper } from './review/keep-review.ts';
import { Recogniser } from './review/recogniser.ts';
import { ReviewMemory } from './review/review-memory.ts';
import { Stage } from './scene/stage.ts';
import { Observable } from './store/observable.ts';
import { PlanStore } from './store/plan-store.ts';
import { noResult } from './store/result-state.ts';
import { noReview } from './store/review-state.ts';
import { fitViewToPlan, initialView } from './store/view-state.ts';
import { detectLanguage, formatNumber, setLanguage, text } from './texts/language.ts';
import { DragAntennaTool } from './tools/drag-antenna.ts';
import { NudgeAntennaTool } from './tools/nudge-antenna.ts';

const root = document.getElementById('app') as HTMLElement;
setLanguage(detectLanguage(navigator.languages));

const idlePage: PageState = {
  notice: undefined,
  tool: 'select',
  pointer: undefined,
  linkLine: '',
  linkWay: undefined,
  rays: undefined,
  pendingDrawing: undefined,
  dropping: false,
  dragging: false,
};

function start(stage: Stage, viewport: HTMLElement): void {
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
  const app = { store, view, results, review, page } as App;
  const client = new ImportClient();
  const files = new FileOpener(app, client);
  app.actions = createActions(app, {
    stage,
    files,
    render: () => render(),
    review: createReviewActions(app, { stage, client, recogniser: new Recogniser(app, client) }),
    pending: createPendingActions(app, files, client),
    checkRays: createRayCheck(app, runner),
  });

  const garage = new GarageLayers(stage);
  const reviewed = new ReviewLayers(stage, {
    onChoose: (doubt) => app.actions.review.showDoubt(doubt),
    onLoad: () => render(),
  });
  const stems = new StemLayer(stage);
  const rays = new RayLayer(stage);
  const signs = new SignLayer(stage);
  const antennas = new AntennaLayer(stage, (antenna) => {
    const [x, y] = antennaPlace(antenna);
    return text('antennaLabel', {
      id: antenna.id,
      type: text(antenna.type),
      level: antenna.level,
      x: formatNumber(x, 2),
      y: formatNumber(y, 2),
      height: formatNumber(antenna.heightM, 2),
    });
  });
  const panels = [
    createTopBar(app),
    createToolBar(app),
    createLegend(app),
    createProbe(app),
    createEmptyState(app),
    createInspector(app),
    createReviewPanel(app),
    createSwipeDivider(app),
    createPendingPage(app),
    createVerdictBar(app),
    createNotice(app),
  ];
  const [
    topBar,
    toolBar,
    legend,
    probe,
    empty,
    inspector,
    reviewPanel,
    divider,
    pendingPage,
    verdict,
    notice,
  ] = panels.map((panel) => panel.element);
  viewport.append(signs.element, antennas.element, ...reviewed.elements, divider, toolBar, probe);
  const side = element('div', { class: 'side' }, inspector, legend, reviewPanel);
  root.append(topBar, viewport, empty, side, pendingPage, verdict, notice);

  const drag = new DragAntennaTool(antennas.element, store, view, stage, (id) => runner.live.grab(id));
  bindCommands(app, drag, new NudgeAntennaTool(store));
  followPointer(app, stage, runner, viewport);
  listenForFloorClicks(app, stage);
  acceptDrops(app, files);

  let pending = false;
  function render(): void {
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => {
      pending = false;
      page.patch({ dragging: drag.dragging });
      root.dataset.state = store.plan ? 'plan' : 'empty';
      root.dataset.theme = view.value.theme;
      root.dataset.tool = page.value.tool;
      root.dataset.dropping = String(page.value.dropping);
      const isReviewing = review.value.active && store.imported !== undefined;
      root.dataset.review = String(isReviewing);
      root.dataset.picking = String(isReviewing && review.value.picked !== undefined);
      // Seen from aside a review shows the garage without its field.
      const isFlat = isReviewing && view.value.projection === '2d';
      garage.update(store.plan, view.value, isReviewing ? noResult : results.value, isFlat);
      reviewed.update(store.plan, { view: view.value, review: review.value, imported: store.imported });
      stems.update(store.plan, view.value);
      rays.update(store.plan, view.value, isReviewing ? undefined : (page.value.rays ?? page.value.linkWay));
      signs.update(store.plan, view.value, results.value);
      antennas.update(store.plan, view.value);
      for (const panel of panels) panel.render();
      stage.renderRequested();
    });
  }
  for (const source of [store, view, results, review, page]) source.subscribe(render);
  darkQuery.addEventListener('change', () => view.patch({ theme: darkQuery.matches ? 'dark' : 'light' }));
  render();
  const memory = new ReviewMemory();
  const keeper = new ReviewKeeper(app, memory);
  keeper.start();
  void loadServedPlan(files).then((isServed) =>
    restoreReview(app, { client, files, memory, keeper }, isServed),
  );
}

const viewport = element('main', { class: 'viewport' });
let stage: Stage | undefined;
try {
  stage = new Stage(viewport);
} catch {
  root.dataset.state = 'no-webgl';
  root.append(element('p', { class: 'fatal' }, text('noWebgl')));
}
if (stage) start(stage, viewport);
