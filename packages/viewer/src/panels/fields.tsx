import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { formatNumber, text } from '../texts/language.ts';

interface TypedProps<Value> {
  id: string;
  label: string;
  value: Value | undefined;
  /** Takes what was typed, on Enter or when the field is left. False: it is put back. */
  onCommit(value: Value): unknown;
  isLabelHidden?: boolean;
}

/** Holds what is typed until it is taken; another value from outside replaces it. */
function useTyped(value: string, take: (input: HTMLInputElement) => unknown) {
  const ref = useRef<HTMLInputElement>(null);
  const onChange = useEffectEvent(() => {
    const input = ref.current;
    if (input && take(input) === false) input.value = value;
  });
  useEffect(() => {
    const input = ref.current;
    // React's own `onChange` is the browser's `input`: it would take every digit.
    const listen = () => onChange();
    input?.addEventListener('change', listen);
    return () => input?.removeEventListener('change', listen);
  }, []);
  useLayoutEffect(() => {
    const input = ref.current;
    if (!input || input.value === value) return;
    input.value = value;
    if (document.activeElement === input) input.select();
  }, [value]);
  return ref;
}

interface NumberFieldProps extends TypedProps<number> {
  min: number;
  max: number;
  step: number | 'any';
  isAssumed?: boolean;
}

/** A number; what is out of range is put back. */
export function NumberField({
  id,
  label,
  value,
  min,
  max,
  step,
  isAssumed,
  isLabelHidden,
  onCommit,
}: NumberFieldProps) {
  const shown = value === undefined ? '' : String(value);
  const ref = useTyped(shown, ({ valueAsNumber }) =>
    valueAsNumber >= min && valueAsNumber <= max ? onCommit(valueAsNumber) : false,
  );
  const range = Number.isFinite(max)
    ? text('fieldRange', { least: formatNumber(min, 2), most: formatNumber(max) })
    : undefined;
  return (
    <TextInput
      ref={ref}
      type="number"
      size="xs"
      label={isLabelHidden ? undefined : label}
      aria-label={isLabelHidden ? label : undefined}
      title={range}
      data-id={id}
      data-assumed={isAssumed || undefined}
      step={step}
      min={min}
      max={Number.isFinite(max) ? max : undefined}
      defaultValue={shown}
    />
  );
}

/** A line of text. */
export function TextField({
  id,
  label,
  value,
  maxLength,
  isLabelHidden,
  onCommit,
}: TypedProps<string> & { maxLength: number }) {
  const ref = useTyped(value ?? '', (input) => onCommit(input.value.trim()));
  return (
    <TextInput
      ref={ref}
      size="xs"
      label={isLabelHidden ? undefined : label}
      aria-label={isLabelHidden ? label : undefined}
      data-id={id}
      maxLength={maxLength}
      defaultValue={value ?? ''}
    />
  );
}

export interface ListOption {
  value: string;
  label: string;
  disabled?: boolean;
}

/** A list to choose from; afterwards keys are commands again. */
export function ChoiceList({
  id,
  title,
  value,
  options,
  className,
  onChoose,
}: {
  id: string;
  title: string;
  value: string;
  options: readonly ListOption[];
  className?: string;
  onChoose(value: string): void;
}) {
  return (
    <NativeSelect
      size="xs"
      className={className}
      data-id={id}
      aria-label={title}
      title={title}
      value={value}
      data={[...options]}
      onChange={({ currentTarget }) => {
        currentTarget.blur();
        onChoose(currentTarget.value);
      }}
    />
  );
}
