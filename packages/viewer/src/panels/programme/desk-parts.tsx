import './desk.css';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { DeskActions } from '../../app/desk-actions.ts';
import { type TextKey, text } from '../../texts/language.ts';
import { TextField } from '../fields.tsx';
import { useApp, useAppState } from '../use-app.tsx';

/** Answer of the server, and whether a newer one is on its way. */
interface Asked<Answer> {
  answer: Answer | undefined;
  isStale: boolean;
}

/** Asks the server for what is shown, again whenever the file or the question changes; the last answer stays until the next is there. */
export function useAsked<Answer>(act: string, request: object): Asked<Answer> {
  const { actions } = useApp();
  const revision = useAppState(({ desk }) => desk.value.served?.revision);
  const [asked, setAsked] = useState<{ key: string; answer: Answer | undefined }>();
  const question = JSON.stringify(request);
  const key = `${revision} ${question}`;
  const last = useRef(key);
  useEffect(() => {
    last.current = key;
    void actions.desk?.ask<Answer>(act, JSON.parse(question) as object).then((answer) => {
      if (last.current === key) setAsked((before) => ({ key, answer: answer ?? before?.answer }));
    });
  }, [act, key, question, actions]);
  return { answer: asked?.answer, isStale: asked?.key !== key };
}

/** A side of the desk under its heading. */
export function DeskPage({
  id,
  title,
  note,
  isStale,
  children,
}: {
  id: string;
  title: string;
  note?: string;
  isStale?: boolean;
  children: ReactNode;
}) {
  const isBusy = useAppState(({ desk }) => desk.value.isBusy);
  const result = useAppState(({ desk }) => desk.value.result);
  const isWaiting = isBusy || isStale === true;
  return (
    <section className="desk" data-desk={id} data-busy={isWaiting} aria-busy={isWaiting} aria-label={title}>
      <div className="desk-head">
        <h2>{title}</h2>
        <span className="quiet" role="status">
          {isWaiting ? text('deskBusy') : result || note}
        </span>
      </div>
      {children}
    </section>
  );
}

/** The acts of the desk; a side of it is on screen only where there is one. */
export function useDesk(): DeskActions {
  return useApp().actions.desk as DeskActions;
}

/** Who acts: stands with every step and every table that is taken in. */
export function SignatureFields() {
  const desk = useDesk();
  const signature = useAppState((app) => app.desk.value.signature);
  return (
    <div className="desk-signature">
      {(['author', 'office', 'role'] as const).map((name) => (
        <TextField
          key={name}
          id={`sign-${name}`}
          label={text(`sign_${name}`)}
          value={signature[name]}
          maxLength={200}
          onCommit={(value) => desk.sign({ ...signature, [name]: value })}
        />
      ))}
    </div>
  );
}

/** Rows under heads; on a narrow page they scroll by themselves. */
export function RowTable({ heads, children }: { heads: readonly TextKey[]; children: ReactNode }) {
  return (
    <div className="desk-scroll">
      <table className="desk-rows">
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col" key={head}>
                {text(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
