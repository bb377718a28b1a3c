import { UnstyledButton } from '@mantine/core';
import { text } from '../texts/language.ts';
import { useApp, useAppState } from './use-app.tsx';

interface Props {
  /** The class. */
  index: number;
  /** None of a class that is drawn with a pattern. */
  color?: string;
  label: string;
  share: string | undefined;
  /** It fails what is required. */
  isBelow?: boolean;
  pattern?: string;
}

/** A class of the legend; a click shows it alone, or all again. */
export function ClassButton({ index, color, label, share, isBelow = false, pattern = '' }: Props) {
  const { view } = useApp();
  const isolatedClass = useAppState(({ view }) => view.value.isolatedClass);
  return (
    <UnstyledButton
      className={isBelow ? 'class below' : 'class'}
      data-id={`class-${index}`}
      aria-pressed={isolatedClass === index}
      title={text('legendIsolate')}
      onClick={() => view.patch({ isolatedClass: isolatedClass === index ? undefined : index })}
    >
      <i
        className={`swatch ${pattern}`}
        data-class={index}
        data-color={color}
        style={{ backgroundColor: color }}
        data-dimmed={isolatedClass !== undefined && isolatedClass !== index}
      />
      <span>{label}</span>
      <span className="share">{share || '–'}</span>
    </UnstyledButton>
  );
}
