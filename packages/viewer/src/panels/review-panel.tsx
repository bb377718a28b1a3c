import { phraseText } from '@diku/engine';
import { type Corrections, type LevelChange, type ObjectChange, onlyLevel } from '@diku/engine/import';
import { Checkbox, CloseButton, Tabs } from '@mantine/core';
import { useCallback, useEffect } from 'react';
import type { App } from '../app/app.ts';
import { describeFailure } from '../review/describe-failure.ts';
import { type DrawnClass, doubtColors, recognisedColors } from '../store/class-colors.ts';
import type { ImportedDrawing } from '../store/imported.ts';
import { maxPersistedBytes } from '../store/persisted-review.ts';
import {
  countedKinds,
  countKinds,
  isScaleOpen,
  type Persistence,
  type ReviewTab,
} from '../store/review-state.ts';
import { formatNumber, formatPercent, language, type TextKey, text } from '../texts/language.ts';
import { AcceptList } from './accept-list.tsx';
import { DoubtList } from './doubt-list.tsx';
import { useReasons } from './import-doubts.tsx';
import { classLabel, layerLabel } from './layer-label.ts';
import { LayerTable } from './layer-table.tsx';
import { ObjectCard } from './object-card.tsx';
import { TextButton } from './parts.tsx';
import { PointingForm } from './pointing-form.tsx';
import { PresetForm } from './preset-form.tsx';
import { ReviewView } from './review-view.tsx';
import { ScaleForm } from './scale-form.tsx';
import { unitLabel } from './unit-label.ts';
import { useApp, useAppState } from './use-app.tsx';
import { usePointable } from './use-pointable.ts';
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
    drawing: text('tabDrawing'),
    scale: text('tabScale'),
  };
  return (
    <section className="review" aria-label={text('reviewTitle')}>
      <ReviewHead imported={imported} />
      {placing && <PlacingProgress placing={placing} />}
      {tab !== 'drawing' && <ReviewView />}
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
        <Tabs.Panel value="drawing" className="review-body">
          <WholeDrawing imported={imported} />
        </Tabs.Panel>
        <Tabs.Panel value="scale" className="review-body">
          <ScaleForm imported={imported} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

/** Shows what drawing it is, what is asked first, and the way on. */
function ReviewHead({ imported }: { imported: ImportedDrawing }) {
  const { actions } = useApp();
  const isEmpty = useAppState(({ store }) => store.plan?.antennas.length === 0);
  const isOpen = isScaleOpen(imported.doubts);
  const { format, unit } = imported.source;
  const source = { format: format.toUpperCase(), unit: unitLabel(unit), file: imported.file.name };
  return (
    <header className="review-head">
      <div className="review-title">
        <h2>{text('reviewTitle')}</h2>
        {isEmpty && (
          <TextButton
            id="review-place"
            variant="filled"
            disabled={isOpen}
            title={isOpen ? text('reviewScaleOpen') : undefined}
            onClick={() => {
              actions.review.leave();
              actions.placeAntennas();
            }}
          >
            {text('reviewPlace')}
          </TextButton>
        )}
        <TextButton id="review-leave" title={text('reviewLeaveTip')} onClick={actions.review.leave}>
          {text('reviewLeave')}
        </TextButton>
      </div>
      <p className="quiet">{text('reviewSource', source)}</p>
      {isOpen && <p className="asks">{text('reviewScaleOpen')}</p>}
      <Counts imported={imported} />
    </header>
  );
}

/** Walls in the two colours that matter to radio. */
const wallClasses = [
  ['concrete', 'drawn_concrete'],
  ['masonry', 'drawn_masonry'],
] as const;

/** The legend of the image, with how many of each kind there are and how sure they are. */
function Counts({ imported }: { imported: ImportedDrawing }) {
  const levelId = useAppState(({ view }) => view.value.levelId);
  const theme = useAppState(({ view }) => view.value.theme);
  const counts = countKinds(imported, levelId, 0.9);
  const tip = text('countTip', { level: levelId });
  return (
    <ul className="counts" aria-label={tip}>
      {countedKinds.map((kind) => {
        const { count, unsure, confidence } = counts[kind];
        if (count === 0) return null;
        const shown: readonly (readonly [DrawnClass, TextKey])[] =
          kind === 'wall' ? wallClasses : [[kind, `counted_${kind}`]];
        return (
          <li key={kind} title={`${tip}: ${formatPercent(confidence)}`}>
            {shown.map(([drawn, name]) => (
              <i
                key={drawn}
                className="dot"
                title={text(name)}
                style={{ backgroundColor: recognisedColors[theme][drawn] }}
              />
            ))}
            {` ${text(`counted_${kind}`)} `}
            <b>{formatNumber(count)}</b>
            {unsure > 0 && (
              <small style={{ borderColor: doubtColors.unsure }}>
                {text('countUnsure', { count: unsure })}
              </small>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Everything that was decided about the drawing, each to be taken back; to be saved and read again. */
function DecisionList({ imported }: { imported: ImportedDrawing }) {
  const app = useApp();
  const { review } = app.actions;
  const decisions = decisionsOf(app, imported);
  return (
    <section className="decisions">
      <h3>{`${text('corrections')} ${decisions.length}`}</h3>
      <ul>
        {decisions.map(({ what, without }, index) => (
          <li key={what}>
            <span title={what}>{what}</span>
            <CloseButton
              size="sm"
              data-id={`take-back-${index}`}
              title={text('takeBack')}
              aria-label={`${text('takeBack')}: ${what}`}
              onClick={() => review.correct({ replace: without })}
            />
          </li>
        ))}
      </ul>
      <div className="answers">
        <TextButton id="corrections-load" onClick={app.actions.chooseFile}>
          {text('correctionsLoad')}
        </TextButton>
        {decisions.length > 0 && (
          <TextButton id="corrections-save" onClick={review.saveCorrections}>
            {text('correctionsSave')}
          </TextButton>
        )}
        {decisions.length > 1 && (
          <TextButton
            id="corrections-clear"
            onClick={() => review.correct({ replace: { format: 'diku-corrections', version: 1 } })}
          >
            {text('correctionsClear')}
          </TextButton>
        )}
      </div>
      <PersistReview />
    </section>
  );
}

const persistenceTexts: Record<Persistence, TextKey> = {
  kept: 'keepingKept',
  off: 'keepingOff',
  'too-large': 'keepingTooLarge',
  refused: 'keepingRefused',
};

/** Shows whether all of this is still there after a reload, and a way to forget it. */
function PersistReview() {
  const { review } = useApp();
  const isRetained = useAppState(({ review }) => review.value.isPersisted);
  const persistence = useAppState(({ review }) => review.value.persistence);
  const limit = maxPersistedBytes / 1024 ** 2;
  return (
    <>
      <Checkbox
        size="xs"
        data-id="review-keep"
        label={text('keepReview')}
        checked={isRetained}
        onChange={({ currentTarget }) => review.patch({ isPersisted: currentTarget.checked })}
      />
      {persistence && (
        <p className="quiet" data-id="review-keeping">
          {text(persistenceTexts[persistence], { limit })}
        </p>
      )}
    </>
  );
}

function State() {
  const { actions } = useApp();
  const doneRatio = useAppState(({ review }) => review.value.doneRatio);
  const failure = useAppState(({ review }) => review.value.failure);
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
      {failure && (
        <p className="problem">
          <b>{text('answerFailed')}</b>
          {describeFailure(failure).map((line) => (
            <span key={line}>{line}</span>
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

/** Parts, outline and lines, pointed at on the whole drawing that lies over the plan. */
function WholeDrawing({ imported }: { imported: ImportedDrawing }) {
  const { actions } = useApp();
  const pointable = usePointable();
  const { sourceId } = imported;
  useEffect(() => void actions.review.showSheet(sourceId), [actions, sourceId]);
  if (!pointable) return <p className="quiet">{text('pointLoading')}</p>;
  return (
    <>
      <PointingForm pointable={pointable} />
      <DecisionList imported={imported} />
    </>
  );
}

/** Shows what was assumed or left out. */
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

interface Decision {
  what: string;
  /** The corrections without it. */
  without: Corrections;
}

/** Everything that was decided about a drawing, in words. */
function decisionsOf(app: App, imported: ImportedDrawing): Decision[] {
  const { corrections } = imported;
  const { units, layers, levels, accept, reject, set } = corrections;
  const nameOf = (id: string) => {
    const subject = app.review.value.answered[id];
    return subject === undefined ? id : phraseText(subject, language());
  };
  const without = (list: readonly string[] | undefined, id: string) =>
    (list ?? []).filter((each) => each !== id);
  return [
    ...(units === undefined
      ? []
      : [
          {
            what: text('decidedUnits', { value: unitLabel(units) }),
            without: { ...corrections, units: undefined },
          },
        ]),
    ...Object.entries(layers ?? {}).map(([layer, layerClass]) => ({
      what: text('decidedLayer', { layer: layerLabel(layer), value: classLabel(layerClass) }),
      without: { ...corrections, layers: omit(layers, layer) },
    })),
    ...Object.entries(levels ?? {}).map(([level, change]) => ({
      what: text('decidedLevel', {
        level: level === onlyLevel ? imported.levels[0].id : level,
        value: levelLabel(change),
      }),
      without: { ...corrections, levels: omit(levels, level) },
    })),
    ...pointedDecisions(corrections),
    ...(accept ?? []).map((id) => ({
      what: `${nameOf(id)} · ${text('decidedAccept')}`,
      without: { ...corrections, accept: without(accept, id) },
    })),
    ...(reject ?? []).map((id) => ({
      what: `${nameOf(id)} · ${text('decidedReject')}`,
      without: { ...corrections, reject: without(reject, id) },
    })),
    ...Object.entries(set ?? {}).map(([id, change]) => ({
      what: `${nameOf(id)} · ${text('decidedSet', { value: valuesLabel(change, imported) })}`,
      without: { ...corrections, set: omit(set, id) },
    })),
  ];
}

/** Decisions on parts and lines. */
function pointedDecisions(corrections: Corrections): Decision[] {
  const { parts, lines } = corrections;
  return [
    ...(parts === undefined
      ? []
      : [
          {
            what: text('decidedParts', { list: parts.map(({ id }) => id ?? '?').join(', ') }),
            without: { ...corrections, parts: undefined },
          },
        ]),
    ...(lines === undefined
      ? []
      : [
          {
            what: text('pointGiven', {
              walls: lines.wall?.length ?? 0,
              others: lines.noWall?.length ?? 0,
            }),
            without: { ...corrections, lines: undefined },
          },
        ]),
  ];
}

function levelLabel({ id, name, elevationM, clearHeightM, outline, outlineRank }: LevelChange): string {
  const parts = [id, name];
  if (elevationM !== undefined) parts.push(text('levelElevation', { value: elevationM }));
  if (clearHeightM !== undefined) parts.push(text('levelClearHeight', { value: clearHeightM }));
  if (outline) parts.push(text('decidedOutline', { count: outline.length }));
  else if (outlineRank !== undefined) parts.push(text('decidedOutlineRank', { rank: outlineRank }));
  return parts.filter((each) => each !== undefined).join(', ');
}

function valuesLabel(change: ObjectChange, { questions }: ImportedDrawing): string {
  const { thicknessM, material, kind, state, name } = change;
  const choices = Object.values(questions).flatMap((asked) => asked.flatMap((question) => question.choices));
  const labelOf = (value: string | undefined) => {
    const choice = choices.find(({ value: answer }) => {
      return (
        typeof answer === 'object' &&
        'set' in answer &&
        Object.values(answer.set).some((each) => each === value)
      );
    });
    return choice ? phraseText(choice.label, language()) : value;
  };
  const thickness = thicknessM === undefined ? undefined : `${formatNumber(thicknessM * 1000)} mm`;
  const standing = state && text(state === 'open' ? 'stateOpen' : 'stateClosed');
  return [labelOf(material), thickness, labelOf(kind), standing, name]
    .filter((each) => each !== undefined)
    .join(', ');
}

function omit<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record ?? {}).filter(([each]) => each !== key));
}
