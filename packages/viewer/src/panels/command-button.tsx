import { ActionIcon, Button, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { commandName, isEnabled, runCommand } from '../commands/command.ts';
import { findCommand } from '../commands/list-commands.ts';
import { CommandIcon } from './command-icon.tsx';
import { keyLabel } from './key-label.ts';
import { useApp, useAppState } from './use-app.tsx';

interface Props {
  id: string;
  /** The tip says beside its name what exactly would be undone. */
  detail?: string;
  /** Shown instead of the view. */
  children?: ReactNode;
  kind?: 'icon' | 'plain' | 'main';
  /** True for a part of a group that is switched. */
  isSwitch?: boolean;
  tipPosition?: 'bottom' | 'left' | 'right';
}

/** A command as a button: name, key and state come from the table. */
export function CommandButton({
  id,
  detail,
  children,
  kind = 'icon',
  isSwitch,
  tipPosition = 'bottom',
}: Props) {
  const app = useApp();
  const command = findCommand(app, id);
  const enabled = useAppState((each) => isEnabled(command, each));
  const isOn = useAppState((each) => command.isOn?.(each) ?? false);
  const key = command.keys?.[0];
  const name = [commandName(command), detail].filter(Boolean).join(' ');
  const label = key ? `${name} (${keyLabel(key)})` : name;
  const common = {
    'data-id': id,
    'aria-pressed': isSwitch ? isOn : undefined,
    disabled: !enabled,
    onClick: () => void runCommand(command, app),
  };
  return (
    <Tooltip label={label} position={tipPosition}>
      {kind === 'icon' ? (
        <ActionIcon {...common} variant="subtle" aria-label={label} size="md">
          {children ?? <CommandIcon id={id} />}
        </ActionIcon>
      ) : (
        <Button {...common} variant={kind === 'main' ? 'filled' : 'default'} size="xs">
          {children ?? commandName(command)}
        </Button>
      )}
    </Tooltip>
  );
}
