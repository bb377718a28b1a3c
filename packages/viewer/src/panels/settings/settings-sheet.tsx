import type { Plan } from '@diku/engine';
import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { saveJson } from '../../review/save-file.ts';
import {
  rememberedSettings,
  rememberSettings,
  type SettingsDocument,
  settingProblems,
  settingsChange,
  settingsDocument,
} from '../../store/settings/change-settings.ts';
import {
  isSettingChanged,
  type SettingRow,
  settingRows,
  withSetting,
} from '../../store/settings/setting-rows.ts';
import { type SettingSection, settingSections } from '../../store/settings/setting-sections.ts';
import { text } from '../../texts/language.ts';
import { CommandButton } from '../command-button.tsx';
import { useIsPhone } from '../field-lists.tsx';
import { ChoiceList, TextField } from '../fields.tsx';
import { Section, TextButton } from '../parts.tsx';
import { Sheet } from '../sheet.tsx';
import { useApp, useAppState } from '../use-app.tsx';
import { profileName, SettingField, settingName, type TakeSettings } from './setting-field.tsx';
import { AntennaLibrary, CatalogueForm, PlacingLists } from './setting-files.tsx';
import { CarrierForms, changedMaterials, MaterialTables } from './setting-tables.tsx';

/** Everything that is set for a project, section by section: what is proved, demanded, placed and bought with. */
export default function SettingsSheet() {
  const { page, store } = useApp();
  const plan = useAppState(({ store }) => store.committed);
  const isReadOnly = useAppState(({ store }) => store.isReadOnly);
  const section = useAppState(({ page }) => page.value.settingsSection);
  const isPhone = useIsPhone();
  const [query, setQuery] = useState('');
  if (!plan) return null;
  const rows = settingRows(plan);
  const take: TakeSettings = async (next) => {
    const change = settingsChange(plan, next);
    if (!change) return [];
    const problems = await settingProblems(next);
    // The plan may be another one by now.
    if (problems.length === 0 && store.committed === plan) store.apply(change);
    return problems;
  };
  const choose = (settingsSection: SettingSection) => {
    setQuery('');
    page.patch({ settingsSection });
  };
  const shown = query.trim() === '' ? undefined : findRows(rows, query);
  return (
    <Sheet id="settings" title={text('settingsTitle')} widthPx={1080} className="help settings">
      {isReadOnly && <p role="status">{text('settingsReadOnly')}</p>}
      <div className="settings-body">
        <SectionList {...{ plan, rows, section, isPhone, choose }} />
        <div className="settings-section" data-section={shown ? 'found' : section}>
          <TextInput
            size="xs"
            className="settings-find"
            data-id="settings-find"
            aria-label={text('settingsFind')}
            placeholder={text('settingsFind')}
            value={query}
            onChange={({ currentTarget }) => setQuery(currentTarget.value)}
          />
          {shown ? (
            <Fields key="found" rows={shown} {...{ plan, isReadOnly, take }} />
          ) : (
            <SectionForms key={section} {...{ plan, rows, section, isReadOnly, take }} />
          )}
        </div>
      </div>
    </Sheet>
  );
}

/** Rows whose name or path holds every word. */
function findRows(rows: readonly SettingRow[], query: string): SettingRow[] {
  const words = query.trim().toLowerCase().split(/\s+/);
  return rows.filter((each) => {
    const named =
      `${settingName(each)} ${text(`settingsSection_${each.section}`)} ${each.path}`.toLowerCase();
    return words.every((word) => named.includes(word));
  });
}

interface SectionListProps {
  plan: Plan;
  rows: readonly SettingRow[];
  section: SettingSection;
  isPhone: boolean;
  choose(section: SettingSection): void;
}

/** The sections, each with how much of it was changed. */
function SectionList({ plan, rows, section, isPhone, choose }: SectionListProps) {
  const named = settingSections.map((each) => ({ id: each, count: changedCount(plan, rows, each) }));
  if (isPhone) {
    return (
      <ChoiceList
        id="settings-section"
        title={text('settingsSections')}
        value={section}
        options={named.map(({ id, count }) => ({
          value: id,
          label:
            count > 0
              ? `${text(`settingsSection_${id}`)} · ${text('settingsChangedCount', { count })}`
              : text(`settingsSection_${id}`),
        }))}
        onChoose={(id) => choose(id as SettingSection)}
      />
    );
  }
  return (
    <nav className="settings-nav" aria-label={text('settingsSections')}>
      {named.map(({ id, count }) => (
        <button
          key={id}
          type="button"
          data-id={`settings-${id}`}
          aria-current={id === section ? 'page' : undefined}
          onClick={() => choose(id)}
        >
          <span>{text(`settingsSection_${id}`)}</span>
          {count > 0 && <small>{text('settingsChangedCount', { count })}</small>}
        </button>
      ))}
      <Presets plan={plan} />
    </nav>
  );
}

function changedCount(plan: Plan, rows: readonly SettingRow[], section: SettingSection): number {
  const fields = rows.filter((each) => each.section === section && isSettingChanged(plan, each)).length;
  if (section === 'materials') return fields + changedMaterials(plan).length;
  if (section === 'library') return fields + Object.keys(plan.antennaTypes ?? {}).length;
  return fields + (section === 'network' && plan.choices?.catalogue ? 1 : 0);
}

interface FormsProps {
  plan: Plan;
  rows: readonly SettingRow[];
  isReadOnly: boolean;
  take: TakeSettings;
}

/** Forms of a section, and its fields. */
function SectionForms({ section, ...props }: FormsProps & { section: SettingSection }) {
  const { plan, isReadOnly, take } = props;
  const rows = props.rows.filter((each) => each.section === section);
  const changed = rows.filter((each) => isSettingChanged(plan, each));
  const isPhone = useIsPhone();
  const forms: Partial<Record<SettingSection, ReactNode>> = {
    carriers: <CarrierForms {...{ plan, isReadOnly, take }} />,
    materials: <MaterialTables {...{ plan, isReadOnly, take }} />,
    network: <CatalogueForm {...{ plan, isReadOnly, take }} />,
    library: <AntennaLibrary {...{ plan, isReadOnly, take }} />,
  };
  return (
    <>
      <h2>{text(`settingsSection_${section}`)}</h2>
      {forms[section]}
      <Fields {...{ ...props, rows }} />
      {section === 'placement' && <PlacingLists {...{ plan, isReadOnly, take }} />}
      <p className="choices">
        {changed.length > 0 && !isReadOnly && (
          <TextButton
            id="settings-reset-section"
            onClick={() =>
              void take(changed.reduce((each, setting) => withSetting(each, setting, undefined), plan))
            }
          >
            {text('settingsResetSection')}
          </TextButton>
        )}
        {section === 'placement' && <CommandButton id="place" kind="main" />}
        {section === 'network' && plan.antennas.length > 0 && <CommandButton id="feed" kind="main" />}
      </p>
      {isPhone && <Presets plan={plan} />}
    </>
  );
}

/** Fields under the names of their groups. */
function Fields({ plan, rows, isReadOnly, take }: FormsProps) {
  const groups = new Map<string, SettingRow[]>();
  for (const each of rows) {
    const { group, parts } = profileName(each);
    const heading = parts.length > 0 ? group : '';
    groups.set(heading, [...(groups.get(heading) ?? []), each]);
  }
  if (rows.length === 0) return null;
  return [...groups].map(([heading, members]) => {
    const fields = members.map((setting) => (
      <SettingField key={setting.path} {...{ plan, setting, isReadOnly, take }} isInGroup={heading !== ''} />
    ));
    if (heading === '')
      return (
        <div key="own" className="setting-group">
          {fields}
        </div>
      );
    return (
      <Section key={heading} title={heading}>
        <div className="setting-group">{fields}</div>
      </Section>
    );
  });
}

/** Settings as files and as remembered on this computer. */
function Presets({ plan }: { plan: Plan }) {
  const { actions, page } = useApp();
  const [remembered, setRemembered] = useState(rememberedSettings);
  const [name, setName] = useState('');
  const used = name || plan.community.name || text('settingsPresetDefault');
  const refresh = () => setRemembered(rememberedSettings());
  const takeDocument = (document: SettingsDocument) => void actions.takeSettings(document);
  return (
    <section className="settings-presets" aria-label={text('settingsPresets')}>
      <h3>{text('settingsPresets')}</h3>
      {remembered.map((document) => (
        <p key={document.name} className="row" data-preset={document.name}>
          <TextButton id="preset-take" title={document.name} onClick={() => takeDocument(document)}>
            {document.name}
          </TextButton>
          <TextButton
            id="preset-forget"
            aria-label={`${text('settingsPresetForget')} ${document.name}`}
            onClick={() => {
              rememberSettings(document.name, undefined);
              refresh();
            }}
          >
            ×
          </TextButton>
        </p>
      ))}
      <TextField
        id="preset-name"
        label={text('settingsPresetName')}
        value={used}
        maxLength={60}
        onCommit={(typed) => setName(typed)}
      />
      <p className="choices">
        <TextButton
          id="preset-remember"
          onClick={() => {
            rememberSettings(used, settingsDocument(plan, used));
            refresh();
          }}
        >
          {text('settingsPresetRemember')}
        </TextButton>
        <TextButton
          id="preset-save"
          onClick={() => {
            const file = saveJson(settingsDocument(plan, used), used, 'settings');
            page.patch({ notice: { kind: 'info', title: text('saved', { file }), lines: [] } });
          }}
        >
          {text('settingsPresetSave')}
        </TextButton>
        <TextButton id="preset-load" onClick={actions.chooseFile}>
          {text('settingsPresetLoad')}
        </TextButton>
      </p>
    </section>
  );
}
