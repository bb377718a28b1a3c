import { startTransition } from 'react';
import { flushSync } from 'react-dom';
import type { App } from '../app/app.ts';
import type { PageRoot } from '../panels/first-page.tsx';
import { Shell } from '../panels/shell.tsx';
import { Themed } from '../panels/themed.tsx';
import { AppProvider, useAppState } from '../panels/use-app.tsx';
import type { Frames } from './frames.ts';

/** The panels around the view, in the place of the first page. */
export function showPanels(
  { root, element }: { root: PageRoot; element: HTMLElement },
  { app, frames, view }: { app: App; frames: Frames; view: HTMLElement },
): void {
  const focused = document.activeElement?.getAttribute('data-id');
  const draw = () =>
    root.render(
      <AppProvider app={app} frames={frames}>
        <FollowingTheme>
          <Shell view={view} />
        </FollowingTheme>
      </AppProvider>,
    );
  if (focused) flushSync(draw);
  // Drawn in slices: nobody waits for it at once.
  else startTransition(draw);
  // Whoever stood on a button of the first page stands on the same one.
  if (focused) element.querySelector<HTMLElement>(`[data-id="${focused}"]`)?.focus();
}

function FollowingTheme({ children }: { children: React.ReactNode }) {
  const colorScheme = useAppState(({ view }) => view.value.theme);
  return <Themed colorScheme={colorScheme}>{children}</Themed>;
}
