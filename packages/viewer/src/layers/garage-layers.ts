import type { Level, Plan, PlanPoint } from '@diku/engine';
import { BoxGeometry, Group, InstancedMesh, Matrix4, MeshBasicMaterial } from 'three';
import { contentBox, levelOffsetsM } from '../scene/level-placement.ts';
import type { Stage } from '../scene/stage.ts';
import { type ThemeColors, themeColors } from '../scene/theme-colors.ts';
import { findScale } from '../store/field-scale.ts';
import { findMap, findPicture, type ResultState } from '../store/result-state.ts';
import type { ViewState } from '../store/view-state.ts';
import { clearGroup } from './dispose.ts';
import { FieldLayer } from './field-layer.ts';
import { drawFloor } from './floor-layer.ts';
import { drawSolids } from './solids-layer.ts';

/** Walls of stacked levels are cut low, so that floors show. */
const stackedHeightRatio = 0.45;

interface DrawnLevel {
  level: Level;
  theme: 'light' | 'dark';
  group: Group;
  solids: Group;
  field: FieldLayer;
}

/** Everything of the garage that three draws; redraws only what changed. */
export class GarageLayers {
  readonly #stage: Stage;
  readonly #drawn = new Map<string, DrawnLevel>();
  #arrangement = '';
  /** What decides which levels are seen and where. */
  #placing: unknown[] = [];
  #theme: ViewState['theme'] | undefined;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** @param hidden something else lies in the garage's place */
  update(plan: Plan | undefined, view: ViewState, results: ResultState, hidden = false): void {
    const levels = plan?.levels ?? [];
    for (const [id, drawn] of this.#drawn) {
      const level = levels.find((candidate) => candidate.id === id);
      if (level !== drawn.level || drawn.theme !== view.theme) this.#remove(id, drawn);
    }
    if (view.theme !== this.#theme) this.#stage.background = themeColors[view.theme].background;
    this.#theme = view.theme;
    if (!plan) return;
    const offsets = levelOffsetsM(plan, view.stacked);
    const scale = findScale(view.quantity, results.exact?.classLimits[view.carrierId]);
    const placing = [plan.levels, view.stacked, view.levelId, hidden];
    if (placing.some((value, index) => value !== this.#placing[index])) this.#stage.requestRender();
    this.#placing = placing;
    for (const [index, level] of levels.entries()) {
      const drawn = this.#drawn.get(level.id) ?? this.#draw(level, view.theme, index);
      drawn.group.visible = !hidden && (view.stacked || level.id === view.levelId);
      drawn.group.position.z = offsets.get(level.id) ?? 0;
      drawn.solids.scale.z = view.stacked ? stackedHeightRatio : 1;
      if (!drawn.group.visible) continue;
      const map = findMap(results, view.carrierId, level.id);
      const picture = map && findPicture(results, map, scale);
      this.#stage.requestRender(drawn.field.show(picture, view.isolatedClass));
    }
    this.#arrange(plan, view, offsets);
    this.#stage.setProjection(view.projection);
  }

  #draw(level: Level, theme: 'light' | 'dark', index: number): DrawnLevel {
    const colors = themeColors[theme];
    const group = new Group();
    const field = new FieldLayer(level, theme, 1 + (index % 255));
    const solids = drawSolids(level, colors);
    group.add(drawFloor(level, colors), field.group, solids);
    const points = drawPoints(level.points ?? [], colors);
    if (points) group.add(points);
    this.#stage.root.add(group);
    const drawn = { level, theme, group, solids, field };
    this.#drawn.set(level.id, drawn);
    this.#stage.requestRender();
    return drawn;
  }

  #remove(id: string, drawn: DrawnLevel): void {
    for (const child of [...drawn.group.children]) clearGroup(child);
    drawn.field.dispose();
    this.#stage.root.remove(drawn.group);
    this.#drawn.delete(id);
    this.#stage.requestRender();
  }

  /** Fits the view when the set of visible floors changed, and only then. */
  #arrange(plan: Plan, view: ViewState, offsets: Map<string, number>): void {
    const shown = plan.levels.filter((level) => view.stacked || level.id === view.levelId);
    const boxes = shown.map(contentBox);
    const min = [Math.min(...boxes.map((box) => box[0])), Math.min(...boxes.map((box) => box[1]))];
    const max = [Math.max(...boxes.map((box) => box[2])), Math.max(...boxes.map((box) => box[3]))];
    const topM = Math.max(...shown.map((level) => (offsets.get(level.id) ?? 0) + level.clearHeightM));
    const arrangement = [view.stacked, ...min, ...max].join();
    if (arrangement === this.#arrangement) return;
    this.#arrangement = arrangement;
    this.#stage.setBounds([min[0], min[1], 0], [max[0], max[1], topM], view.stacked ? 36 : 55);
    this.#stage.setProjection(view.projection);
    this.#stage.fit();
  }
}

/** Chargers, gates and payment points as small posts. */
function drawPoints(points: readonly PlanPoint[], colors: ThemeColors): InstancedMesh | undefined {
  if (points.length === 0) return undefined;
  const material = new MeshBasicMaterial({ color: colors.contour });
  const mesh = new InstancedMesh(new BoxGeometry(0.45, 0.45, 1), material, points.length);
  for (const [index, point] of points.entries()) {
    const heightM = point.heightM ?? 1.2;
    const [x, y] = point.position;
    const matrix = new Matrix4().makeScale(1, 1, heightM).setPosition(x, y, heightM / 2);
    mesh.setMatrixAt(index, matrix);
  }
  return mesh;
}
