import { createContext, type ReactNode, use, useSyncExternalStore } from 'react';
import type { App } from '../app/app.ts';

/** Stores tell of every change; panels follow them once per frame, so that a drag draws no panel twice. */
export interface Frames {
  subscribe(listener: () => void): () => void;
}

const AppContext = createContext<{ app: App; frames: Frames } | undefined>(undefined);

export function AppProvider({ app, frames, children }: { app: App; frames: Frames; children: ReactNode }) {
  return <AppContext value={{ app, frames }}>{children}</AppContext>;
}

/** The app as panels use it; reading its stores here follows no change. */
export function useApp(): App {
  return useContextValue().app;
}

/** A part of the stores, drawn again whenever it is another one: select values or members, never something new. */
export function useAppState<Value>(select: (app: App) => Value): Value {
  const { app, frames } = useContextValue();
  return useSyncExternalStore(frames.subscribe, () => select(app));
}

function useContextValue() {
  const value = use(AppContext);
  if (!value) throw new Error('outside the application');
  return value;
}
