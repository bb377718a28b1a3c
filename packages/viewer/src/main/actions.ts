import type { Actions, App } from '../app/app.ts';
import type { DesignRunner } from '../compute/design-runner.ts';
import type { PlanKeeper } from '../keeping/plan-keeper.ts';
import type { Stage } from '../scene/stage.ts';
import { findFootprint } from '../store/footprint.ts';
import { isListed } from '../store/plan-change.ts';
import { select, selectAntenna } from '../store/selection.ts';
import { language, setLocale } from '../texts/language.ts';
import { chooseFiles } from './choose-files.ts';
import { downloadPaper } from './download-paper.ts';
import { feedAntennas } from './feed-antennas.ts';
import { keepVariant, takeVariant } from './keep-variant.ts';
import type { FileOpener } from './open-file.ts';
import { printPlan } from './print-plan.ts';
import { savePlan } from './save-plan.ts';
import { takeNetwork, takePlacement } from './take-proposals.ts';
import { takeOver } from './watch-keeping.ts';

const exampleUrl = new URL('../../../../examples/garage-two-levels.dxf', import.meta.url).href;

interface Parts {
  stage: Stage;
  design: DesignRunner;
  files: FileOpener;
  keeper: PlanKeeper;
}

/** What panels and keys can ask for. */
export function createActions(
  app: App,
  {
    stage,
    files,
    design,
    keeper,
    ...more
  }: Pick<
    Actions,
    | 'openRecent'
    | 'review'
    | 'pending'
    | 'programme'
    | 'toggleCrosshair'
    | 'checkRays'
    | 'cancelGesture'
    | 'edit'
  > &
    Parts,
): Actions {
  return {
    chooseFile: () => void chooseFiles((chosen) => void files.open(chosen, {})),
    openExample: () => void openExample(files),
    save: () => void savePlan(app, keeper),
    saveAs: () => void savePlan(app, keeper, { asNew: true }),
    print: () => printPlan(app),
    takeOver: () => void takeOver(app, keeper),
    undo: () => showStep(app, app.store.undo()),
    redo: () => showStep(app, app.store.redo()),
    toggleLanguage() {
      setLocale(language() === 'zh' ? 'en' : 'zh');
    },
    placeAntennas: () => void files.place({}),
    takePlacement: () => takePlacement(app),
    feedAntennas: () => feedAntennas(app, design),
    takeNetwork: () => takeNetwork(app),
    reportNetwork: (plan) => design.reportNetwork(plan),
    makePaper: (kind) => downloadPaper(app, design, kind),
    keepVariant: () => keepVariant(app),
    takeVariant: (id) => takeVariant(app, id),
    cancelWork: () => files.cancel(),
    select: (id) => app.view.patch(selectAntenna(id)),
    showPlace({ levelId, x, y }) {
      app.view.patch({ levelId, stacked: false });
      requestAnimationFrame(() => requestAnimationFrame(() => stage.flyTo(x, y, 0)));
    },
    fit: () => stage.fit(),
    ...more,
  };
}

/** Selects what an undone or redone step touched and is still there, on its level. */
function showStep(app: App, step: ReturnType<App['store']['undo']>): void {
  const { plan } = app.store;
  if (!step || !plan) return;
  const refs = step.records.flatMap((record) => {
    if (!isListed(record) || record.kind === 'carrier' || record.kind === 'cable') return [];
    const found = findFootprint(plan, record);
    return found ? [{ kind: record.kind, id: record.id, level: found.levelId }] : [];
  });
  if (refs.length === 0) return;
  const { stacked, levelId } = app.view.value;
  const isShown = stacked || refs.some(({ level }) => level === levelId);
  app.view.patch({ ...select(refs), ...(isShown ? {} : { levelId: refs[0].level }) });
}

/** The drawing with antennas that are known already: nobody waits for a placement to see what a verdict is. */
async function openExample(files: FileOpener): Promise<void> {
  const [response, { exampleAntennas: antennas }] = await Promise.all([
    fetch(exampleUrl),
    import('./example-antennas.ts'),
  ]);
  await files.open([new File([await response.blob()], 'garage-two-levels.dxf')], {}, { antennas });
}
