import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { isPlanning, isProgrammeShown, isReviewing } from '../commands/command.ts';
import { text } from '../texts/language.ts';
import { CompareDivider } from './compare-divider.tsx';
import { DerivedSheet } from './derived-parts.tsx';
import { EmptyPage } from './empty-page.tsx';
import { FieldLists, useIsPhone } from './field-lists.tsx';
import { GapSlider } from './gap-slider.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { DoubtSheet } from './import-doubts.tsx';
import { Inspector } from './inspector.tsx';
import { Legend } from './legend.tsx';
import { Notice } from './notice.tsx';
import { Palette } from './palette.tsx';
import { PrintHead } from './print-head.tsx';
import { Probe } from './probe.tsx';
import { ReviewDivider } from './review-view.tsx';
import { ToolRail } from './tool-rail.tsx';
import { TopBar } from './top-bar.tsx';
import { useAppState } from './use-app.tsx';
import { VerdictBar } from './verdict-bar.tsx';

const ReviewPanel = lazy(() => import('./review-panel.tsx'));
const ExportSheet = lazy(() => import('./export-sheet.tsx'));
const ProgrammePage = lazy(() => import('./programme/programme-page.tsx'));
const PendingPage = lazy(() => import('./pending-page.tsx'));

/** The page around the picture. @param picture the element that layers draw in; it stays the same */
export function Shell({ picture }: { picture: HTMLElement }) {
  // Draws everything again in another language.
  useTranslation();
  const reviewing = useAppState(isReviewing);
  const isPending = useAppState(({ page }) => page.value.pendingDrawing !== undefined);
  const isPlanShown = useAppState(isPlanning);
  const isProgramme = useAppState(isProgrammeShown);
  const isPhone = useIsPhone();
  const sheet = useAppState(({ page }) => page.value.sheet);
  return (
    <>
      <TopBar />
      <PrintHead />
      <main className="viewport">
        <div className="picture-frame" ref={(frame) => frame?.append(picture)} />
        <ReviewDivider />
        <CompareDivider />
        <ToolRail />
        <GapSlider />
        <Probe />
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
      {sheet === 'palette' && <Palette />}
      {sheet === 'help' && <HelpSheet />}
      {sheet === 'doubts' && <DoubtSheet />}
      {sheet === 'parts' && <DerivedSheet />}
      <Suspense>{sheet === 'export' && <ExportSheet />}</Suspense>
    </>
  );
}

function ProgrammeWait() {
  return (
    <main className="programme-wait" role="status">
      {text('programmeReading')}
    </main>
  );
}
