import {
  IconAntenna,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCommand,
  IconDeviceFloppy,
  IconFolderOpen,
  IconHelp,
  IconLanguage,
  IconMaximize,
  IconPlayerStop,
  IconPointer,
  IconRoute,
  IconSparkles,
  IconSunMoon,
  IconTrash,
  IconWand,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

const icons: Readonly<Record<string, ComponentType<{ size?: number; stroke?: number }>>> = {
  open: IconFolderOpen,
  save: IconDeviceFloppy,
  example: IconSparkles,
  undo: IconArrowBackUp,
  redo: IconArrowForwardUp,
  remove: IconTrash,
  stop: IconPlayerStop,
  'tool-select': IconPointer,
  'tool-place': IconAntenna,
  place: IconWand,
  rays: IconRoute,
  fit: IconMaximize,
  theme: IconSunMoon,
  language: IconLanguage,
  palette: IconCommand,
  help: IconHelp,
};

/** The picture of a command; nothing where it has none. */
export function CommandIcon({ id, size = 17 }: { id: string; size?: number }) {
  const Icon = icons[id];
  return Icon ? <Icon size={size} stroke={1.7} /> : null;
}
