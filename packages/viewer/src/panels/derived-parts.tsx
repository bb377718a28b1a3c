import { type Plan, phraseText } from '@diku/engine';
import { say } from '@diku/engine/core';
import { type DerivedPartName, derivedParts, type PartState } from '@diku/engine/plan';
import { isPartStale, movedText, planStates } from '../store/derived-states.ts';
import { language, text } from '../texts/language.ts';
import { Mark } from './mark.tsx';
import { Section, TextButton } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Parts of which the verdict itself says nothing when they are stale. */
const apart = ['import', 'verdict'] as const;

/**
 * Shows in the verdict bar what of the plan is of an earlier state and is shown nowhere else; a click says what
 * changed.
 */
export function StaleParts() {
  const app = useApp();
  const plan = useAppState(({ store }) => store.committed);
  const stale = apart.filter((part) => isPartStale(plan, part));
  if (!plan || stale.length === 0) return null;
  const tip = stale.map((part) => `${partName(part)}: ${movedText(planStates(plan)[part])}`).join('\n');
  return (
    <span className="figure is-stale" data-kind="stale-parts">
      <Mark met={false} isStale />
      <TextButton id="stale-parts" title={tip} onClick={() => app.page.patch({ sheet: 'parts' })}>
        {text('staleParts', { parts: stale.map(partName).join(text('listGap')) })}
      </TextButton>
    </span>
  );
}

/** The computed parts of the plan, each with its state and, where it is stale, what changed. */
export function DerivedParts({ plan }: { plan: Plan }) {
  const states = planStates(plan);
  const shown = derivedParts.filter((part) => states[part].state !== 'none');
  return (
    <ul className="derived-parts">
      {shown.map((part) => (
        <PartRow key={part} part={part} state={states[part]} />
      ))}
    </ul>
  );
}

function PartRow({ part, state }: { part: DerivedPartName; state: PartState }) {
  const isStale = state.state === 'stale';
  return (
    <li data-part={part} data-state={state.state} className={isStale ? 'is-stale' : undefined}>
      <p className="row">
        <span className="part-name">{partName(part)}</span>
        <b>
          {isStale && <Mark met={false} isStale />}
          {text(`part-${state.state}`)}
        </b>
      </p>
      {isStale && <p>{movedText(state)}</p>}
      {isStale && <p className="quiet">{text(`stale-${part}`)}</p>}
    </li>
  );
}

/** The same in the inspector, under a heading. */
export function DerivedSection({ plan }: { plan: Plan }) {
  const isAny = Object.values(planStates(plan)).some(({ state }) => state !== 'none');
  if (!isAny) return null;
  return (
    <Section title={text('derivedTitle')}>
      <DerivedParts plan={plan} />
    </Section>
  );
}

function partName(part: DerivedPartName): string {
  return phraseText(say(`derived-${part}`), language());
}
