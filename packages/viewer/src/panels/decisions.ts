import type { Corrections, LevelChange, ObjectChange } from '@diku/engine/import';
import type { App } from '../app/app.ts';
import type { ImportedDrawing } from '../store/imported.ts';
import { formatNumber, language, text } from '../texts/language.ts';
import { classLabel, layerLabel } from './layer-label.ts';
import { unitLabel } from './unit-label.ts';

interface Decision {
  what: string;
  /** The corrections without it. */
  without: Corrections;
}

/** Everything that was decided about a drawing, in words. */
export function decisionsOf(app: App, imported: ImportedDrawing): Decision[] {
  const { corrections } = imported;
  const { units, layers, levels, accept, reject, set } = corrections;
  const nameOf = (id: string) => app.review.value.answered[id]?.[language()] ?? id;
  const without = (list: readonly string[] | undefined, id: string) =>
    (list ?? []).filter((each) => each !== id);
  return [
    ...(units === undefined
      ? []
      : [
          {
            what: text('decidedUnits', { value: unitLabel(units) }),
            without: { ...corrections, units: undefined },
          },
        ]),
    ...Object.entries(layers ?? {}).map(([layer, layerClass]) => ({
      what: text('decidedLayer', { layer: layerLabel(layer), value: classLabel(layerClass) }),
      without: { ...corrections, layers: omit(layers, layer) },
    })),
    ...Object.entries(levels ?? {}).map(([level, change]) => ({
      what: text('decidedLevel', { level, value: levelLabel(change) }),
      without: { ...corrections, levels: omit(levels, level) },
    })),
    ...(accept ?? []).map((id) => ({
      what: `${nameOf(id)} · ${text('decidedAccept')}`,
      without: { ...corrections, accept: without(accept, id) },
    })),
    ...(reject ?? []).map((id) => ({
      what: `${nameOf(id)} · ${text('decidedReject')}`,
      without: { ...corrections, reject: without(reject, id) },
    })),
    ...Object.entries(set ?? {}).map(([id, change]) => ({
      what: `${nameOf(id)} · ${text('decidedSet', { value: valuesLabel(change, imported) })}`,
      without: { ...corrections, set: omit(set, id) },
    })),
  ];
}

function levelLabel({ id, name, elevationM, clearHeightM }: LevelChange): string {
  const parts = [id, name];
  if (elevationM !== undefined) parts.push(text('levelElevation', { value: elevationM }));
  if (clearHeightM !== undefined) parts.push(text('levelClearHeight', { value: clearHeightM }));
  return parts.filter((each) => each !== undefined).join(', ');
}

function valuesLabel(change: ObjectChange, { questions }: ImportedDrawing): string {
  const { thicknessM, material, kind, state, name } = change;
  const choices = Object.values(questions).flatMap((asked) => asked.flatMap((question) => question.choices));
  const labelOf = (value: string | undefined) => {
    const choice = choices.find(({ value: answer }) => {
      return (
        typeof answer === 'object' &&
        'set' in answer &&
        Object.values(answer.set).some((each) => each === value)
      );
    });
    return choice?.label[language()] ?? value;
  };
  const thickness = thicknessM === undefined ? undefined : `${formatNumber(thicknessM * 1000)} mm`;
  const standing = state && text(state === 'open' ? 'stateOpen' : 'stateClosed');
  return [labelOf(material), thickness, labelOf(kind), standing, name]
    .filter((each) => each !== undefined)
    .join(', ');
}

function omit<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record ?? {}).filter(([each]) => each !== key));
}
