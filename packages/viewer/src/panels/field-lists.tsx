import { useMediaQuery } from '@mantine/hooks';
import { fieldSourceName, fieldSources } from '../commands/carrier-name.ts';
import { runCommand } from '../commands/command.ts';
import { findCommand } from '../commands/list-commands.ts';
import { quantities } from '../store/field-scale.ts';
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
  return (
    <ChoiceList
      id="quantity"
      title={text('quantity')}
      value={quantity}
      options={quantities.map((each) => ({ value: each, label: rowText('quantity', each) }))}
      onChoose={(chosen) => runCommand(findCommand(app, `quantity-${chosen}`), app)}
    />
  );
}
