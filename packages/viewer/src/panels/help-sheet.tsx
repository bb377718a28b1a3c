import { commandGroups, commandName } from '../commands/command.ts';
import { listCommands } from '../commands/list-commands.ts';
import { text } from '../texts/language.ts';
import { keyLabel } from './key-label.ts';
import { Sheet } from './sheet.tsx';
import { useApp } from './use-app.tsx';

/** Every command that has a key, from the same table as the palette. */
export function HelpSheet() {
  const app = useApp();
  const commands = listCommands(app).filter(({ keys }) => keys && keys.length > 0);
  return (
    <Sheet id="help" title={text('cmdHelp')} widthPx={760} className="help">
      <div className="help-groups">
        {commandGroups.map((group) => (
          <section key={group}>
            <h3>{text(`group_${group}`)}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <KeyRow key={command.id} keys={command.keys ?? []} name={commandName(command)} />
                ))}
              {group === 'edit' && (
                <>
                  <KeyRow keys={['←→↑↓']} name={text('helpArrows')} />
                  <KeyRow keys={['Shift+←→↑↓']} name={text('helpShiftArrows')} />
                  <KeyRow keys={['Tab']} name={text('helpTab')} />
                </>
              )}
            </dl>
          </section>
        ))}
      </div>
    </Sheet>
  );
}

function KeyRow({ keys, name }: { keys: readonly string[]; name: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {keys.map((key) => (
          <kbd key={key}>{keyLabel(key)}</kbd>
        ))}
      </dd>
    </div>
  );
}
