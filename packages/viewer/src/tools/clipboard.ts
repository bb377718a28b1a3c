import type { Point } from '@diku/engine';
import { type CopiedRecord, copyRecords, takeCopies } from '../store/edits/copy-selection.ts';
import { removeSelection } from '../store/edits/remove-selection.ts';
import type { Observable } from '../store/observable.ts';
import { findRecord, levelOf } from '../store/plan-records.ts';
import type { PlanStore } from '../store/plan-store.ts';
import { select } from '../store/selection.ts';
import type { ViewState } from '../store/view-state.ts';

/** A copy on the level it was taken from lies so far beside the original, metres. */
const asideM: Point = [1, -1];

/** Copies of what was selected, to be put on this level or another one. */
export class Clipboard {
  readonly #store: PlanStore;
  readonly #view: Observable<ViewState>;
  #copied: CopiedRecord[] = [];
  #from: string | undefined;
  #pasted = 0;

  constructor(store: PlanStore, view: Observable<ViewState>) {
    this.#store = store;
    this.#view = view;
  }

  /** @returns how many things were taken */
  copy(): number {
    const plan = this.#store.committed;
    const { selection } = this.#view.value;
    const copied = plan ? takeCopies(plan, selection) : [];
    if (!plan || copied.length === 0) return 0;
    this.#copied = copied;
    const record = findRecord(plan, selection[0]);
    this.#from = record && levelOf(selection[0], record);
    this.#pasted = 0;
    return copied.length;
  }

  cut(): number {
    const plan = this.#store.committed;
    const count = this.copy();
    if (plan && count > 0) this.#store.apply(removeSelection(plan, this.#view.value.selection));
    return count;
  }

  /**
   * Pastes onto the level on screen at the same point; on the level it was taken from beside it. Selects the copies.
   */
  paste(): number {
    const plan = this.#store.committed;
    if (!plan || this.#copied.length === 0) return 0;
    const { levelId } = this.#view.value;
    if (levelId === this.#from) this.#pasted++;
    const times = levelId === this.#from ? this.#pasted : 0;
    return this.#put(levelId, [asideM[0] * times, asideM[1] * times]);
  }

  /** Duplicates it beside itself, without a trace in the clipboard. */
  duplicate(): number {
    const plan = this.#store.committed;
    if (!plan) return 0;
    const [first] = this.#view.value.selection;
    const record = first && findRecord(plan, first);
    const levelId = record && levelOf(first, record);
    return levelId ? this.#put(levelId, asideM, takeCopies(plan, this.#view.value.selection)) : 0;
  }

  #put(levelId: string, by: Point, copied: readonly CopiedRecord[] = this.#copied): number {
    const plan = this.#store.committed;
    const made = plan && copyRecords(plan, copied, levelId, by);
    if (!made) return 0;
    this.#store.apply(made.change);
    this.#view.patch(select(made.refs));
    return made.refs.length;
  }
}
