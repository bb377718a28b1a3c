import { Menu } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { App } from '../app/app.ts';
import { type Command, isEnabled, runCommand } from '../commands/command.ts';
import { findCommand } from '../commands/list-commands.ts';
import { isOfNetwork } from '../store/network-drawing.ts';
import { text } from '../texts/language.ts';
import { keyLabel } from './key-label.ts';
import { useApp, useAppState } from './use-app.tsx';
import './context-menu.css';

/** Commands on the selection, at a location and on the level, in the order of the menu. */
const sections = [
  ['edit-selected', 'network-part', 'lock', 'network-lock', 'refuse', 'forbid'],
  ['copy', 'cut', 'duplicate', 'paste', 'remove'],
  ['place-here', 'measure-here', 'link-here', 'rays', 'pin'],
  ['select-all', 'fit', 'axes', 'network-layer'],
] as const;
type MenuId = (typeof sections)[number][number];

/** Commands of bare floor; the others of what is selected, or of both. */
const ofFloor: readonly MenuId[] = ['paste', 'place-here', ...sections[3]];

/** The menu of what is selected or pointed at: commands that can be done now, and no others. */
export default function ContextMenu() {
  const app = useApp();
  const menu = useAppState(({ page }) => page.value.menu);
  const [shown] = useState(() => offered(app));
  const giveBack = useFocusBack();
  if (!menu) return null;
  const close = () => app.page.patch({ menu: undefined });
  const run = (command: Command) => {
    // What takes the focus takes it after the menu has given it back.
    giveBack();
    runCommand(command, app);
  };
  return (
    <Menu
      opened
      onClose={close}
      position="bottom-start"
      offset={0}
      withinPortal={false}
      floatingStrategy="fixed"
      transitionProps={{ duration: 0 }}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          className="menu-spot"
          aria-label={text('contextMenu')}
          style={{ left: menu.x, top: menu.y }}
        />
      </Menu.Target>
      <Menu.Dropdown className="context-menu" aria-label={text('contextMenu')}>
        {shown.map((section, index) => [
          index > 0 && <Menu.Divider key={section[0].id} />,
          ...section.map((command) => <Item key={command.id} command={command} onRun={run} />),
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}

function Item({ command, onRun }: { command: Command; onRun(command: Command): void }) {
  const app = useApp();
  const common = {
    'data-id': `context-${command.id}`,
    rightSection: command.keys && <kbd>{keyLabel(command.keys[0])}</kbd>,
    children: text(`menu_${command.id as MenuId}`),
  };
  if (!command.isOn) return <Menu.Item {...common} onClick={() => onRun(command)} />;
  return (
    <Menu.CheckboxItem
      {...common}
      checked={command.isOn(app)}
      closeMenuOnClick
      onChange={() => onRun(command)}
    />
  );
}

/** Commands of the menu now, by section. */
function offered(app: App): [Command, ...Command[]][] {
  const { selection } = app.view.value;
  const hasPart = selection.some(isOfNetwork);
  const isFor = (id: MenuId) => {
    if (selection.length === 0) return true;
    if (id === 'lock' || id === 'edit-selected') return !hasPart;
    return !ofFloor.includes(id);
  };
  return sections.flatMap((ids) => {
    const [first, ...others] = ids
      .filter(isFor)
      .map((id) => findCommand(app, id))
      .filter((command) => isEnabled(command, app));
    return first ? [[first, ...others]] : [];
  });
}

/** Gives the focus back to what had it, once: now where that is asked for, else when the menu goes. */
function useFocusBack(): () => void {
  const [before] = useState(() => document.activeElement);
  const isDone = useRef(false);
  const giveBack = () => {
    if (isDone.current) return;
    isDone.current = true;
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
  const last = useRef(giveBack);
  useEffect(() => {
    const end = last.current;
    return () => end();
  }, []);
  return giveBack;
}
