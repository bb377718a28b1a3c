import type { ImportedDrawing } from '../store/imported.ts';
import { text } from '../texts/language.ts';
import type { App } from './app.ts';
import { choiceList, element, textButton } from './element.ts';

/** What the drawings of one office have in common: used, saved, kept on this computer. */
export function describePreset(app: App, { usedPreset, presetNames }: ImportedDrawing): HTMLElement {
  const { review } = app.actions;
  const { remembered } = app.review.value;
  const name = usedPreset?.name;
  const builtIn = presetNames.map((each) => ({
    value: `built-in ${each}`,
    label: each,
    selected: each === name,
  }));
  const kept = remembered.map((each, index) => ({
    value: `kept ${index}`,
    label: `${each.name} ${text('presetKept')}`,
    selected: each.name === name,
  }));
  const isListed = [...builtIn, ...kept].some(({ selected }) => selected);
  const other = usedPreset && !isListed ? [{ value: 'used', label: usedPreset.name, selected: true }] : [];
  const list = choiceList(
    'preset',
    [{ value: 'none', label: text('presetNone'), selected: !usedPreset }, ...other, ...builtIn, ...kept],
    {
      title: text('preset'),
      onChoose(value) {
        const [kind, which] = value.split(' ');
        const chosen = remembered[Number(which)];
        if (kind === 'none') review.usePreset(undefined);
        else if (kind === 'built-in') review.useBuiltInPreset(which);
        else if (kind === 'kept')
          review.usePreset({ name: chosen.name, preset: chosen.preset, remembered: false });
      },
    },
  );
  const isKept = name !== undefined && remembered.some((each) => each.name === name);
  return element(
    'details',
    { class: 'preset', open: usedPreset !== undefined },
    element('summary', {}, `${text('preset')}: ${name ?? text('presetNone')}`),
    usedPreset?.remembered ? element('p', {}, text('presetUsed', { name: usedPreset.name })) : undefined,
    element(
      'div',
      { class: 'answers' },
      list,
      textButton('preset-load', text('presetLoad'), app.actions.chooseFile),
      isKept ? textButton('preset-forget', text('presetForget'), () => review.forgetPreset(name)) : undefined,
    ),
    saveForm(app, name ?? ''),
  );
}

function saveForm(app: App, name: string): HTMLElement {
  const field = element('input', {
    'data-id': 'preset-name',
    maxlength: 100,
    placeholder: text('presetName'),
    'aria-label': text('presetName'),
    value: name,
  });
  const remember = element('input', { type: 'checkbox', 'data-id': 'preset-remember', checked: true });
  const save = () => {
    if (field.value.trim() === '') field.focus();
    else app.actions.review.savePreset(field.value.trim(), remember.checked);
  };
  return element(
    'div',
    { class: 'answers' },
    field,
    textButton('preset-save', text('presetSave'), save),
    element('label', { class: 'tick' }, remember, text('presetRemember')),
  );
}
