import { createTheme, MantineProvider, Modal, Tooltip } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import type { App } from '../app/app.ts';
import { Shell } from '../panels/shell.tsx';
import { AppProvider, useAppState } from '../panels/use-app.tsx';
import { i18n } from '../texts/language.ts';
import type { Frames } from './frames.ts';

/**
 * The values that Mantine reads from the theme itself; colours and sizes are variables in styles/mantine.css.
 */
const theme = createTheme({
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 400,
        withArrow: true,
        transitionProps: { duration: 0 },
        events: { hover: true, focus: true, touch: true },
      },
    }),
    Modal: Modal.extend({ defaultProps: { lockScroll: false } }),
  },
});

/** The panels around the view. */
export function showPanels(
  root: HTMLElement,
  { app, frames, view }: { app: App; frames: Frames; view: HTMLElement },
): void {
  createRoot(root).render(
    <I18nextProvider i18n={i18n}>
      <AppProvider app={app} frames={frames}>
        <Themed>
          <Shell view={view} />
        </Themed>
      </AppProvider>
    </I18nextProvider>,
  );
}

/** Mantine writes variables and global classes into style elements unless told not to: the page forbids those. */
function Themed({ children }: { children: React.ReactNode }) {
  const colorScheme = useAppState(({ view }) => view.value.theme);
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={colorScheme}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}
