import type { App } from '../app/app.ts';
import type { ImportSource } from '../store/imported.ts';
import {
  maxPersistedBytes,
  type PersistedFiles,
  type PersistedReview,
  sizeOf,
} from '../store/persisted-review.ts';
import type { Persistence } from '../store/review-state.ts';
import { claimReview } from './claim-review.ts';
import type { ReviewMemory } from './review-memory.ts';

/** Decisions in a row are written together. */
const restMs = 250;

/**
 * Keeps the drawing and everything decided about it on this computer, so that a reload or a crash loses nothing: after
 * each change, and at once when the page is left. Says in the review whether it is persisted.
 */
export class ReviewKeeper {
  readonly #app: App;
  readonly #memory: ReviewMemory;
  #id: string | undefined;
  #files: PersistedFiles | undefined;
  #seen: unknown[] = [];
  #timer = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(app: App, memory: ReviewMemory) {
    this.#app = app;
    this.#memory = memory;
  }

  start(): void {
    const { store, review, page, view } = this.#app;
    for (const source of [store, review, page, view]) source.subscribe(() => this.#changed());
    window.addEventListener('pagehide', () => this.#flush());
    document.addEventListener('visibilitychange', () => this.#flush());
    this.#changed();
  }

  /** Goes on with a review that was persisted before: call when its drawing is about to be shown. */
  adopt(id: string, files: PersistedFiles): void {
    this.#id = id;
    this.#files = files;
  }

  /** Forgets the drawing on screen, and keeps it no more. */
  discard(): Promise<void> {
    this.#app.review.patch({ isPersisted: false });
    this.#flush();
    return this.#work;
  }

  get #source(): ImportSource | undefined {
    return this.#app.page.value.pendingDrawing?.source ?? this.#app.store.imported;
  }

  #changed(): void {
    if (this.#app.store.previewing) return;
    const { store, review, page, view } = this.#app;
    const { active, tab, answered, isPersisted: isRetained } = review.value;
    const { levelId, projection } = view.value;
    const now = [store.imported, store.plan?.antennas, page.value.pendingDrawing, active, tab, answered];
    const all = [...now, isRetained, levelId, projection];
    if (all.every((value, index) => Object.is(value, this.#seen[index]))) return;
    this.#seen = all;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#flush(), restMs);
    const source = this.#source;
    // Another drawing takes its time to be written: it does not wait.
    if (source && !isSame(this.#files, source)) this.#flush();
  }

  #flush(): void {
    if (this.#timer === 0) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#work = this.#work.then(() => this.#write()).catch(() => this.#say('refused'));
  }

  async #write(): Promise<void> {
    const { review } = this.#app;
    const source = this.#source;
    if (!source || !review.value.isPersisted) {
      await this.#forget();
      if (source) this.#say('off');
      return;
    }
    if (sizeOf(source) > maxPersistedBytes) {
      await this.#forget();
      return this.#say('too-large');
    }
    const id = await this.#ownId();
    if (!isSame(this.#files, source)) {
      this.#files = { file: source.file, others: source.others };
      // Without its files a review is nothing: they come first.
      await this.#memory.putFiles(id, this.#files);
    }
    await this.#memory.putReview(id, this.#describe(source));
    this.#say('kept');
  }

  async #forget(): Promise<void> {
    if (this.#id === undefined || !this.#files) return;
    this.#files = undefined;
    await this.#memory.forget(this.#id);
  }

  async #ownId(): Promise<string> {
    if (this.#id !== undefined) return this.#id;
    const id = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    await claimReview(id, false);
    this.#id = id;
    return id;
  }

  #describe({ file, scale, page, corrections, usedPreset }: ImportSource): PersistedReview {
    const { store, review, page: shown, view } = this.#app;
    const { pendingDrawing } = shown.value;
    const { active, tab, answered } = review.value;
    const { levelId, projection } = view.value;
    return {
      version: 1,
      fileName: file.name,
      savedMs: Date.now(),
      isTried: false,
      scale,
      page,
      corrections,
      usedPreset,
      pending: pendingDrawing && { changes: pendingDrawing.kind === 'refused' ? pendingDrawing.changes : [] },
      antennas: pendingDrawing ? [] : (store.plan?.antennas ?? []),
      answered,
      isReviewing: active,
      tab,
      levelId,
      projection,
    };
  }

  #say(persistence: Persistence): void {
    this.#app.review.patch({ persistence });
  }
}

function isSame(files: PersistedFiles | undefined, { file, others }: PersistedFiles): boolean {
  if (files?.file !== file || files.others.length !== others.length) return false;
  return others.every((each, index) => each === files.others[index]);
}
