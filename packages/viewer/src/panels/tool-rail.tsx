import { isPlanning } from '../commands/command.ts';
import type { ToolName } from '../store/edit-state.ts';
import { text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { useIsPhone } from './field-lists.tsx';
import { useAppState } from './use-app.tsx';

const drawing: readonly ToolName[] = [
  ...(['wall', 'opening', 'column', 'bay', 'zone', 'ramp'] as const),
  ...(['point', 'room', 'tray', 'outline', 'measure'] as const),
];
/** What is done while one stands in the garage. */
const onPhone: readonly ToolName[] = ['point', 'measure'];

/** The tools at the left edge; on a phone at the thumb. */
export function ToolRail() {
  const isShown = useAppState(isPlanning);
  const isPhone = useIsPhone();
  if (!isShown) return null;
  const tipPosition = isPhone ? 'left' : 'right';
  return (
    <nav className="tool-bar" aria-label={text('tools')}>
      <CommandButton id="tool-select" isSwitch tipPosition={tipPosition} />
      <CommandButton id="tool-place" isSwitch tipPosition={tipPosition} />
      {(isPhone ? onPhone : drawing).map((tool) => (
        <CommandButton key={tool} id={`tool-${tool}`} isSwitch tipPosition={tipPosition} />
      ))}
      <hr />
      <CommandButton id="place" tipPosition={tipPosition} />
      <CommandButton id="fit" tipPosition={tipPosition} />
      {!isPhone && <CommandButton id="cars" isSwitch tipPosition={tipPosition} />}
    </nav>
  );
}
