import type { Level, Plan } from '@diku/engine';
import { Group, type Object3D } from 'three';
import { shownBox } from '../scene/fit-view.ts';
import { levelOffsetsM } from '../scene/level-placement.ts';
import type { Stage } from '../scene/stage.ts';
import { themeColors } from '../scene/theme-colors.ts';
import type { ViewPart } from '../scene/two-pass-view.ts';
import type { CompareState } from '../store/compare-state.ts';
import type { ReferenceState } from '../store/reference-state.ts';
import type { ResultState } from '../store/result-state.ts';
import { comparedField, type ShownField, shownField } from '../store/shown-field.ts';
import type { ViewState } from '../store/view-state.ts';
import { clearGroup, disposeObject } from './dispose.ts';
import { FieldLayer } from './field-layer.ts';
import { type LevelLook, type LevelPart, levelParts } from './level-parts.ts';
import type { SwipeEdge } from './swipe-material.ts';

/** Walls of stacked levels are cut low, so that floors show. */
const stackedHeightRatio = 0.45;

interface DrawnPart {
  from: readonly unknown[];
  object: Object3D | undefined;
}

interface DrawnLevel {
  theme: 'light' | 'dark';
  group: Group;
  parts: Map<LevelPart, DrawnPart>;
  field: LevelField;
  /** Input of the field's floor. */
  floor: readonly unknown[];
}

/** Options besides the plan and its view. */
interface GarageOptions {
  /** Another number for another document: the view is fitted to it, not to what an edit makes of it. */
  document: number;
  /** Something else lies in the garage's place. */
  hidden: boolean;
  carRatio: number;
  /** A variant that the plan is compared with. */
  compare: CompareState;
  reference: ReferenceState;
}

/** Everything of the garage that three draws; redraws only what changed. */
export class GarageLayers {
  readonly #stage: Stage;
  readonly #drawn = new Map<string, DrawnLevel>();
  /** Floors and box that the view was last fitted to. */
  #floors = '';
  #box = '';
  #document = 0;
  #gapRatio = 1;
  /** Input that decides which levels are seen and where. */
  #placing: unknown[] = [];
  #theme: ViewState['theme'] | undefined;
  readonly #edge: SwipeEdge = { ratio: 0 };

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  update(plan: Plan | undefined, view: ViewState, results: ResultState, options: GarageOptions): void {
    const { hidden } = options;
    const levels = plan?.levels ?? [];
    for (const [id, drawn] of this.#drawn) {
      const level = levels.find((candidate) => candidate.id === id);
      if (!level || drawn.theme !== view.theme || isOther(drawn.floor, floorOf(level)))
        this.#remove(id, drawn);
    }
    if (view.theme !== this.#theme) this.#stage.background = themeColors[view.theme].background;
    this.#theme = view.theme;
    if (!plan) return;
    const offsets = levelOffsetsM(plan, view);
    const { compare, reference } = options;
    const sources = { view, results, compare, reference, antennas: plan.antennas };
    let isCut = false;
    const placing = [plan.levels.length, view.stacked, view.gapRatio, view.levelId, hidden];
    if (isOther(placing, this.#placing)) this.#stage.requestRender();
    this.#placing = placing;
    const look = { colors: themeColors[view.theme], carRatio: options.carRatio };
    for (const [index, level] of levels.entries()) {
      const drawn = this.#drawn.get(level.id) ?? this.#create(level, view.theme, index);
      drawn.group.visible = !hidden && (view.stacked || level.id === view.levelId);
      drawn.group.position.z = offsets.get(level.id) ?? 0;
      if (!drawn.group.visible) continue;
      this.#drawParts(drawn, level, look, view.stacked ? stackedHeightRatio : 1);
      const [field, compared] = [shownField(sources, level.id), comparedField(sources, level.id)];
      const parts = drawn.field.show(field, compared, view.isolatedClass);
      for (const part of parts) this.#stage.requestRender(part);
      isCut ||= compared !== undefined;
    }
    this.#cut(isCut ? compare.swipeRatio : 0);
    this.#arrange(plan, view, offsets, options.document);
    this.#stage.setProjection(view.projection);
  }

  #create(level: Level, theme: 'light' | 'dark', index: number): DrawnLevel {
    const group = new Group();
    const field = new LevelField(level, theme, 1 + (index % 255), this.#edge);
    group.add(field.group);
    this.#stage.root.add(group);
    const drawn = { theme, group, parts: new Map(), field, floor: floorOf(level) };
    this.#drawn.set(level.id, drawn);
    this.#stage.requestRender();
    return drawn;
  }

  /** Moves the divider; at 0 there is none. */
  #cut(ratio: number): void {
    if (this.#edge.ratio === ratio) return;
    this.#edge.ratio = ratio;
    this.#stage.isFixedToCanvas = ratio > 0;
    this.#stage.requestRender('changing');
  }

  /** Only the parts whose things are others than before: a wall that is dragged costs walls. */
  #drawParts({ group, parts }: DrawnLevel, level: Level, look: LevelLook, heightRatio: number): void {
    for (const part of levelParts) {
      const from = part.from(level, look);
      const before = parts.get(part);
      if (before && !isOther(from, before.from)) {
        if (before.object && part.stands) before.object.scale.z = heightRatio;
        continue;
      }
      if (before?.object) disposeObject(before.object);
      const object = part.draw(level, look);
      if (object) {
        if (part.stands) object.scale.z = heightRatio;
        group.add(object);
      }
      parts.set(part, { from, object });
      this.#stage.requestRender();
    }
  }

  #remove(id: string, drawn: DrawnLevel): void {
    for (const { object } of drawn.parts.values()) if (object) disposeObject(object);
    for (const child of [...drawn.group.children]) clearGroup(child);
    drawn.field.dispose();
    this.#stage.root.remove(drawn.group);
    this.#drawn.delete(id);
    this.#stage.requestRender();
  }

  /** Fits the view when the set of visible floors changed or the document, and where it shows all, their gap; never under an edit. */
  #arrange(plan: Plan, view: ViewState, offsets: Map<string, number>, document: number): void {
    const shown = plan.levels.filter((level) => view.stacked || level.id === view.levelId);
    const bounds = shownBox(plan, view, offsets);
    this.#stage.box = bounds;
    const floors = [view.stacked, ...shown.map(({ id }) => id)].join();
    const box = [bounds.min[0], bounds.min[1], bounds.max[0], bounds.max[1]].join();
    const isSame = floors === this.#floors && (document === this.#document || box === this.#box);
    this.#floors = floors;
    this.#document = document;
    this.#box = box;
    if (isSame) {
      if (view.gapRatio !== this.#gapRatio && this.#stage.showsAll) this.#stage.fit();
      this.#gapRatio = view.gapRatio;
      return;
    }
    this.#gapRatio = view.gapRatio;
    this.#stage.setProjection(view.projection);
    this.#stage.fit();
  }
}

function floorOf({ outline, holes }: Level): readonly unknown[] {
  return [outline, holes];
}

function isOther(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length !== b.length || a.some((value, index) => value !== b[index]);
}

/** The field of a level, and right of a divider that of a variant, made when there first is one. */
class LevelField {
  readonly group = new Group();
  readonly #level: Level;
  readonly #theme: 'light' | 'dark';
  readonly #mark: number;
  readonly #edge: SwipeEdge;
  readonly #own: FieldLayer;
  #beside: FieldLayer | undefined;

  /** @param mark number of this level in the stencil, 1 to 255 */
  constructor(level: Level, theme: 'light' | 'dark', mark: number, edge: SwipeEdge) {
    this.#level = level;
    this.#theme = theme;
    this.#mark = mark;
    this.#edge = edge;
    this.#own = new FieldLayer(level, theme, mark);
    this.group.add(this.#own.group);
  }

  /** @returns what has to be drawn anew */
  show(field: ShownField, compared: ShownField | undefined, isolated: number | undefined): ViewPart[] {
    const isOfServers = field.scale.quantity === 'server';
    const parts = [this.#own.show(field.raster, field.colors, isolated, isOfServers)];
    if (compared && !this.#beside) {
      this.#beside = new FieldLayer(this.#level, this.#theme, this.#mark, this.#edge);
      this.group.add(this.#beside.group);
    }
    if (!this.#beside) return parts;
    parts.push(this.#beside.show(compared?.raster, compared?.colors ?? [], isolated, isOfServers));
    // One lies over the other: a patch of one alone would cover the other.
    return parts.map((part) => (part === 'patch' ? 'changing' : part));
  }

  dispose(): void {
    this.#own.dispose();
    this.#beside?.dispose();
  }
}
