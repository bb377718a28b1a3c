import { type Antenna, antennaPlace, moveAntenna, type Plan, type Position } from '@diku/engine';
import type { ImportedDrawing } from './imported.ts';
import { applyChange, applyToImport, joinChanges, type PlanChange, reverseChange } from './plan-change.ts';

/** Steps kept for undo; older ones are forgotten. */
const historyLimit = 500;

/**
 * The plan being worked on, with undo. A preview (a drag under way) shows in `plan` but is no step yet:
 * it is either committed as one step or cancelled without a trace.
 */
export class PlanStore {
  #committed: Plan | undefined;
  #preview: Plan | undefined;
  #imported: ImportedDrawing | undefined;
  #undo: PlanChange[] = [];
  #redo: PlanChange[] = [];
  /** Key of the burst that the last step belongs to; a later step of the same burst joins it. */
  #burst: string | undefined;
  readonly #listeners = new Set<() => void>();

  get plan(): Plan | undefined {
    return this.#preview ?? this.#committed;
  }

  /** The drawing that the plan was made from, where it is known. */
  get imported(): ImportedDrawing | undefined {
    return this.#imported;
  }

  get previewing(): boolean {
    return this.#preview !== undefined;
  }

  get undoName(): string | undefined {
    return this.#undo.at(-1)?.name;
  }

  get redoName(): string | undefined {
    return this.#redo.at(-1)?.name;
  }

  subscribe(listener: () => void): void {
    this.#listeners.add(listener);
  }

  findAntenna(id: string | undefined): Antenna | undefined {
    return this.plan?.antennas.find((antenna) => antenna.id === id);
  }

  /** Taking over a placement: one step, except for the first plan of the page. */
  replacePlan(name: string, plan: Plan): void {
    this.openPlan(name, plan, this.#imported);
  }

  /** A plan and the drawing it was made from, if any: one step, except for the first plan of the page. */
  openPlan(name: string, plan: Plan, imported: ImportedDrawing | undefined): void {
    if (!this.#committed) {
      this.#committed = plan;
      this.#imported = imported;
      this.#notify();
      return;
    }
    const records: PlanChange['records'] = [{ kind: 'plan', before: this.#committed, after: plan }];
    if (imported !== this.#imported)
      records.push({ kind: 'import', before: this.#imported, after: imported });
    this.#commit({ name, records });
  }

  previewMove(id: string, position: Position): void {
    const change = this.#moveChange(id, position);
    if (!change) return;
    this.#preview = applyChange(this.#committed, change);
    this.#notify();
  }

  cancelPreview(): void {
    if (!this.#preview) return;
    this.#preview = undefined;
    this.#notify();
  }

  /** Replaces the antenna of the same id as one step of that name. */
  changeAntenna(name: string, after: Antenna): void {
    const before = this.#committed?.antennas.find((antenna) => antenna.id === after.id);
    if (before) this.#commit({ name, records: [{ kind: 'antenna', id: after.id, before, after }] });
  }

  /** Moves an antenna, a radiating cable with all of its path, as one step; steps with the same `burst` in a row are one. */
  moveAntenna(id: string, position: Position, burst?: string): void {
    const change = this.#moveChange(id, position);
    if (change) this.#commit(change, burst);
    else this.cancelPreview();
  }

  addAntenna(antenna: Antenna): void {
    this.#commit({ name: 'add', records: [{ kind: 'antenna', id: antenna.id, after: antenna }] });
  }

  removeAntenna(id: string): void {
    const index = this.#committed?.antennas.findIndex((antenna) => antenna.id === id) ?? -1;
    const before = this.#committed?.antennas[index];
    if (before) this.#commit({ name: 'remove', records: [{ kind: 'antenna', id, before, index }] });
  }

  undo(): PlanChange | undefined {
    return this.#step(this.#undo, this.#redo, reverseChange);
  }

  redo(): PlanChange | undefined {
    return this.#step(this.#redo, this.#undo, (change) => change);
  }

  #step(
    from: PlanChange[],
    to: PlanChange[],
    turn: (change: PlanChange) => PlanChange,
  ): PlanChange | undefined {
    this.#preview = undefined;
    this.#burst = undefined;
    const change = from.pop();
    if (!change) return undefined;
    to.push(change);
    this.#committed = applyChange(this.#committed, turn(change));
    this.#imported = applyToImport(this.#imported, turn(change));
    this.#notify();
    return change;
  }

  #moveChange(id: string, position: Position): PlanChange | undefined {
    const before = this.#committed?.antennas.find((antenna) => antenna.id === id);
    if (!before) return undefined;
    const [x, y] = antennaPlace(before);
    if (x === position[0] && y === position[1]) return undefined;
    return { name: 'move', records: [{ kind: 'antenna', id, before, after: moveAntenna(before, position) }] };
  }

  #commit(change: PlanChange, burst?: string): void {
    this.#preview = undefined;
    this.#committed = applyChange(this.#committed, change);
    this.#imported = applyToImport(this.#imported, change);
    const last = this.#undo.at(-1);
    const joined = burst !== undefined && burst === this.#burst && last && joinChanges(last, change);
    if (joined) this.#undo[this.#undo.length - 1] = joined;
    else this.#undo.push(change);
    if (this.#undo.length > historyLimit) this.#undo.shift();
    this.#redo = [];
    this.#burst = burst;
    this.#notify();
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
