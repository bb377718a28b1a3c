import { acceptReasons, phraseText } from '@diku/engine';
import type { DecidedBy, sortReasons } from '@diku/engine/plan';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { App } from '../app/app.ts';
import { isPartStale, movedText, planStates } from '../store/derived-states.ts';
import { language, text } from '../texts/language.ts';
import { Mark } from './mark.tsx';
import { TextButton } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

const nameKey = 'diku.accepted-by';

/** Doubts about how the plan was read, each with a button to accept it; and those somebody has accepted. */
export function AcceptList({ reasons: { open, accepted } }: { reasons: ReturnType<typeof sortReasons> }) {
  const app = useApp();
  const [by, setBy] = useState(rememberedName);
  if (open.length + accepted.length === 0) return null;
  return (
    <section className="accepting" data-id="accept-list">
      <StaleImport />
      {open.length > 0 && (
        <>
          <h3>{text('openDoubts', { count: open.length })}</h3>
          <p className="quiet">{text('openDoubtsNote')}</p>
          <TextInput
            size="xs"
            data-id="accept-by"
            label={text('acceptBy')}
            value={by}
            onChange={({ currentTarget }) => setBy(currentTarget.value)}
          />
          <ul>
            {open.map(({ code, level, said: message }) => {
              const wanted = level === undefined ? code : `${code}:${level}`;
              return (
                <li key={wanted}>
                  <span title={wanted}>{phraseText(message, language())}</span>
                  <TextButton id={`accept-${wanted}`} onClick={() => acceptInPlan(app, wanted, by)}>
                    {text('acceptDoubt')}
                  </TextButton>
                </li>
              );
            })}
          </ul>
        </>
      )}
      {accepted.length > 0 && (
        <>
          <h3>{text('acceptedDoubts', { count: accepted.length })}</h3>
          <ul>
            {accepted.map(({ code, level, said: message, decision }) => (
              <li key={`${code}:${level}`}>
                <span title={code}>{phraseText(message, language())}</span>
                <small>{[decision.by, decision.date].filter(Boolean).join(' · ')}</small>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The doubts are those of a drawing that was edited since. */
function StaleImport() {
  const plan = useAppState(({ store }) => store.committed);
  if (!plan || !isPartStale(plan, 'import')) return null;
  return (
    <p className="stale-note is-stale" role="status">
      <Mark met={false} isStale />
      {text('importStale', { moved: movedText(planStates(plan).import) })}
    </p>
  );
}

/** One step that can be undone: who is asked once, when is today. */
function acceptInPlan({ store }: App, wanted: string, by: string): void {
  const { plan } = store;
  if (!plan) return;
  const name = by.trim();
  rememberName(name);
  const decided: DecidedBy = { ...(name ? { by: name } : {}), date: new Date().toISOString().slice(0, 10) };
  store.replacePlan('accept', acceptReasons(plan, [wanted], decided));
}

function rememberedName(): string {
  try {
    return localStorage.getItem(nameKey) ?? '';
  } catch {
    return '';
  }
}

function rememberName(name: string): void {
  try {
    localStorage.setItem(nameKey, name);
  } catch {
    // The browser stores nothing: the name is asked again.
  }
}
