import type { Answer, Choice, ValueInput } from '@diku/engine';
import { formatNumber, language, text } from '../texts/language.ts';
import type { TextKey } from '../texts/texts.ts';
import { choiceList, element, textButton } from './element.ts';

/** More choices than these go into a list. */
const mostButtons = 4;

const inputTexts: Record<ValueInput['key'], TextKey> = {
  thicknessM: 'thicknessInput',
  elevationM: 'elevationInput',
  clearHeightM: 'clearHeightInput',
};
/** What the engine takes. */
const ranges: Record<ValueInput['key'], { leastM: number; mostM: number }> = {
  thicknessM: { leastM: 0.01, mostM: 5 },
  elevationM: { leastM: -200, mostM: 200 },
  clearHeightM: { leastM: 1.8, mostM: 20 },
};

export interface AnswerOptions {
  /** Begins the ids of the controls. */
  id: string;
  choices: readonly Choice[];
  input?: ValueInput;
  /** The value as it is, so that the list shows it. */
  current?: string;
  /** Accept and reject, or what else it could be alone. */
  withVerdict: boolean;
  onAnswer(answer: Answer): void;
}

/** Accept, reject, other values by button or list, and a number to type. */
export function answerControls({
  id,
  choices,
  input,
  current,
  withVerdict,
  onAnswer,
}: AnswerOptions): HTMLElement {
  const verdicts = withVerdict ? choices.filter(({ value }) => typeof value === 'string') : [];
  const others = choices.filter(({ value }) => typeof value !== 'string');
  const line = element('div', { class: 'answers' });
  for (const { value } of verdicts) {
    const isAccept = value === 'accept';
    const label = text(isAccept ? 'accept' : 'reject');
    line.append(
      textButton(`${id}-${value}`, label, () => onAnswer(value), isAccept ? { class: 'primary' } : {}),
    );
  }
  if (others.length > mostButtons) line.append(otherList(id, others, { current, onAnswer }));
  else {
    for (const [index, { value, label }] of others.entries()) {
      line.append(textButton(`${id}-choice-${index}`, label[language()], () => onAnswer(value)));
    }
  }
  if (input) line.append(typedValue(id, input, onAnswer));
  return line;
}

function otherList(
  id: string,
  others: readonly Choice[],
  { current, onAnswer }: Pick<AnswerOptions, 'current' | 'onAnswer'>,
): HTMLElement {
  const options = others.map(({ value, label }, index) => {
    const selected = current !== undefined && Object.values(innermost(value)).includes(current);
    return { value: String(index), label: label[language()], selected };
  });
  const isKnown = options.some(({ selected }) => selected);
  const asking = { value: '', label: text('chooseAnswer'), selected: !isKnown, disabled: true };
  return choiceList(`${id}-choices`, isKnown ? options : [asking, ...options], {
    title: text('chooseAnswer'),
    onChoose: (value) => onAnswer(others[Number(value)].value),
  });
}

/** The values inside an answer: `{ set: { kind } }` → `{ kind }`. */
function innermost(answer: Answer): object {
  if (typeof answer === 'string') return {};
  const [inner] = Object.values(answer);
  return typeof inner === 'object' ? inner : { inner };
}

/** Thicknesses are typed in millimetres. */
function typedValue(id: string, { key, value }: ValueInput, onAnswer: (answer: Answer) => void): HTMLElement {
  const perM = key === 'thicknessM' ? 1000 : 1;
  const { leastM, mostM } = ranges[key];
  const bounds = { least: formatNumber(leastM * perM, 1), most: formatNumber(mostM * perM) };
  const field = element('input', {
    type: 'number',
    'data-id': `${id}-${key}`,
    step: perM === 1 ? 0.05 : 10,
    min: leastM * perM,
    max: mostM * perM,
    title: text('fieldRange', bounds),
    value: value === undefined ? undefined : Math.round(value * perM * 100) / 100,
    onchange: () => {
      const valueM = Math.round(1000 * (field.valueAsNumber / perM)) / 1000;
      if (!(valueM >= leastM && valueM <= mostM)) return;
      onAnswer(key === 'thicknessM' ? { set: { thicknessM: valueM } } : { level: { [key]: valueM } });
    },
  });
  return element('label', { class: 'typed' }, text(inputTexts[key]), field);
}
