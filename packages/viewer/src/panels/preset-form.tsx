import { Checkbox, TextInput } from '@mantine/core';
import { useRef } from 'react';
import type { ImportedDrawing } from '../store/imported.ts';
import { text } from '../texts/language.ts';
import { ChoiceList } from './fields.tsx';
import { TextButton } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Shows what the drawings of one office have in common: used, saved, persisted on this computer. */
export function PresetForm({ imported: { usedPreset, presetNames } }: { imported: ImportedDrawing }) {
  const { actions } = useApp();
  const { review } = actions;
  const remembered = useAppState((app) => app.review.value.remembered);
  const name = usedPreset?.name;
  const builtIn = presetNames.map((each) => ({ value: `built-in ${each}`, label: each, name: each }));
  const persisted = remembered.map((each, index) => ({
    value: `kept ${index}`,
    label: `${each.name} ${text('presetKept')}`,
    name: each.name,
  }));
  const listed = [...persisted, ...builtIn].find((each) => each.name === name)?.value;
  const other = usedPreset && !listed ? [{ value: 'used', label: usedPreset.name }] : [];
  const options = [{ value: 'none', label: text('presetNone') }, ...other, ...builtIn, ...persisted];
  const isRetained = name !== undefined && remembered.some((each) => each.name === name);
  const choose = (value: string) => {
    const at = value.indexOf(' ');
    const [kind, which] = at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
    const chosen = remembered[Number(which)];
    if (kind === 'none') review.takePreset(undefined);
    else if (kind === 'built-in') review.takeBuiltInPreset(which);
    else if (kind === 'kept')
      review.takePreset({ name: chosen.name, preset: chosen.preset, remembered: false });
  };
  return (
    <details className="preset" open={usedPreset !== undefined}>
      <summary>{`${text('preset')}: ${name ?? text('presetNone')}`}</summary>
      {usedPreset?.remembered && <p>{text('presetUsed', { name: usedPreset.name })}</p>}
      <div className="answers">
        <ChoiceList
          id="preset"
          title={text('preset')}
          value={usedPreset ? (listed ?? 'used') : 'none'}
          options={options.map(({ value, label }) => ({ value, label }))}
          onChoose={choose}
        />
        <TextButton id="preset-load" onClick={actions.chooseFile}>
          {text('presetLoad')}
        </TextButton>
        {isRetained && (
          <TextButton id="preset-forget" onClick={() => review.forgetPreset(name)}>
            {text('presetForget')}
          </TextButton>
        )}
      </div>
      <SaveForm key={name} name={name ?? ''} />
    </details>
  );
}

function SaveForm({ name }: { name: string }) {
  const { actions } = useApp();
  const field = useRef<HTMLInputElement>(null);
  const remember = useRef<HTMLInputElement>(null);
  const save = () => {
    const typed = field.current?.value.trim() ?? '';
    if (typed === '') field.current?.focus();
    else actions.review.savePreset(typed, remember.current?.checked ?? true);
  };
  return (
    <div className="answers">
      <TextInput
        ref={field}
        size="xs"
        data-id="preset-name"
        maxLength={100}
        placeholder={text('presetName')}
        aria-label={text('presetName')}
        defaultValue={name}
      />
      <TextButton id="preset-save" onClick={save}>
        {text('presetSave')}
      </TextButton>
      <Checkbox
        ref={remember}
        size="xs"
        data-id="preset-remember"
        label={text('presetRemember')}
        defaultChecked
      />
    </div>
  );
}
