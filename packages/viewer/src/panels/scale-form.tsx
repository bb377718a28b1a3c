import type { LevelChange } from '@diku/engine/import';
import { TextInput } from '@mantine/core';
import { useRef } from 'react';
import { outlineBox } from '../scene/level-placement.ts';
import { type ImportedDrawing, isRaster } from '../store/imported.ts';
import { formatNumber, text } from '../texts/language.ts';
import { ChoiceList, NumberField, TextField } from './fields.tsx';
import { PageChooser } from './page-chooser.tsx';
import { TextButton } from './parts.tsx';
import { unitLabel, unitNames } from './unit-label.ts';
import { UnitVotes } from './unit-votes.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Unit, two points of a known distance, and each level's name and heights. */
export function ScaleForm({ imported }: { imported: ImportedDrawing }) {
  return (
    <>
      <section className="scale">
        <h3>{text(isRaster(imported) ? 'scalePicture' : 'scaleUnit')}</h3>
        <UnitLine imported={imported} />
        <Extents />
        <UnitVotes units={imported.units} />
        <p className="quiet">{text('scaleNote')}</p>
        <PickedDistance imported={imported} />
      </section>
      <PageChooser pages={imported.pages} page={imported.page ?? pageRead(imported)} />
      {imported.levels.map(({ id }) => (
        <LevelForm key={id} imported={imported} levelId={id} />
      ))}
    </>
  );
}

/** Scales that plans are plotted at. */
const plotRatios = [50, 100, 150, 200] as const;

/** Metres of paper per point of a PDF; undefined for other drawings. */
function metresPerPoint(imported: ImportedDrawing): number | undefined {
  const [, ratio] = /^pt 1:([\d.]+)$/.exec(imported.source.unit) ?? [];
  return ratio === undefined ? undefined : metresPerUnit(imported) / Number(ratio);
}

/** The page that a PDF was read from, as the import says it: `page 2 / 5, 420 × 297 mm`. */
function pageRead({ source }: ImportedDrawing): number | undefined {
  const [, page] = /^page (\d+)/.exec(source.encoding) ?? [];
  return page === undefined ? undefined : Number(page);
}

/** Metres per unit of the level on screen; all levels share it. */
function metresPerUnit({ levels }: Pick<ImportedDrawing, 'levels'>): number {
  return levels[0].transform.metresPerUnit;
}

function UnitLine({ imported }: { imported: ImportedDrawing }) {
  const {
    actions: { review },
  } = useApp();
  const field = (
    <NumberField
      id="metres-per-unit"
      label={text(isRaster(imported) ? 'scalePerPixel' : 'scalePerUnit')}
      value={Number(metresPerUnit(imported).toPrecision(6))}
      min={Number.MIN_VALUE}
      max={Number.POSITIVE_INFINITY}
      step="any"
      onCommit={review.setScale}
    />
  );
  if (isRaster(imported)) return <div className="answers">{field}</div>;
  const { unit } = imported.source;
  const pointM = metresPerPoint(imported);
  const known = pointM
    ? plotRatios.map((ratio) => ({ value: `pt 1:${ratio}`, label: `1:${ratio}` }))
    : unitNames.map((each) => ({ value: each as string, label: each as string }));
  const isKnown = known.some(({ value }) => value === unit);
  return (
    <div className="answers">
      <ChoiceList
        id="unit"
        title={text('scaleUnit')}
        value={unit}
        options={isKnown ? known : [{ value: unit, label: unitLabel(unit) }, ...known]}
        onChoose={(value) => {
          const ratio = plotRatios.find((each) => value === `pt 1:${each}`);
          const chosen = pointM && ratio ? pointM * ratio : unitNames.find((each) => each === value);
          if (chosen) review.correct({ units: chosen });
        }}
      />
      {field}
    </div>
  );
}

function Extents() {
  const levels = useAppState(({ store }) => store.plan?.levels) ?? [];
  return levels.map((level) => {
    const [minX, minY, maxX, maxY] = outlineBox(level);
    const sides = { width: formatNumber(maxX - minX, 1), depth: formatNumber(maxY - minY, 1) };
    return (
      <p key={level.id} data-id={`extent-${level.id}`}>
        {text('scaleExtent', { level: level.id, ...sides })}
      </p>
    );
  });
}

/** Two points are picked on the plan; what they measure is set against what they should. */
function PickedDistance({ imported }: { imported: ImportedDrawing }) {
  const app = useApp();
  const picked = useAppState(({ review }) => review.value.picked);
  const field = useRef<HTMLInputElement>(null);
  const begin = () => app.review.patch({ picked: [] });
  if (!picked) {
    return (
      <TextButton id="scale-pick" onClick={begin}>
        {text('scalePick')}
      </TextButton>
    );
  }
  const cancel = (
    <TextButton id="scale-pick-cancel" onClick={() => app.review.patch({ picked: undefined })}>
      {text('cancel')}
    </TextButton>
  );
  if (picked.length < 2) {
    return (
      <>
        <p className="asks">{text('scalePicking', { count: picked.length })}</p>
        {cancel}
      </>
    );
  }
  const [[ax, ay], [bx, by]] = picked;
  const measuredM = Math.hypot(bx - ax, by - ay);
  const apply = () => {
    const ratio = (field.current?.valueAsNumber ?? 0) / measuredM;
    if (!(ratio > 0) || !Number.isFinite(ratio)) return;
    app.review.patch({ picked: undefined });
    app.actions.review.setScale(metresPerUnit(imported) * ratio);
  };
  return (
    <>
      <TextInput
        ref={field}
        type="number"
        size="xs"
        label={text('scaleMeasured', { metres: formatNumber(measuredM, 3) })}
        data-id="scale-distance"
        step="any"
        min={0}
        defaultValue={measuredM.toFixed(3)}
      />
      <div className="answers">
        <TextButton id="scale-apply" variant="filled" onClick={apply}>
          {text('scaleApply')}
        </TextButton>
        <TextButton id="scale-again" onClick={begin}>
          {text('pictureAgain')}
        </TextButton>
        {cancel}
      </div>
    </>
  );
}

/** Name and heights of one level of the drawing. */
function LevelForm({ imported, levelId }: { imported: ImportedDrawing; levelId: string }) {
  const { actions } = useApp();
  const level = useAppState(({ store }) => store.plan?.levels.find(({ id }) => id === levelId));
  const evidence = imported.evidence.find(({ kind, id }) => kind === 'level' && id === levelId);
  if (!level || !evidence) return null;
  const source = evidence.reference.slice('level:'.length);
  const change = (value: LevelChange) => actions.review.setLevel(source, value);
  const { id, name, elevationM, clearHeightM } = level;
  return (
    <section className="level-form">
      <h3>{`${text('level')} ${levelId}`}</h3>
      <div className="fields">
        <TextField
          id={`level-${levelId}-id`}
          label={text('levelIdInput')}
          value={id}
          maxLength={40}
          onCommit={(typed) => (typed === '' || typed === id ? false : change({ id: typed }))}
        />
        <TextField
          id={`level-${levelId}-name`}
          label={text('levelNameInput')}
          value={name}
          maxLength={40}
          onCommit={(typed) => (typed === '' ? false : change({ name: typed }))}
        />
        <NumberField
          id={`level-${levelId}-elevationM`}
          label={text('elevationInput')}
          value={elevationM}
          min={-200}
          max={200}
          step={0.05}
          onCommit={(valueM) => change({ elevationM: valueM })}
        />
        <NumberField
          id={`level-${levelId}-clearHeightM`}
          label={text('clearHeightInput')}
          value={clearHeightM}
          min={1.8}
          max={20}
          step={0.05}
          onCommit={(valueM) => change({ clearHeightM: valueM })}
        />
      </div>
    </section>
  );
}
