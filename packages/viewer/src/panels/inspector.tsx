import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { Side } from '../app/app.ts';
import { hasProposal, isDesigning, isPlanning, runCommand } from '../commands/command.ts';
import { findCommand } from '../commands/list-commands.ts';
import { text } from '../texts/language.ts';
import { AntennaForm } from './antenna-form.tsx';
import { CommandButton } from './command-button.tsx';
import { NumberField, TextField } from './fields.tsx';
import { PlanSummary } from './plan-summary.tsx';
import { SelectionForm } from './record-form.tsx';
import { useApp, useAppState } from './use-app.tsx';

const NetworkPanel = lazy(() => import('./network-panel.tsx'));
const ChartsPanel = lazy(() => import('./charts-panel.tsx'));
const ProposalPanel = lazy(() => import('./proposal-panel.tsx'));
const VariantsPanel = lazy(() => import('./variants-panel.tsx'));

/** What is proposed; else what is selected or, with nothing selected, the garage; or the feeder network, or charts. */
export function Inspector() {
  const isShown = useAppState(isPlanning);
  const status = useAppState(({ results }) => results.value.status);
  const side = useAppState(({ page }) => page.value.side);
  const isProposed = useAppState((app) => hasProposal(app) || isDesigning(app));
  if (!isShown) return null;
  return (
    <section className="inspector" data-state={status} aria-label={text('inspector')}>
      {isProposed ? (
        <Suspense>
          <ProposalPanel />
        </Suspense>
      ) : (
        <>
          <SideTabs side={side} />
          <Suspense>
            {side === 'network' && <NetworkPanel />}
            {side === 'charts' && <ChartsPanel />}
            {side === 'variants' && <VariantsPanel />}
          </Suspense>
          {side === 'inspector' && <Details />}
        </>
      )}
    </section>
  );
}

function SideTabs({ side }: { side: Side }) {
  const app = useApp();
  return (
    <SegmentedControl
      className="side-tabs"
      size="xs"
      fullWidth
      withItemsBorders={false}
      transitionDuration={0}
      aria-label={text('side')}
      value={side}
      data={[
        { value: 'inspector', label: text('tabInspector') },
        { value: 'network', label: text('tabNetwork') },
        { value: 'charts', label: text('tabCharts') },
        { value: 'variants', label: text('tabVariants') },
      ]}
      // What is shown, switched off, leaves the inspector.
      onChange={(chosen) => runCommand(findCommand(app, chosen === 'inspector' ? side : chosen), app)}
    />
  );
}

function Details() {
  const antenna = useAppState(({ store, view }) => store.findAntenna(view.value.selectedId));
  const carrier = useAppState(({ store, view }) =>
    store.plan?.carriers.find(({ id }) => id === view.value.carrierId),
  );
  const plan = useAppState(({ store }) => store.plan);
  const selection = useAppState(({ view }) => view.value.selection);
  const isOutline = useAppState(({ page }) => page.value.tool === 'outline');
  if (antenna) return <AntennaForm antenna={antenna} carrier={carrier} />;
  if (plan && selection.length > 0) {
    return (
      <>
        <SelectionForm plan={plan} selection={selection} />
        <SelectionButtons />
      </>
    );
  }
  return isOutline ? <LevelFields /> : <PlanSummary />;
}

function SelectionButtons() {
  return (
    <p className="record-buttons">
      <CommandButton id="duplicate" kind="plain" />
      <CommandButton id="remove" kind="plain" />
    </p>
  );
}

/** Name and heights of the level whose outline is edited. */
function LevelFields() {
  const { actions } = useApp();
  const level = useAppState(({ store, view }) =>
    store.plan?.levels.find(({ id }) => id === view.value.levelId),
  );
  if (!level) return null;
  const { id, name, elevationM, clearHeightM, slabThicknessM } = level;
  const change = actions.edit.changeLevel;
  return (
    <section className="record-form" data-id="form-level">
      <h2>{`${text('level')} ${id}`}</h2>
      <div className="fields">
        <TextField
          key={`${id} name`}
          id="level-name"
          label={text('field_name')}
          value={name}
          maxLength={40}
          onCommit={(typed) => change(id, { name: typed === '' ? undefined : typed })}
        />
        <NumberField
          key={`${id} elevation`}
          id="level-elevationM"
          label={text('field_elevationM')}
          value={elevationM}
          least={-200}
          most={200}
          step={0.05}
          onCommit={(value) => change(id, { elevationM: value })}
        />
        <NumberField
          key={`${id} clear`}
          id="level-clearHeightM"
          label={text('field_clearHeightM')}
          value={clearHeightM}
          least={1.8}
          most={20}
          step={0.05}
          onCommit={(value) => change(id, { clearHeightM: value })}
        />
        <NumberField
          key={`${id} slab`}
          id="level-slabThicknessM"
          label={text('field_slabThicknessM')}
          value={slabThicknessM}
          least={0}
          most={5}
          step={0.05}
          onCommit={(value) => change(id, { slabThicknessM: value })}
        />
      </div>
    </section>
  );
}
