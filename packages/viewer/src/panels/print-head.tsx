import { fieldSourceName } from '../commands/carrier-name.ts';
import { formatTime, language, text } from '../texts/language.ts';
import { useAppState } from './use-app.tsx';

/** Over a printed picture: whose plan it is, what it shows, and what it was computed with. */
export function PrintHead() {
  const plan = useAppState(({ store }) => store.committed);
  const exact = useAppState(({ results }) => results.value.exact);
  const { levelId, carrierId, quantity } = useAppState(({ view }) => view.value);
  if (!plan) return null;
  const { name, district, address } = plan.community;
  const scenario = exact?.scenarios.find(({ id }) => id === exact.scenarioId)?.name[language()];
  return (
    <header className="print-head">
      <h1>{`${name} · ${levelId}`}</h1>
      <p>{[district, address].filter(Boolean).join(' ')}</p>
      <p>
        {[
          text(quantity),
          fieldSourceName(plan, carrierId),
          exact?.model.name[language()],
          scenario,
          formatTime(Date.now()),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </header>
  );
}
