import type { Actions, App } from '../app/app.ts';
import type { Stage } from '../scene/stage.ts';
import { language, setLocale, text } from '../texts/language.ts';
import { chooseFiles } from './choose-files.ts';
import type { FileOpener } from './open-file.ts';
import { savePlan } from './save-plan.ts';

const exampleUrl = new URL('../../../../examples/garage-two-levels.dxf', import.meta.url).href;

interface Parts {
  stage: Stage;
  files: FileOpener;
}

/** What panels and keys can ask for. */
export function createActions(
  app: App,
  { stage, files, ...more }: Pick<Actions, 'review' | 'pending' | 'checkRays' | 'cancelGesture'> & Parts,
): Actions {
  return {
    chooseFile: () => chooseFiles((chosen) => void files.open(chosen, {})),
    openExample: () => void openExample(files),
    save() {
      const plan = app.store.plan;
      if (!plan) return;
      const title = text('saved', { file: savePlan(plan) });
      app.page.patch({ notice: { kind: 'info', title, lines: [] } });
    },
    undo: () => showStep(app, app.store.undo()),
    redo: () => showStep(app, app.store.redo()),
    toggleLanguage() {
      setLocale(language() === 'zh' ? 'en' : 'zh');
    },
    placeAntennas: () => void files.place({}),
    cancelWork: () => files.cancel(),
    select: (id) => app.view.patch({ selectedId: id }),
    showPlace({ levelId, x, y }) {
      app.view.patch({ levelId, stacked: false });
      requestAnimationFrame(() => requestAnimationFrame(() => stage.flyTo(x, y, 0)));
    },
    fit: () => stage.fit(),
    ...more,
  };
}

/** Selects the antenna that an undone or redone step touched, on its level. */
function showStep(app: App, step: ReturnType<App['store']['undo']>): void {
  const record = step?.records[0];
  if (record?.kind !== 'antenna') return;
  const antenna = app.store.findAntenna(record.id);
  if (!antenna) return;
  const level = app.view.value.stacked ? {} : { levelId: antenna.level };
  app.view.patch({ selectedId: antenna.id, ...level });
}

async function openExample(files: FileOpener): Promise<void> {
  const response = await fetch(exampleUrl);
  await files.open([new File([await response.blob()], 'garage-two-levels.dxf')], {});
}
