import { Slider } from '@mantine/core';
import { text } from '../texts/language.ts';
import { useApp, useAppState } from './use-app.tsx';

/** How far apart stacked levels stand: from their true heights to twice what shows every floor. */
export function GapSlider() {
  const { view } = useApp();
  const isShown = useAppState((app) => app.store.plan !== undefined && app.view.value.stacked);
  const gapRatio = useAppState((app) => app.view.value.gapRatio);
  if (!isShown) return null;
  return (
    <div className="gap-slider">
      <span>{text('gap')}</span>
      <Slider
        data-id="gap"
        thumbLabel={text('gap')}
        min={0}
        max={2}
        step={0.05}
        value={gapRatio}
        label={null}
        onChange={(value) => view.patch({ gapRatio: value })}
      />
    </div>
  );
}
