import type { Antenna, Plan, Point } from '@diku/engine';
import { antennaLocation, moveAntenna } from '@diku/engine/plan';
import { addRecords, changeRecord } from './edits/change-records.ts';
import { removeSelection } from './edits/remove-selection.ts';
import type { ImportedDrawing } from './imported.ts';
import {
  applyChange,
  applyToDocument,
  applyToImport,
  joinChanges,
  type PlanChange,
  type RecordChange,
  reverseChange,
} from './plan-change.ts';
import type { PlanDocument } from './plan-document.ts';
import type { StoreContent } from './store-content.ts';

/** Steps kept for undo; older ones are forgotten. */
const historyLimit = 500;

/**
 * The plan being worked on, with undo. A preview (a drag under way) shows in `plan` but is no step yet:
 * it is either committed as one step or cancelled without a trace.
 */
export class PlanStore {
  #committed: Plan | undefined;
  /** Another number for another plan: one that was opened, placed or recognised anew rather than edited. */
  #document = 0;
  #preview: Plan | undefined;
  #imported: ImportedDrawing | undefined;
  #opened: PlanDocument | undefined;
  #isReadOnly = false;
  #undo: PlanChange[] = [];
  #redo: PlanChange[] = [];
  /** Key of the burst that the last step belongs to; a later step of the same burst joins it. */
  #burst: string | undefined;
  /** Something followed from the last step. */
  #isAmended = false;
  readonly #listeners = new Set<() => void>();

  get plan(): Plan | undefined {
    return this.#preview ?? this.#committed;
  }

  /** The plan without what is only previewed: what changes are made of. */
  get committed(): Plan | undefined {
    return this.#committed;
  }

  /** The drawing that the plan was made from, where it is known. */
  get imported(): ImportedDrawing | undefined {
    return this.#imported;
  }

  get document(): number {
    return this.#document;
  }

  get opened(): PlanDocument | undefined {
    return this.#opened;
  }

  /** Everything but a preview. Undefined without a plan. */
  get content(): StoreContent | undefined {
    const [plan, imported, document] = [this.#committed, this.#imported, this.#opened];
    return plan && { plan, imported, document, undo: [...this.#undo], redo: [...this.#redo] };
  }

  /** The document belongs to another tab: nothing changes it here; another one can be opened. */
  get isReadOnly(): boolean {
    return this.#isReadOnly;
  }

  set isReadOnly(isReadOnly: boolean) {
    if (this.#isReadOnly === isReadOnly) return;
    this.#isReadOnly = isReadOnly;
    this.#preview = undefined;
    this.#notify();
  }

  get previewing(): boolean {
    return this.#preview !== undefined;
  }

  get undoStep(): PlanChange | undefined {
    return this.#undo.at(-1);
  }

  get redoStep(): PlanChange | undefined {
    return this.#redo.at(-1);
  }

  get undoName(): string | undefined {
    return lastStep(this.#undo, this.#isReadOnly)?.name;
  }

  get redoName(): string | undefined {
    return lastStep(this.#redo, this.#isReadOnly)?.name;
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

  /**
   * A plan and the drawing it was made from, if any: one step, except for the first plan of the page.
   * @param document another one where a file was opened
   */
  openPlan(name: string, plan: Plan, imported: ImportedDrawing | undefined, document = this.#opened): void {
    if (!this.#committed) {
      [this.#committed, this.#imported, this.#opened] = [plan, imported, document];
      this.#document++;
      this.#notify();
      return;
    }
    const before = { plan: this.#committed, imported: this.#imported, document: this.#opened };
    this.#commit(openingChange(name, before, { plan, imported, document }));
  }

  /**
   * The same plan with derived parts that are computed anew: no step, as nobody decided anything.
   * @returns false where the plan is another one by now, or belongs to another tab
   */
  renewDerived(plan: Plan, derived: Plan['derived']): boolean {
    if (plan !== this.#committed || this.#isReadOnly) return false;
    const { derived: _, ...rest } = plan;
    this.#committed = derived === undefined ? rest : { ...rest, derived };
    this.#notify();
    return true;
  }

  /** Restores what was persisted, with its steps; no step itself. */
  restore({ plan, imported, document, undo, redo }: StoreContent): void {
    this.#preview = undefined;
    this.#burst = undefined;
    this.#document++;
    [this.#committed, this.#imported, this.#opened] = [plan, imported, document];
    [this.#undo, this.#redo] = [[...undo], [...redo]];
    this.#notify();
  }

  /** Shows what a change of `committed` would give; undefined shows that plan itself. */
  preview(change: PlanChange | undefined): void {
    const next = change && !this.#isReadOnly ? applyChange(this.#committed, change) : undefined;
    if (next === this.#preview) return;
    this.#preview = next;
    this.#notify();
  }

  cancelPreview(): void {
    this.preview(undefined);
  }

  /**
   * Makes a change of `committed` one step; steps with the same `burst` in a row on the same records are one. Without a
   * change nothing happens but the end of a preview.
   * @returns whether there is a step more, or a longer one
   */
  apply(change: PlanChange | undefined, burst?: string): boolean {
    if (!change || change.records.length === 0 || this.#isReadOnly) {
      this.cancelPreview();
      return false;
    }
    this.#commit(change, burst);
    return true;
  }

  /**
   * Adds to the last step what followed from it: no step itself.
   * @param plan the one that it follows from
   * @returns false where the plan is another one by now, or a step was undone since
   */
  amend(plan: Plan, records: readonly RecordChange[]): boolean {
    const last = this.#undo.at(-1);
    const isOther = plan !== this.#committed || this.#preview !== undefined || this.#redo.length > 0;
    if (!last || isOther || this.#isReadOnly || records.length === 0) return false;
    this.#take({ name: last.name, records: [...records] });
    this.#undo[this.#undo.length - 1] = { name: last.name, records: [...last.records, ...records] };
    this.#isAmended = true;
    this.#notify();
    return true;
  }

  previewMove(id: string, position: Point): void {
    this.preview(moveAntennaChange(this.#committed, id, position));
  }

  /** Replaces the antenna of the same id as one step of that name. */
  changeAntenna(name: 'move' | 'change', after: Antenna): void {
    if (this.#committed) this.apply(changeRecord(this.#committed, antennaRef(after.id), after, name));
  }

  /** Moves an antenna, a radiating cable with all of its path, as one step; steps with the same `burst` in a row are one. */
  moveAntenna(id: string, position: Point, burst?: string): void {
    this.apply(moveAntennaChange(this.#committed, id, position), burst);
  }

  addAntenna(antenna: Antenna): void {
    if (!this.#committed) return;
    this.apply(addRecords(this.#committed, [{ ref: antennaRef(antenna.id), record: antenna }]));
  }

  removeAntenna(id: string): void {
    if (this.#committed) this.apply(removeSelection(this.#committed, [antennaRef(id)]));
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
    const change = lastStep(from, this.#isReadOnly);
    if (!change) return undefined;
    from.pop();
    this.#isReadOnly = false;
    to.push(change);
    this.#take(turn(change));
    this.#notify();
    return change;
  }

  #commit(change: PlanChange, burst?: string): void {
    this.#preview = undefined;
    if (this.#isReadOnly && !isOpening(change)) return;
    this.#isReadOnly = false;
    this.#take(change);
    const last = this.#undo.at(-1);
    const isJoined = burst !== undefined && burst === this.#burst && last !== undefined;
    const after = this.#isAmended && last && { ...last, records: [...last.records, ...change.records] };
    const joined = isJoined && (after || joinChanges(last, change));
    if (joined) this.#undo[this.#undo.length - 1] = joined;
    else this.#undo.push(change);
    if (this.#undo.length > historyLimit) this.#undo.shift();
    this.#isAmended &&= isJoined;
    this.#redo = [];
    this.#burst = burst;
    this.#notify();
  }

  #take(change: PlanChange): void {
    this.#committed = applyChange(this.#committed, change);
    this.#imported = applyToImport(this.#imported, change);
    this.#opened = applyToDocument(this.#opened, change);
    if (change.records.some(({ kind }) => kind === 'plan')) this.#document++;
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function antennaRef(id: string) {
  return { kind: 'antenna' as const, id };
}

/** An antenna of the plan at another location; undefined where it is there already, or there is none. */
function moveAntennaChange(plan: Plan | undefined, id: string, position: Point): PlanChange | undefined {
  const before = plan?.antennas.find((antenna) => antenna.id === id);
  if (!plan || !before) return undefined;
  const [x, y] = antennaLocation(before);
  if (x === position[0] && y === position[1]) return undefined;
  return changeRecord(plan, antennaRef(id), moveAntenna(before, position), 'move');
}

type Opened = Pick<StoreContent, 'plan' | 'imported' | 'document'>;

/** Another plan in the place of one, with what belongs to it, as one step. */
function openingChange(name: string, before: Opened, after: Opened): PlanChange {
  const records: PlanChange['records'] = [{ kind: 'plan', before: before.plan, after: after.plan }];
  if (after.imported !== before.imported) {
    records.push({ kind: 'import', before: before.imported, after: after.imported });
  }
  if (after.document !== before.document) {
    records.push({ kind: 'document', before: before.document, after: after.document });
  }
  return { name, records };
}

/** The one kind of step that leaves a document as it is. */
function isOpening({ records }: PlanChange): boolean {
  return records.some(({ kind }) => kind === 'document');
}

/** The step that undo or redo takes next; none that a plan would have which only is read. */
function lastStep(changes: readonly PlanChange[], isReadOnly: boolean): PlanChange | undefined {
  const change = changes.at(-1);
  return change && (!isReadOnly || isOpening(change)) ? change : undefined;
}
