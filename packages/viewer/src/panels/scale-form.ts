import type { LevelChange } from '@diku/engine';
import { outlineBox } from '../scene/level-placement.ts';
import { type ImportedDrawing, isPicture } from '../store/imported.ts';
import { formatNumber, text } from '../texts/language.ts';
import type { App } from './app.ts';
import { choiceList, element, textButton } from './element.ts';
import { unitLabel } from './unit-label.ts';

const unitNames = ['mm', 'cm', 'm', 'in', 'ft'] as const;

/** Unit, two places of a known distance, and each level's name and heights. */
export function describeScale(app: App, imported: ImportedDrawing): HTMLElement[] {
  return [
    element(
      'section',
      { class: 'scale' },
      element('h3', {}, text(isPicture(imported) ? 'scalePicture' : 'scaleUnit')),
      unitLine(app, imported),
      ...extents(app),
      element('p', { class: 'quiet' }, text('scaleNote')),
      ...pickedDistance(app, imported),
    ),
    ...imported.levels.map(({ id }) => levelForm(app, imported, id)),
  ];
}

/** Metres per unit of the level on screen; all levels share it. */
export function metresPerUnit({ levels }: Pick<ImportedDrawing, 'levels'>): number {
  return levels[0].transform.metresPerUnit;
}

function unitLine(app: App, imported: ImportedDrawing): HTMLElement {
  const metres = Number(metresPerUnit(imported).toPrecision(6));
  const field = element('input', {
    type: 'number',
    'data-id': 'metres-per-unit',
    step: 'any',
    min: 0,
    value: metres,
    onchange() {
      if (field.valueAsNumber > 0) app.actions.review.setScale(field.valueAsNumber);
      else field.value = String(metres);
    },
  });
  if (isPicture(imported)) {
    return element(
      'div',
      { class: 'answers' },
      element('label', { class: 'typed' }, text('scalePerPixel'), field),
    );
  }
  const { unit } = imported.source;
  const known = unitNames.some((each) => each === unit);
  const options = unitNames.map((each) => ({
    value: each as string,
    label: each as string,
    selected: each === unit,
  }));
  const list = choiceList(
    'unit',
    known ? options : [{ value: unit, label: unitLabel(unit), selected: true }, ...options],
    {
      title: text('scaleUnit'),
      onChoose(value) {
        const chosen = unitNames.find((each) => each === value);
        if (chosen) app.actions.review.correct({ units: chosen });
      },
    },
  );
  return element(
    'div',
    { class: 'answers' },
    list,
    element('label', { class: 'typed' }, text('scalePerUnit'), field),
  );
}

function extents(app: App): HTMLElement[] {
  return (app.store.plan?.levels ?? []).map((level) => {
    const [minX, minY, maxX, maxY] = outlineBox(level);
    const sides = { width: formatNumber(maxX - minX, 1), depth: formatNumber(maxY - minY, 1) };
    return element(
      'p',
      { 'data-id': `extent-${level.id}` },
      text('scaleExtent', { level: level.id, ...sides }),
    );
  });
}

/** Two places are picked on the plan; what they measure is set against what they should. */
function pickedDistance(app: App, imported: ImportedDrawing): HTMLElement[] {
  const { picked } = app.review.value;
  const begin = () => app.review.patch({ picked: [] });
  if (!picked) return [textButton('scale-pick', text('scalePick'), begin)];
  const cancel = textButton('scale-pick-cancel', text('cancel'), () =>
    app.review.patch({ picked: undefined }),
  );
  if (picked.length < 2) {
    return [element('p', { class: 'asks' }, text('scalePicking', { count: picked.length })), cancel];
  }
  const [[ax, ay], [bx, by]] = picked;
  const measuredM = Math.hypot(bx - ax, by - ay);
  const field = element('input', {
    type: 'number',
    'data-id': 'scale-distance',
    step: 'any',
    min: 0,
    value: formatNumber(measuredM, 3),
  });
  const apply = () => {
    const ratio = field.valueAsNumber / measuredM;
    if (!(ratio > 0) || !Number.isFinite(ratio)) return;
    app.review.patch({ picked: undefined });
    app.actions.review.setScale(metresPerUnit(imported) * ratio);
  };
  return [
    element(
      'label',
      { class: 'typed' },
      text('scaleMeasured', { metres: formatNumber(measuredM, 3) }),
      field,
    ),
    element(
      'div',
      { class: 'answers' },
      textButton('scale-apply', text('scaleApply'), apply, { class: 'primary' }),
      textButton('scale-again', text('pictureAgain'), begin),
      cancel,
    ),
  ];
}

function levelForm(app: App, imported: ImportedDrawing, levelId: string): HTMLElement {
  const level = app.store.plan?.levels.find(({ id }) => id === levelId);
  const evidence = imported.evidence.find(({ kind, id }) => kind === 'level' && id === levelId);
  const form = element('section', { class: 'level-form' }, element('h3', {}, `${text('level')} ${levelId}`));
  if (!level || !evidence) return form;
  const source = evidence.reference.slice('level:'.length);
  const change = (value: LevelChange) => app.actions.review.setLevel(source, value);
  const typed = (id: string, label: string, value: string, onValue: (typed: string) => void) => {
    const field = element('input', {
      'data-id': `level-${levelId}-${id}`,
      value,
      maxlength: 40,
      onchange: () => onValue(field.value.trim()),
    });
    return element('label', {}, label, field);
  };
  const height = (key: 'elevationM' | 'clearHeightM', label: string, leastM: number, mostM: number) => {
    const field = element('input', {
      type: 'number',
      'data-id': `level-${levelId}-${key}`,
      step: 0.05,
      min: leastM,
      max: mostM,
      value: level[key],
      onchange() {
        const valueM = field.valueAsNumber;
        if (valueM >= leastM && valueM <= mostM) change({ [key]: valueM });
        else field.value = String(level[key]);
      },
    });
    return element('label', {}, label, field);
  };
  form.append(
    element(
      'div',
      { class: 'fields' },
      typed('id', text('levelIdInput'), level.id, (id) => id !== '' && id !== level.id && change({ id })),
      typed('name', text('levelNameInput'), level.name ?? '', (name) => name !== '' && change({ name })),
      height('elevationM', text('elevationInput'), -200, 200),
      height('clearHeightM', text('clearHeightInput'), 1.8, 20),
    ),
  );
  return form;
}
