import { type Level, phraseText } from '@diku/engine';
import type { Evidence, ObjectChange } from '@diku/engine/import';
import { Button, CloseButton } from '@mantine/core';
import { aboutObject, objectSubject } from '../review/object-subject.ts';
import type { ImportedDrawing } from '../store/imported.ts';
import { formatNumber, formatPercent, language, text } from '../texts/language.ts';
import { AnswerControls } from './answer-controls.tsx';
import { TextField } from './fields.tsx';
import { layerLabel } from './layer-label.ts';
import { Row, TextButton } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** One recognised thing that was clicked: why it is there, and what it really is. */
export function ObjectCard({ imported, object }: { imported: ImportedDrawing; object: Evidence }) {
  const {
    actions: { review },
  } = useApp();
  const levels = useAppState(({ store }) => store.plan?.levels) ?? [];
  const isPending = useAppState((app) => app.review.value.pending.includes(object.reference));
  const values = valuesOf(levels, object);
  const { layer, lengthM, facets, kind, reference } = object;
  return (
    <section className="object" data-id="object" data-reference={reference} data-pending={isPending}>
      <h3>
        {phraseText(objectSubject(object), language())}
        <CloseButton
          size="sm"
          data-id="object-close"
          aria-label={text('objectClose')}
          onClick={() => review.showObject(undefined)}
        />
      </h3>
      {layer !== undefined && <Row name={text('layerName')}>{layerLabel(layer)}</Row>}
      {lengthM !== undefined && <Row name={text('objectLength')}>{`${formatNumber(lengthM, 2)} m`}</Row>}
      {values.thicknessM !== undefined && (
        <Row name={text('objectThickness')}>{`${formatNumber(values.thicknessM * 1000)} mm`}</Row>
      )}
      {facets.map(({ confidence, reason }) => (
        <p key={reason.code} className="facet" data-unsure={confidence < 0.9}>
          <b>{text('confidence', { percent: formatPercent(confidence) })}</b>
          {` ${phraseText(reason.said, language())}`}
        </p>
      ))}
      {(imported.questions[kind] ?? []).map(({ topic, choices, input }, index) => (
        <AnswerControls
          key={topic}
          id={`object-${topic}`}
          choices={topic === 'wall-thickness' ? [] : choices}
          input={input && { ...input, value: values.thicknessM }}
          current={topic === 'wall-material' ? values.material : values.kind}
          withVerdict={index === 0}
          onAnswer={(answer) => {
            if (typeof answer === 'object' && 'set' in answer) review.setObject(object, answer.set);
            else review.answer(aboutObject(object), answer, objectSubject(object));
          }}
        />
      ))}
      <MoreValues values={values} object={object} onChange={(change) => review.setObject(object, change)} />
    </section>
  );
}

type Values = Partial<Record<'material' | 'kind' | 'state' | 'name', string>> & { thicknessM?: number };

const lists = {
  wall: 'walls',
  opening: 'openings',
  column: 'columns',
  bay: 'bays',
  zone: 'zones',
  point: 'points',
  facility: 'facilities',
} as const;

function valuesOf(levels: readonly Level[], { kind, id, level }: Evidence): Values {
  const list = lists[kind as keyof typeof lists];
  const objects: readonly { id: string }[] = levels.find((each) => each.id === level)?.[list] ?? [];
  return (objects.find((each) => each.id === id) ?? {}) as Values;
}

/** State of a door, name of a room, point or facility. */
function MoreValues({
  values: { state, name },
  object: { kind, reference },
  onChange,
}: {
  values: Values;
  object: Evidence;
  onChange(change: ObjectChange): void;
}) {
  if (kind === 'opening') {
    return (
      <Button.Group>
        {(['open', 'closed'] as const).map((each) => (
          <TextButton
            key={each}
            id={`object-state-${each}`}
            aria-pressed={state === each}
            onClick={() => onChange({ state: each })}
          >
            {text(each === 'open' ? 'stateOpen' : 'stateClosed')}
          </TextButton>
        ))}
      </Button.Group>
    );
  }
  if (kind !== 'zone' && kind !== 'point' && kind !== 'facility') return null;
  return (
    <TextField
      key={reference}
      id="object-name"
      label={text('objectName')}
      value={name}
      maxLength={200}
      onCommit={(typed) => onChange({ name: typed })}
    />
  );
}
