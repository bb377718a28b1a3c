import type { LayerRow } from '@diku/engine';
import { layerColor } from '../store/class-colors.ts';
import { formatPercent, text } from '../texts/language.ts';
import type { TextKey } from '../texts/texts.ts';
import { element } from './element.ts';
import { classLabel, layerClasses, layerLabel } from './layer-label.ts';

/** Rows on screen; more are found by their names. */
const mostRows = 200;

export interface LayerTableOptions {
  theme: 'light' | 'dark';
  /** Part of the names to show. */
  filter: string;
  /** Its lines stand out. */
  shown: string | undefined;
  onFilter(filter: string): void;
  onShow(layer: string | undefined): void;
  onClass(layer: string, layerClass: string): void;
}

/** Every layer with what it was taken for, by what, and how much is drawn on it; the class is a list to change. */
export function describeLayers(rows: readonly LayerRow[], options: LayerTableOptions): HTMLElement[] {
  const wanted = options.filter.trim().toLowerCase();
  const matches = ({ layer, layerClass }: LayerRow) =>
    `${layerLabel(layer)} ${classLabel(layerClass)}`.toLowerCase().includes(wanted);
  const found = wanted === '' ? rows : rows.filter(matches);
  const filter = element('input', {
    type: 'search',
    'data-id': 'layer-filter',
    placeholder: text('layersFilter'),
    'aria-label': text('layersFilter'),
    value: options.filter,
    oninput: () => options.onFilter(filter.value),
  });
  const more = found.length - mostRows;
  return [
    element('p', { class: 'quiet' }, text('layersIntro')),
    ...(rows.length > 12 ? [filter] : []),
    element('ul', { class: 'layers' }, ...found.slice(0, mostRows).map((row) => layerItem(row, options))),
    ...(more > 0 ? [element('p', { class: 'quiet' }, text('layersMore', { count: more }))] : []),
  ];
}

function layerItem(row: LayerRow, { theme, shown, onShow, onClass }: LayerTableOptions): HTMLElement {
  const { layer, layerClass, basis, entityCount, confidence } = row;
  const swatch = element('i', { class: 'swatch' });
  const color = layerColor(layerClass, theme);
  if (color) swatch.style.backgroundColor = color;
  const isShown = layer === shown;
  const name = element(
    'button',
    {
      type: 'button',
      class: 'layer',
      'data-layer': layer,
      'aria-pressed': String(isShown),
      title: text('layerShow', { layer: layerLabel(layer) }),
      onclick: () => onShow(isShown ? undefined : layer),
    },
    swatch,
    element('span', {}, layerLabel(layer)),
    element('b', { title: text('layerEntities', { count: entityCount }) }, String(entityCount)),
  );
  const why = [text(`basis_${basis}` as TextKey)];
  if (confidence !== undefined) why.push(formatPercent(confidence));
  const item = element('li', { 'data-basis': basis, title: why.join(' · ') }, name, classList(row, onClass));
  // What name or format says is the rule and needs no word.
  if (basis !== 'name' && basis !== 'stated') item.append(element('small', {}, why.join(' · ')));
  return item;
}

/** Filled when it is about to be opened: hundreds of full lists would take their time. */
function classList({ layer, layerClass }: LayerRow, onClass: LayerTableOptions['onClass']): HTMLElement {
  const list = element('select', {
    'data-id': `class-of-${layer}`,
    'aria-label': text('layerClassOf', { layer: layerLabel(layer) }),
    onchange() {
      list.blur();
      onClass(layer, list.value);
    },
    onpointerenter: fill,
    onfocus: fill,
  });
  list.append(element('option', { value: layerClass, selected: true }, classLabel(layerClass)));
  function fill(): void {
    if (list.options.length > 1) return;
    for (const each of layerClasses) {
      if (each !== layerClass) list.append(element('option', { value: each }, classLabel(each)));
    }
  }
  return list;
}
