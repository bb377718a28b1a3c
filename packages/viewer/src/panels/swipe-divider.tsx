import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';

const keySteps: Readonly<Record<string, number>> = { ArrowLeft: -0.02, ArrowRight: 0.02 };

interface Props {
  label: string;
  /** Fraction of the view's width from the left. */
  ratio: number;
  onMove(ratio: number): void;
  /** Content beside the divider. */
  children?: ReactNode;
}

/** A divider over the view: dragged, or moved by arrow keys. */
export function SwipeDivider({ label, ratio, onMove, children }: Props) {
  const move = (to: number) => onMove(Math.min(0.98, Math.max(0.02, to)));
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
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * ratio)}
      style={{ left: `${(100 * ratio).toFixed(2)}%` }}
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}
