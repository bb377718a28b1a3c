import type { Level, Plan, Point } from '@diku/engine';
import { isInsideLevel } from '../scene/level-placement.ts';
import type { Draft } from '../store/edit-state.ts';
import { apartM, ringAreaM2 } from '../store/plane-geometry.ts';
import { select } from '../store/selection.ts';
import { bayRing, type DrawnThing, drawThing } from './drawn-things.ts';
import { type Snapped, snapLocation } from './snap.ts';
import { collectSnapLines } from './snap-lines.ts';
import { gridM, type Hands, levelAt, type Pointed, type Tool } from './tool.ts';

/** Location typed while drawing, as in AutoCAD. Lengths in metres, angles counter-clockwise from east. */
type TypedLocation =
  /** `3.5`: so far in the direction of the pointer. */
  | { form: 'length'; lengthM: number }
  /** `3.5<90`: so far in a direction. */
  | { form: 'polar'; lengthM: number; angleDeg: number }
  /** `<90`: on the line in a direction, as far as the pointer. */
  | { form: 'angle'; angleDeg: number }
  /** `2,-1.5` or `@2,-1.5`: east and north of the last point. */
  | { form: 'shift'; eastM: number; northM: number }
  /** `#12,8.5`: a point of the plan. */
  | { form: 'place'; x: number; y: number };

const number = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)`;
const forms: readonly [RegExp, (values: number[]) => TypedLocation][] = [
  [`^@?(${number})$`, ([lengthM]: number[]) => ({ form: 'length' as const, lengthM })],
  [
    `^@?(${number})<(${number})$`,
    ([lengthM, angleDeg]: number[]) => ({ form: 'polar' as const, lengthM, angleDeg }),
  ],
  [`^<(${number})$`, ([angleDeg]: number[]) => ({ form: 'angle' as const, angleDeg })],
  [`^@?(${number}),(${number})$`, ([eastM, northM]: number[]) => ({ form: 'shift' as const, eastM, northM })],
  [`^#(${number}),(${number})$`, ([x, y]: number[]) => ({ form: 'place' as const, x, y })],
].map(([source, make]) => [new RegExp(source as string), make as (values: number[]) => TypedLocation]);

/** Longer texts are no numbers that anybody means. */
const maxCharacters = 40;
/** Larger lengths are no garage. */
const maxM = 10_000;

/** Characters of a Chinese keyboard that mean those of an English one. */
const sameCharacters: Record<string, string> = {
  '，': ',',
  '。': '.',
  '《': '<',
  '＜': '<',
  '－': '-',
  '−': '-',
  '＠': '@',
  '＃': '#',
};

/**
 * Draws one kind of thing point by point, each snapped or typed. One thing is one step; the tool goes back to selecting
 * after it unless it is locked or chains. Without a thing it measures.
 */
export class DrawTool implements Tool {
  readonly #hands: Hands;
  readonly #thing: DrawnThing | undefined;
  #points: Point[] = [];
  #levelId = '';
  #last: Pointed | undefined;

  constructor(hands: Hands, thing: DrawnThing | undefined) {
    this.#hands = hands;
    this.#thing = thing;
  }

  click(at: Pointed): void {
    const found = this.#levelOf(at);
    if (!found) return;
    this.#last = at;
    this.#add(this.#snap(found.level, at).point, found, at);
  }

  /** The second press of a double click has added its point: what can be finished by Enter is. */
  doubleClick(): void {
    if (this.#thing?.points === 'many') this.#finish(true);
  }

  hover(at: Pointed | undefined): void {
    const found = at && this.#levelOf(at);
    if (!at || !found) {
      if (this.#points.length === 0) this.#hands.edit.patch({ draft: undefined });
      return;
    }
    this.#last = at;
    this.#show(found.level, at);
  }

  key(key: string): boolean {
    const { edit } = this.#hands;
    const { typed } = edit.value;
    if (isTyped(key)) {
      // Before there is a point to start from only a point of the plan can be meant.
      if (this.#points.length === 0 && typed === '' && plainCharacters(key) !== '#') return false;
      edit.patch({ typed: typed + plainCharacters(key), mistyped: false });
      return true;
    }
    if (key === 'Backspace') {
      if (typed !== '') edit.patch({ typed: typed.slice(0, -1), mistyped: false });
      else if (this.#points.length > 0) this.#takeBack();
      else return false;
      return true;
    }
    if (key !== 'Enter') return false;
    if (typed !== '') this.#enterTyped(typed);
    else if (this.#thing?.points === 'many' && this.#points.length > 0) this.#finish(false);
    else return false;
    return true;
  }

  cancel(): boolean {
    const { edit } = this.#hands;
    const isActive = this.#points.length > 0 || edit.value.typed !== '';
    this.#reset();
    return isActive;
  }

  #takeBack(): void {
    this.#points.pop();
    const found = this.#last && this.#levelOf(this.#last);
    if (this.#last && found) this.#show(found.level, this.#last);
  }

  #enterTyped(typed: string): void {
    const { edit } = this.#hands;
    const at = this.#last;
    const found = at && this.#levelOf(at);
    const meant = parseTyped(typed);
    const from = this.#points.at(-1);
    const pointer = found && at && this.#snap(found.level, at).point;
    const point = meant && pointer && typedLocation(meant, from, pointer);
    if (!found || !at || !point) {
      edit.patch({ mistyped: true });
      return;
    }
    edit.patch({ typed: '', mistyped: false });
    this.#add(point, found, at);
  }

  #add(point: Point, { plan, level }: { plan: Plan; level: Level }, at: Pointed): void {
    const count = this.#thing?.points ?? 2;
    if (!this.#thing && this.#points.length === 2) this.#points = [];
    const [first] = this.#points;
    const isClosing = this.#thing?.closed && count === 'many' && this.#points.length >= 3;
    if (isClosing && apartM(first, point) <= closeReaches * at.reachM) {
      this.#finish(false);
      return;
    }
    const last = this.#points.at(-1);
    if (last && apartM(last, point) < 1e-3) return;
    this.#levelId = level.id;
    this.#points.push(point);
    if (count !== 'many' && this.#points.length === count && this.#thing) this.#make(plan, level);
    if (this.#points.length > 0) this.#show(level, at);
  }

  /** @param isDoubled the last two points are those of a double click */
  #finish(isDoubled: boolean): void {
    const found = levelAt(this.#hands, this.#levelId);
    if (!found) return;
    const min = this.#thing?.closed ? 3 : 2;
    if (this.#points.length < min) {
      if (!isDoubled) this.#reset();
      return;
    }
    this.#make(found.plan, found.level);
  }

  #make(plan: Plan, level: Level): void {
    const { store, view, edit } = this.#hands;
    const thing = this.#thing;
    if (!thing) return;
    const { defaults, locked } = edit.value;
    const drawn = drawThing(thing, { plan, level, points: this.#points, defaults });
    const end = this.#points.at(-1);
    this.#reset();
    if (!drawn) return;
    store.apply(drawn.change);
    if (thing.chains && end) {
      this.#points = [end];
      return;
    }
    if (locked) return;
    view.patch(select([drawn.ref]));
    this.#hands.choose('select');
  }

  #reset(): void {
    this.#points = [];
    this.#hands.edit.patch({ draft: undefined, typed: '', mistyped: false });
  }

  /** Level of a point: a drawing continues on the level where it began. */
  #levelOf(at: Pointed): { plan: Plan; level: Level } | undefined {
    const found = levelAt(this.#hands, this.#points.length > 0 ? this.#levelId : at.levelId);
    if (!found || this.#thing?.kind !== 'antenna') return found;
    // An antenna hangs inside the garage.
    return isInsideLevel(found.level, ...at.floor) ? found : undefined;
  }

  #snap(level: Level, { floor, reachM, shift, alt }: Pointed): Snapped {
    const [first] = this.#points;
    const isClosing = this.#thing?.closed && this.#thing.points === 'many' && this.#points.length >= 3;
    if (isClosing && apartM(first, floor) <= closeReaches * reachM) return { point: first, kind: 'end' };
    const options = { reachM, from: this.#points.at(-1), straight: shift, gridM, free: alt };
    return snapLocation(collectSnapLines(level), floor, options);
  }

  #show(level: Level, at: Pointed): void {
    const snapped = this.#snap(level, at);
    this.#hands.edit.patch({ draft: this.#draft(level, snapped) });
  }

  #draft(level: Level, { point, kind, line }: Snapped): Draft {
    const isDone = !this.#thing && this.#points.length === 2;
    const from = isDone ? this.#points[0] : this.#points.at(-1);
    const to = isDone ? this.#points[1] : point;
    const open = isDone ? [...this.#points] : [...this.#points, point];
    const isBay = this.#thing?.kind === 'bay' && open.length === 2;
    const points = isBay ? bayRing(level, open) : open;
    const closed = this.#thing?.closed === true && points.length > 2;
    return {
      levelId: level.id,
      points,
      closed,
      at: isDone ? undefined : point,
      snap: kind,
      line,
      ...(from ? stretch(from, to) : {}),
      ...(closed ? { areaM2: ringAreaM2(points) } : {}),
    };
  }
}

/** The characters that can be typed while drawing. */
function isTyped(key: string): boolean {
  return /^[\d.,<@#+-]$/.test(plainCharacters(key));
}

function plainCharacters(text: string): string {
  return [...text].map((character) => sameCharacters[character] ?? character).join('');
}

/** Undefined for what is none of the forms, or not yet. */
export function parseTyped(text: string): TypedLocation | undefined {
  const plain = plainCharacters(text)
    .replace(/\s+/g, '')
    .slice(0, maxCharacters + 1);
  if (plain.length > maxCharacters) return undefined;
  for (const [pattern, make] of forms) {
    const found = pattern.exec(plain);
    if (!found) continue;
    const values = found.slice(1).map(Number);
    return values.every((value) => Math.abs(value) <= maxM) ? make(values) : undefined;
  }
  return undefined;
}

/** The point that was meant, from the last point and the pointer; undefined for a length without a direction. */
export function typedLocation(
  typed: TypedLocation,
  from: Point | undefined,
  pointer: Point,
): Point | undefined {
  if (typed.form === 'place') return [typed.x, typed.y];
  if (!from) return undefined;
  const [dx, dy] = [pointer[0] - from[0], pointer[1] - from[1]];
  const awayM = Math.hypot(dx, dy);
  if (typed.form === 'shift') return rounded(from[0] + typed.eastM, from[1] + typed.northM);
  if (typed.form === 'length') {
    if (awayM === 0 || typed.lengthM === 0) return undefined;
    return rounded(from[0] + (dx / awayM) * typed.lengthM, from[1] + (dy / awayM) * typed.lengthM);
  }
  const angle = (typed.angleDeg * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const lengthM = typed.form === 'polar' ? typed.lengthM : dx * cos + dy * sin;
  return lengthM === 0 ? undefined : rounded(from[0] + lengthM * cos, from[1] + lengthM * sin);
}

function rounded(x: number, y: number): Point {
  return [Math.round(x * 1e6) / 1e6, Math.round(y * 1e6) / 1e6];
}

/** A corner this near to the first one closes an area, in reaches of the pointer. */
const closeReaches = 1.2;

function stretch([ax, ay]: Point, [bx, by]: Point): { lengthM: number; angleDeg: number } {
  return { lengthM: Math.hypot(bx - ax, by - ay), angleDeg: (Math.atan2(by - ay, bx - ax) * 180) / Math.PI };
}
