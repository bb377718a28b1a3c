import type { ImportClient } from '../compute/import-client.ts';
import type { OpenedFile } from '../compute/worker-contract.ts';
import type { App } from '../panels/app.ts';
import type { PendingActions } from '../panels/review-actions.ts';
import { describeFailure } from '../review/describe-failure.ts';
import type { ImportSource } from '../store/imported.ts';
import type { PendingDrawing } from '../store/pending-drawing.ts';
import type { FileOpener } from './open-file.ts';
import { takeDrawing } from './take-drawing.ts';

/** A drawing that has to be asked about before it is a plan; undefined for everything else. */
export function pendingDrawing(opened: OpenedFile, source: ImportSource): PendingDrawing | undefined {
  if (opened.kind === 'picture') return { kind: 'picture', source, problems: [] };
  if (opened.kind !== 'refused') return undefined;
  const { failure, layers, lines } = opened;
  return { kind: 'refused', source, problems: describeFailure(failure), layers, lines, changes: [] };
}

/** What can be done about such a drawing: a scale for a picture, other layers or another unit for a refused one. */
export function createPendingActions(app: App, files: FileOpener, client: ImportClient): PendingActions {
  const current = () => app.page.value.pendingDrawing;
  let run = 0;
  return {
    readPicture(scale) {
      const pending = current();
      if (pending?.kind === 'picture') void files.open(pending.source.file, {}, scale);
    },
    async change(change) {
      const pending = current();
      if (pending?.kind !== 'refused') return;
      const asked = ++run;
      const changes = [...pending.changes, change];
      app.page.patch({ pendingDrawing: { ...pending, changes } });
      const { source } = pending;
      const outcome = await client.recognise(source, { changes, preset: source.usedPreset }, () => {});
      const now = current();
      if (asked !== run || now?.kind !== 'refused' || now.source !== source) return;
      if (outcome.ok) {
        takeDrawing(app, source, outcome.value);
        app.actions.review.enter();
        app.review.patch({ tab: 'layers' });
      } else {
        app.page.patch({ pendingDrawing: { ...now, problems: describeFailure(outcome.failure) } });
      }
    },
    giveUp() {
      run++;
      app.page.patch({ pendingDrawing: undefined });
    },
  };
}
