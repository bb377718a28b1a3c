const tabKey = 'diku.plan';

/** The plan that this tab was at before its page was loaded again. */
export function planOfThisTab(): string | undefined {
  try {
    return sessionStorage.getItem(tabKey) ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param id undefined where the tab is at none any more */
export function notePlanOfThisTab(id: string | undefined): void {
  try {
    if (id === undefined) sessionStorage.removeItem(tabKey);
    else sessionStorage.setItem(tabKey, id);
  } catch {
    // The newest plan is taken instead.
  }
}
