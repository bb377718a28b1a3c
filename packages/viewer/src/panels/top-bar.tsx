import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { carrierName } from '../commands/carrier-name.ts';
import { commandName, isEnabled, isReviewing, runCommand } from '../commands/command.ts';
import { findCommand } from '../commands/list-commands.ts';
import { quantities } from '../store/field-scale.ts';
import { text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { CommandIcon } from './command-icon.tsx';
import { ChoiceList } from './fields.tsx';
import { keyLabel } from './key-label.ts';
import { stepName } from './step-name.ts';
import { useApp, useAppState } from './use-app.tsx';

/** More levels than these go into a list. */
const mostLevelButtons = 4;

/** Name of the plan with its files, levels, view, carrier, quantity, undo, palette and language. */
export function TopBar() {
  const hasPlan = useAppState(({ store }) => store.plan !== undefined);
  const reviewing = useAppState(isReviewing);
  return (
    <header className="top-bar">
      <strong className="brand">{text('title')}</strong>
      <FileMenu />
      {hasPlan && (
        <>
          <Levels />
          <Button.Group aria-label={text('cmdProjection')}>
            <CommandButton id="view-2d" kind="plain" isSwitch>
              {text('view2d')}
            </CommandButton>
            <CommandButton id="view-3d" kind="plain" isSwitch>
              {text('view3d')}
            </CommandButton>
          </Button.Group>
          {!reviewing && <CarrierList />}
          {!reviewing && <QuantityList />}
          <ReviewButton />
        </>
      )}
      <span className="spacer" />
      <span className="icons">
        <UndoButton id="undo" />
        <UndoButton id="redo" />
        <CommandButton id="palette" />
        <CommandButton id="language">{text('language')}</CommandButton>
      </span>
    </header>
  );
}

/** What is done with the plan as a whole, under its name. */
function FileMenu() {
  const app = useApp();
  const name = useAppState(({ store }) => store.plan?.community.name);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          size="xs"
          variant="subtle"
          className="community"
          data-id="file-menu"
          aria-label={`${text('fileMenu')} ${name ?? ''}`}
          rightSection={<IconChevronDown size={14} />}
        >
          {name ?? text('fileMenuEmpty')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {['open', 'save', 'example', 'theme', 'help'].map((id) => {
          const command = findCommand(app, id);
          return (
            <Menu.Item
              key={id}
              data-id={`menu-${id}`}
              disabled={!isEnabled(command, app)}
              leftSection={<CommandIcon id={id} size={15} />}
              rightSection={command.keys && <kbd>{keyLabel(command.keys[0])}</kbd>}
              onClick={() => runCommand(command, app)}
            >
              {commandName(command)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

function Levels() {
  const app = useApp();
  const levels = useAppState(({ store }) => store.plan?.levels) ?? [];
  const shown = useAppState(({ view: { value } }) => (value.stacked ? '' : value.levelId));
  const reviewing = useAppState(isReviewing);
  if (levels.length > mostLevelButtons) {
    const stacked = reviewing ? [] : [{ value: '', label: text('stacked') }];
    return (
      <ChoiceList
        id="levels"
        title={text('level')}
        value={shown}
        options={[...levels.map(({ id, name }) => ({ value: id, label: name ?? id })), ...stacked]}
        onChoose={(id) => runCommand(findCommand(app, id === '' ? 'stacked' : `level-${id}`), app)}
      />
    );
  }
  return (
    <Button.Group aria-label={text('level')}>
      {levels.map(({ id }) => (
        <CommandButton key={id} id={`level-${id}`} kind="plain" isSwitch>
          {id}
        </CommandButton>
      ))}
      {levels.length > 1 && !reviewing && (
        <CommandButton id="stacked" kind="plain" isSwitch>
          {text('stacked')}
        </CommandButton>
      )}
    </Button.Group>
  );
}

function CarrierList() {
  const { view } = useApp();
  const carriers = useAppState(({ store }) => store.plan?.carriers) ?? [];
  const carrierId = useAppState(({ view }) => view.value.carrierId);
  return (
    <ChoiceList
      id="carrier"
      title={text('carrier')}
      value={carrierId}
      options={carriers.map((carrier) => ({ value: carrier.id, label: carrierName(carrier) }))}
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
      options={quantities.map((each) => ({ value: each, label: text(each) }))}
      onChoose={(chosen) => runCommand(findCommand(app, `quantity-${chosen}`), app)}
    />
  );
}

/** Only where the drawing behind the plan is known. */
function ReviewButton() {
  const doubts = useAppState(({ store }) => store.imported?.doubts.length);
  if (doubts === undefined) return null;
  return (
    <CommandButton id="review" kind="plain" isSwitch>
      {text('review', { count: doubts || '' })}
    </CommandButton>
  );
}

function UndoButton({ id }: { id: 'undo' | 'redo' }) {
  const step = useAppState(({ store }) => (id === 'undo' ? store.undoStep : store.redoStep));
  return <CommandButton id={id} detail={step && stepName(step)} />;
}
