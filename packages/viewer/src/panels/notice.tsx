import { Progress } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import type { App, Notice as NoticeState } from '../app/app.ts';
import { text } from '../texts/language.ts';
import { TextButton } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** From the edges of the page. */
const edgePx = 12;
/** Lines of problems shown before the rest is only counted. */
const mostLines = 6;

/** One message beside the place where it happened; work under way can be cancelled from it. */
export function Notice() {
  const app = useApp();
  const notice = useAppState(({ page }) => page.value.notice);
  const root = useRef<HTMLDivElement>(null);
  // How high it is its text says: the buttons at its end stay on the page.
  useLayoutEffect(() => {
    const element = root.current;
    if (!notice || !element) return;
    const mostPx = window.innerHeight - element.offsetHeight - edgePx;
    element.style.top = `${Math.max(edgePx, Math.min(placeOf(notice).top, mostPx))}px`;
  }, [notice]);
  return (
    <div
      ref={root}
      className="notice"
      role="alert"
      hidden={!notice}
      data-kind={notice?.kind}
      style={notice && placeOf(notice)}
    >
      {notice && <Message app={app} notice={notice} />}
    </div>
  );
}

/** Beside where it happened, and all of it on the page. */
function placeOf({ x = 64, y = 52 }: NoticeState) {
  const width = Math.min(400, window.innerWidth - 2 * edgePx);
  return {
    width,
    left: Math.max(edgePx, Math.min(x, window.innerWidth - width - edgePx)),
    top: y,
  };
}

function Message({ app, notice }: { app: App; notice: NoticeState }) {
  const { kind, title, lines, details, doneRatio, action } = notice;
  const isBusy = kind === 'progress';
  const more = lines.length - mostLines;
  const close = () => app.page.patch({ notice: undefined });
  return (
    <>
      <strong>{title}</strong>
      {lines.slice(0, mostLines).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {more > 0 && <p className="quiet">{text('moreProblems', { count: more })}</p>}
      {details && details.lines.length > 0 && (
        <details>
          <summary>{details.title}</summary>
          {details.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </details>
      )}
      {isBusy && <Progress value={100 * (doneRatio ?? 0)} size="sm" aria-label={title} />}
      <div className="choices">
        {action && (
          <TextButton
            id={action.id}
            variant={action.isQuiet ? 'default' : 'filled'}
            onClick={() => {
              close();
              action.run();
            }}
          >
            {action.label}
          </TextButton>
        )}
        <TextButton id="notice-close" onClick={isBusy ? app.actions.cancelWork : close}>
          {text(isBusy ? 'cancel' : 'close')}
        </TextButton>
      </div>
    </>
  );
}
