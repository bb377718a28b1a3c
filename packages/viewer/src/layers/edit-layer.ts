import type { Plan, Point } from '@diku/engine';
import { levelOffsetsM } from '../scene/level-placement.ts';
import { pathText, spotText } from '../scene/project-path.ts';
import type { Stage } from '../scene/stage.ts';
import type { Draft, EditState, Handle } from '../store/edit-state.ts';
import { type Footprint, findFootprint } from '../store/footprint.ts';
import type { RecordRef } from '../store/plan-records.ts';
import type { ViewState } from '../store/view-state.ts';

const namespace = 'http://www.w3.org/2000/svg';
const handlePx = 4;
const snapPx = 6;
/** Height of drawn things above the floor, metres. */
const aboveFloorM = 0.04;
/** Height of a level seen in the stacked view, whose walls are drawn low. */
const stackedHeightRatio = 0.45;

const parts = ['hovered', 'selected', 'line', 'draft', 'edges', 'corners', 'snap'] as const;

interface Shown {
  plan: Plan;
  view: ViewState;
  edit: EditState;
}

/**
 * Overlay of editing: outlines of the selection and of what lies under the pointer, handles, the thing that
 * is being drawn with its length, and what was snapped to.
 */
export class EditLayer {
  readonly #stage: Stage;
  readonly #svg = document.createElementNS(namespace, 'svg');
  readonly #paths = new Map<string, SVGPathElement>();
  readonly #rectangle = document.createElementNS(namespace, 'rect');
  readonly #label = document.createElement('output');
  readonly #format: (draft: Draft, edit: EditState) => string;
  #shown: Shown | undefined;
  #drawn: unknown[] = [];

  /** @param format what is written beside a gesture */
  constructor(stage: Stage, format: (draft: Draft, edit: EditState) => string) {
    this.#stage = stage;
    this.#format = format;
    this.#svg.classList.add('edit-marks');
    this.#svg.setAttribute('aria-hidden', 'true');
    for (const name of parts) {
      const path = document.createElementNS(namespace, 'path');
      path.classList.add(name);
      this.#paths.set(name, path);
      this.#svg.append(path);
    }
    this.#rectangle.classList.add('marquee');
    this.#svg.append(this.#rectangle);
    this.#label.className = 'edit-label';
    stage.canvas.after(this.#svg, this.#label);
    stage.onRender(() => this.#place());
  }

  update(plan: Plan | undefined, view: ViewState, edit: EditState): void {
    const now = [plan, view.selection, view.stacked, view.gapRatio, view.levelId, edit];
    if (now.every((value, index) => value === this.#drawn[index])) return;
    this.#drawn = now;
    this.#shown = plan && { plan, view, edit };
    this.#stage.requestRender('overlay');
  }

  #place(): void {
    const shown = this.#shown;
    this.#svg.classList.toggle('idle', !shown);
    if (!shown) return;
    const { plan, view, edit } = shown;
    const offsets = levelOffsetsM(plan, view);
    const { draft, hovered, handles, heldHandle } = edit;
    this.#set('selected', view.selection.map((ref) => this.#outline(shown, ref, offsets)).join(''));
    this.#set('hovered', hovered && !draft ? this.#outline(shown, hovered, offsets) : '');
    this.#set('corners', this.#handleText(handles, shown, offsets, heldHandle, 'corner'));
    this.#set('edges', this.#handleText(handles, shown, offsets, heldHandle, 'edge'));
    this.#drawDraft(draft, offsets);
    this.#drawMarquee(edit);
    this.#drawLabel(draft, edit, offsets);
  }

  #outline({ plan, view }: Shown, ref: RecordRef, offsets: Map<string, number>): string {
    const found = findFootprint(plan, ref);
    if (!found || (!view.stacked && found.levelId !== view.levelId)) return '';
    const floorM = offsets.get(found.levelId) ?? 0;
    const ratio = view.stacked ? stackedHeightRatio : 1;
    const { footprint } = found;
    const low = this.#ring(footprint, floorM + footprint.bottomM * ratio + aboveFloorM);
    if (view.projection === '2d' || footprint.topM - footprint.bottomM < 0.1) return low;
    return low + this.#ring(footprint, floorM + footprint.topM * ratio);
  }

  #ring({ form, points, radiusM }: Footprint, z: number): string {
    const corners = form === 'spot' ? squareAround(points[0], radiusM) : points;
    const closed = form === 'path' ? corners : [...corners, corners[0]];
    return this.#path(closed, z);
  }

  #path(locations: readonly Point[], z: number): string {
    const points = locations.map(([x, y]): [number, number, number] => [x, y, z]);
    return pathText(this.#stage.projectPath(points), { left: 0, top: 0 });
  }

  #handleText(
    handles: readonly Handle[],
    { plan, view }: Shown,
    offsets: Map<string, number>,
    held: Handle | undefined,
    kind: 'corner' | 'edge',
  ): string {
    return handles
      .filter((handle) => (handle.kind === 'edge') === (kind === 'edge'))
      .map((handle) => {
        const levelId = handle.ref.kind === 'outline' ? handle.ref.id : levelIdOf(plan, handle.ref, view);
        const isHeld =
          held?.index === handle.index && held.kind === handle.kind && held.ref.id === handle.ref.id;
        const point = isHeld ? held.point : handle.point;
        const { left, top, visible } = this.#stage.project(
          ...point,
          (offsets.get(levelId) ?? 0) + aboveFloorM,
        );
        return visible ? handleMark(left, top, kind, isHeld) : '';
      })
      .join('');
  }

  #drawDraft(draft: Draft | undefined, offsets: Map<string, number>): void {
    const z = (draft ? (offsets.get(draft.levelId) ?? 0) : 0) + aboveFloorM;
    const points = draft?.points ?? [];
    const closed = draft?.closed ? [...points, points[0]] : points;
    this.#set('draft', closed.length > 1 ? this.#path(closed, z) : '');
    this.#set('line', draft?.line ? this.#path(draft.line, z) : '');
    if (!draft?.at) {
      this.#set('snap', '');
      return;
    }
    const { left, top, visible } = this.#stage.project(...draft.at, z);
    this.#set('snap', visible ? snapMark(left, top, draft.snap ?? 'grid') : '');
  }

  #drawMarquee({ marquee }: EditState): void {
    this.#rectangle.classList.toggle('idle', !marquee);
    if (!marquee) return;
    const { left, top, right, bottom, crossing } = marquee;
    this.#rectangle.classList.toggle('crossing', crossing);
    this.#rectangle.setAttribute('x', String(left));
    this.#rectangle.setAttribute('y', String(top));
    this.#rectangle.setAttribute('width', String(right - left));
    this.#rectangle.setAttribute('height', String(bottom - top));
  }

  #drawLabel(draft: Draft | undefined, edit: EditState, offsets: Map<string, number>): void {
    const words = draft ? this.#format(draft, edit) : '';
    const point = draft?.at ?? draft?.points.at(-1);
    this.#label.hidden = words === '' || !point;
    if (!draft || !point || words === '') return;
    if (this.#label.textContent !== words) this.#label.textContent = words;
    this.#label.classList.toggle('mistyped', edit.mistyped);
    const { left, top } = this.#stage.project(...point, offsets.get(draft.levelId) ?? 0);
    this.#label.style.transform = `translate(${(left + 14).toFixed(1)}px, ${(top + 14).toFixed(1)}px)`;
  }

  #set(name: (typeof parts)[number], text: string): void {
    const path = this.#paths.get(name);
    if (path && path.getAttribute('d') !== text) path.setAttribute('d', text);
  }
}

function levelIdOf(plan: Plan, ref: RecordRef, view: ViewState): string {
  return findFootprint(plan, ref)?.levelId ?? view.levelId;
}

function squareAround([x, y]: Point, halfM: number): Point[] {
  return [
    [x - halfM, y - halfM],
    [x + halfM, y - halfM],
    [x + halfM, y + halfM],
    [x - halfM, y + halfM],
  ];
}

/** A square for what is there, a diamond for what can be pulled out. */
function handleMark(left: number, top: number, kind: 'corner' | 'edge', isHeld: boolean): string {
  const half = isHeld ? handlePx + 2 : kind === 'corner' ? handlePx : handlePx - 1;
  const at = (dx: number, dy: number) => spotText({ left: left + dx, top: top + dy }, { left: 0, top: 0 });
  const corners =
    kind === 'corner'
      ? [at(-half, -half), at(half, -half), at(half, half), at(-half, half)]
      : [at(0, -half - 1), at(half + 1, 0), at(0, half + 1), at(-half - 1, 0)];
  return `M${corners.join('L')}Z`;
}

/** The marks that draughtsmen know: a square for an end, a triangle for a middle, a cross for a crossing. */
function snapMark(left: number, top: number, kind: NonNullable<Draft['snap']>): string {
  const px = snapPx;
  const at = (dx: number, dy: number) =>
    spotText({ left: left + dx * px, top: top + dy * px }, { left: 0, top: 0 });
  const path = (...spots: [number, number][]) => `M${spots.map(([dx, dy]) => at(dx, dy)).join('L')}`;
  const cross = path([-1, -1], [1, 1]) + path([-1, 1], [1, -1]);
  const marks = {
    end: `${path([-1, -1], [1, -1], [1, 1], [-1, 1])}Z`,
    middle: `${path([0, -1], [1, 1], [-1, 1])}Z`,
    crossing: cross,
    square: `${path([-1, -1], [-1, 1], [1, 1])}${path([-1, 0], [0, 0], [0, 1])}`,
    line: `${path([-1, -1], [1, -1], [-1, 1], [1, 1])}Z`,
    straight: path([-1, 0], [1, 0]) + path([0, -1], [0, 1]),
    grid: path([-0.6, 0], [0.6, 0]) + path([0, -0.6], [0, 0.6]),
    free: path([-0.6, 0], [0.6, 0]) + path([0, -0.6], [0, 0.6]),
  };
  return marks[kind];
}
