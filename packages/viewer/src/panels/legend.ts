import { roundShares } from '@diku/engine';
import { classColors, type FieldScale, findScale, uncountedClass } from '../store/field-scale.ts';
import { findMap, findPicture } from '../store/result-state.ts';
import { formatNumber, language, text } from '../texts/language.ts';
import type { App } from './app.ts';
import { element, rebuild } from './element.ts';
import { carrierName } from './top-bar.ts';

/** Quantity, carrier, class limits with their swatches, share of floor per class; a click shows one class alone. */
export function createLegend(app: App): { element: HTMLElement; render(): void } {
  const legend = element('section', { class: 'legend' });
  return {
    element: legend,
    render() {
      const plan = app.store.plan;
      const view = app.view.value;
      const results = app.results.value;
      const carrier = plan?.carriers.find((candidate) => candidate.id === view.carrierId);
      legend.hidden = !carrier;
      if (!plan || !carrier) return;
      const map = findMap(results, view.carrierId, view.levelId);
      const scale = findScale(view.quantity, results.exact?.classLimits[view.carrierId]);
      const { live } = results;
      const liveM = map && live?.picture.map === map ? live.resolutionM : undefined;
      const old = map !== undefined && liveM === undefined && results.status !== 'fresh';
      const phoneHeightM = results.exact?.profile.phoneHeightM ?? 1.5;
      const key = [
        language(),
        view.theme,
        view.isolatedClass,
        view.levelId,
        carrier.id,
        map !== undefined,
        liveM,
        old,
      ];
      rebuild(legend, JSON.stringify([...key, scale, phoneHeightM]), () => {
        const statistic = scale.quantity === 'probability' ? 'legendProbabilityStatistic' : 'legendStatistic';
        return [
          element('h2', {}, `${text(scale.quantity)} · ${view.levelId}`, tag(liveM, old, map !== undefined)),
          element('p', {}, carrierName(carrier)),
          element('p', { class: 'quiet' }, text(statistic, { height: formatNumber(phoneHeightM, 1) })),
          ...classColors[view.theme].map((color, index) => classRow(app, scale, index, color)),
          footRow('swatch unserved', text('legendUnserved')),
          footRow('swatch uncounted', text('legendUncounted')),
          footRow('swatch contour', text('legendContour')),
        ];
      });
      writeShares(legend, map && findPicture(results, map, scale).shares);
    },
  };
}

/** As on the maps of the report. Only where a figure changed: while an antenna is dragged they come with every frame. */
function writeShares(legend: HTMLElement, shares: number[] | undefined): void {
  const percents = shares && roundShares(shares);
  for (const [index, cell] of [...legend.querySelectorAll('.share')].entries()) {
    const percent = percents?.[index];
    const figure = percent === undefined ? '–' : `${percent.toFixed(1)} %`;
    if (cell.textContent !== figure) cell.textContent = figure;
  }
}

function tag(liveM: number | undefined, old: boolean, known: boolean): HTMLElement | undefined {
  if (!known) return element('em', { class: 'tag' }, text('legendEmpty'));
  if (liveM !== undefined) return element('em', { class: 'tag' }, text('legendLive', { metres: liveM }));
  return old ? element('em', { class: 'tag' }, text('legendStale')) : undefined;
}

function classRow(app: App, scale: FieldScale, index: number, color: string): HTMLElement {
  const isolated = app.view.value.isolatedClass;
  const swatch = element('i', { class: 'swatch', 'data-class': index, 'data-color': color });
  swatch.style.backgroundColor = color;
  const row = element(
    'button',
    {
      type: 'button',
      class: index > scale.requiredLimit ? 'class below' : 'class',
      'data-id': `class-${index}`,
      'aria-pressed': String(isolated === index),
      title: text('legendIsolate'),
      onclick: () => app.view.patch({ isolatedClass: isolated === index ? undefined : index }),
    },
    swatch,
    element('span', {}, classLabel(scale, index)),
    element('span', { class: 'share' }),
  );
  if (index !== scale.requiredLimit) return row;
  const required = { limit: formatNumber(scale.limits[index]), unit: scale.unit };
  const line = element('div', { class: 'limit' }, text('legendRequired', required));
  return element('div', {}, row, line);
}

function classLabel({ limits, unit }: FieldScale, index: number): string {
  if (index === limits.length) return `< ${formatNumber(limits[index - 1])} ${unit}`;
  if (index === 0) return `≥ ${formatNumber(limits[0])} ${unit}`;
  return `${formatNumber(limits[index])} … ${formatNumber(limits[index - 1])} ${unit}`;
}

/** The first row's share is that of the unserved floor. */
function footRow(swatchClass: string, label: string): HTMLElement {
  return element(
    'div',
    { class: 'class', 'data-class': uncountedClass },
    element('i', { class: swatchClass }),
    element('span', {}, label),
    element('span', swatchClass.includes('unserved') ? { class: 'share' } : {}),
  );
}
