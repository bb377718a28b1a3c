import { isPlanning } from '../commands/command.ts';
import { comparedVariant } from '../store/compare-state.ts';
import { text } from '../texts/language.ts';
import { SwipeDivider } from './swipe-divider.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** The divider between the plan on screen, to its left, and a variant. */
export function CompareDivider() {
  const { compare } = useApp();
  const name = useAppState((app) =>
    isPlanning(app) && app.compare.value.mode === 'swipe' && app.compare.value.exact
      ? comparedVariant(app.compare.value)?.name
      : undefined,
  );
  const ratio = useAppState(({ compare }) => compare.value.swipeRatio);
  if (name === undefined) return null;
  return (
    <SwipeDivider
      label={text('variantDivider')}
      ratio={ratio}
      onMove={(swipeRatio) => compare.patch({ swipeRatio })}
    >
      <span className="side-name left">{text('compareNow')}</span>
      <span className="side-name right">{name}</span>
    </SwipeDivider>
  );
}
