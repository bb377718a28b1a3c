import { isPlanning } from '../commands/command.ts';
import { text } from '../texts/language.ts';
import { AntennaForm } from './antenna-form.tsx';
import { PlanSummary } from './plan-summary.tsx';
import { useAppState } from './use-app.tsx';

/** What is selected; with nothing selected the garage with its levels, carriers, points and antennas. */
export function Inspector() {
  const isShown = useAppState(isPlanning);
  const status = useAppState(({ results }) => results.value.status);
  const antenna = useAppState(({ store, view }) => store.findAntenna(view.value.selectedId));
  const carrier = useAppState(({ store, view }) =>
    store.plan?.carriers.find(({ id }) => id === view.value.carrierId),
  );
  if (!isShown) return null;
  return (
    <section className="inspector" data-state={status} aria-label={text('inspector')}>
      {antenna ? <AntennaForm antenna={antenna} carrier={carrier} /> : <PlanSummary />}
    </section>
  );
}
