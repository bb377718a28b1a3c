import { phraseText } from '@diku/engine';
import type { Answer, Choice, ValueInput } from '@diku/engine/import';
import { language, type TextKey, text } from '../texts/language.ts';
import { ChoiceList, NumberField } from './fields.tsx';
import { TextButton } from './parts.tsx';

/** More choices than these go into a list. */
const maxButtons = 4;

const inputTexts: Record<ValueInput['key'], TextKey> = {
  thicknessM: 'thicknessInput',
  elevationM: 'elevationInput',
  clearHeightM: 'clearHeightInput',
};
/** Ranges that the engine accepts. */
const ranges: Record<ValueInput['key'], { minM: number; maxM: number }> = {
  thicknessM: { minM: 0.01, maxM: 5 },
  elevationM: { minM: -200, maxM: 200 },
  clearHeightM: { minM: 1.8, maxM: 20 },
};

interface Props {
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
export function AnswerControls({ id, choices, input, current, withVerdict, onAnswer }: Props) {
  const verdicts = choices.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  const others = choices.filter(({ value }) => typeof value !== 'string');
  return (
    <div className="answers">
      {withVerdict &&
        verdicts.map((value) => (
          <TextButton
            key={value}
            id={`${id}-${value}`}
            variant={value === 'accept' ? 'filled' : 'default'}
            onClick={() => onAnswer(value)}
          >
            {text(value === 'accept' ? 'accept' : 'reject')}
          </TextButton>
        ))}
      {others.length > maxButtons ? (
        <OtherList id={id} others={others} current={current} onAnswer={onAnswer} />
      ) : (
        others.map(({ value, label }, index) => (
          <TextButton
            key={JSON.stringify(value)}
            id={`${id}-choice-${index}`}
            onClick={() => onAnswer(value)}
          >
            {phraseText(label, language())}
          </TextButton>
        ))
      )}
      {input && <TypedValue id={id} input={input} onAnswer={onAnswer} />}
    </div>
  );
}

function OtherList({
  id,
  others,
  current,
  onAnswer,
}: Pick<Props, 'id' | 'current' | 'onAnswer'> & { others: readonly Choice[] }) {
  const known = others.findIndex(
    ({ value }) => current !== undefined && Object.values(innermost(value)).includes(current),
  );
  const options = others.map(({ label }, index) => ({
    value: String(index),
    label: phraseText(label, language()),
  }));
  const asking = { value: '', label: text('chooseAnswer'), disabled: true };
  return (
    <ChoiceList
      id={`${id}-choices`}
      title={text('chooseAnswer')}
      value={known < 0 ? '' : String(known)}
      options={known < 0 ? [asking, ...options] : options}
      onChoose={(value) => onAnswer(others[Number(value)].value)}
    />
  );
}

/** The values inside an answer: `{ set: { kind } }` → `{ kind }`. */
function innermost(answer: Answer): object {
  if (typeof answer === 'string') return {};
  const [inner] = Object.values(answer);
  return typeof inner === 'object' ? inner : { inner };
}

/** Thicknesses are typed in millimetres. */
function TypedValue({
  id,
  input: { key, value },
  onAnswer,
}: Pick<Props, 'id' | 'onAnswer'> & { input: ValueInput }) {
  const perM = key === 'thicknessM' ? 1000 : 1;
  const { minM, maxM } = ranges[key];
  return (
    <NumberField
      id={`${id}-${key}`}
      label={text(inputTexts[key])}
      value={value === undefined ? undefined : Math.round(value * perM * 100) / 100}
      min={minM * perM}
      max={maxM * perM}
      step={perM === 1 ? 0.05 : 10}
      onCommit={(typed) => {
        const valueM = Math.round(1000 * (typed / perM)) / 1000;
        onAnswer(key === 'thicknessM' ? { set: { thicknessM: valueM } } : { level: { [key]: valueM } });
      }}
    />
  );
}
