import type { App } from '../app/app.ts';
import type { NamedView } from '../persistence/persisted-plan.ts';
import { quantities } from '../store/field-scale.ts';
import { isNetworkShown } from '../store/network-drawing.ts';
import { language, rowText } from '../texts/language.ts';
import { fieldSourceName, fieldSources } from './carrier-name.ts';
import { type Command, hasPlan, isPlanning } from './command.ts';
import { sideCommand } from './side-command.ts';

export const viewCommands: readonly Command[] = [
  {
    id: 'fit',
    group: 'view',
    name: 'cmdFit',
    keys: ['F'],
    isEnabled: hasPlan,
    run: ({ actions }) => actions.fit(),
  },
  {
    id: 'projection',
    group: 'view',
    name: 'cmdProjection',
    keys: ['T'],
    isEnabled: hasPlan,
    run: ({ view }) => showProjection(view, view.value.projection === '3d' ? '2d' : '3d'),
  },
  {
    id: 'view-2d',
    group: 'view',
    name: 'cmdPlan',
    isEnabled: hasPlan,
    isOn: ({ view }) => view.value.projection === '2d',
    run: ({ view }) => showProjection(view, '2d'),
  },
  {
    id: 'view-3d',
    group: 'view',
    name: 'cmdSolid',
    isEnabled: hasPlan,
    isOn: ({ view }) => view.value.projection === '3d',
    run: ({ view }) => showProjection(view, '3d'),
  },
  {
    id: 'stacked',
    group: 'view',
    name: 'cmdStacked',
    keys: ['0'],
    isEnabled: (app) => isPlanning(app) && (app.store.plan?.levels.length ?? 0) > 1,
    isOn: ({ view }) => view.value.stacked,
    run: ({ view }) => view.patch({ stacked: true, projection: '3d' }),
  },
  {
    id: 'panel',
    group: 'view',
    name: 'cmdPanel',
    keys: ['I'],
    isEnabled: isPlanning,
    isOn: ({ page }) => page.value.isPanelOpen,
    run: ({ page }) => page.patch({ isPanelOpen: !page.value.isPanelOpen }),
  },
  { ...sideCommand('charts'), group: 'view', name: 'cmdCharts', keys: ['H'] },
  {
    id: 'cars',
    group: 'view',
    name: 'cmdCars',
    isEnabled: isPlanning,
    isOn: ({ view }) => view.value.showsCars,
    run: ({ view }) => view.patch({ showsCars: !view.value.showsCars }),
  },
  {
    id: 'network-layer',
    group: 'view',
    name: 'cmdNetworkLayer',
    keys: ['J'],
    isEnabled: (app) => isPlanning(app) && app.store.plan?.network !== undefined,
    isOn: ({ page, view }) => isNetworkShown(view.value, page.value),
    run: ({ page, view }) => view.patch({ showsNetwork: !isNetworkShown(view.value, page.value) }),
  },
  {
    id: 'axes',
    group: 'view',
    name: 'cmdAxes',
    keys: ['S'],
    isEnabled: (app) =>
      isPlanning(app) &&
      app.view.value.projection === '2d' &&
      app.store.plan?.levels.some(({ axes }) => axes && axes.length > 0) === true,
    isOn: ({ view }) => view.value.showsAxes,
    run: ({ view }) => view.patch({ showsAxes: !view.value.showsAxes }),
  },
  {
    id: 'views',
    group: 'view',
    name: 'cmdViews',
    keys: ['Alt+V'],
    isEnabled: isPlanning,
    run: ({ page }) => page.patch({ sheet: page.value.sheet === 'views' ? undefined : 'views' }),
  },
  {
    id: 'keep-view',
    group: 'view',
    name: 'cmdKeepView',
    isEnabled: (app) => isPlanning(app) && !app.store.isReadOnly,
    run: ({ actions }) => actions.storeView(),
  },
  {
    id: 'schematic',
    group: 'view',
    name: 'cmdSchematic',
    keys: ['Alt+N'],
    isEnabled: (app) => isPlanning(app) && app.store.plan?.network !== undefined,
    isOn: ({ page }) => page.value.schematic !== 'closed',
    run: ({ page }) =>
      page.patch({ schematic: page.value.schematic === 'closed' ? 'half' : 'closed', isPanelOpen: false }),
  },
  {
    id: 'schematic-enlarge',
    group: 'view',
    name: 'cmdSchematicEnlarge',
    isEnabled: ({ page }) => page.value.schematic !== 'closed',
    isOn: ({ page }) => page.value.schematic === 'full',
    run: ({ page }) => page.patch({ schematic: page.value.schematic === 'full' ? 'half' : 'full' }),
  },
  {
    id: 'all-classes',
    group: 'view',
    name: 'cmdAllClasses',
    isEnabled: ({ view }) => view.value.isolatedClass !== undefined,
    run: ({ view }) => view.patch({ isolatedClass: undefined }),
  },
  {
    id: 'theme',
    group: 'view',
    name: 'cmdTheme',
    isForPending: true,
    run: ({ view }) => view.patch({ theme: view.value.theme === 'dark' ? 'light' : 'dark' }),
  },
  {
    id: 'language',
    group: 'view',
    name: 'cmdLanguage',
    isForPending: true,
    run: ({ actions }) => actions.toggleLanguage(),
  },
  ...quantities.map(
    (quantity): Command => ({
      id: `quantity-${quantity}`,
      group: 'view',
      name: 'cmdQuantity',
      values: { name: () => rowText('quantity', quantity) },
      isEnabled: isPlanning,
      isOn: ({ view }) => view.value.quantity === quantity,
      run({ reference, view }) {
        reference.patch({ isShown: false });
        view.patch({ quantity, isolatedClass: undefined });
      },
    }),
  ),
];

/** Levels (by number keys), carriers, states and named views of the plan on screen. */
export function planCommands({ store, results, persistence }: App): Command[] {
  const levels = (store.plan?.levels ?? []).map(
    ({ id }, index): Command => ({
      id: `level-${id}`,
      group: 'view',
      name: 'cmdLevel',
      values: { level: id },
      keys: index < 9 ? [String(index + 1)] : [],
      isOn: ({ view }) => view.value.levelId === id && !view.value.stacked,
      run: ({ view }) => view.patch({ levelId: id, stacked: false }),
    }),
  );
  const plan = store.plan ?? { carriers: [] };
  const carriers = fieldSources(plan).map(
    (id): Command => ({
      id: `carrier-${id}`,
      group: 'view',
      name: 'cmdCarrier',
      values: { name: () => fieldSourceName(plan, id) },
      isEnabled: isPlanning,
      isOn: ({ view }) => view.value.carrierId === id,
      run: ({ view }) => view.patch({ carrierId: id }),
    }),
  );
  const scenarios = (results.value.exact?.scenarios ?? []).map(
    ({ id, name }): Command => ({
      id: `scenario-${id}`,
      group: 'view',
      name: 'cmdScenario',
      values: { name: () => name[language()] },
      isEnabled: isPlanning,
      isOn: ({ view }) => view.value.scenarioId === id,
      run: ({ view }) => view.patch({ scenarioId: id }),
    }),
  );
  return [...levels, ...carriers, ...scenarios, ...persistence.value.namedViews.map(namedViewCommand)];
}

function namedViewCommand({ id, name, view }: NamedView): Command {
  return {
    id: `named-view-${id}`,
    group: 'view',
    name: 'cmdShowView',
    values: { name },
    isEnabled: (app) =>
      isPlanning(app) && app.store.plan?.levels.some((level) => level.id === view.levelId) === true,
    run: ({ actions }) => actions.showView(id),
  };
}

function showProjection(view: App['view'], projection: '2d' | '3d'): void {
  view.patch(projection === '2d' ? { projection, stacked: false } : { projection });
}
