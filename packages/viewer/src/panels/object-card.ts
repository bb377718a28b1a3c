import type { Evidence, Level, ObjectChange } from '@diku/engine';
import type { ImportedDrawing } from '../store/imported.ts';
import { formatNumber, formatPercent, language, text } from '../texts/language.ts';
import { type TextKey, texts } from '../texts/texts.ts';
import { answerControls } from './answer-controls.ts';
import type { App } from './app.ts';
import { element, row, textButton } from './element.ts';
import { layerLabel } from './layer-label.ts';

/** One recognised thing that was clicked: why it is there, and what it really is. */
export function describeObject(app: App, imported: ImportedDrawing, object: Evidence): HTMLElement {
  const { review } = app.actions;
  const values = valuesOf(app.store.plan?.levels ?? [], object);
  const isPending = app.review.value.pending.includes(object.reference);
  const card = element(
    'section',
    {
      class: 'object',
      'data-id': 'object',
      'data-reference': object.reference,
      'data-pending': String(isPending),
    },
    element(
      'h3',
      {},
      objectSubject(object)[language()],
      textButton('object-close', '✕', () => review.showObject(undefined), {
        title: text('objectClose'),
        'aria-label': text('objectClose'),
      }),
    ),
  );
  if (object.layer !== undefined) card.append(row(text('layerName'), layerLabel(object.layer)));
  if (object.lengthM !== undefined)
    card.append(row(text('objectLength'), `${formatNumber(object.lengthM, 2)} m`));
  if (values.thicknessM !== undefined) {
    card.append(row(text('objectThickness'), `${formatNumber(values.thicknessM * 1000)} mm`));
  }
  for (const { confidence, reason } of object.facets) {
    card.append(
      element(
        'p',
        { class: 'facet', 'data-unsure': String(confidence < 0.9) },
        element('b', {}, formatPercent(confidence)),
        ` ${reason[language()]}`,
      ),
    );
  }
  const questions = imported.questions[object.kind] ?? [];
  for (const [index, { topic, choices, input }] of questions.entries()) {
    const known = input ? { ...input, value: values.thicknessM } : undefined;
    const current = topic === 'wall-material' ? values.material : values.kind;
    card.append(
      answerControls({
        id: `object-${topic}`,
        choices: topic === 'wall-thickness' ? [] : choices,
        input: known,
        current,
        withVerdict: index === 0,
        onAnswer(answer) {
          if (typeof answer === 'object' && 'set' in answer) review.setObject(object, answer.set);
          else review.answer(aboutObject(object), answer, objectSubject(object));
        },
      }),
    );
  }
  card.append(...moreValues(values, object, (change) => review.setObject(object, change)));
  return card;
}

export function aboutObject({ reference, level, layer }: Evidence) {
  return { id: reference, level, layer };
}

/** `墙 w12`, `Wall w12`. */
export function objectSubject({ kind, id }: Evidence): { zh: string; en: string } {
  const { zh, en } = texts[`thing_${kind}` as TextKey];
  return { zh: `${zh} ${id}`, en: `${en} ${id}` };
}

type Values = Partial<Record<'material' | 'kind' | 'state' | 'name', string>> & { thicknessM?: number };

const lists = {
  wall: 'walls',
  opening: 'openings',
  column: 'columns',
  bay: 'bays',
  zone: 'zones',
  point: 'points',
  facility: 'facilities',
} as const;

function valuesOf(levels: readonly Level[], { kind, id, level }: Evidence): Values {
  const list = lists[kind as keyof typeof lists];
  const objects: readonly { id: string }[] = levels.find((each) => each.id === level)?.[list] ?? [];
  return (objects.find((each) => each.id === id) ?? {}) as Values;
}

/** State of a door, name of a room, point or facility. */
function moreValues(
  { state, name }: Values,
  { kind }: Evidence,
  onChange: (change: ObjectChange) => void,
): HTMLElement[] {
  if (kind === 'opening') {
    const choices = (['open', 'closed'] as const).map((each) =>
      textButton(
        `object-state-${each}`,
        text(each === 'open' ? 'stateOpen' : 'stateClosed'),
        () => onChange({ state: each }),
        {
          'aria-pressed': String(state === each),
        },
      ),
    );
    return [element('div', { class: 'group' }, ...choices)];
  }
  if (kind !== 'zone' && kind !== 'point' && kind !== 'facility') return [];
  const field = element('input', {
    'data-id': 'object-name',
    maxlength: 200,
    value: name ?? '',
    onchange: () => onChange({ name: field.value.trim() }),
  });
  return [element('label', { class: 'typed' }, text('objectName'), field)];
}
