import { type DrawnClass, doubtColors, recognisedColors } from '../store/class-colors.ts';
import type { ImportedDrawing } from '../store/imported.ts';
import { countedKinds, countKinds, isScaleOpen, type ReviewTab } from '../store/review-state.ts';
import { formatNumber, formatPercent, language, text } from '../texts/language.ts';
import type { TextKey } from '../texts/texts.ts';
import type { App } from './app.ts';
import { describeDecisions } from './decision-list.ts';
import { describeDoubts } from './doubt-list.ts';
import { createKey, element, rebuild, textButton } from './element.ts';
import { describeLayers } from './layer-table.ts';
import { describeObject } from './object-card.ts';
import { describePreset } from './preset-form.ts';
import { createReviewView } from './review-view.ts';
import { describeScale } from './scale-form.ts';
import { unitLabel } from './unit-label.ts';

/** The drawing against what was recognised in it: what is in doubt, its layers, its scale. */
export function createReviewPanel(app: App): { element: HTMLElement; render(): void } {
  const head = element('header', { class: 'review-head' });
  const view = createReviewView(app);
  const state = element('div', { class: 'review-state', role: 'status' });
  const tabs = element('div', { class: 'tabs', role: 'tablist' });
  const body = element('div', { class: 'review-body' });
  const panel = element(
    'aside',
    { class: 'review', 'aria-label': 'review' },
    head,
    view.element,
    state,
    tabs,
    body,
  );
  const [headKey, stateKey, tabsKey, bodyKey] = [createKey(), createKey(), createKey(), createKey()];
  let filter = '';
  let shownDoubt: string | undefined;
  const render = () => {
    const imported = app.store.imported;
    const review = app.review.value;
    panel.hidden = !review.active || !imported;
    if (panel.hidden || !imported) return;
    const { plan } = app.store;
    const { theme, levelId } = app.view.value;
    panel.setAttribute('aria-label', text('reviewTitle'));
    rebuild(head, headKey(language(), imported, plan?.antennas.length === 0, levelId, theme), () =>
      describeHead(app, imported),
    );
    view.render();
    rebuild(state, stateKey(language(), review.doneRatio, review.problems), () => describeState(app));
    rebuild(tabs, tabsKey(language(), review.tab, imported.doubts, imported.layers), () =>
      describeTabs(app, imported),
    );
    const shown = [review.tab, review.doubtId, review.member, review.object, review.pending, review.layer];
    const kept = [review.isKept, review.keeping];
    const more = [review.picked, review.remembered, filter, theme, ...kept];
    const before = body.dataset.key;
    rebuild(body, bodyKey(language(), imported, plan?.levels, ...shown, ...more), () =>
      describeBody(app, imported, filter, (next) => {
        filter = next;
        render();
      }),
    );
    if (body.dataset.key !== before && review.doubtId !== shownDoubt) {
      body.querySelector('li:has([aria-expanded="true"])')?.scrollIntoView({ block: 'nearest' });
      // From here Tab reaches its answers.
      if (document.activeElement?.matches('body, .doubt')) focusShown(body);
    }
    shownDoubt = review.doubtId;
  };
  return { element: panel, render };
}

function focusShown(body: HTMLElement): void {
  body.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus({ preventScroll: true });
}

function describeHead(app: App, imported: ImportedDrawing): HTMLElement[] {
  const { review } = app.actions;
  const { format, unit } = imported.source;
  const isEmpty = app.store.plan?.antennas.length === 0;
  const isOpen = isScaleOpen(imported.doubts);
  const place = () => {
    review.leave();
    app.actions.placeAntennas();
  };
  const title = isOpen ? text('reviewScaleOpen') : undefined;
  const source = { format: format.toUpperCase(), unit: unitLabel(unit), file: imported.file.name };
  return [
    element(
      'div',
      { class: 'review-title' },
      element('h2', {}, text('reviewTitle')),
      isEmpty
        ? textButton('review-place', text('reviewPlace'), place, {
            class: 'primary',
            disabled: isOpen,
            title,
          })
        : undefined,
      textButton('review-leave', text('reviewLeave'), review.leave, { title: text('reviewLeaveTip') }),
    ),
    element('p', { class: 'quiet' }, text('reviewSource', source)),
    ...(isOpen ? [element('p', { class: 'asks' }, text('reviewScaleOpen'))] : []),
    describeCounts(app, imported),
  ];
}

/** Walls in the two colours that matter to radio. */
const wallClasses = [
  ['concrete', 'drawn_concrete'],
  ['masonry', 'drawn_masonry'],
] as const;

/** The legend of the picture, with how many of each kind there are and how sure they are. */
function describeCounts(app: App, imported: ImportedDrawing): HTMLElement {
  const { levelId, theme } = app.view.value;
  const counts = countKinds(imported, levelId, 0.9);
  const items = countedKinds.flatMap((kind) => {
    const { count, unsure, confidence } = counts[kind];
    if (count === 0) return [];
    const shown: readonly (readonly [DrawnClass, TextKey])[] =
      kind === 'wall' ? wallClasses : [[kind, `kind_${kind}`]];
    const swatches = shown.map(([drawn, name]) => {
      const swatch = element('i', { class: 'dot', title: text(name) });
      swatch.style.backgroundColor = recognisedColors[theme][drawn];
      return swatch;
    });
    const title = `${text('countTip', { level: levelId })}: ${formatPercent(confidence)}`;
    const doubtful = element('small', {}, text('countUnsure', { count: unsure }));
    doubtful.style.borderColor = doubtColors.unsure;
    return element(
      'li',
      { title },
      ...swatches,
      ` ${text(`kind_${kind}`)} `,
      element('b', {}, formatNumber(count)),
      unsure > 0 ? doubtful : undefined,
    );
  });
  return element('ul', { class: 'counts', 'aria-label': text('countTip', { level: levelId }) }, ...items);
}

function describeState(app: App): HTMLElement[] {
  const { doneRatio, problems } = app.review.value;
  const { review } = app.actions;
  const parts: HTMLElement[] = [];
  if (doneRatio !== undefined) {
    parts.push(
      element(
        'p',
        { class: 'busy' },
        text('recognising', { percent: formatPercent(doneRatio) }),
        textButton('review-cancel', text('cancel'), review.cancel),
      ),
    );
  }
  if (problems.length > 0) {
    parts.push(
      element(
        'p',
        { class: 'problem' },
        element('b', {}, text('answerFailed')),
        ...problems.map((line) => element('span', {}, line[language()])),
      ),
    );
  }
  return parts;
}

function describeTabs(app: App, { doubts, layers }: ImportedDrawing): HTMLElement[] {
  const labels: Record<ReviewTab, string> = {
    doubts: text('tabDoubts', { count: doubts.length }),
    layers: text('tabLayers', { count: layers.length }),
    scale: text('tabScale'),
  };
  return Object.entries(labels).map(([tab, label]) =>
    textButton(`tab-${tab}`, label, () => app.review.patch({ tab: tab as ReviewTab }), {
      role: 'tab',
      'aria-selected': String(app.review.value.tab === tab),
    }),
  );
}

function describeBody(
  app: App,
  imported: ImportedDrawing,
  filter: string,
  onFilter: (filter: string) => void,
): HTMLElement[] {
  const { tab, object, layer } = app.review.value;
  if (tab === 'scale') return describeScale(app, imported);
  if (tab === 'layers') {
    const table = describeLayers(imported.layers, {
      theme: app.view.value.theme,
      filter,
      shown: layer,
      onFilter,
      onShow: (shown) => app.review.patch({ layer: shown }),
      onClass: (changed, layerClass) => app.actions.review.correct({ layer: changed, layerClass }),
    });
    return [describePreset(app, imported), ...table, ...omittedLines(app, imported)];
  }
  const clicked = imported.evidence.find(({ reference }) => reference === object);
  return [
    ...(clicked ? [describeObject(app, imported, clicked)] : []),
    ...describeDoubts(app, imported),
    describeDecisions(app, imported),
    ...describeWarnings(imported),
  ];
}

/** What was assumed or left out. */
function describeWarnings({ warnings }: ImportedDrawing): HTMLElement[] {
  if (warnings.length === 0) return [];
  const lines = warnings.map((warning) =>
    element('p', {}, [warning.at, warning[language()]].filter(Boolean).join(' · ')),
  );
  const title = text('importWarnings', { count: warnings.length });
  return [element('details', { class: 'warnings' }, element('summary', {}, title), ...lines)];
}

function omittedLines(app: App, { drawings }: ImportedDrawing): HTMLElement[] {
  const omitted = drawings.find(({ levelId }) => levelId === app.view.value.levelId)?.omitted ?? 0;
  return omitted > 0 ? [element('p', { class: 'quiet' }, text('layersUnread', { count: omitted }))] : [];
}
