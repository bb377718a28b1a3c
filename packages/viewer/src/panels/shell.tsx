import { Progress, Slider } from '@mantine/core';
import { lazy, Suspense, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { App, Notice as NoticeState } from '../app/app.ts';
import { fieldSourceName } from '../commands/carrier-name.ts';
import { isPlanning, isProgrammeShown, isReviewing } from '../commands/command.ts';
import { comparedVariant } from '../store/compare-state.ts';
import type { ToolName } from '../store/edit-state.ts';
import { formatTime, language, text } from '../texts/language.ts';
import { CommandButton } from './command-button.tsx';
import { FieldLists, useIsPhone } from './field-lists.tsx';
import { Inspector } from './inspector.tsx';
import { fieldTitle, Legend } from './legend.tsx';
import { TextButton } from './parts.tsx';
import { Probe } from './probe.tsx';
import { ReviewDivider } from './review-view.tsx';
import { StartPage } from './start-page.tsx';
import { SwipeDivider } from './swipe-divider.tsx';
import { TopBar } from './top-bar.tsx';
import { useApp, useAppState } from './use-app.tsx';
import { VerdictBar } from './verdict-bar.tsx';

/** Distance from the edges of the page. */
const edgePx = 12;
/** Lines of problems shown before the rest is only counted. */
const maxLines = 6;

/** The page around the view. @param picture the element that layers draw in; it stays the same */
export function Shell({ view }: { view: HTMLElement }) {
  // Draws everything again in another language.
  useTranslation();
  const reviewing = useAppState(isReviewing);
  const pointing = useAppState((app) => isReviewing(app) && app.review.value.tab === 'drawing');
  const isPending = useAppState(({ page }) => page.value.pendingDrawing !== undefined);
  const isPlanShown = useAppState(isPlanning);
  const isProgramme = useAppState(isProgrammeShown);
  const isPhone = useIsPhone();
  const sheet = useAppState(({ page }) => page.value.sheet);
  const hasMenu = useAppState(({ page }) => page.value.menu !== undefined);
  const hasSchematic = useAppState((app) => isPlanning(app) && app.page.value.schematic !== 'closed');
  return (
    <>
      <TopBar />
      <PrintHead />
      <main className="viewport">
        <div className="picture-frame" ref={(frame) => frame?.append(view)} />
        <ReviewDivider />
        <Suspense>{pointing && <ReviewBoard />}</Suspense>
        <CompareDivider />
        <ToolRail />
        <GapSlider />
        <Probe />
        <Suspense>{hasMenu && <ContextMenu />}</Suspense>
        <Suspense>{hasSchematic && <Schematic />}</Suspense>
      </main>
      <EmptyPage />
      <aside className="side" aria-label={text('side')}>
        {isPhone && isPlanShown && (
          <div className="field-lists">
            <FieldLists />
          </div>
        )}
        <Legend />
        <Inspector />
        <Suspense>{reviewing && <ReviewPanel />}</Suspense>
      </aside>
      <Suspense fallback={isProgramme && <ProgrammeWait />}>{isProgramme && <ProgrammePage />}</Suspense>
      <Suspense>{isPending && <PendingPage />}</Suspense>
      <VerdictBar />
      <Notice />
      <Suspense>{sheet === 'palette' && <Palette />}</Suspense>
      <Suspense>
        {(sheet === 'help' || sheet === 'doubts' || sheet === 'parts') && <ReadingSheet name={sheet} />}
      </Suspense>
      <Suspense>{sheet === 'mistakes' && <MistakeSheet />}</Suspense>
      <Suspense>{sheet === 'export' && <ExportSheet />}</Suspense>
      <Suspense>{sheet === 'settings' && <SettingsSheet />}</Suspense>
      <Suspense>{sheet === 'views' && <ViewsSheet />}</Suspense>
    </>
  );
}

/** One message beside the location where it happened; work under way can be cancelled from it. */
function Notice() {
  const app = useApp();
  const notice = useAppState(({ page }) => page.value.notice);
  const root = useRef<HTMLDivElement>(null);
  // How high it is its text says: the buttons at its end stay on the page.
  useLayoutEffect(() => {
    const element = root.current;
    if (!notice || !element) return;
    const maxPx = window.innerHeight - element.offsetHeight - edgePx;
    element.style.top = `${Math.max(edgePx, Math.min(locationOf(notice).top, maxPx))}px`;
  }, [notice]);
  return (
    <div
      ref={root}
      className="notice"
      role="alert"
      hidden={!notice}
      data-kind={notice?.kind}
      style={notice && locationOf(notice)}
    >
      {notice && <Message app={app} notice={notice} />}
    </div>
  );
}

/** Position beside where it happened, and all of it on the page. */
function locationOf({ x = 64, y = 52 }: NoticeState) {
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
  const more = lines.length - maxLines;
  const close = () => app.page.patch({ notice: undefined });
  return (
    <>
      <strong>{title}</strong>
      {lines.slice(0, maxLines).map((line) => (
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

/** The page without a plan. */
function EmptyPage() {
  const { actions } = useApp();
  const isEmpty = useAppState(
    (app) => app.store.plan === undefined && !isProgrammeShown(app) && !app.page.value.isRestoring,
  );
  const recents = useAppState(({ persistence }) => persistence.value.recents);
  const programmes = useAppState(({ persistence }) => persistence.value.programmes);
  if (!isEmpty) return null;
  return (
    <StartPage
      hands={{
        choose: actions.chooseFile,
        openExample: actions.openExample,
        openProgrammeExample: actions.programme.openExample,
        openRecent: actions.openRecent,
        openRecentProgramme: actions.programme.openRecent,
      }}
      recents={recents}
      programmes={programmes}
    />
  );
}

const drawing: readonly ToolName[] = [
  ...(['wall', 'opening', 'column', 'bay', 'zone', 'ramp'] as const),
  ...(['point', 'room', 'tray', 'outline', 'measure'] as const),
];
/** Tools for use inside the garage. */
const onPhone: readonly ToolName[] = ['point', 'measure'];

/** The tools at the left edge; on a phone at the thumb. */
function ToolRail() {
  const isShown = useAppState(isPlanning);
  const isPhone = useIsPhone();
  if (!isShown) return null;
  const tipPosition = isPhone ? 'left' : 'right';
  return (
    <nav className="tool-bar" aria-label={text('tools')}>
      <CommandButton id="tool-select" isSwitch tipPosition={tipPosition} />
      <CommandButton id="tool-place" isSwitch tipPosition={tipPosition} />
      {(isPhone ? onPhone : drawing).map((tool) => (
        <CommandButton key={tool} id={`tool-${tool}`} isSwitch tipPosition={tipPosition} />
      ))}
      <hr />
      <CommandButton id="place" tipPosition={tipPosition} />
      <CommandButton id="fit" tipPosition={tipPosition} />
      {!isPhone && <CommandButton id="cars" isSwitch tipPosition={tipPosition} />}
    </nav>
  );
}

const MistakeSheet = lazy(async () => ({ default: (await import('./likely-mistakes.tsx')).MistakeSheet }));
const ReviewPanel = lazy(() => import('./review-panel.tsx'));
const ReviewBoard = lazy(() => import('./drawing-board.tsx'));
const Schematic = lazy(() => import('./schematic.tsx'));
const ContextMenu = lazy(() => import('./context-menu.tsx'));
const Palette = lazy(() => import('./palette.tsx'));
const ReadingSheet = lazy(() => import('./reading-sheet.tsx'));
const ExportSheet = lazy(() => import('./export-sheet.tsx'));
const SettingsSheet = lazy(() => import('./settings/settings-sheet.tsx'));
const ViewsSheet = lazy(() => import('./views-sheet.tsx'));
const ProgrammePage = lazy(() => import('./programme/programme-page.tsx'));
const PendingPage = lazy(() => import('./pending-page.tsx'));

function ProgrammeWait() {
  return (
    <main className="programme-wait" role="status">
      {text('programmeReading')}
    </main>
  );
}

/** Shows how far apart stacked levels stand: from their true heights to twice what shows every floor. */
function GapSlider() {
  const { view } = useApp();
  const isShown = useAppState((app) => app.store.plan !== undefined && app.view.value.stacked);
  const gapRatio = useAppState((app) => app.view.value.gapRatio);
  if (!isShown) return null;
  return (
    <div className="gap-slider">
      <span>{text('gap')}</span>
      <Slider
        data-id="gap"
        thumbLabel={text('gap')}
        min={0}
        max={2}
        step={0.05}
        value={gapRatio}
        label={null}
        onChange={(value) => view.patch({ gapRatio: value })}
      />
    </div>
  );
}

/** The divider between the plan on screen, to its left, and a variant. */
function CompareDivider() {
  const { compare } = useApp();
  const name = useAppState((app) =>
    isPlanning(app) && app.compare.value.mode === 'swipe' && app.compare.value.exact
      ? comparedVariant(app.compare.value)?.name
      : undefined,
  );
  const ratio = useAppState(({ compare }) => compare.value.swipeRatio);
  if (name === undefined) return null;
  return (
    <SwipeDivider
      label={text('variantDivider')}
      ratio={ratio}
      onMove={(swipeRatio) => compare.patch({ swipeRatio })}
    >
      <span className="side-name left">{text('compareNow')}</span>
      <span className="side-name right">{name}</span>
    </SwipeDivider>
  );
}

/** Prints over an image whose plan it is, what it shows, and what it was computed with. */
function PrintHead() {
  const plan = useAppState(({ store }) => store.committed);
  const exact = useAppState(({ results }) => results.value.exact);
  const { levelId, carrierId } = useAppState(({ view }) => view.value);
  const title = useAppState(fieldTitle);
  if (!plan) return null;
  const { name, district, address } = plan.community;
  const scenario = exact?.scenarios.find(({ id }) => id === exact.scenarioId)?.name[language()];
  return (
    <header className="print-head">
      <h1>{`${name} · ${levelId}`}</h1>
      <p>{[district, address].filter(Boolean).join(' ')}</p>
      <p>
        {[
          title,
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
