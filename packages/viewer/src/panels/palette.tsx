import { Modal, TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useLayoutEffect, useState } from 'react';
import { commandName, isEnabled, runCommand } from '../commands/command.ts';
import { listCommands, matchCommands } from '../commands/list-commands.ts';
import { languages, loadLocale, text } from '../texts/language.ts';
import { CommandIcon } from './command-icon.tsx';
import { keyLabel } from './key-label.ts';
import { useApp } from './use-app.tsx';

/** Takes the focus at once: what is typed right after the key that opens the palette belongs into it. */
const takeFocus = (field: HTMLInputElement | null) => field?.focus();

/** Every command that can be done now, found by its name in either language. */
export default function Palette() {
  const app = useApp();
  const [typed, sent] = app.page.value.typedAhead.split('\n');
  const [query, setQuery] = useState(typed);
  // Keys that came between the first drawing and the field's having them.
  useLayoutEffect(() => setQuery(app.page.value.typedAhead.split('\n')[0]), [app]);
  const [at, setAt] = useState(0);
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => {
    void Promise.all(languages.map(loadLocale)).then(() => setLoaded(true));
  }, []);
  const commands = matchCommands(
    listCommands(app).filter((command) => command.id !== 'palette' && isEnabled(command, app)),
    query,
  );
  const chosen = Math.min(at, commands.length - 1);
  const close = () => app.page.patch({ sheet: undefined });
  const run = (index: number) => {
    const command = commands[index];
    if (!command) return;
    close();
    // A file dialog and whatever else takes the focus comes after the palette has given it back.
    requestAnimationFrame(() => runCommand(command, app));
  };
  useEnterAhead(isLoaded && sent !== undefined, () => run(0));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((chosen + step + commands.length) % Math.max(1, commands.length));
    else if (event.key === 'Enter') run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      opened
      onClose={close}
      withCloseButton={false}
      closeOnEscape={false}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      padding={0}
      size={560}
      yOffset="12vh"
      className="palette"
      attributes={{ content: { 'aria-label': text('cmdPalette') } }}
    >
      <QueryField
        query={query}
        active={commands[chosen] && `palette-${chosen}`}
        onType={(typed) => {
          setQuery(typed);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <CommandList commands={commands} chosen={chosen} onChoose={setAt} onRun={run} />
      {commands.length === 0 && <p className="quiet palette-nothing">{text('paletteNothing')}</p>}
    </Modal>
  );
}

/** Enter came before the palette did: done once there is a command for it. */
function useEnterAhead(isSent: boolean, run: () => void): void {
  const { page } = useApp();
  useEffect(() => {
    if (!isSent) return;
    page.patch({ typedAhead: '' });
    run();
  });
}

interface QueryProps {
  query: string;
  /** Id of the command that the keys are at. */
  active: string | undefined;
  onType(typed: string): void;
  onKeyDown(event: KeyboardEvent): void;
}

function QueryField({ query, active, onType, onKeyDown }: QueryProps) {
  return (
    <TextInput
      size="md"
      variant="unstyled"
      className="palette-query"
      data-autofocus
      ref={takeFocus}
      data-id="palette-query"
      role="combobox"
      aria-expanded
      aria-controls="palette-list"
      aria-activedescendant={active}
      aria-label={text('paletteHint')}
      placeholder={text('paletteHint')}
      value={query}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}

interface ListProps {
  commands: ReturnType<typeof matchCommands>;
  /** Index of the one that the keys are at. */
  chosen: number;
  onChoose(index: number): void;
  onRun(index: number): void;
}

function CommandList({ commands, chosen, onChoose, onRun }: ListProps) {
  return (
    <div id="palette-list" role="listbox" aria-label={text('cmdPalette')} className="palette-list">
      {commands.map((command, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
        <div
          key={command.id}
          id={`palette-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          data-command={command.id}
          ref={(element) => {
            if (index === chosen) element?.scrollIntoView({ block: 'nearest' });
          }}
          onPointerMove={() => onChoose(index)}
          onClick={() => onRun(index)}
        >
          <CommandIcon id={command.id} size={16} />
          <span>{commandName(command)}</span>
          <small>{text(`group_${command.group}`)}</small>
          {command.keys?.[0] && <kbd>{keyLabel(command.keys[0])}</kbd>}
        </div>
      ))}
    </div>
  );
}
