import { describeProblem, type LocalizedProblem, type Plan, phraseText } from '@diku/engine';
import { isDocumentKey, modelName, sourceText, textsIn } from '@diku/engine/documents';
import { demandedKinds, operators, pointKinds, technologies } from '@diku/engine/plan';
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import {
  isSettingChanged,
  type SettingRow,
  type SettingValue,
  settingValue,
  withSetting,
} from '../../store/settings/setting-rows.ts';
import { isTextKey, language, rowText, text } from '../../texts/language.ts';
import { TextButton } from '../parts.tsx';

/** Makes a plan with other settings the plan, as one step. @returns what the engine has against it */
export type TakeSettings = (plan: Plan) => Promise<readonly LocalizedProblem[]>;

interface FieldProps {
  plan: Plan;
  setting: SettingRow;
  isReadOnly: boolean;
  /** It stands under the name of its group. */
  isInGroup: boolean;
  take: TakeSettings;
}

/** One setting: its name, value, unit, usual value and source; a mark and a way back where it was changed. */
export function SettingField({ plan, setting, isReadOnly, isInGroup, take }: FieldProps) {
  const id = useId();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const value = settingValue(plan, setting);
  const isChanged = isSettingChanged(plan, setting);
  const name = settingName(setting);
  const commit = async (next: SettingValue | undefined) => {
    const found = await take(withSetting(plan, setting, next));
    setProblems(found.map(refusalText));
    return found.length === 0;
  };
  const source = setting.path.startsWith('profile.')
    ? sourceText(setting.source, language()) || textsIn(language())('report.sourceAssumption')
    : text('settingsSourceProgram');
  return (
    <div className="setting" data-setting={setting.path} data-changed={isChanged || undefined}>
      <label htmlFor={id}>{isInGroup ? profileName(setting).parts.join(' · ') : name}</label>
      <span className="setting-value">
        <ValueInput
          {...{ id, setting, value, isReadOnly, name }}
          onCommit={commit}
          isRefused={problems.length > 0}
        />
        {unitText(setting) && <span className="setting-unit">{unitText(setting)}</span>}
      </span>
      <span className="setting-usual quiet">
        {isChanged && <b className="setting-mark">{text('settingsChanged')}</b>}
        <span>{usualText(setting)}</span>
        {isChanged && !isReadOnly && (
          <TextButton
            id={`reset-${setting.path}`}
            aria-label={text('settingsResetOf', { name })}
            onClick={() => void commit(undefined)}
          >
            {text('settingsReset')}
          </TextButton>
        )}
      </span>
      <small className="setting-source quiet">
        {isChanged ? `${text('settingsSourcePlanner')} · ${source}` : source}
      </small>
      {problems.map((line) => (
        <p key={line} className="problem" role="alert" id={`${id}-problem`}>
          {line}
        </p>
      ))}
    </div>
  );
}

/** Text on a refused value and on those that may stand there, without the path, which is the field itself. */
export function refusalText({ found, expected }: LocalizedProblem): string {
  const say = (part: LocalizedProblem['found']) =>
    typeof part === 'string' ? part : phraseText(part, language());
  return text('settingsRefused', { found: say(found), expected: say(expected) });
}

/** A problem with its place in the plan, where no field stands for it. */
export function problemText(problem: LocalizedProblem): string {
  return describeProblem(problem, language());
}

interface InputProps {
  id: string;
  name: string;
  setting: SettingRow;
  value: SettingValue | undefined;
  isReadOnly: boolean;
  isRefused: boolean;
  onCommit(value: SettingValue | undefined): Promise<boolean>;
}

function ValueInput(props: InputProps) {
  const { id, name, setting, value, isReadOnly, onCommit } = props;
  if (setting.form === 'switch') {
    return (
      <Checkbox
        id={id}
        aria-label={name}
        size="xs"
        disabled={isReadOnly}
        data-id={setting.path}
        checked={value === true}
        onChange={({ currentTarget }) => void onCommit(currentTarget.checked)}
      />
    );
  }
  if (setting.form === 'several') {
    const chosen = (value ?? []) as readonly string[];
    return (
      <fieldset id={id} aria-label={name} className="setting-several">
        {setting.options?.map((option) => (
          <Checkbox
            key={option}
            size="xs"
            disabled={isReadOnly}
            data-id={`${setting.path}-${option}`}
            label={optionText(setting, option)}
            checked={chosen.includes(option)}
            onChange={({ currentTarget: { checked } }) =>
              void onCommit(
                setting.options?.filter((each) => (each === option ? checked : chosen.includes(each))),
              )
            }
          />
        ))}
      </fieldset>
    );
  }
  if (setting.form === 'choice') {
    const options = setting.options ?? [];
    return (
      <NativeSelect
        id={id}
        aria-label={name}
        size="xs"
        disabled={isReadOnly}
        data-id={setting.path}
        value={value === undefined ? '' : String(value)}
        data={[
          ...(value === undefined ? [{ value: '', label: text('settingsNoUsual') }] : []),
          ...options.map((option) => ({ value: option, label: optionText(setting, option) })),
        ]}
        onChange={({ currentTarget }) => void onCommit(currentTarget.value || undefined)}
      />
    );
  }
  return <TypedInput {...props} />;
}

/** A number or a line of text; what is refused stays to be corrected. */
function TypedInput({ id, name, setting, value, isReadOnly, isRefused, onCommit }: InputProps) {
  const shown = shownValue(setting, value);
  const [typed, setTyped] = useState(shown);
  useEffect(() => setTyped(shown), [shown]);
  const commit = () => {
    if (typed.trim() !== shown) void onCommit(readValue(setting, typed.trim()));
  };
  return (
    <TextInput
      id={id}
      aria-label={name}
      size="xs"
      readOnly={isReadOnly}
      data-id={setting.path}
      inputMode={setting.form === 'number' ? 'decimal' : undefined}
      error={isRefused || undefined}
      aria-describedby={isRefused ? `${id}-problem` : undefined}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={commit}
      onKeyDown={({ key }) => {
        if (key === 'Enter') commit();
      }}
    />
  );
}

const isPercent = ({ unit }: SettingRow) => unit === '0–1';

/** Text of a value; per cent come without the noise of binary fractions. */
function shownValue(setting: SettingRow, value: SettingValue | undefined): string {
  if (typeof value === 'number' && isPercent(setting)) return String(Number((100 * value).toPrecision(10)));
  return value === undefined ? '' : String(value);
}

/** The number that was typed; what is none goes to the engine as it is, which says what it expects. */
function readValue(setting: SettingRow, typed: string): SettingValue | undefined {
  if (typed === '') return undefined;
  if (setting.form !== 'number') return typed;
  const number = Number(typed.replace(/^[−–]/, '-').replace('，', '.'));
  if (!Number.isFinite(number)) return typed;
  return isPercent(setting) ? Number((number / 100).toPrecision(12)) : number;
}

export function unitText(setting: SettingRow): string {
  return isPercent(setting) ? '%' : setting.unit;
}

function usualText(setting: SettingRow): string {
  const { usual, unit } = setting;
  if (usual === undefined) return text('settingsNoUsual');
  const shown =
    typeof usual === 'boolean'
      ? text(usual ? 'settingsOn' : 'settingsOff')
      : typeof usual === 'object'
        ? usual.map((option) => optionText(setting, option)).join(text('listGap')) || text('settingsNone')
        : setting.form === 'choice'
          ? optionText(setting, String(usual))
          : `${shownValue(setting, usual).replace('-', '−')} ${unit === '0–1' ? '%' : unit}`.trim();
  return text('settingsUsual', { value: shown });
}

function optionText({ path }: SettingRow, option: string): string {
  if (path === 'propagation.model' && option !== 'calibrated' && option !== 'custom')
    return modelName(option, language());
  if (path === 'choices.sectors' && option !== 'auto') return option;
  const key = path === 'choices.reserve' && option === '1' ? undefined : `settingOption_${option}`;
  if (key && isTextKey(key)) return text(key);
  return path === 'choices.reserve' ? `${option} dB` : option;
}

/** Name of a setting: of the profile's values as documents have it, with what tells those of a group apart. */
export function settingName(setting: SettingRow): string {
  const { group, parts } = profileName(setting);
  return group
    ? [group, ...parts].join(' · ')
    : text(`setting_${setting.path}` as Parameters<typeof text>[0]);
}

/** The group of a profile's value as documents name it, and the words for the rest of its path. */
export function profileName({ path }: Pick<SettingRow, 'path'>): { group: string; parts: string[] } {
  const [root, ...keys] = path.split('.');
  if (root !== 'profile') return { group: '', parts: [] };
  const texts = textsIn(language()) as unknown as (key: string) => string;
  for (let length = keys.length; length > 0; length--) {
    const key = `report.assumptionNames.${keys.slice(0, length).join('.')}`;
    if (isDocumentKey(key))
      return { group: texts(key), parts: keys.slice(length).map((part) => partName(part, keys[0])) };
  }
  return { group: path, parts: [] };
}

const registries = [
  ['technology', technologies],
  ['operator', operators],
  ['point', pointKinds],
] as const;

function partName(key: string, group: string): string {
  if (group === 'floorKinds' && (demandedKinds as readonly string[]).includes(key))
    return rowText('floor', key);
  const custom = `settingPart-${key}`;
  if (isTextKey(custom)) return text(custom);
  const registry = registries.find(([, ids]) => (ids as readonly string[]).includes(key));
  return registry ? rowText(registry[0], key) : key;
}
