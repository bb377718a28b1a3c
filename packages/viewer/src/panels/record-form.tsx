import type { Plan } from '@diku/engine';
import { type NamedRegistry, placedOpenings } from '@diku/engine/plan';
import { NativeSelect } from '@mantine/core';
import { memo } from 'react';
import { findRecord, type PlanRecord, type RecordKind, type RecordRef } from '../store/plan-records.ts';
import { fieldValue, type RecordField, recordFields, withField } from '../store/record-fields.ts';
import { isTextKey, type Language, language, rowText, type TextKey, text } from '../texts/language.ts';
import { antennaTypeName } from './antenna-type-name.ts';
import { NumberField, TextField } from './fields.tsx';
import { useApp } from './use-app.tsx';

interface Found {
  ref: RecordRef;
  record: PlanRecord;
}

/** Forms of what is selected: one for each kind, whose values count for everything of it. */
export function SelectionForm({ plan, selection }: { plan: Plan; selection: readonly RecordRef[] }) {
  const groups = new Map<string, Found[]>();
  for (const ref of selection) {
    const record = findRecord(plan, ref);
    if (!record) continue;
    groups.set(ref.kind, [...(groups.get(ref.kind) ?? []), { ref, record }]);
  }
  return [...groups.values()].map((found) => (
    <section key={found[0].ref.kind} className="record-form" data-id={`form-${found[0].ref.kind}`}>
      <h2>
        {text(`kind_${found[0].ref.kind}` as TextKey)}{' '}
        {found.length === 1 ? found[0].record.id : `×${found.length}`}
      </h2>
      {found.some(({ ref }) => isStray(plan, ref)) && (
        <p className="stray" data-id="opening-in-no-wall">
          {text('openingInNoWall')}
        </p>
      )}
      <RecordFields plan={plan} found={found} />
    </section>
  ));
}

/** Returns whether it is an opening that lies in no wall. */
function isStray(plan: Plan, { kind, id, level: levelId }: RecordRef): boolean {
  const level = kind === 'opening' && plan.levels.find((each) => each.id === levelId);
  if (!level) return false;
  return placedOpenings(level).some(({ opening, seat }) => opening.id === id && seat === 'in-no-wall');
}

/** The fields that all of them have. */
export function RecordFields({ plan, found }: { plan: Plan; found: readonly Found[] }) {
  const { actions } = useApp();
  const [first] = found;
  const fields = recordFields(first.ref.kind, first.record, plan).filter(({ key }) =>
    found.every(({ ref, record }) => recordFields(ref.kind, record, plan).some((each) => each.key === key)),
  );
  const changeAll = (key: string, value: string | number | undefined) =>
    actions.edit.changeAll(
      found.map(({ ref }) => ref),
      (record) => withField(record, key, value),
    );
  if (fields.length === 0) return null;
  const whose = found.map(({ ref }) => ref.id).join(' ');
  return (
    <div className="fields">
      {fields.map((field) => (
        <OneField
          key={`${whose} ${field.key}`}
          kind={first.ref.kind}
          field={field}
          value={sharedValue(found, field.key)}
          language={language()}
          onCommit={changeAll}
        />
      ))}
    </div>
  );
}

function sharedValue(found: readonly Found[], key: string): string | number | undefined {
  const values = new Set(found.map(({ record }) => fieldValue(record, key)));
  return values.size === 1 ? [...values][0] : undefined;
}

interface OneFieldProps {
  kind: RecordKind;
  field: RecordField;
  value: string | number | undefined;
  /** That of the texts. */
  language: Language;
  /** False: it was not taken. */
  onCommit(key: string, value: string | number | undefined): boolean;
}

/** Drawn again only when its value is another one: not with every frame in which the thing is dragged. */
const OneField = memo(
  function OneField({ kind, field, value, onCommit }: OneFieldProps) {
    const label = text(`field_${field.key}` as TextKey);
    const id = `${kind}-${field.key}`;
    if (field.form === 'number') {
      return (
        <NumberField
          id={id}
          label={label}
          value={value as number | undefined}
          min={field.min}
          max={field.max}
          step={field.step}
          onCommit={(next) => onCommit(field.key, next)}
        />
      );
    }
    if (field.form === 'text') {
      return (
        <TextField
          id={id}
          label={label}
          value={value as string | undefined}
          maxLength={100}
          onCommit={(next) =>
            next === '' && !field.optional ? false : onCommit(field.key, next === '' ? undefined : next)
          }
        />
      );
    }
    const shown = value === undefined ? '' : String(value);
    const named = [...new Set([...(shown === '' ? [] : [shown]), ...field.options])];
    return (
      <NativeSelect
        size="xs"
        data-id={id}
        label={label}
        value={shown}
        data={[
          ...(shown === '' ? [{ value: '', label: text('valuesDiffer') }] : []),
          ...named.map((each) => ({ value: each, label: optionName(field, each) })),
        ]}
        onChange={({ currentTarget }) => {
          currentTarget.blur();
          if (currentTarget.value !== '') onCommit(field.key, currentTarget.value);
        }}
      />
    );
  },
  (before, after) =>
    before.value === after.value &&
    before.language === after.language &&
    JSON.stringify(before.field) === JSON.stringify(after.field),
);

function optionName({ key, registry }: { key: string; registry?: NamedRegistry }, option: string): string {
  if (registry) return rowText(registry, option);
  if (key === 'type') return antennaTypeName(option);
  const name = `option-${option}`;
  return isTextKey(name) ? text(name) : option;
}
