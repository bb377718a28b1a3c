import { useMediaQuery } from '@mantine/hooks';
import { fieldSourceName, fieldSources } from '../commands/carrier-name.ts';
import { runCommand } from '../commands/command.ts';
import { findCommand } from '../commands/list-commands.ts';
import { quantities } from '../store/field-scale.ts';
import { findReference, shownReference } from '../store/reference-state.ts';
import { rowText, text } from '../texts/language.ts';
import { ChoiceList } from './fields.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** A page as narrow as a phone, where lists stand in the sheet at the bottom. */
export function useIsPhone(): boolean {
  return useMediaQuery('(max-width: 720px)', undefined, { getInitialValueInEffect: false });
}

/** Shows which carrier and which quantity the field is of. */
export function FieldLists() {
  return (
    <>
      <CarrierList />
      <QuantityList />
    </>
  );
}

function CarrierList() {
  const { view } = useApp();
  const carriers = useAppState(({ store }) => store.plan?.carriers) ?? [];
  const plan = { carriers };
  const carrierId = useAppState(({ view }) => view.value.carrierId);
  return (
    <ChoiceList
      id="carrier"
      title={text('carrier')}
      value={carrierId}
      options={fieldSources(plan).map((id) => ({ value: id, label: fieldSourceName(plan, id) }))}
      onChoose={(id) => view.patch({ carrierId: id })}
    />
  );
}

function QuantityList() {
  const app = useApp();
  const quantity = useAppState(({ view }) => view.value.quantity);
  const isTraced = useAppState(
    ({ reference, view }) => findReference(reference.value, view.value) !== undefined,
  );
  const isReference = useAppState(
    ({ reference, view }) => shownReference(reference.value, view.value) !== undefined,
  );
  const options = quantities.map((each) => ({ value: each as string, label: rowText('quantity', each) }));
  const reference = { value: 'reference', label: text('legendReference') };
  return (
    <ChoiceList
      id="quantity"
      title={text('quantity')}
      value={isReference ? reference.value : quantity}
      options={isTraced ? [...options, reference] : options}
      onChoose={(chosen) => {
        const id = chosen === reference.value ? 'reference-map' : `quantity-${chosen}`;
        runCommand(findCommand(app, id), app);
      }}
    />
  );
}
