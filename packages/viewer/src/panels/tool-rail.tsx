import { isPlanning } from '../commands/command.ts';
import type { ToolName } from '../store/edit-state.ts';
import { text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { useAppState } from './use-app.tsx';

const drawing: readonly ToolName[] = [
  ...(['wall', 'opening', 'column', 'bay', 'zone', 'ramp'] as const),
  ...(['point', 'room', 'tray', 'outline', 'measure'] as const),
];

/** The tools at the left edge. */
export function ToolRail() {
  const isShown = useAppState(isPlanning);
  if (!isShown) return null;
  return (
    <nav className="tool-bar" aria-label={text('tools')}>
      <CommandButton id="tool-select" isSwitch tipPosition="right" />
      <CommandButton id="tool-place" isSwitch tipPosition="right" />
      {drawing.map((tool) => (
        <CommandButton key={tool} id={`tool-${tool}`} isSwitch tipPosition="right" />
      ))}
      <hr />
      <CommandButton id="place" tipPosition="right" />
      <CommandButton id="fit" tipPosition="right" />
    </nav>
  );
}
