import { Slider } from '@mantine/core';
import { useRef } from 'react';
import { isReviewing } from '../commands/command.ts';
import { text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { SwipeDivider } from './swipe-divider.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Shows how the drawing and what was recognised are laid over each other: faded, or cut by a divider. */
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

/** The divider over the plan, between the drawing and what was recognised. */
export function ReviewDivider() {
  const { review } = useApp();
  const ratio = useAppState((app) =>
    isReviewing(app) && app.view.value.projection === '2d' ? app.review.value.swipeRatio : undefined,
  );
  if (ratio === undefined) return null;
  return (
    <SwipeDivider
      label={text('swipeDivider')}
      ratio={ratio}
      onMove={(swipeRatio) => review.patch({ swipeRatio })}
    />
  );
}
