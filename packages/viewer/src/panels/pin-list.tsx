import { UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { placeValue } from '../app/place-value.ts';
import type { Pin } from '../store/pin.ts';
import { formatNumber, text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { Section } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Pinned values of the quantity on screen; a click flies there. */
export function PinList() {
  const pins = useAppState(({ view }) => view.value.pins);
  const quantity = useAppState(({ view }) => view.value.quantity);
  if (pins.length === 0) return null;
  return (
    <Section title={text('pins', { name: text(quantity) })}>
      {pins.map((pin) => (
        <PinRow key={pin.id} pin={pin} />
      ))}
      {pins.length > 1 && <CommandButton id="unpin-all" kind="plain" />}
    </Section>
  );
}

function PinRow({ pin }: { pin: Pin }) {
  const { actions, view } = useApp();
  const value = useAppState((app) => placeValue(app, pin));
  const { id, levelId, x, y } = pin;
  const remove = () => view.patch({ pins: view.value.pins.filter((each) => each !== pin) });
  return (
    <div className="pin-row" data-pin-row={id}>
      <UnstyledButton className="row" onClick={() => actions.showPlace(pin)}>
        <span>{`${id} · ${levelId} ${formatNumber(x, 1)}, ${formatNumber(y, 1)} m`}</span>
        <b>{value}</b>
      </UnstyledButton>
      <UnstyledButton
        className="pin-remove"
        data-id={`unpin-${id}`}
        aria-label={text('pinRemove', { id })}
        onClick={remove}
      >
        <IconX size={14} />
      </UnstyledButton>
    </div>
  );
}
