import type { LayerRow } from '@diku/engine';
import { doubtColors } from '../store/class-colors.ts';
import type { PendingDrawing, PendingPicture, RefusedDrawing } from '../store/pending-drawing.ts';
import { formatNumber, language, text } from '../texts/language.ts';
import type { SaidLine } from '../texts/sentence.ts';
import type { App } from './app.ts';
import { choiceList, createKey, element, rebuild, textButton } from './element.ts';
import { describeLayers } from './layer-table.ts';
import { SheetCanvas, type SheetColors } from './sheet-canvas.ts';

const colors: Record<'light' | 'dark', SheetColors> = {
  light: { ink: '#6f777e', shown: '#0b6b84', mark: doubtColors.chosen },
  dark: { ink: '#8f99a1', shown: '#58c4e0', mark: doubtColors.chosen },
};
const unitNames = ['mm', 'cm', 'm', 'in', 'ft'] as const;

/** What belongs to the page alone, until the drawing is a plan. */
interface Draft {
  picked: [number, number][];
  filter: string;
  layer: string | undefined;
}
const emptyDraft: Draft = { picked: [], filter: '', layer: undefined };

/** A picture that needs its scale, or a drawing in which nothing was recognised with its layers. */
export function createPendingPage(app: App): { element: HTMLElement; render(): void } {
  let draft = emptyDraft;
  let shown: PendingDrawing | undefined;
  let image: HTMLImageElement | undefined;
  const key = createKey();
  const sheet = new SheetCanvas((place) => {
    if (shown?.kind !== 'picture') return;
    change({ picked: [...(draft.picked.length < 2 ? draft.picked : []), place] });
    side.querySelector<HTMLElement>('[data-id="picture-distance"]')?.focus();
  });
  const side = element('aside', { class: 'pending-side' });
  const page = element('section', { class: 'pending' }, sheet.element, side);
  function change(part: Partial<Draft>): void {
    draft = { ...draft, ...part };
    render();
  }
  function render(): void {
    const pending = app.page.value.pendingDrawing;
    page.hidden = pending === undefined;
    if (pending?.source.file !== shown?.source.file) {
      draft = emptyDraft;
      if (image) URL.revokeObjectURL(image.src);
      image = pending?.kind === 'picture' ? loadImage(pending.source.file, render) : undefined;
    }
    shown = pending;
    if (!pending) return;
    const { theme } = app.view.value;
    if (pending.kind === 'refused') {
      sheet.show({ kind: 'lines', lines: pending.lines, shownLayer: draft.layer }, [], colors[theme]);
    } else if (image?.complete) {
      sheet.show({ kind: 'picture', image }, draft.picked, colors[theme]);
    }
    page.dataset.kind = pending.kind;
    rebuild(side, key(language(), pending, draft, theme, image?.complete), () =>
      pending.kind === 'refused'
        ? describeRefused(app, pending, draft, change)
        : describePicture(app, pending, draft, { change, widthPixels: image?.naturalWidth ?? 0 }),
    );
  }
  return { element: page, render };
}

function loadImage(file: File, onLoad: () => void): HTMLImageElement {
  const image = new Image();
  image.addEventListener('load', onLoad);
  image.src = URL.createObjectURL(file);
  return image;
}

function problemLines(problems: readonly SaidLine[]): HTMLElement[] {
  return problems.length === 0
    ? []
    : [element('p', { class: 'problem' }, ...problems.map((line) => element('span', {}, line[language()])))];
}

function describePicture(
  app: App,
  { source, problems }: PendingPicture,
  { picked }: Draft,
  { change, widthPixels }: { change: (part: Partial<Draft>) => void; widthPixels: number },
): HTMLElement[] {
  const { pending } = app.actions;
  const [a, b] = picked;
  const apartPixels = a && b ? Math.hypot(b[0] - a[0], b[1] - a[1]) : 0;
  const distance = element('input', { type: 'number', 'data-id': 'picture-distance', step: 'any', min: 0 });
  const perPixel = element('input', { type: 'number', 'data-id': 'picture-per-pixel', step: 'any', min: 0 });
  const note = element('p', { class: 'quiet', 'data-id': 'picture-width' });
  const describe = () => {
    const metres = perPixel.valueAsNumber * widthPixels;
    note.textContent = metres > 0 ? text('pictureWidth', { metres: formatNumber(metres, 1) }) : '';
  };
  distance.addEventListener('input', () => {
    const metres = distance.valueAsNumber / apartPixels;
    perPixel.value = metres > 0 ? String(Number(metres.toPrecision(6))) : '';
    describe();
  });
  perPixel.addEventListener('input', describe);
  const read = () => {
    if (a && b && distance.valueAsNumber > 0) {
      pending.readPicture({ points: [a, b], distanceM: distance.valueAsNumber });
    } else if (perPixel.valueAsNumber > 0) pending.readPicture({ metresPerPixel: perPixel.valueAsNumber });
    else (b ? distance : perPixel).focus();
  };
  return [
    element('h2', {}, text('pictureTitle')),
    element('p', {}, text('pictureText', { file: source.file.name })),
    ...problemLines(problems),
    ...(b ? [] : [element('p', { class: 'asks' }, text('scalePickingPicture', { count: picked.length }))]),
    ...(b ? [element('label', { class: 'typed' }, text('pictureDistance'), distance)] : []),
    element('label', { class: 'typed' }, text('picturePerPixel'), perPixel),
    note,
    element(
      'div',
      { class: 'answers' },
      textButton('picture-read', text('pictureOpen'), read, { class: 'primary' }),
      picked.length > 0
        ? textButton('picture-again', text('pictureAgain'), () => change({ picked: [] }))
        : undefined,
      textButton('pending-give-up', text('cancel'), pending.giveUp),
    ),
  ];
}

function describeRefused(
  app: App,
  { source, problems, layers, changes }: RefusedDrawing,
  { filter, layer }: Draft,
  change: (part: Partial<Draft>) => void,
): HTMLElement[] {
  const { pending } = app.actions;
  const unit = changes.flatMap((each) => ('units' in each ? [each.units] : [])).at(-1);
  const decided = new Map(
    changes.flatMap((each) => ('layer' in each ? [[each.layer, each.layerClass] as const] : [])),
  );
  const rows = layers.map((row): LayerRow => {
    const layerClass = decided.get(row.layer) as LayerRow['layerClass'] | undefined;
    return layerClass ? { ...row, layerClass, basis: 'given' } : row;
  });
  const units = unitNames.map((each) => ({
    value: each as string,
    label: each as string,
    selected: each === unit,
  }));
  return [
    element('h2', {}, text('refusedTitle', { file: source.file.name })),
    ...problemLines(problems),
    element('p', {}, text('refusedText')),
    element(
      'div',
      { class: 'answers' },
      choiceList(
        'pending-unit',
        [{ value: '', label: text('refusedUnit'), selected: unit === undefined, disabled: true }, ...units],
        {
          title: text('scaleUnit'),
          onChoose(value) {
            const chosen = unitNames.find((each) => each === value);
            if (chosen) pending.change({ units: chosen });
          },
        },
      ),
      textButton('pending-give-up', text('refusedGiveUp'), pending.giveUp),
    ),
    element('h3', {}, text('tabLayers', { count: layers.length })),
    ...describeLayers(rows, {
      theme: app.view.value.theme,
      filter,
      shown: layer,
      onFilter: (next) => change({ filter: next }),
      onShow: (next) => change({ layer: next }),
      onClass: (changed, layerClass) => pending.change({ layer: changed, layerClass }),
    }),
  ];
}
