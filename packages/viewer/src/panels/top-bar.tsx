import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconMenu2 } from '@tabler/icons-react';
import {
  commandName,
  isDeskOpen,
  isEnabled,
  isProgrammeShown,
  isReviewing,
  runCommand,
} from '../commands/command.ts';
import { findCommand } from '../commands/list-commands.ts';
import { isListed, type PlanChange } from '../store/plan-change.ts';
import { programmeSides } from '../store/programme/programme-state.ts';
import { type TextKey, text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { CommandIcon } from './command-icon.tsx';
import { FieldLists, useIsPhone } from './field-lists.tsx';
import { ChoiceList } from './fields.tsx';
import { keyLabel } from './key-label.ts';
import { useApp, useAppState } from './use-app.tsx';

const stepNames: Record<string, TextKey> = {
  move: 'stepMove',
  change: 'stepChange',
  add: 'stepAdd',
  remove: 'stepRemove',
  copy: 'stepCopy',
  open: 'stepOpen',
  place: 'stepPlaceAll',
  network: 'stepNetwork',
  correct: 'stepCorrect',
  relayer: 'stepRelayer',
  rescale: 'stepRescale',
  variant: 'stepVariant',
  accept: 'stepAccept',
  reference: 'stepReference',
  settings: 'stepSettings',
  lock: 'stepLock',
  forbid: 'stepForbid',
  calibrate: 'stepCalibrate',
};

/** Name of the plan with its files, levels, view, carrier, quantity, undo, palette and language. */
export function TopBar() {
  const hasPlan = useAppState(({ store }) => store.plan !== undefined);
  const reviewing = useAppState(isReviewing);
  const isProgramme = useAppState(isProgrammeShown);
  const hasProgramme = useAppState(({ programme }) => programme.value.open !== undefined);
  const isPhone = useIsPhone();
  const isPlanShown = hasPlan && !isProgramme;
  return (
    <header className="top-bar">
      <h1 className="brand">{text('title')}</h1>
      <FileMenu />
      {hasProgramme && !isProgramme && (
        <CommandButton id="programme" kind="plain">
          {text('programmeBack')}
        </CommandButton>
      )}
      {isProgramme && <ProgrammeSides hasPlan={hasPlan} />}
      {isPlanShown && (
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
          {!reviewing && !isPhone && <FieldLists />}
          <ReviewButton />
        </>
      )}
      <span className="spacer" />
      <span className="icons">
        {!isProgramme && (
          <>
            <UndoButton id="undo" />
            <UndoButton id="redo" />
          </>
        )}
        <CommandButton id="palette" />
        <CommandButton id="language">{text('language')}</CommandButton>
        {isPlanShown && !reviewing && (
          <span className="narrow-only">
            <CommandButton id="panel" isSwitch />
          </span>
        )}
      </span>
    </header>
  );
}

/** `移动墙 ×3`: what a step did, and to what. */
function stepName({ name, records }: PlanChange): string {
  const kinds = records.flatMap((record) =>
    isListed(record) || record.kind === 'level' ? [record.kind] : [],
  );
  // Feeders that go with what they end at are not what was meant.
  const meant = kinds.some((kind) => kind !== 'cable') ? kinds.filter((kind) => kind !== 'cable') : kinds;
  const counts = new Map<string, number>();
  for (const kind of meant) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const what = [...counts].map(([kind, count]) => {
    const word = text(`kind_${kind}` as TextKey);
    return count > 1 ? `${word} ×${count}` : word;
  });
  return text(stepNames[name] ?? 'stepOpen', { what: what.join(', ') });
}

const menuCommands = [
  'open',
  'save',
  'save-as',
  'export',
  'print',
  'example',
  'programme-example',
  'programme-close',
  'palette',
  'theme',
  'language',
  'help',
] as const;

/** More levels than these go into a list. */
const maxLevelButtons = 4;

/** Map or board of the programme, and the way back to the plan. */
function ProgrammeSides({ hasPlan }: { hasPlan: boolean }) {
  const app = useApp();
  const isDesk = useAppState(isDeskOpen);
  const side = useAppState(({ programme }) => programme.value.side);
  const isPhone = useIsPhone();
  const sides = programmeSides.filter((each) => isDesk || each === 'map' || each === 'board');
  return (
    <>
      {isDesk && isPhone ? (
        <ChoiceList
          id="programme-side"
          title={text('programme')}
          value={side}
          options={sides.map((each) => ({ value: each, label: text(`programmeSide_${each}`) }))}
          onChoose={(value) => void runCommand(findCommand(app, `programme-${value}`), app)}
        />
      ) : (
        <Button.Group aria-label={text('programme')}>
          {sides.map((each) => (
            <CommandButton key={each} id={`programme-${each}`} kind="plain" isSwitch>
              {text(`programmeSide_${each}`)}
            </CommandButton>
          ))}
        </Button.Group>
      )}
      {hasPlan && (
        <CommandButton id="programme" kind="plain">
          {text('programmeToPlan')}
        </CommandButton>
      )}
    </>
  );
}

/** Shows what is done with the plan as a whole, under its name. */
function FileMenu() {
  const app = useApp();
  const name = useAppState((each) =>
    isProgrammeShown(each) ? each.programme.value.open?.name : each.store.plan?.community.name,
  );
  const isPhone = useIsPhone();
  return (
    <Menu position="bottom-start" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          size="xs"
          variant="subtle"
          className="community"
          data-id="file-menu"
          aria-label={`${text('fileMenu')} ${name ?? ''}`}
          rightSection={isPhone ? <IconMenu2 size={20} /> : <IconChevronDown size={14} />}
        >
          {name ?? text('fileMenuEmpty')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {menuCommands.map((id) => {
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
  // By their names: a wall that is dragged makes its level another object with every frame.
  const named = useAppState(({ store }) => JSON.stringify((store.plan?.levels ?? []).map(({ id }) => id)));
  const levels = JSON.parse(named) as string[];
  const isPhone = useIsPhone();
  const shown = useAppState(({ view: { value } }) => (value.stacked ? '' : value.levelId));
  const reviewing = useAppState(isReviewing);
  if (levels.length > (isPhone ? 1 : maxLevelButtons)) {
    const stacked = reviewing ? [] : [{ value: '', label: text('stacked') }];
    return (
      <ChoiceList
        id="levels"
        title={text('level')}
        value={shown}
        options={[...levels.map((id) => ({ value: id, label: id })), ...stacked]}
        onChoose={(id) => runCommand(findCommand(app, id === '' ? 'stacked' : `level-${id}`), app)}
      />
    );
  }
  return (
    <Button.Group aria-label={text('level')}>
      {levels.map((id) => (
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
