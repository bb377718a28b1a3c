import type { App } from '../app/app.ts';
import type { PendingActions } from '../app/review-actions.ts';
import type { ImportClient } from '../compute/import-client.ts';
import type { RefusedDrawing } from '../store/pending-drawing.ts';
import { isPointed } from '../store/pointed.ts';
import type { FileOpener } from './open-file.ts';
import { takeDrawing } from './take-drawing.ts';

/** Actions on such a drawing: a scale for an image, other layers or another unit for a refused one. */
export function createPendingActions(app: App, files: FileOpener, client: ImportClient): PendingActions {
  const current = () => app.page.value.pendingDrawing;
  let run = 0;
  async function tryAgain(changed: RefusedDrawing): Promise<void> {
    const asked = ++run;
    app.page.patch({ pendingDrawing: changed });
    const { source, changes } = changed;
    const outcome = await client.recognise(source, { changes, preset: source.usedPreset }, () => {});
    if (asked !== run || current() !== changed) return;
    if (outcome.ok) {
      const { pointing } = app.review.value;
      takeDrawing(app, source, outcome.value);
      app.actions.review.enter();
      const last = changes.at(-1);
      // The same is pointed at on.
      app.review.patch({ tab: last && isPointed(last) ? 'drawing' : 'layers', pointing });
    } else {
      const refused = { ...changed, failure: outcome.failure };
      app.page.patch({ pendingDrawing: refused });
      const told = await client.inspect(source, { changes, preset: source.usedPreset });
      if (told.ok && current() === refused) app.page.patch({ pendingDrawing: { ...refused, ...told.value } });
    }
  }
  return {
    readScan(scale) {
      const pending = current();
      if (pending?.kind !== 'picture') return;
      const { file, others, community } = pending.source;
      void files.open([file, ...others], {}, { scale, community });
    },
    readPage(page) {
      const source = current()?.source ?? app.store.imported;
      if (!source) return;
      const { file, others, community, pages } = source;
      void files.open([file, ...others], {}, { page, pages, community });
    },
    change(change) {
      const pending = current();
      if (pending?.kind !== 'refused') return;
      void tryAgain({ ...pending, changes: [...pending.changes, change] });
    },
    takePreset(usedPreset) {
      const pending = current();
      if (pending?.kind !== 'refused') return;
      void tryAgain({ ...pending, source: { ...pending.source, usedPreset } });
    },
    takeBack() {
      const pending = current();
      if (pending?.kind !== 'refused' || pending.changes.length === 0) return;
      void tryAgain({ ...pending, changes: pending.changes.slice(0, -1) });
    },
    giveUp() {
      run++;
      app.page.patch({ pendingDrawing: undefined });
    },
  };
}
