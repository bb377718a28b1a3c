import { createTheme, MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { i18n } from '../texts/language.ts';

/**
 * The values that Mantine reads from the theme itself; colours and sizes are variables in styles/mantine.css.
 */
const theme = createTheme({
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Tooltip: {
      defaultProps: {
        openDelay: 400,
        withArrow: true,
        transitionProps: { duration: 0 },
        events: { hover: true, focus: true, touch: true },
      },
    },
    Modal: { defaultProps: { lockScroll: false } },
  },
});

/** Mantine writes variables and global classes into style elements unless told not to: the page forbids those. */
export function Themed({ colorScheme, children }: { colorScheme: 'light' | 'dark'; children: ReactNode }) {
  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        forceColorScheme={colorScheme}
        withCssVariables={false}
        withGlobalClasses={false}
      >
        {children}
      </MantineProvider>
    </I18nextProvider>
  );
}
