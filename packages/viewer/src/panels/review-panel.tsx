import { phraseText } from '@diku/engine';
import { Tabs } from '@mantine/core';
import { useCallback } from 'react';
import type { ImportedDrawing } from '../store/imported.ts';
import type { ReviewTab } from '../store/review-state.ts';
import { formatPercent, language, text } from '../texts/language.ts';
import { AcceptList } from './accept-list.tsx';
import { DecisionList } from './decision-list.tsx';
import { DoubtList } from './doubt-list.tsx';
import { useReasons } from './import-doubts.tsx';
import { LayerTable } from './layer-table.tsx';
import { ObjectCard } from './object-card.tsx';
import { TextButton } from './parts.tsx';
import { PresetForm } from './preset-form.tsx';
import { ReviewHead } from './review-head.tsx';
import { ReviewView } from './review-view.tsx';
import { ScaleForm } from './scale-form.tsx';
import { useApp, useAppState } from './use-app.tsx';
import { PlacingProgress } from './work-progress.tsx';

/** The drawing against what was recognised in it: what is in doubt, its layers, its scale. */
export default function ReviewPanel() {
  const { review } = useApp();
  const imported = useAppState(({ store }) => store.imported);
  const tab = useAppState(({ review }) => review.value.tab);
  const placing = useAppState(({ design }) => design.value.placing);
  if (!imported) return null;
  const labels: Record<ReviewTab, string> = {
    doubts: text('tabDoubts', { count: imported.doubts.length }),
    layers: text('tabLayers', { count: imported.layers.length }),
    scale: text('tabScale'),
  };
  return (
    <section className="review" aria-label={text('reviewTitle')}>
      <ReviewHead imported={imported} />
      {placing && <PlacingProgress placing={placing} />}
      <ReviewView />
      <State />
      <Tabs
        className="tabs"
        value={tab}
        keepMounted={false}
        onChange={(next) => review.patch({ tab: next as ReviewTab })}
      >
        <Tabs.List>
          {Object.entries(labels).map(([value, label]) => (
            <Tabs.Tab key={value} value={value} data-id={`tab-${value}`}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="doubts" className="review-body">
          <Doubts imported={imported} />
        </Tabs.Panel>
        <Tabs.Panel value="layers" className="review-body">
          <Layers imported={imported} />
        </Tabs.Panel>
        <Tabs.Panel value="scale" className="review-body">
          <ScaleForm imported={imported} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

function State() {
  const { actions } = useApp();
  const doneRatio = useAppState(({ review }) => review.value.doneRatio);
  const problems = useAppState(({ review }) => review.value.problems);
  return (
    <div className="review-state" role="status">
      {doneRatio !== undefined && (
        <p className="busy">
          {text('recognising', { percent: formatPercent(doneRatio) })}
          <TextButton id="review-cancel" onClick={actions.review.cancel}>
            {text('cancel')}
          </TextButton>
        </p>
      )}
      {problems.length > 0 && (
        <p className="problem">
          <b>{text('answerFailed')}</b>
          {problems.map((line) => (
            <span key={line.en}>{line[language()]}</span>
          ))}
        </p>
      )}
    </div>
  );
}

function Doubts({ imported }: { imported: ImportedDrawing }) {
  const object = useAppState(({ review }) => review.value.object);
  const clicked = imported.evidence.find(({ reference }) => reference === object);
  return (
    <>
      {clicked && <ObjectCard imported={imported} object={clicked} />}
      <AcceptList reasons={useReasons()} />
      <DoubtList imported={imported} />
      <DecisionList imported={imported} />
      <Warnings imported={imported} />
    </>
  );
}

function Layers({ imported }: { imported: ImportedDrawing }) {
  const app = useApp();
  const layer = useAppState(({ review }) => review.value.layer);
  const theme = useAppState(({ view }) => view.value.theme);
  const levelId = useAppState(({ view }) => view.value.levelId);
  const onShow = useCallback((shown: string | undefined) => app.review.patch({ layer: shown }), [app]);
  const onClass = useCallback(
    (changed: string, layerClass: string) => app.actions.review.correct({ layer: changed, layerClass }),
    [app],
  );
  const omitted = imported.drawings.find((drawing) => drawing.levelId === levelId)?.omitted ?? 0;
  return (
    <>
      <PresetForm imported={imported} />
      <LayerTable rows={imported.layers} theme={theme} shown={layer} onShow={onShow} onClass={onClass} />
      {omitted > 0 && <p className="quiet">{text('layersUnread', { count: omitted })}</p>}
    </>
  );
}

/** What was assumed or left out. */
function Warnings({ imported: { warnings } }: { imported: ImportedDrawing }) {
  if (warnings.length === 0) return null;
  const lines = warnings.map((warning) =>
    [warning.at, phraseText(warning.said, language())].filter(Boolean).join(' · '),
  );
  return (
    <details className="warnings">
      <summary>{text('importWarnings', { count: warnings.length })}</summary>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </details>
  );
}
