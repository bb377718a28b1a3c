import type { Level } from '@diku/engine';
import { Group } from 'three';
import type { PicturePart } from '../scene/two-pass-picture.ts';
import type { ShownField } from '../store/shown-field.ts';
import { FieldLayer } from './field-layer.ts';
import type { SwipeEdge } from './swipe-material.ts';

/** The field of a level, and right of a divider that of a variant, made when there first is one. */
export class LevelField {
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
  show(own: ShownField, beside: ShownField | undefined, isolated: number | undefined): PicturePart[] {
    const isOfServers = own.scale.quantity === 'server';
    const parts = [this.#own.show(own.picture, own.colors, isolated, isOfServers)];
    if (beside && !this.#beside) {
      this.#beside = new FieldLayer(this.#level, this.#theme, this.#mark, this.#edge);
      this.group.add(this.#beside.group);
    }
    if (!this.#beside) return parts;
    parts.push(this.#beside.show(beside?.picture, beside?.colors ?? [], isolated, isOfServers));
    // One lies over the other: a patch of one alone would cover the other.
    return parts.map((part) => (part === 'patch' ? 'changing' : part));
  }

  dispose(): void {
    this.#own.dispose();
    this.#beside?.dispose();
  }
}
