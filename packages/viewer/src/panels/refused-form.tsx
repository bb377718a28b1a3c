import type { LayerRow } from '@diku/engine/import';
import { type ReactNode, useCallback } from 'react';
import type { RefusedDrawing } from '../store/pending-drawing.ts';
import { text } from '../texts/language.ts';
import { ChoiceList } from './fields.tsx';
import { LayerTable } from './layer-table.tsx';
import { TextButton } from './parts.tsx';
import { unitNames } from './unit-label.ts';
import { useApp, useAppState } from './use-app.tsx';

interface Props {
  pending: RefusedDrawing;
  layer: string | undefined;
  onShow(layer: string | undefined): void;
  children: ReactNode;
}

/** What the layers hold and which unit it is, until a garage is recognised. */
export function RefusedForm({ pending: { source, layers, changes }, layer, onShow, children }: Props) {
  const {
    actions: { pending },
  } = useApp();
  const theme = useAppState(({ view }) => view.value.theme);
  const onClass = useCallback(
    (changed: string, layerClass: string) => pending.change({ layer: changed, layerClass }),
    [pending],
  );
  const unit = changes.flatMap((each) => ('units' in each ? [each.units] : [])).at(-1);
  const decided = new Map(
    changes.flatMap((each) => ('layer' in each ? [[each.layer, each.layerClass] as const] : [])),
  );
  const rows = layers.map((row): LayerRow => {
    const layerClass = decided.get(row.layer) as LayerRow['layerClass'] | undefined;
    return layerClass ? { ...row, layerClass, basis: 'given' } : row;
  });
  const units = unitNames.map((each) => ({ value: each as string, label: each as string }));
  return (
    <>
      <h2>{text('refusedTitle', { file: source.file.name })}</h2>
      {children}
      <p>{text('refusedText')}</p>
      <div className="answers">
        <ChoiceList
          id="pending-unit"
          title={text('scaleUnit')}
          value={typeof unit === 'string' ? unit : ''}
          options={[{ value: '', label: text('refusedUnit'), disabled: true }, ...units]}
          onChoose={(value) => {
            const chosen = unitNames.find((each) => each === value);
            if (chosen) pending.change({ units: chosen });
          }}
        />
        <TextButton id="pending-give-up" onClick={pending.giveUp}>
          {text('refusedGiveUp')}
        </TextButton>
      </div>
      <h3>{text('tabLayers', { count: layers.length })}</h3>
      <LayerTable rows={rows} theme={theme} shown={layer} onShow={onShow} onClass={onClass} />
    </>
  );
}
