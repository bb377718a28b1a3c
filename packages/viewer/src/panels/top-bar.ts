import type { Carrier } from '@diku/engine';
import { quantities } from '../store/field-scale.ts';
import { formatNumber, language, text } from '../texts/language.ts';
import type { TextKey } from '../texts/texts.ts';
import type { App } from './app.ts';
import { element, rebuild } from './element.ts';

const stepNames: Record<string, TextKey> = {
  move: 'stepMove',
  change: 'stepChange',
  add: 'stepAdd',
  remove: 'stepRemove',
  open: 'stepOpen',
  place: 'stepPlaceAll',
  correct: 'stepCorrect',
  relayer: 'stepRelayer',
  rescale: 'stepRescale',
};

/** Name of the plan, levels, view, carrier, quantity, undo and language. */
export function createTopBar(app: App): { element: HTMLElement; render(): void } {
  const bar = element('header', { class: 'top-bar' });
  return {
    element: bar,
    render() {
      const plan = app.store.plan;
      const view = app.view.value;
      const key = JSON.stringify([
        language(),
        plan?.community,
        plan?.levels.map((level) => level.id),
        plan?.carriers,
        view,
        app.store.undoName,
        app.store.redoName,
        app.store.imported?.doubts.length,
        isReviewing(app),
      ]);
      rebuild(bar, key, () => [
        element('strong', { class: 'brand' }, text('title')),
        element('span', { class: 'community' }, plan?.community.name ?? ''),
        button('open', text('open'), text('openTip'), app.actions.chooseFile),
        plan && button('save', text('save'), text('saveTip'), app.actions.save),
        plan && reviewButton(app),
        plan && levelButtons(app),
        plan && projectionButtons(app),
        plan && (isReviewing(app) ? undefined : carrierList(app, plan.carriers)),
        plan && (isReviewing(app) ? undefined : quantityList(app)),
        element('span', { class: 'spacer' }),
        undoButton(app, 'undo', '↶', 'Ctrl+Z', app.store.undoName, app.actions.undo),
        undoButton(app, 'redo', '↷', 'Ctrl+Y', app.store.redoName, app.actions.redo),
        button('language', text('language'), text('languageTip'), app.actions.toggleLanguage),
      ]);
    },
  };
}

function button(
  id: string,
  label: string,
  title: string,
  onclick: () => void,
  pressed?: boolean,
): HTMLElement {
  const pressedState = pressed === undefined ? undefined : String(pressed);
  return element(
    'button',
    { type: 'button', 'data-id': id, title, 'aria-pressed': pressedState, onclick },
    label,
  );
}

function isReviewing(app: App): boolean {
  return app.review.value.active && app.store.imported !== undefined;
}

/** Only where the drawing behind the plan is known. */
function reviewButton(app: App): HTMLElement | undefined {
  const { imported } = app.store;
  if (!imported) return undefined;
  const { enter, leave } = app.actions.review;
  const isActive = app.review.value.active;
  const label = text('review', { count: imported.doubts.length || '' });
  return button('review', label, text('reviewTip'), isActive ? leave : enter, isActive);
}

function levelButtons(app: App): HTMLElement {
  const { levelId, stacked } = app.view.value;
  const levels = app.store.plan?.levels ?? [];
  const buttons = levels.map((level, index) =>
    button(
      `level-${level.id}`,
      level.id,
      `${level.name ?? level.id}（${index + 1}）`,
      () => app.view.patch({ levelId: level.id, stacked: false }),
      !stacked && level.id === levelId,
    ),
  );
  if (levels.length > 1 && !isReviewing(app)) {
    const stack = () => app.view.patch({ stacked: true, projection: '3d' });
    buttons.push(button('stacked', text('stacked'), text('stackedTip'), stack, stacked));
  }
  return element('div', { class: 'group', role: 'group', 'aria-label': text('level') }, ...buttons);
}

function projectionButtons(app: App): HTMLElement {
  const { projection } = app.view.value;
  const flat = () => app.view.patch({ projection: '2d', stacked: false });
  const solid = () => app.view.patch({ projection: '3d' });
  return element(
    'div',
    { class: 'group', role: 'group', 'aria-label': text('viewTip') },
    button('view-2d', text('view2d'), text('viewTip'), flat, projection === '2d'),
    button('view-3d', text('view3d'), text('viewTip'), solid, projection === '3d'),
    button('fit', text('fit'), text('fitTip'), app.actions.fit),
  );
}

function carrierList(app: App, carriers: readonly Carrier[]): HTMLElement {
  const list = element('select', {
    'data-id': 'carrier',
    'aria-label': text('carrier'),
    title: text('carrier'),
    onchange: () => app.view.patch({ carrierId: list.value }),
  });
  for (const carrier of carriers) {
    const selected = carrier.id === app.view.value.carrierId;
    list.append(element('option', { value: carrier.id, selected }, carrierName(carrier)));
  }
  return list;
}

/** `电信 LTE 1870 MHz`. */
export function carrierName(carrier: Carrier): string {
  const technology = carrier.technology.toUpperCase();
  return `${text(carrier.operator)} ${technology} ${formatNumber(carrier.frequencyMhz)} MHz`;
}

function quantityList(app: App): HTMLElement {
  const list = element('select', {
    'data-id': 'quantity',
    'aria-label': text('quantity'),
    title: text('quantity'),
    onchange: () => {
      const quantity = quantities.find((candidate) => candidate === list.value) ?? 'rsrp';
      app.view.patch({ quantity, isolatedClass: undefined });
    },
  });
  for (const quantity of quantities) {
    const selected = quantity === app.view.value.quantity;
    list.append(element('option', { value: quantity, selected }, text(quantity)));
  }
  return list;
}

function undoButton(
  _app: App,
  id: 'undo' | 'redo',
  sign: string,
  keys: string,
  step: string | undefined,
  onclick: () => void,
): HTMLElement {
  const stepName = step === undefined ? '' : ` ${text(stepNames[step] ?? 'stepOpen')}`;
  const title = `${text(id)}${stepName} (${keys})`;
  const attributes = {
    type: 'button',
    'data-id': id,
    title,
    'aria-label': title,
    disabled: step === undefined,
  };
  return element('button', { ...attributes, onclick }, sign);
}
