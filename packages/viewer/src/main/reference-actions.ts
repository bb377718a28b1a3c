import type { Actions, App } from '../app/app.ts';
import { isPlanning } from '../commands/command.ts';
import type { ReferenceRunner } from '../compute/reference-runner.ts';
import { isOfSubject } from '../store/reference-state.ts';
import { text } from '../texts/language.ts';

/** Traces the reference of what is on screen, and shows it once it is there, unless something else is looked at by then. */
export function createReferenceActions(
  app: App,
  runner: ReferenceRunner,
): Pick<Actions, 'traceReference' | 'stopReference'> {
  return {
    async traceReference() {
      const { view, page, reference } = app;
      const found = await runner.trace(view.value);
      if (!found || !isPlanning(app)) return;
      if (isOfSubject(found, view.value)) {
        view.patch({ isolatedClass: undefined });
        reference.patch({ isShown: true });
      }
      const isSeen = page.value.side === 'reference' && isOfSubject(found, view.value);
      if (isSeen) return;
      const { levelId, carrierId } = found;
      const action = {
        id: 'reference-show',
        label: text('referenceLook'),
        run: () => {
          view.patch({ levelId, carrierId, scenarioId: found.scenarioId, isolatedClass: undefined });
          reference.patch({ isShown: true });
          page.patch({ side: 'reference', isPanelOpen: true });
        },
      };
      const title = text('referenceDone', { level: levelId });
      page.patch({ notice: { kind: 'info', title, lines: [], action } });
    },
    stopReference: () => void runner.stop(),
  };
}
