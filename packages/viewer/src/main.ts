import type { App } from './app/app.ts';
import { bindDrops, chooseFiles } from './main/choose-files.ts';
import { drawFirstLook } from './main/first-look.ts';
import type { Desk } from './main/start-desk.ts';
import { beginPage, showFirstPage } from './panels/first-page.tsx';
import { type FoundWork, findWork } from './persistence/find-work.ts';
import { PlanMemory } from './persistence/plan-memory.ts';
import { programmeOfThisTab } from './persistence/tab-memory.ts';
import { detectLocale, loadFurtherWords, setLocale } from './texts/language.ts';

const element = document.getElementById('app') as HTMLElement;
const view = document.createElement('div');
view.className = 'picture';
const plans = new PlanMemory();

/** Wishes of a visitor from before there is anybody to do them. */
const wishes: ((desk: Desk) => void)[] = [];
let desk: Desk | undefined;
const ask = (wish: (desk: Desk) => void) => (desk ? wish(desk) : wishes.push(wish));
const act = (wish: (actions: App['actions']) => void) => ask(({ app }) => wish(app.actions));

bindDrops({
  hover(isOver) {
    element.dataset.dropping = String(isOver);
    desk?.app.page.patch({ dropping: isOver });
  },
  take: (dropped, point) => ask(({ openDropped }) => openDropped(dropped, point)),
});
await setLocale(detectLocale(navigator.languages, location.search));
const root = beginPage(element);
const found = findWork(plans);
// A page that begins with nothing shows at once what there is to begin with.
let isLooking = true;
showFirst(undefined);
const work = await found;
isLooking = programmeOfThisTab()?.isShown === true;
const opening = isLooking ? undefined : await drawFirstLook(view, work, themeOf());
showFirst(opening);
// The first picture is on screen before anything else is loaded.
requestAnimationFrame(() => setTimeout(() => void startRest(work)));

function showFirst(shown: { name: string } | undefined): void {
  showFirstPage(root, {
    colorScheme: themeOf(),
    opening: shown && { view, name: shown.name },
    isLooking,
    hands: {
      choose: () => void chooseFiles((files) => ask(({ openFiles }) => openFiles(files))),
      openExample: () => act((actions) => actions.openExample()),
      openProgrammeExample: () => act((actions) => actions.programme.openExample()),
      openRecent: (id) => act((actions) => actions.openRecent(id)),
      openRecentProgramme: (name) => act((actions) => actions.programme.openRecent(name)),
    },
    onCommand: (id) => ask(({ runCommand }) => runCommand(id)),
  });
}

async function startRest(work: FoundWork): Promise<void> {
  const [{ startDesk }] = await Promise.all([import('./main/start-desk.ts'), loadFurtherWords()]);
  desk = startDesk({ element, root, view, plans, found: work, endOpening: opening?.end });
  for (const wish of wishes.splice(0)) if (desk) wish(desk);
}

function themeOf(): 'light' | 'dark' {
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
