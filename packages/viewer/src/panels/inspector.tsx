import { isPlanning } from '../commands/command.ts';
import { text } from '../texts/language.ts';
import { AntennaForm } from './antenna-form.tsx';
import { CommandButton } from './command-button.tsx';
import { LevelFields } from './level-fields.tsx';
import { PlanSummary } from './plan-summary.tsx';
import { SelectionForm } from './record-form.tsx';
import { useAppState } from './use-app.tsx';

/** What is selected; with nothing selected the garage with its levels, carriers, points and antennas. */
export function Inspector() {
  const isShown = useAppState(isPlanning);
  const status = useAppState(({ results }) => results.value.status);
  const antenna = useAppState(({ store, view }) => store.findAntenna(view.value.selectedId));
  const carrier = useAppState(({ store, view }) =>
    store.plan?.carriers.find(({ id }) => id === view.value.carrierId),
  );
  const plan = useAppState(({ store }) => store.plan);
  const selection = useAppState(({ view }) => view.value.selection);
  const isOutline = useAppState(({ page }) => page.value.tool === 'outline');
  if (!isShown) return null;
  return (
    <section className="inspector" data-state={status} aria-label={text('inspector')}>
      {antenna ? (
        <AntennaForm antenna={antenna} carrier={carrier} />
      ) : plan && selection.length > 0 ? (
        <>
          <SelectionForm plan={plan} selection={selection} />
          <SelectionButtons />
        </>
      ) : isOutline ? (
        <LevelFields />
      ) : (
        <PlanSummary />
      )}
    </section>
  );
}

function SelectionButtons() {
  return (
    <p className="record-buttons">
      <CommandButton id="duplicate" kind="plain" />
      <CommandButton id="remove" kind="plain" />
    </p>
  );
}
