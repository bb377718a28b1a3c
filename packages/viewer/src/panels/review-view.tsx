import { Slider } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { isReviewing } from '../commands/command.ts';
import { text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** How the drawing and what was recognised are laid over each other: faded, or cut by a divider. */
export function ReviewView() {
  const { review } = useApp();
  const blendRatio = useAppState(({ review }) => review.value.blendRatio);
  const root = useRef<HTMLDivElement>(null);
  // Keys belong to the doubts again.
  const leave = () => root.current?.querySelector<HTMLElement>('[role="slider"]')?.blur();
  return (
    <div className="review-view">
      <span>{text('blendDrawing')}</span>
      <Slider
        ref={root}
        size="sm"
        data-id="blend"
        min={0}
        max={1}
        step={0.05}
        label={null}
        value={blendRatio}
        thumbLabel={text('blendTip')}
        onChange={(value) => review.patch({ blendRatio: value })}
        onPointerUp={leave}
      />
      <span>{text('blendRecognised')}</span>
      <CommandButton id="swipe" kind="plain" isSwitch>
        {text('swipe')}
      </CommandButton>
    </div>
  );
}

const keySteps: Readonly<Record<string, number>> = { ArrowLeft: -0.02, ArrowRight: 0.02 };

/** The divider over the plan: dragged, or moved by arrow keys. */
export function SwipeDivider() {
  const { review } = useApp();
  const ratio = useAppState((app) =>
    isReviewing(app) && app.view.value.projection === '2d' ? app.review.value.swipeRatio : undefined,
  );
  if (ratio === undefined) return null;
  const move = (to: number) => review.patch({ swipeRatio: Math.min(0.98, Math.max(0.02, to)) });
  const onPointerMove = ({ currentTarget, pointerId, clientX }: PointerEvent<HTMLElement>) => {
    const box = currentTarget.parentElement?.getBoundingClientRect();
    if (box && currentTarget.hasPointerCapture(pointerId)) move((clientX - box.left) / box.width);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = keySteps[event.key];
    if (step === undefined) return;
    event.nativeEvent.stopPropagation();
    event.preventDefault();
    move(ratio + step);
  };
  return (
    <div
      className="swipe-divider"
      role="slider"
      tabIndex={0}
      aria-label={text('swipeDivider')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * ratio)}
      style={{ left: `${(100 * ratio).toFixed(2)}%` }}
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
