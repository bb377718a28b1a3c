import type { ScenarioId } from '@diku/engine';
import type { ExactResult } from '../store/result-state.ts';
import { formatNumber, language, text } from '../texts/language.ts';
import { ChoiceList } from './fields.tsx';
import { Section } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Shows what fields and verdict are computed with: the state of shutters and cars, to be chosen, and the model. */
export function ComputedWith() {
  const { view } = useApp();
  const exact = useAppState(({ results }) => results.value.exact);
  const chosen = useAppState(({ view }) => view.value.scenarioId);
  if (!exact) return null;
  const { scenarios, scenarioId } = exact;
  return (
    <Section title={text('computedWith')}>
      {scenarios.length > 1 && (
        <div data-kind="scenario" data-scenario={scenarioId} title={text('scenarioTip')}>
          <ChoiceList
            id="scenario"
            title={text('scenario')}
            value={chosen}
            options={scenarios.map(({ id, name }) => ({ value: id, label: name[language()] }))}
            onChoose={(id) => view.patch({ scenarioId: id as ScenarioId })}
          />
        </div>
      )}
      <Model exact={exact} />
      {exact.walkNotes.map((line) => (
        <p key={line.en} className="model" data-kind="walk-note">
          {line[language()]}
        </p>
      ))}
    </Section>
  );
}

/** Short enough for a line. */
export function modelName({ id, name }: Pick<ExactResult['model'], 'id' | 'name'>): string {
  if (id === 'saturating-path') return text('saturatingPath');
  return id === 'dominant-path' ? text('dominantPath') : name[language()];
}

/** The model in use, and whether it was fitted to a walk test of this garage. */
function Model({
  exact: {
    model: { id, name, residualSigmaDb, walkedOn, hasResiduals = false },
  },
}: {
  exact: ExactResult;
}) {
  const short = modelName({ id, name });
  const fitted = hasResiduals ? 'calibratedResiduals' : 'calibrated';
  const day = walkedOn === undefined ? '' : ` · ${walkedOn}`;
  return (
    <p className="model" title={name[language()]} data-kind="model" data-model={id}>
      {residualSigmaDb === undefined ? (
        short
      ) : (
        <>
          <b>{`${text(fitted, { sigma: formatNumber(residualSigmaDb, 1) })}${day}`}</b>
          {` · ${short}`}
        </>
      )}
    </p>
  );
}
