import { CloseButton, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { text } from '../texts/language.ts';
import { useApp } from './use-app.tsx';

export interface SheetProps {
  /** Names its close button: `${id}-close`. */
  id: string;
  title: string;
  /** Name for screen readers where the title is not it. */
  label?: string;
  widthPx: number;
  className: string;
  children: ReactNode;
}

/** Something to read or choose from that lies over the plan until it is closed. */
export function Sheet({ id, title, label = title, widthPx, className, children }: SheetProps) {
  const { page } = useApp();
  const close = () => page.patch({ sheet: undefined });
  return (
    <Modal
      opened
      onClose={close}
      closeOnEscape={false}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      size={widthPx}
      className={className}
      withCloseButton={false}
      attributes={{ content: { 'aria-label': label } }}
    >
      <div className="help-head">
        <h2>{title}</h2>
        <CloseButton aria-label={text('close')} onClick={close} data-id={`${id}-close`} />
      </div>
      {children}
    </Modal>
  );
}
