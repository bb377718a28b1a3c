import type { Level, Plan, Wall } from '@diku/engine';
import type { FoundWork } from '../persistence/find-work.ts';
import { fitPose, type Point3, poseProjector, shownBox } from '../scene/fit-view.ts';
import { levelOffsetsM } from '../scene/level-placement.ts';
import { type ThemeColors, themeColors, wallColor } from '../scene/theme-colors.ts';
import { initialView, type ViewState } from '../store/view-state.ts';

/** A plan that is drawn before what draws it for good is loaded. */
export interface FirstLook {
  /** Name of its community. */
  name: string;
  /** Takes the drawing away. */
  end(): void;
}

type Projected = (point: Point3) => readonly [number, number] | undefined;
type ShownView = Pick<ViewState, 'levelId' | 'stacked' | 'gapRatio' | 'projection'>;

/** A served file beyond this is read once only. */
const maxBytes = 8e6;

/**
 * Draws floors, bays, walls and columns of the plan that a page begins with, from where it was looked at last; no field
 * and no figure, which are computed. @returns undefined where there is no plan, or none that can be drawn so
 */
export async function drawFirstLook(
  parent: HTMLElement,
  { served, persisted }: FoundWork,
  theme: 'light' | 'dark',
): Promise<FirstLook | undefined> {
  const plan = persisted?.persisted.plan ?? (await planOf(served));
  if (!plan) return undefined;
  const canvas = document.createElement('canvas');
  canvas.className = 'first-look';
  const shown: ShownView = { ...initialView, ...persisted?.view?.view };
  const view = plan.levels.some(({ id }) => id === shown.levelId)
    ? shown
    : { ...shown, levelId: plan.levels[0].id };
  const watcher = new ResizeObserver(() => {
    try {
      drawPlan(canvas, plan, { view, camera: persisted?.view?.camera, colors: themeColors[theme] });
    } catch {
      // What is damaged in it is told by who opens it.
      canvas.remove();
    }
  });
  parent.append(canvas);
  watcher.observe(canvas);
  const end = () => {
    watcher.disconnect();
    canvas.remove();
  };
  return { name: plan.community.name, end };
}

/** A served plan as it stands, where it looks like one. */
async function planOf(served: File | undefined): Promise<Plan | undefined> {
  if (!served || served.size > maxBytes) return undefined;
  try {
    const plan = JSON.parse(await served.text());
    const isPlan = plan.format === 'diku-plan' && typeof plan.community.name === 'string';
    return isPlan && plan.levels.every(({ outline }: Level) => outline.length > 2) ? plan : undefined;
  } catch {
    return undefined;
  }
}

function drawPlan(
  canvas: HTMLCanvasElement,
  plan: Plan,
  {
    view,
    camera,
    colors,
  }: { view: ShownView; camera: Parameters<typeof poseProjector>[0] | undefined; colors: ThemeColors },
): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return;
  const ratio = window.devicePixelRatio;
  Object.assign(canvas, { width: width * ratio, height: height * ratio });
  context.scale(ratio, ratio);
  context.fillStyle = colors.background;
  context.fillRect(0, 0, width, height);
  const pose = camera ?? fitPose(shownBox(plan, view), view.projection, width / height);
  const project = poseProjector(pose, view.projection, { width, height });
  const offsets = levelOffsetsM(plan, view);
  for (const level of [...plan.levels].sort((a, b) => a.elevationM - b.elevationM)) {
    if (!view.stacked && level.id !== view.levelId) continue;
    drawLevel(context, level, { project, baseM: offsets.get(level.id) ?? 0, eye: pose.position, colors });
  }
}

interface LevelLook {
  project: Projected;
  baseM: number;
  eye: Point3;
  colors: ThemeColors;
}

function drawLevel(context: CanvasRenderingContext2D, level: Level, look: LevelLook): void {
  const { project, baseM, colors, eye } = look;
  const { outline, holes = [], bays = [], walls = [], columns = [] } = level;
  const onFloor = (ring: readonly (readonly number[])[]) => ring.map(([x, y]) => project([x, y, baseM]));
  context.beginPath();
  for (const ring of [outline, ...holes]) addRing(context, onFloor(ring));
  context.fillStyle = colors.floor;
  context.fill('evenodd');
  context.lineWidth = 1;
  context.strokeStyle = colors.bay;
  context.beginPath();
  for (const { polygon } of bays) addRing(context, onFloor(polygon));
  context.stroke();
  const farFirst = [...walls].sort((a, b) => apartM(b, eye) - apartM(a, eye));
  for (const wall of farFirst) drawWall(context, wall, baseM + level.clearHeightM, look);
  context.fillStyle = colors.concrete;
  context.beginPath();
  for (const { center, ...column } of columns) {
    const [a, b] = 'sizeM' in column && column.sizeM ? column.sizeM : [0.6, 0.6];
    const [x, y] = center;
    const ring = [
      [x - a / 2, y - b / 2],
      [x + a / 2, y - b / 2],
      [x + a / 2, y + b / 2],
      [x - a / 2, y + b / 2],
    ];
    addRing(
      context,
      ring.map(([left, top]) => project([left, top, baseM + level.clearHeightM])),
    );
  }
  context.fill();
}

/** Its long sides, and on them its top. */
function drawWall(
  context: CanvasRenderingContext2D,
  { start, end, thicknessM = 0.2, material }: Wall,
  topM: number,
  { project, baseM, colors }: LevelLook,
): void {
  const lengthM = Math.hypot(end[0] - start[0], end[1] - start[1]) || 1;
  const [x, y] = [
    ((start[1] - end[1]) / lengthM) * (thicknessM / 2),
    ((end[0] - start[0]) / lengthM) * (thicknessM / 2),
  ];
  const edges = [1, -1].map((side) => [start, end].map(([u, v]) => [u + side * x, v + side * y] as const));
  context.fillStyle = wallColor(material, colors);
  context.beginPath();
  for (const [a, b] of edges) {
    const side: Point3[] = [
      [...a, baseM],
      [...b, baseM],
      [...b, topM],
      [...a, topM],
    ];
    addRing(context, side.map(project));
  }
  context.globalAlpha = 0.75;
  context.fill();
  context.beginPath();
  const top = [...edges[0], ...[...edges[1]].reverse()];
  addRing(
    context,
    top.map(([u, v]) => project([u, v, topM])),
  );
  context.globalAlpha = 1;
  context.fill();
}

/** A ring that is partly behind the camera is none. */
function addRing(
  context: CanvasRenderingContext2D,
  ring: readonly (readonly [number, number] | undefined)[],
): void {
  if (ring.includes(undefined)) return;
  for (const [index, point] of ring.entries()) {
    if (!point) continue;
    if (index === 0) context.moveTo(...point);
    else context.lineTo(...point);
  }
  context.closePath();
}

function apartM({ start, end }: Wall, [x, y]: Point3): number {
  return Math.hypot((start[0] + end[0]) / 2 - x, (start[1] + end[1]) / 2 - y);
}
