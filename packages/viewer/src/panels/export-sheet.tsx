import type { Plan } from '@diku/engine';
import { fitsNoticeField } from '@diku/engine/documents';
import { Checkbox, UnstyledButton } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { isEnabled, runCommand } from '../commands/command.ts';
import { findCommand } from '../commands/list-commands.ts';
import { feedState, isFeedStale, movedText } from '../store/derived-states.ts';
import { type DocumentFields, type DocumentKind, isOfNetwork } from '../store/document-kinds.ts';
import { text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { TextField } from './fields.tsx';
import { Section } from './parts.tsx';
import { Sheet } from './sheet.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Documents in the order in which they are asked for. */
const groups = [
  ['exportDocuments', ['report', 'pdf', 'pack', 'notice']],
  ['exportTables', ['workbook', 'bill', 'ports']],
  ['exportDrawings', ['floor-dxf', 'floor-svg', 'diagram-dxf', 'diagram-svg']],
] as const;

/** More than two lines of the notice hold no field. */
const maxCharacters = 120;

/** Everything that can be made of the plan, each with what it is; those of a network say so where there is none. */
export default function ExportSheet() {
  const isFed = useAppState(({ store }) => store.plan?.network !== undefined);
  const isEmpty = useAppState(({ store }) => store.plan?.antennas.length === 0);
  const plan = useAppState(({ store }) => store.committed);
  return (
    <Sheet
      id="export"
      title={text('exportTitle')}
      label={text('cmdExport')}
      widthPx={620}
      className="help export"
    >
      {isEmpty && <Missing sentence={text('networkNoAntennas')} command="place" />}
      {!isEmpty && !isFed && <Missing sentence={text('exportNoNetwork')} command="feed" />}
      {plan && isFeedStale(plan) && <Stale plan={plan} />}
      {groups.map(([name, kinds]) => (
        <Section key={name} title={text(name)}>
          {kinds.map((kind) => (
            <DocumentRow key={kind} kind={kind} />
          ))}
        </Section>
      ))}
      <Section title={text('exportShown')}>
        <CommandButton id="export-field" kind="plain" />
        <p className="quiet">{text('exportFieldNote')}</p>
      </Section>
      <Fields />
    </Sheet>
  );
}

/** Shows what has to be there first, and the way to it. */
function Missing({ sentence, command }: { sentence: string; command: 'place' | 'feed' }) {
  const { page } = useApp();
  return (
    <div className="export-missing">
      <p className="quiet">{sentence}</p>
      <span onClickCapture={() => page.patch({ sheet: undefined })}>
        <CommandButton id={command} kind="plain" />
      </span>
    </div>
  );
}

/** Shows what moved under the network, and the choice to have documents of it all the same. */
function Stale({ plan }: { plan: Plan }) {
  const { page } = useApp();
  const isAllowed = useAppState(({ page }) => page.value.allowsStaleDocuments);
  return (
    <>
      <Missing sentence={text('exportStale', { moved: movedText(feedState(plan)) })} command="feed" />
      <Checkbox
        size="xs"
        data-id="export-allow-stale"
        label={text('exportAllowStale')}
        checked={isAllowed}
        onChange={({ currentTarget }) => page.patch({ allowsStaleDocuments: currentTarget.checked })}
      />
    </>
  );
}

function DocumentRow({ kind }: { kind: DocumentKind }) {
  const app = useApp();
  const command = findCommand(app, `paper-${kind}`);
  const enabled = useAppState((each) => isEnabled(command, each));
  return (
    <UnstyledButton
      className="row paper"
      data-id={`export-${kind}`}
      disabled={!enabled}
      onClick={() => runCommand(command, app)}
    >
      <span>
        {text(`paper_${kind}`)}
        <small className="quiet">{text(`paperNote_${kind}`)}</small>
      </span>
      {enabled ? (
        <IconDownload size={16} aria-hidden />
      ) : (
        isOfNetwork(kind) && <small className="quiet">{text('exportOfNetwork')}</small>
      )}
    </UnstyledButton>
  );
}

/** Blank in the documents where nothing is typed: so that the same plan makes the same bytes. */
function Fields() {
  const { page } = useApp();
  const fields = useAppState(({ page }) => page.value.documentFields);
  const take = (name: keyof DocumentFields, value: string) => {
    if (!fitsNoticeField(value)) return false;
    page.patch({ documentFields: { ...page.value.documentFields, [name]: value || undefined } });
    return true;
  };
  return (
    <Section title={text('exportFields')}>
      <div className="export-fields">
        {(['date', 'contact', 'schedule'] as const).map((name) => (
          <TextField
            key={name}
            id={`export-${name}`}
            label={text(`exportField_${name}`)}
            value={fields[name]}
            maxLength={maxCharacters}
            onCommit={(value) => take(name, value)}
          />
        ))}
      </div>
    </Section>
  );
}
