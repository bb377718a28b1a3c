import { ActionIcon, Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconChevronDown, IconSearch } from '@tabler/icons-react';
import { createRoot, type Root } from 'react-dom/client';
import { text } from '../texts/language.ts';
import { keyLabel } from './key-label.ts';
import { type StartHands, StartPage } from './start-page.tsx';
import { Themed } from './themed.tsx';

/** The page as React draws it. */
export type PageRoot = Root;

interface Props {
  colorScheme: 'light' | 'dark';
  /** Element of the picture, and what is opened on it; without one the page offers what there is to begin with. */
  opening: { view: HTMLElement; name: string } | undefined;
  /** True while nobody knows what there is. */
  isLooking: boolean;
  hands: StartHands;
  onCommand(id: string): void;
}

/** Begins the page: it is empty until something is drawn on it. */
export function beginPage(element: HTMLElement): PageRoot {
  return createRoot(element);
}

/**
 * Draws the page that is there before commands, tools and image are loaded. What is asked for is done as soon as they
 * are.
 */
export function showFirstPage(root: PageRoot, { colorScheme, ...shown }: Props): void {
  root.render(
    <Themed colorScheme={colorScheme}>
      <FirstPage {...shown} />
    </Themed>,
  );
}

function FirstPage({ opening, isLooking, hands, onCommand }: Omit<Props, 'colorScheme'>) {
  return (
    <>
      <header className="top-bar">
        <h1 className="brand">{text('title')}</h1>
        <Button
          size="xs"
          variant="subtle"
          className="community"
          data-id="file-menu"
          rightSection={<IconChevronDown size={14} />}
        >
          {opening?.name ?? text('fileMenuEmpty')}
        </Button>
        <span className="spacer" />
        <span className="icons">
          <ActionIcon variant="subtle" size="md" disabled aria-label={text('cmdUndo')}>
            <IconArrowBackUp size={17} stroke={1.7} />
          </ActionIcon>
          <ActionIcon variant="subtle" size="md" disabled aria-label={text('cmdRedo')}>
            <IconArrowForwardUp size={17} stroke={1.7} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            size="md"
            data-id="palette"
            aria-label={`${text('cmdPalette')} (${keyLabel('Ctrl+K')})`}
            onClick={() => onCommand('palette')}
          >
            <IconSearch size={17} stroke={1.7} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            size="md"
            data-id="language"
            aria-label={text('cmdLanguage')}
            onClick={() => onCommand('language')}
          >
            {text('language')}
          </ActionIcon>
        </span>
      </header>
      {opening ? <Opening {...opening} /> : !isLooking && <StartPage hands={hands} />}
    </>
  );
}

/** The plan that is opened, drawn by what can draw it at once. */
function Opening({ view, name }: { view: HTMLElement; name: string }) {
  return (
    <>
      <main className="viewport">
        <div className="picture-frame" ref={(frame) => frame?.append(view)} />
      </main>
      <aside className="side" />
      <section className="verdict" data-state="none">
        <span className="state" role="status">
          {text('firstOpening', { name })}
        </span>
      </section>
    </>
  );
}
