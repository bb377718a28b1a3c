import type { ToolName } from '../store/edit-state.ts';
import { select } from '../store/selection.ts';
import { DrawTool } from './draw-tool.ts';
import { drawnThings } from './drawn-things.ts';
import { SelectTool } from './select-tool.ts';
import type { Hands, Pointed, Tool } from './tool.ts';

/** A way shorter than this, CSS pixels, is a click. */
const clickTravel = 4;
/** A second press of a tool's key or button within this time locks it. */
const lockMs = 400;

/** The tool in hand: sends it what pointer and keys do, and lets go of it. Knows no page and no camera. */
export class ToolBox {
  readonly #hands: Hands;
  readonly #select: SelectTool;
  readonly #tools = new Map<ToolName, Tool>();
  #pressed: Pointed | undefined;
  #holds = false;
  #travelled = false;
  #chosenAt = Number.NEGATIVE_INFINITY;

  constructor(hands: Hands) {
    this.#hands = hands;
    this.#select = new SelectTool(hands);
    hands.store.subscribe(() => this.#select.showHandles());
    hands.view.subscribe(() => this.#select.showHandles());
  }

  /** Takes a tool into the hand; twice in a row locks it. */
  take(name: ToolName, nowMs: number): void {
    const isAgain = this.#hands.tool() === name && nowMs - this.#chosenAt < lockMs;
    this.#chosenAt = nowMs;
    if (!isAgain) this.#tool.cancel();
    this.#hands.edit.patch({ locked: isAgain && name !== 'select' });
    if (!isAgain) this.#hands.choose(name);
    this.#select.showHandles();
  }

  /** @returns whether a drag would be the tool's; the camera's otherwise */
  press(at: Pointed): boolean {
    this.#pressed = at;
    this.#travelled = false;
    this.#holds = this.#tool.press?.(at) ?? false;
    return this.#holds;
  }

  /** @returns whether a gesture is under way */
  move(at: Pointed | undefined): boolean {
    const pressed = this.#pressed;
    if (!pressed || !at) {
      if (!pressed) this.#tool.hover?.(at);
      return false;
    }
    this.#travelled ||= Math.hypot(at.left - pressed.left, at.top - pressed.top) > clickTravel;
    if (this.#travelled && this.#holds) this.#tool.drag?.(at);
    return this.#holds;
  }

  release(at: Pointed): void {
    if (!this.#pressed) return;
    const { shift, alt } = at;
    if (!this.#travelled) this.#tool.click?.({ ...this.#pressed, shift, alt });
    else if (this.#holds) this.#tool.release?.(at);
    this.#pressed = undefined;
    this.#holds = false;
    this.#select.showHandles();
  }

  doubleClick(at: Pointed): void {
    this.#tool.doubleClick?.(at);
  }

  key(key: string): boolean {
    return this.#tool.key?.(key) ?? false;
  }

  /** Ends the gesture under way and puts everything back. @returns whether there was one */
  cancel(): boolean {
    this.#pressed = undefined;
    this.#holds = false;
    return this.#tool.cancel();
  }

  /** Escape: the gesture, then the tool, then the selection. @returns whether there was something to leave */
  leave(): boolean {
    if (this.cancel()) return true;
    if (this.#hands.tool() !== 'select') {
      this.#hands.edit.patch({ locked: false, draft: undefined });
      this.#hands.choose('select');
      this.#select.showHandles();
      return true;
    }
    const isAny = this.#hands.view.value.selection.length > 0;
    this.#hands.view.patch(select([]));
    return isAny;
  }

  get #tool(): Tool {
    const name = this.#hands.tool();
    if (name === 'select' || name === 'outline') return this.#select;
    let tool = this.#tools.get(name);
    if (!tool) {
      tool = new DrawTool(this.#hands, drawnThings[name]);
      this.#tools.set(name, tool);
    }
    return tool;
  }
}
