import type { ImageScale } from '@diku/engine/import';
import type { App } from '../app/app.ts';
import type { ImportClient } from '../compute/import-client.ts';
import type { Recognised } from '../compute/import-session.ts';
import { isInsideLevel } from '../scene/level-placement.ts';
import type { Correction, ImportedDrawing, ImportSource, UsedPreset } from '../store/imported.ts';
import { carryAntennas, reuseUnchanged } from '../store/recognised-again.ts';
import { text } from '../texts/language.ts';

interface Wish {
  change?: Correction;
  /** Another preset, or none. */
  preset?: { used: UsedPreset | undefined };
}

/**
 * Carries out decisions by recognising the drawing again: those made meanwhile wait and go together, a result that the
 * plan has moved on from is dropped.
 */
export class Recogniser {
  readonly #app: App;
  readonly #client: ImportClient;
  #waiting: Wish[] = [];
  #run = 0;
  #busy = false;

  constructor(app: App, client: ImportClient) {
    this.#app = app;
    this.#client = client;
  }

  correct(change: Correction): void {
    this.#ask({ change });
  }

  takePreset(used: UsedPreset | undefined): void {
    this.#ask({ preset: { used } });
  }

  /** Drops everything under way. */
  cancel(): void {
    this.#run++;
    this.#waiting = [];
    if (this.#busy) this.#client.cancel();
    this.#busy = false;
    this.#app.review.patch({ pending: [], doneRatio: undefined });
  }

  #ask(wish: Wish): void {
    this.#waiting.push(wish);
    this.#showPending();
    if (!this.#busy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#busy = true;
    const run = ++this.#run;
    while (this.#waiting.length > 0 && run === this.#run) {
      const wishes = this.#waiting.splice(0);
      await this.#carryOut(wishes, run);
    }
    if (run !== this.#run) return;
    this.#busy = false;
    this.#app.review.patch({ pending: [], doneRatio: undefined });
  }

  async #carryOut(wishes: readonly Wish[], run: number): Promise<void> {
    const { store, review } = this.#app;
    const imported = store.imported;
    if (!imported) return;
    review.patch({ doneRatio: 0, failure: undefined });
    const chosen = wishes.filter(({ preset }) => preset).at(-1)?.preset;
    const preset = chosen ? chosen.used : imported.usedPreset;
    const changes = wishes.flatMap(({ change }) => change ?? []);
    const source = this.#rescaled(imported, changes);
    let isDone = false;
    const outcome = await this.#client.recognise(source, { changes, preset }, ({ doneRatio }) => {
      // Reports travel by a way of their own and may come last.
      if (run === this.#run && !isDone) review.patch({ doneRatio });
    });
    isDone = true;
    // Undo or another file came first: what was asked belongs to what is gone.
    if (run !== this.#run || store.imported !== imported) return;
    if (outcome.ok) this.#takeOver(imported, { ...outcome.value, source }, nameOf(wishes));
    else if (outcome.failure.name !== 'CancelledError') {
      review.patch({ failure: outcome.failure });
    }
  }

  /** An image is read anew for another scale. */
  #rescaled(imported: ImportedDrawing, changes: readonly Correction[]): ImportSource {
    let scale: ImageScale | undefined;
    for (const change of changes) if ('scale' in change) scale = change.scale;
    const { file, others, corrections, sourceId, page, pages } = imported;
    const same = { file, others, corrections, page, pages };
    if (!scale) return { ...same, sourceId, scale: imported.scale };
    return { ...same, scale, sourceId: this.#client.newSourceId() };
  }

  #takeOver(
    before: ImportedDrawing,
    { plan: made, review, usedPreset, source }: Recognised & { source: ImportSource },
    name: string,
  ): void {
    const { store, view, page } = this.#app;
    const plan = store.plan;
    if (!plan) return;
    const next: ImportedDrawing = { ...source, ...review, usedPreset };
    const levels = reuseUnchanged(plan.levels, made.levels);
    const antennas = carryAntennas(plan.antennas, before, {
      plan: made,
      review,
      inside: (level, [x, y]) => isInsideLevel(level, x, y),
    });
    // What was doubtful of the earlier reading says nothing of this one; decisions hold where the doubt is the same.
    const derived = { ...plan.derived, import: made.derived?.import };
    const after = reuseUnchanged(plan, {
      ...{ ...plan, levels, antennas, derived },
      georeference: made.georeference,
    });
    const imported = reuseUnchanged(before, next);
    if (after === plan && imported === before) return;
    const levelId = levelAfter(before, next, view.value.levelId);
    store.openPlan(name, after, imported);
    if (levelId) view.patch({ levelId });
    const lost = plan.antennas.length - antennas.length;
    if (lost === 0) return;
    page.patch({ notice: { kind: 'info', title: text('antennasLost', { count: lost }), lines: [] } });
  }

  #showPending(): void {
    const pending = this.#waiting.flatMap(({ change }) =>
      change && 'doubt' in change ? change.doubt.id : [],
    );
    const { review } = this.#app;
    review.patch({ pending: [...new Set([...review.value.pending, ...pending])] });
  }
}

function nameOf(wishes: readonly Wish[]): string {
  const changes = wishes.flatMap(({ change }) => change ?? []);
  if (changes.some((change) => 'units' in change || 'scale' in change)) return 'rescale';
  return changes.some((change) => 'layer' in change) ? 'relayer' : 'correct';
}

/** The level on screen under the name it has now. */
function levelAfter(before: ImportedDrawing, after: ImportedDrawing, levelId: string): string | undefined {
  const old = before.evidence.find(({ kind, id }) => kind === 'level' && id === levelId);
  return after.evidence.find(({ kind, reference }) => kind === 'level' && reference === old?.reference)?.id;
}
