import type { Plan } from '@diku/engine';
import { differenceOf } from '../store/difference.ts';
import { recordHistory } from '../store/history-record.ts';
import type { Observable } from '../store/observable.ts';
import type { PlanDocument } from '../store/plan-document.ts';
import type { PlanStore } from '../store/plan-store.ts';
import type { StoreContent } from '../store/store-content.ts';
import type { ViewState } from '../store/view-state.ts';
import type { CameraPose, PersistedDrawing, PersistedPlan, PersistedView } from './persisted-plan.ts';
import type { PersistenceState } from './persistence-state.ts';
import { claimedPlans, type PlanLock } from './plan-lock.ts';
import type { PlanMemory } from './plan-memory.ts';
import { notePlanOfThisTab } from './tab-memory.ts';

/** Changes in a row are written together, but never put off by what follows: a drawing that goes on and on. */
const waitMs = 250;

/** Facts about a document apart from its plan. */
export interface DocumentFacts {
  /** The revision in the database that the plan on screen follows. */
  revision: number;
  /** The plan as its file has it. */
  inFile?: Plan;
  fileHash?: string;
  handle?: FileSystemFileHandle;
}

export interface PersistenceParts {
  store: PlanStore;
  view: Observable<ViewState>;
  state: Observable<PersistenceState>;
  memory: PlanMemory;
  lock: PlanLock;
  camera: () => CameraPose;
  /** The persisted drawing that the plan was made from. */
  drawing: (imported: NonNullable<StoreContent['imported']>) => PersistedDrawing | undefined;
  /** True when plans made of a drawing are to be persisted. */
  persistsDrawings: () => boolean;
}

/**
 * Keeps the plan with its steps on this computer: after each change, and at once when the page is left. Never writes
 * over what another tab wrote; a document that another tab is at is read only.
 */
export class PlanPersistence {
  readonly #parts: PersistenceParts;
  readonly #facts = new Map<string, DocumentFacts>();
  #seen: unknown[] = [];
  #written: Pick<StoreContent, 'plan' | 'imported' | 'document'> | undefined;
  #writtenView = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #claim = 0;
  /** It is not known yet whether the plan is this tab's to write. */
  #pendingClaim: Promise<void> | undefined;

  constructor(parts: PersistenceParts) {
    this.#parts = parts;
    parts.lock.beforeRelease = () => this.flush();
    parts.lock.onLost = () => {
      parts.store.isReadOnly = true;
    };
  }

  start(): void {
    for (const source of [this.#parts.store, this.#parts.view]) source.subscribe(() => this.#changed());
    this.#changed();
  }

  /** The camera moved. */
  viewMoved(): void {
    this.#schedule();
  }

  factsOf({ id }: PlanDocument): DocumentFacts {
    const known = this.#facts.get(id) ?? { revision: 0 };
    this.#facts.set(id, known);
    return known;
  }

  /**
   * The document that a plan file is: the persisted one with the same content or one that another tab is at, else a
   * new one.
   * @param hash of the file's content
   */
  async documentOf(name: string, hash: string | undefined, plan: Plan): Promise<PlanDocument> {
    const document = await this.#keptDocument(name, hash).catch(() => undefined);
    const opened = document ?? newDocument(name);
    Object.assign(this.factsOf(opened), { inFile: plan, fileHash: hash });
    return opened;
  }

  async #keptDocument(name: string, hash: string | undefined): Promise<PlanDocument | undefined> {
    if (hash === undefined) return undefined;
    const { memory } = this.#parts;
    const claimed = await claimedPlans();
    const recents = await memory.recent();
    const same = recents.find((each) => each.fileHash === hash && (each.isInFile || claimed.has(each.id)));
    const found = same && (await memory.read(same.id));
    if (!found) return undefined;
    const document = { id: found.persisted.id, name };
    this.factsOf(document).revision = found.persisted.revision;
    return document;
  }

  /** The plan on screen is in a file as it is. */
  savedAs(document: PlanDocument, facts: Pick<DocumentFacts, 'inFile' | 'fileHash' | 'handle'>): void {
    Object.assign(this.factsOf(document), facts);
    this.#written = undefined;
    this.#seen = [];
    this.#changed();
  }

  /** Takes the plan over from another tab, as that one left it. @returns what is to be shown */
  async takeOver(document: PlanDocument): Promise<PersistedPlan | undefined> {
    const { lock, memory } = this.#parts;
    await lock.takeOver(document.id);
    return (await memory.read(document.id))?.persisted;
  }

  /** Forgets the plan on screen and keeps nothing more of it. */
  async discard(): Promise<void> {
    const { store, memory } = this.#parts;
    this.#unschedule();
    notePlanOfThisTab(undefined);
    const { opened: document } = store;
    if (!document || store.isReadOnly) return;
    this.#written = store.content;
    await memory.forget(document.id);
  }

  /** Writes what is not written yet. @param isLeaving the page may be gone before it hears of the outcome */
  async flush(isLeaving = false): Promise<void> {
    this.#unschedule();
    const { store, state, memory } = this.#parts;
    if (this.#pendingClaim && isLeaving) return;
    if (this.#pendingClaim) await this.#pendingClaim;
    const { content } = store;
    const document = content?.document;
    if (!document || store.isReadOnly || store.previewing) return;
    if (content.imported && !this.#parts.persistsDrawings()) return this.#drop(document);
    const view = this.#describeView();
    const viewText = JSON.stringify(view);
    try {
      if (isSameContent(content, this.#written)) {
        if (viewText === this.#writtenView) return;
        this.#writtenView = viewText;
        await memory.writeView(document.id, view, isLeaving);
        return;
      }
      this.#written = content;
      this.#writtenView = viewText;
      const status = await memory.write(this.#describe(content, document), view, isLeaving);
      if (status === 'outdated' && store.opened?.id === document.id) store.isReadOnly = true;
      state.patch({ status });
    } catch {
      this.#written = undefined;
      state.patch({ status: 'refused' });
    }
  }

  /** The planner wants nothing of it persisted. */
  async #drop(document: PlanDocument): Promise<void> {
    if (!this.#written) return;
    this.#written = undefined;
    this.#parts.state.patch({ status: 'none' });
    await this.#parts.memory.forget(document.id).catch(() => {});
  }

  #changed(): void {
    const { store, view, state } = this.#parts;
    if (store.previewing) return;
    const { plan, imported, opened: document, undoName, redoName } = store;
    const now = [plan, imported, document, undoName, redoName, ...Object.values(lookedAt(view.value))];
    if (now.every((value, index) => Object.is(value, this.#seen[index]))) return;
    const isOther = document !== this.#seen[2];
    this.#seen = now;
    if (document && isOther) this.#pendingClaim = this.#claimDocument(document);
    state.patch({ isDirty: document !== undefined && !this.#equalsFile() });
    this.#schedule();
  }

  async #claimDocument(document: PlanDocument): Promise<void> {
    const { store, lock } = this.#parts;
    const claim = ++this.#claim;
    const isMine = await lock.claim(document.id, false);
    if (claim !== this.#claim) return;
    this.#pendingClaim = undefined;
    if (store.opened?.id !== document.id) return;
    notePlanOfThisTab(document.id);
    store.isReadOnly = !isMine;
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => void this.flush(), waitMs);
  }

  #unschedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #equalsFile(): boolean {
    const { store } = this.#parts;
    const inFile = store.opened && this.factsOf(store.opened).inFile;
    return inFile !== undefined && differenceOf(inFile, store.plan) === undefined;
  }

  #describe(content: StoreContent, document: PlanDocument): PersistedPlan {
    const facts = this.factsOf(document);
    facts.revision++;
    const isInFile = this.#equalsFile();
    const { plan, imported } = content;
    return {
      version: 1,
      ...document,
      revision: facts.revision,
      savedMs: Date.now(),
      plan,
      history: recordHistory(content),
      drawing: imported && this.#parts.drawing(imported),
      isInFile,
      fileHash: facts.fileHash,
      handle: facts.handle,
    };
  }

  #describeView(): PersistedView {
    const { showsNetwork, ...looked } = lookedAt(this.#parts.view.value);
    return {
      view: { ...looked, ...(showsNetwork === undefined ? {} : { showsNetwork }) },
      camera: this.#parts.camera(),
    };
  }
}

/** The part of the view that is persisted. */
function lookedAt({ levelId, stacked, projection, carrierId, quantity, selection, ...more }: ViewState) {
  const { scenarioId, pins, showsNetwork, showsAxes } = more;
  const looked = { levelId, stacked, projection, carrierId, quantity, selection, scenarioId };
  return { ...looked, pins, showsNetwork, showsAxes };
}

/** A document that nothing is known of yet. */
export function newDocument(name: string): PlanDocument {
  return { id: `${Date.now()}-${Math.random().toString(36).slice(2)}`, name };
}

function isSameContent(now: StoreContent, before: Partial<StoreContent> | undefined): boolean {
  return now.plan === before?.plan && now.imported === before.imported && now.document === before.document;
}
