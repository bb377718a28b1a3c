import { Button, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithRef, ReactNode } from 'react';

/** A name and its value. */
export function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="row">
      <span title={name}>{name}</span>
      <b>{children}</b>
    </div>
  );
}

/** Rows under a heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** A button that says what it does. */
export function TextButton({
  id,
  children,
  ...more
}: { id: string; children: ReactNode } & ButtonProps &
  Omit<ComponentPropsWithRef<'button'>, 'color' | 'style'>) {
  return (
    <Button size="compact-sm" variant="default" data-id={id} {...more}>
      {children}
    </Button>
  );
}
