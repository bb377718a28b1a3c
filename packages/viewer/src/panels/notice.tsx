import { Progress } from '@mantine/core';
import type { App, Notice as NoticeState } from '../app/app.ts';
import { text } from '../texts/language.ts';
import { TextButton } from './parts.tsx';
import { useApp, useAppState } from './use-app.tsx';

/** Lines of problems shown before the rest is only counted. */
const mostLines = 6;

/** One message beside the place where it happened; work under way can be cancelled from it. */
export function Notice() {
  const app = useApp();
  const notice = useAppState(({ page }) => page.value.notice);
  return (
    <div
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
  const width = Math.min(400, window.innerWidth - 24);
  return {
    width,
    left: Math.max(12, Math.min(x, window.innerWidth - width - 12)),
    top: Math.max(12, Math.min(y, window.innerHeight - 200)),
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
