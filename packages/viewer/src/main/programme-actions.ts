import type { App } from '../app/app.ts';
import type { ProgrammeActions } from '../app/programme-actions.ts';
import { initialProgrammeView } from '../store/programme/programme-state.ts';
import { text } from '../texts/language.ts';
import { chooseFiles } from './choose-files.ts';
import type { FileOpener } from './open-file.ts';
import type { ProgrammePersistence } from './programme-persistence.ts';
import { choosePlanFolder, folderOf } from './read-plan-folder.ts';

const exampleUrl = new URL('../../../../examples/programme.json', import.meta.url).href;

interface Parts {
  files: FileOpener;
  keeper: ProgrammePersistence;
  openRecent(id: string): Promise<void>;
}

/** Actions on the programme of a city. */
export function createProgrammeActions(app: App, parts: Parts): ProgrammeActions {
  const { programme, page } = app;
  const { files, keeper } = parts;
  return {
    take(name, content) {
      void keeper.open({ name, content });
      if (content.judgements === 0) return;
      const title = text('programmeOpened', { file: name, count: content.communities.length });
      const lines = [text('programmeJudged', { count: content.judgements })];
      page.patch({ notice: { kind: 'info', title, lines } });
    },
    takeQuotas(file, quotas) {
      if (!programme.value.open) return false;
      programme.patch({ quotas, isShown: true, side: 'board' });
      const title = text('programmeQuotasTaken', { year: quotas.year, file });
      page.patch({ notice: { kind: 'info', title, lines: [] } });
      return true;
    },
    openExample: () => void openExample(files),
    openRecent: (name) => void keeper.bringBack(name, true),
    close() {
      keeper.leave();
      programme.patch({ ...initialProgrammeView, open: undefined, isShown: false });
    },
    find: () => document.querySelector<HTMLElement>('[data-id="programme-words"]')?.focus(),
    openPlan: (id, index) => void openPlan(app, parts, id, index),
    chooseFor(id) {
      const community = programme.value.open?.content.communities.find((each) => each.id === id);
      if (!community) return;
      const { name, district, address } = community;
      const identity = { id, name, ...(district ? { district } : {}), ...(address ? { address } : {}) };
      void chooseFiles((chosen) => void files.open(chosen, {}, { community: identity }));
    },
    chooseFolder: () => void choosePlanFolder().then((folder) => folder && keeper.takeFolder(folder)),
    allowFolder: () => void allowFolder(keeper),
  };
}

async function openExample(files: FileOpener): Promise<void> {
  const response = await fetch(exampleUrl);
  await files.open([new File([await response.blob()], 'programme.json')], {});
}

/** A plan that is on screen already is only shown; where one cannot be read any more the programme stays. */
async function openPlan(app: App, { files, openRecent }: Parts, id: string, index: number): Promise<void> {
  const { programme, store, page } = app;
  const plan = programme.value.plans.get(id)?.[index];
  if (!plan) return;
  if (plan.kind === 'kept') {
    if (store.opened?.id !== plan.planId) await openRecent(plan.planId);
    if (store.opened?.id === plan.planId) programme.patch({ isShown: false });
    else sayGone(page, plan.name);
    return;
  }
  const file = await plan.read().catch(() => undefined);
  if (file) await files.open([file], {});
  else sayGone(page, plan.name);
}

function sayGone(page: App['page'], file: string): void {
  const title = text('planGone', { file });
  page.patch({ notice: { kind: 'error', title, lines: [text('planGoneNote')] } });
}

/** The browser asks for leave once more after a reload. */
async function allowFolder(keeper: ProgrammePersistence): Promise<void> {
  const { folderHandle: handle } = keeper;
  if (!handle) return;
  const asking = handle as FileSystemDirectoryHandle & {
    requestPermission?(options: { mode: 'read' }): Promise<PermissionState>;
  };
  const answer = await asking.requestPermission?.({ mode: 'read' });
  if (answer === 'granted') await keeper.takeFolder(folderOf(handle));
}
