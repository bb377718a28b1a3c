import type { Antenna, Plan, ScenarioId } from '@diku/engine';
import { antennaLocation } from '@diku/engine/plan';
import type { App } from '../app/app.ts';
import { pointValue } from '../app/point-value.ts';
import { isReviewing } from '../commands/command.ts';
import { AntennaLayer } from '../layers/antenna-layer.ts';
import type { EditLayer } from '../layers/edit-layer.ts';
import { GarageLayers } from '../layers/garage-layers.ts';
import type { NetworkLayer } from '../layers/network-layer.ts';
import { CrosshairLayer, PinLayer } from '../layers/pin-layer.ts';
import type { PlanMarksLayer } from '../layers/plan-marks-layer.ts';
import { DropLineLayer, PreviewLayer, RayLayer, WalkLayer } from '../layers/preview-layer.ts';
import { ReviewLayers } from '../layers/review-layers.ts';
import { SignLayer } from '../layers/sign-layer.ts';
import { antennaTypeName } from '../panels/antenna-type-name.ts';
import type { Stage } from '../scene/stage.ts';
import { comparedVariant, noCompare } from '../store/compare-state.ts';
import { isNetworkShown } from '../store/network-drawing.ts';
import type { RecordRef } from '../store/plan-records.ts';
import { noReference } from '../store/reference-state.ts';
import { noResult, type ResultState } from '../store/result-state.ts';
import type { ViewState } from '../store/view-state.ts';
import { noWalk } from '../store/walk-state.ts';
import { formatNumber, text } from '../texts/language.ts';

/** Shares that a state of the garage fixes; the others have the plan's own. */
const fixedRatios: Partial<Record<ScenarioId, number>> = {
  'cars-empty': 0,
  'cars-60': 0.6,
  'cars-full': 1,
  'shutters-closed-cars-full': 1,
};

const noAntennas: readonly Antenna[] = [];

/** Everything that is drawn of the page's state: what three draws, and the labels over it. */
export class PageLayers {
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

  /** Loaded with the first plan view. */
  #marks: PlanMarksLayer | 'loading' | undefined;

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
    this.#updateMarks(!reviewing);
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

  /** @param hasAxes whether the building's axes may be seen */
  #updateMarks(hasAxes: boolean): void {
    const { store, view } = this.#app;
    if (store.plan && view.value.projection === '2d' && !this.#marks) void this.#loadMarks();
    if (typeof this.#marks === 'object')
      this.#marks.update(store.plan, view.value, hasAxes && view.value.showsAxes);
  }

  async #loadMarks(): Promise<void> {
    this.#marks = 'loading';
    const { PlanMarksLayer } = await import('../layers/plan-marks-layer.ts');
    this.#marks = new PlanMarksLayer(this.#stage);
    this.#onLoad();
  }

  async #loadNetwork(): Promise<void> {
    this.#network = 'loading';
    const { NetworkLayer } = await import('../layers/network-layer.ts');
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

/** Fraction of the bays that cars are drawn on, 0–1: what the fields on screen are computed with. */
function carRatio({ showsCars, scenarioId }: ViewState, { exact }: ResultState): number {
  if (!showsCars) return 0;
  return fixedRatios[scenarioId] ?? exact?.profile.parkedCars.occupancyRatio ?? 0;
}
