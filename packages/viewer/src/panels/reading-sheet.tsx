import { commandGroups, commandName } from '../commands/command.ts';
import { listCommands } from '../commands/list-commands.ts';
import { planStates } from '../store/derived-states.ts';
import { text } from '../texts/language.ts';
import { AcceptList } from './accept-list.tsx';
import { CommandButton } from './command-button.tsx';
import { DerivedParts } from './derived-parts.tsx';
import { useReasons } from './import-doubts.tsx';
import { keyLabel } from './key-label.ts';
import { Sheet } from './sheet.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** A sheet that is read: commands with their keys, doubts about how the plan was read, computed parts and their states. */
export default function ReadingSheet({ name }: { name: 'help' | 'doubts' | 'parts' }) {
  if (name === 'help') return <HelpSheet />;
  return name === 'doubts' ? <DoubtSheet /> : <DerivedSheet />;
}

/** Every command that has a key, from the same table as the palette. */
function HelpSheet() {
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
              {group === 'view' && (
                <>
                  <KeyRow keys={['Space']} name={text('helpSpace')} />
                  <KeyRow keys={['Shift']} name={text('helpShiftWheel')} />
                </>
              )}
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

/** Doubts where the plan came without its drawing. */
function DoubtSheet() {
  return (
    <Sheet id="doubts" title={text('importDoubtsTitle')} widthPx={560} className="help">
      <AcceptList reasons={useReasons()} />
    </Sheet>
  );
}

/** Computed parts and their states, where the verdict bar leads. */
function DerivedSheet() {
  const { page } = useApp();
  const plan = useAppState(({ store }) => store.committed);
  if (!plan) return null;
  const { network, portPowers } = planStates(plan);
  const isFeedStale = network.state === 'stale' || portPowers.state === 'stale';
  return (
    <Sheet id="parts" title={text('derivedTitle')} widthPx={560} className="help">
      <p className="quiet">{text('derivedNote')}</p>
      <DerivedParts plan={plan} />
      {isFeedStale && (
        <span onClickCapture={() => page.patch({ sheet: undefined })}>
          <CommandButton id="feed" kind="plain" />
        </span>
      )}
    </Sheet>
  );
}
